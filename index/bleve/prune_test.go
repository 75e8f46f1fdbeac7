package bleve

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
)

// TestPrunedEqualsScored compares the first hits found with bounds with those
// found by scoring all.
func TestPrunedEqualsScored(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, WriterOptions{Jobs: 2, ShardItems: 500}, benchDocuments(900)...)
	g, err := open(t, dir).acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer g.release()
	for _, query := range []string{
		"necessary", "pain", "lumbar injection", "lumbar OR cervical", `"medically necessary"`, "treat*",
		"rationale:pain", "summary:pain", "physical therapy", "request:therapy OR diagnosis:pain", "norco",
	} {
		plan, _, err := index.Resolve(&index.Request{Query: query})
		if err != nil {
			t.Fatal(err)
		}
		s := &search{req: &index.Request{}, plan: plan, g: g, deadline: &deadline{ctx: t.Context()}}
		s.begin()
		s.selectItems()
		sc := s.newScorer()
		for _, k := range []int{1, 20, 200} {
			o := &order{shards: g.shards}
			want := s.all(o, k, nil, sc)
			got := s.firsts(newFirsts(o, k), sc, nil, 0)
			if d := cmp.Diff(want, got, cmp.AllowUnexported(ranked{})); d != "" {
				t.Errorf("%s, first %d of %d (-scored +pruned)\n%s", query, k, s.found(), d)
			}
		}
	}
}

func TestQuantizedBoundsAreNoLessThanFrequencies(t *testing.T) {
	for tf := float32(0.001); tf < 390; tf *= 1.01 {
		q := quantize(tf)
		if unquantized[q] < tf || q > 0 && unquantized[q-1] >= tf {
			t.Errorf("%g has the bound %d, which stands for %g", tf, q, unquantized[q])
		}
	}
}
