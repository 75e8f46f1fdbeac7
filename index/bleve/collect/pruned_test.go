package collect

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/resolve"
)

// prunedQueries ask in all the partitions that bounds are made for: one word and
// several, choices, runs, patterns, fields, synonyms, plain words of which few
// items have all.
var prunedQueries = []string{
	"necessary", "pain", "lumbar injection", "lumbar OR cervical", `"medically necessary"`, "treat*",
	"rationale:pain", "summary:pain", "physical therapy", "request:therapy OR diagnosis:pain", "norco",
	"rationale:(#pain #treatment)", "epidural steroid injection", "uds", "nsaid lumbar", "*itis", "inj*", "radiculopthy~",
	`"functional improvement" OR opioid!`, "pain /s treatment", "ATLEAST2(pain) knee", "text:pain", "text:(pain records)",
	`rationale:("functional improvement" pain)`, "medically OR necessary OR request", "knee mri acupuncture opioid taper",
	"pain NOT lumbar", "diagnosis:lumbar pain", "the", "mri", "outcome:overturned pain", "heading:request pain",
}

// TestPrunedEqualsScored compares the first hits found with bounds with those
// found by scoring all, over segments of different ages: some letters are
// replaced, and the texts of the younger segments are longer, so that all count
// as shorter in the older ones than when their bounds were made.
func TestPrunedEqualsScored(t *testing.T) {
	dir := t.TempDir()
	docs := indextest.BenchDocuments(1100)
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 500}, docs[:700]...)
	for _, d := range docs[700:] {
		for i := range d.Letter.Items {
			passage := &d.Letter.Items[i].Rationale
			passage.Text = strings.Repeat(passage.Text+" ", 4)
		}
	}
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 500}, append(docs[700:], segmenttest.Changed(docs[3], "MRI of the knee", "3"), segmenttest.Changed(docs[400], "pain pain pain", "400"))...)
	g := segmenttest.Generation(t, dir)
	for _, query := range prunedQueries {
		for _, mode := range []index.Match{index.MatchAll, index.MatchMost} {
			req := &index.Request{Query: query, Match: mode}
			plan, _, err := resolve.Resolve(req)
			if err != nil {
				t.Fatal(err)
			}
			s := &match.Search{Plan: plan, G: g, Deadline: &match.Deadline{Ctx: t.Context()}}
			s.Begin()
			s.SelectItems(plan.Matching(mode), func(sel *match.Selection) { sel.Choose(nil) })
			comparePruned(t, NewTopHits(s, req, nil))
		}
	}
}

// comparePruned compares the first hits of a search, and those behind one of
// them.
func comparePruned(t *testing.T, s *TopHits) {
	t.Helper()
	sc := newScorer(s.Search)
	if sc == nil {
		return
	}
	o := &Order{Segments: s.G.Segments}
	all := Merge(o, s.all(o, index.NoLimit, nil, sc), index.NoLimit)
	for _, k := range []int{1, 20, 200, 700} {
		for _, behind := range []int{0, 1, 30, 500} {
			if behind > len(all) || k == 700 && behind > 0 {
				continue
			}
			want := all[behind:min(behind+k, len(all))]
			var after *Hit
			if behind > 0 {
				after = &all[behind-1]
			}
			got := Merge(o, s.topK(newSharedTopK(o, k), sc, after, behind), k)
			if d := cmp.Diff(want, got, cmp.AllowUnexported(Hit{}), cmpopts.EquateEmpty()); d != "" {
				t.Errorf("%s, %s, first %d behind %d of %d (-scored +pruned)\n%s", s.Req.Query, s.Req.Match, k, behind, len(all), d)
				return
			}
		}
	}
}

func TestQuantizedBoundsAreNoLessThanFrequencies(t *testing.T) {
	for tf := float32(0.001); tf < 390; tf *= 1.01 {
		q := forward.Quantize(tf)
		if forward.Unquantized[q] < tf || q > 0 && forward.Unquantized[q-1] >= tf {
			t.Errorf("%g has the bound %d, which stands for %g", tf, q, forward.Unquantized[q])
		}
	}
}
