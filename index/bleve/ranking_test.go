package bleve

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/parser/imr"
)

var update = flag.Bool("update", false, "write golden files anew")

// standardParagraph stands in the rationales of many of the letters below.
const standardParagraph = "The guidelines recommend epidural injections as an option for radicular pain confirmed by imaging studies."

// rankedLetters are made so that for each query a person can say which
// comes first.
func rankedLetters() []*index.Document {
	items := []struct{ request, rationale, diagnosis, summary string }{
		{"Lumbar epidural steroid injection", "The worker has leg pain in an L5 pattern with a matching study of the nerve root. " + standardParagraph, "lumbar radiculopathy", "He fell from a ladder."},
		{"Physical therapy, eight visits", "An injection of the lumbar spine, an epidural one, was tried before. Therapy has not begun.", "lumbar strain", "She lifted a box."},
		{"MRI of the lumbar spine", standardParagraph + " No red flags were found.", "low back pain", "Back pain after a fall. An epidural steroid injection is planned."},
		{"Norco 10/325mg #60", "Pain scores did not change with the opioid. A taper is advised.", "chronic pain syndrome", "He takes an opioid daily."},
		{"Hydrocodone 5mg #30", "The opioid is for pain after surgery and for few days only.", "rotator cuff tear", "Shoulder surgery last week."},
		{"Urine drug screen", "He takes an opioid; screening once a year is advised.", "chronic pain syndrome", "Norco was stopped."},
		{"TENS unit", "A trial of one month was not documented. " + standardParagraph, "cervical strain", "Neck pain."},
		{"TENS unit, rental for 30 days", "A trial is an option beside a program of exercise.", "low back pain", "Back pain."},
		{"Gym membership", "A home program of exercise was not tried. The TENS unit at home goes on.", "obesity", "Knee pain and a TENS unit at home."},
		{"Cervical epidural steroid injection", standardParagraph + " The arm is weak in the pattern of C6.", "cervical radiculopathy", "Arm pain."},
	}
	var docs []*index.Document
	for i, it := range items {
		id := fmt.Sprintf("CM16-%07d", i+1)
		l := &imr.Letter{
			ID: id, Diagnoses: []string{it.diagnosis}, Summary: imr.Passage{Text: it.summary},
			Items: []imr.Item{{
				ID: imr.ItemID(id, 1), N: 1, Request: it.request, Heading: "The request for " + it.request + " is upheld", Outcome: imr.Upheld,
				Rationale: imr.Passage{Text: it.rationale},
			}},
		}
		docs = append(docs, &index.Document{Letter: l})
	}
	return docs
}

// TestRanking keeps the order of hits from drifting: the golden file was
// judged by eye, and changes to it are to be.
func TestRanking(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, rankedLetters()...)
	e := open(t, dir)
	var b strings.Builder
	for _, query := range []string{
		"epidural steroid injection", "lumbar epidural", "tens unit", "norco", "opioid", "radiculopathy",
		"epidural imaging", "back pain", "uds", "exercise program", "lumbar epidural zanzibar",
	} {
		r := answer(t, e, index.Request{Query: query, Limit: 6})
		fmt.Fprintf(&b, "%s: %d items, %s\n", query, r.Total.Items, r.Query.Match)
		for _, h := range r.Hits {
			fmt.Fprintf(&b, "  %.2f %s\n", h.Score, h.Request)
		}
	}
	golden := filepath.Join("testdata", "ranking.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Errorf("order of hits (-want +got)\n%s", d)
	}
}
