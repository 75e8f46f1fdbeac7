package lexicon

import (
	"os"
	"slices"
	"strings"
	"testing"

	"imrsearch/parser/imr"

	"github.com/google/go-cmp/cmp"
)

// TestCuesReachable puts each cue into a sentence of a case, an ellipsis
// filled with a word: the reason must be found unless a not_cue of its own
// row stands in the cue.
func TestCuesReachable(t *testing.T) {
	table := reasons()
	for _, r := range readTable("reasons") {
		outcome := imr.Overturned
		if r.get("side") == "denial" {
			outcome = imr.Upheld
		}
		for _, c := range r.list("cue_phrases") {
			c = strings.NewReplacer("{no}", "no documentation", "{not}", "not documented").Replace(c)
			text := "In this case, " + strings.ReplaceAll(strings.TrimPrefix(c, "?"), "…", " somehow ") + " today."
			got := allReasons(text, outcome, nil)
			if !slices.Contains(got, r.get("reason")) && !lastOf(table, r.get("reason")) {
				t.Errorf("%s: cue %q is not found, only %q", r.get("reason"), c, got)
			}
		}
	}
}

func allReasons(text string, outcome imr.Outcome, tr *imr.Treatment) []string {
	approving, against := Reasons(text, outcome, tr)
	return append(against, approving...)
}

func lastOf(t *reasonTable, name string) bool {
	return slices.ContainsFunc(t.rows, func(r reason) bool { return r.name == name && r.last })
}

func TestReasons(t *testing.T) {
	for _, c := range []struct {
		text    string
		outcome imr.Outcome
		want    []string
	}{
		{"The twelve visits asked for exceed the guideline.", imr.Upheld, []string{"exceeds guideline"}},
		{"The dose should not exceed guideline limits.", imr.Upheld, []string{}},
		{"In this case, there is no documentation of functional improvement from the earlier pills.", imr.Upheld, []string{"no functional improvement"}},
		{"There are no red flags on the examination of this welder.", imr.Upheld, []string{"no red flags"}},
		{"The MTUS states that a trial of six visits is an option. In this case, surgery is medically necessary.", imr.Overturned, []string{"goes with an approved procedure"}},
		{"The MTUS states that visits go on where there is documented functional improvement.", imr.Overturned, []string{}},
		{"He reports improved pain and function with the medication and no aberrant behavior.", imr.Overturned, []string{"opioid monitoring documented"}},
		{"", imr.Upheld, []string{}},
		{"There are no red flags.", imr.UnknownOutcome, []string{}},
		{"There are no red flags.", imr.Overturned, []string{}},
	} {
		if diff := cmp.Diff(c.want, allReasons(c.text, c.outcome, nil)); diff != "" {
			t.Errorf("%q, %s (-want +got):\n%s", c.text, c.outcome, diff)
		}
	}
}

func TestReasonsOfModified(t *testing.T) {
	text := "The request exceeds the guideline. In this case, the patient has failed conservative treatment."
	got := allReasons(text, imr.Modified, nil)
	for _, want := range []string{"exceeds guideline", "conservative care failed"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q has no %q", got, want)
		}
	}
}

// TestFixedParagraph holds that the paragraph which stands under every opioid
// gives no reason.
func TestFixedParagraph(t *testing.T) {
	fixed := opioidParagraphStart + ". Weaning or tapering is recommended, and the dose is too high. " + opioidParagraphEnd
	if got := allReasons(fixed, imr.Upheld, nil); len(got) != 0 {
		t.Errorf("the fixed paragraph gives %q", got)
	}
	got := allReasons(fixed+" There are no red flags.", imr.Upheld, nil)
	if diff := cmp.Diff([]string{"no red flags"}, got); diff != "" {
		t.Errorf("behind the fixed paragraph (-want +got):\n%s", diff)
	}
}

func TestReasonsOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range reasons().rows {
		if seen[r.name] {
			t.Errorf("reason %q stands twice", r.name)
		}
		seen[r.name] = true
	}
}

func BenchmarkReasons(b *testing.B) {
	text := strings.Repeat("In this case, the injured worker has chronic low back pain, and there is no documentation of functional improvement with prior therapy. ", 10)
	for b.Loop() {
		Reasons(text, imr.Upheld, nil)
	}
}

// TestRationales holds the invented rationales of testdata/rationales.tsv
// (request, outcome, rationale, the reasons that a reader finds in it) to the
// share of reasons that are found.
func TestRationales(t *testing.T) {
	b, err := os.ReadFile("testdata/rationales.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var right, wrong, missed int
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cells) != 4 {
			t.Fatalf("%q has %d cells, want 4", line, len(cells))
		}
		tr := Derive(cells[0], cells[0], cells[2])
		got := allReasons(cells[2], imr.Outcome(cells[1]), &tr)
		want := strings.Split(cells[3], ";")
		for _, name := range got {
			if slices.Contains(want, name) {
				right++
				continue
			}
			wrong++
			t.Logf("%s: %q is not given", cells[0], name)
		}
		for _, name := range want {
			if !slices.Contains(got, name) {
				missed++
				t.Logf("%s: %q is missed", cells[0], name)
			}
		}
	}
	t.Logf("%d right, %d wrong, %d missed", right, wrong, missed)
	if right < 95*(right+wrong)/100 || right < 85*(right+missed)/100 {
		t.Errorf("of the reasons found %d are right and %d wrong, %d are missed", right, wrong, missed)
	}
}

// TestReasonsOfTreatment holds that a reason of one kind of treatment is not
// found for another.
func TestReasonsOfTreatment(t *testing.T) {
	const text = "In this case, there is no documentation of pain relief, side effects or aberrant behavior."
	for request, want := range map[string]bool{"Norco 10/325mg #60": true, "Cyclobenzaprine 7.5mg #60": false} {
		tr := Derive(request, request, text)
		got := slices.Contains(allReasons(text, imr.Upheld, &tr), "opioid monitoring not documented (4 A's)")
		if got != want {
			t.Errorf("%s: monitoring of opioids %v, want %v", request, got, want)
		}
	}
}

// TestRecited: what guidelines say, by itself, and not what is said of the case
// behind it.
func TestRecited(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"nothing", "The worker fell. In this case there is no exam.", nil},
		{"a guideline, and what goes on with it", "The MTUS recommends braces. They help most patients. In this case the knee is stable.",
			[]string{"The MTUS recommends braces.", "They help most patients."}},
		{"the case behind a guideline", "ODG recommends massage. The plan was to go on with it. However, nothing helped.",
			[]string{"ODG recommends massage."}},
		{"a case inside its sentence", "The MTUS recommends braces, however, in this case the claimant has none.", nil},
		{"a quotation", `He wrote "walk as much as you can every day" and left. The word "walk" is his.`, []string{`"walk as much as you can every day"`}},
		{"curly marks", "She quotes “braces are for the first two weeks” and denies.", []string{"“braces are for the first two weeks”"}},
		{"numbered in brackets", "The MTUS states as follows: (1) Frequency is low. (2) Duration is short. The claimant was seen.",
			[]string{"The MTUS states as follows: (1) Frequency is low.", "(2) Duration is short."}},
		{"the fixed paragraph", "There is no exam. This decision addresses the medical necessity of opioids as prescribed. See them for weaning and terminating opioids for this patient. Denied.",
			[]string{"This decision addresses the medical necessity of opioids as prescribed. See them for weaning and terminating opioids for this patient."}},
	}
	for _, test := range tests {
		var got []string
		for _, r := range Recited(test.text) {
			got = append(got, test.text[r[0]:r[1]])
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
