package opensearch

import (
	"fmt"
	"math"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"imrsearch/index"
	"imrsearch/index/bleve"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// embedded opens letters in the embedded engine.
func embedded(t *testing.T, docs []*index.Document) *bleve.Engine {
	t.Helper()
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2}, docs...)
	e, err := bleve.Open(dir, bleve.Options{Timeout: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

// searched are requests as people make them, one or more of each kind.
var searched = []index.Request{
	{}, {Query: "knee"}, {Query: "physical therapy"}, {Query: "norco"}, {Query: "lumbar epidural steroid injection"},
	{Query: "mri shoulder", Match: index.MatchMost}, {Query: "was acupuncture ever overturned for neck pain"}, {Query: "norco overturned female"},
	{Query: `"functional improvement"`}, {Query: `rationale:"medically necessary" OR opioid`}, {Query: "urine drug screen after surgery"},
	{Query: "injection /s lumbar"}, {Query: "pain /5 chronic"}, {Query: "ATLEAST3(pain)"}, {Query: "radicul! therapy"}, {Query: "tramadol 50 mg #60"},
	{Query: "therapy", Sort: index.Sort{Field: "decided"}}, {Query: "therapy", Sort: index.Sort{Field: "age", Ascending: true}},
	{Query: "pain", Fold: index.FoldAlike}, {Query: "pain", Fold: index.FoldLetter}, {Query: "therapy visits", Scope: index.ScopeRequested}, {Query: "medication NOT opioid"},
	{Query: "how often is physical therapy overturned"}, {Query: "spinal cord stimulator trial"}, {Query: "injektion"}, {Query: "terapy~ knee"},
}

// TestSameAsEmbedded holds that both engines give the same answer to the last
// letter: hits in their order, scores, marks, snippets, reasons, totals, facets.
func TestSameAsEmbedded(t *testing.T) {
	brief(t)
	docs := indextest.BenchDocuments(300)
	here, there := open(t, docs, nil), embedded(t, docs)
	for _, req := range searched {
		req.Limit, req.Facets, req.Rates, req.Explain = 60, true, true, true
		want, err := there.Search(t.Context(), &req)
		if err != nil {
			t.Fatal(err)
		}
		got, err := here.Search(t.Context(), &req)
		if err != nil {
			t.Fatalf("%s: %v", req.Query, err)
		}
		want.TookMS, got.TookMS, want.Next, got.Next = 0, 0, "", ""
		want.Generation = got.Generation
		if d := gocmp.Diff(want, got, cmpopts.EquateEmpty(), nearly); d != "" {
			t.Errorf("%s %+v (-embedded +cluster)\n%s", req.Query, req.Sort, short(d))
		}
	}
}

// nearly takes scores for equal that differ by rounding.
var nearly = gocmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 0.011 })

func short(s string) string {
	if len(s) > 3_000 {
		return s[:3_000] + fmt.Sprintf("… %d more", len(s)-3_000)
	}
	return s
}

// TestSameSimilar holds the same of items like another, of rates, of what decides,
// of the tree of guidelines and of completions.
func TestSameSimilar(t *testing.T) {
	brief(t)
	docs := indextest.BenchDocuments(150)
	here, there := open(t, docs, nil), embedded(t, docs)
	compare := func(what string, ask func(index.Engine) (any, error)) {
		t.Helper()
		want, err := ask(there)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		got, err := ask(here)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if d := gocmp.Diff(want, got, cmpopts.EquateEmpty(), nearly, gocmp.FilterPath(func(p gocmp.Path) bool {
			name := p.Last().String()
			return name == ".TookMS" || name == ".Generation"
		}, gocmp.Ignore()), cmpopts.IgnoreUnexported(index.CiteUnit{})); d != "" {
			t.Errorf("%s (-embedded +cluster)\n%s", what, short(d))
		}
	}
	for _, doc := range docs[:8] {
		id := doc.Determinations()[0].Item.ID
		compare("like "+id, func(e index.Engine) (any, error) {
			return e.Similar(t.Context(), &index.SimilarRequest{ID: id, Limit: 20})
		})
	}
	for _, q := range []string{"", "pain", "norco", "physical therapy"} {
		compare("rates of "+q, func(e index.Engine) (any, error) {
			return e.Stats(t.Context(), &index.StatsRequest{Sides: []*index.Request{{Query: q}, {Query: "knee"}}, By: []string{"section", "decided"}})
		})
		compare("what decides "+q, func(e index.Engine) (any, error) {
			return e.Decides(t.Context(), &index.DecidesRequest{Search: &index.Request{Query: q}, Least: 2})
		})
		compare("citations of "+q, func(e index.Engine) (any, error) {
			return e.Cites(t.Context(), &index.CitesRequest{Request: index.Request{Query: q}, Rows: 10})
		})
	}
	for _, word := range []string{"t", "the", "inj", "CM"} {
		compare("words "+word, func(e index.Engine) (any, error) { return e.Words(t.Context(), word, 10) })
		for _, field := range []string{"drug", "specialty", "section", "case", "age"} {
			compare(field+" "+word, func(e index.Engine) (any, error) { return e.Values(t.Context(), field, word, 10) })
		}
	}
	for _, word := range []string{"theraphy", "injektion", "lumber", "pian"} {
		compare("corrections of "+word, func(e index.Engine) (any, error) { return e.Corrections(t.Context(), word, 5) })
	}
}
