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
	write(t, dir, WriterOptions{Jobs: 1}, benchDocuments(700)...)
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
		sel := s.selections[0]
		sc := newScorer(plan, g, s.selections)
		for _, k := range []int{1, 20, 200} {
			all, pruned := &best{order: &order{shards: g.shards}, k: k}, &best{order: &order{shards: g.shards}, k: k}
			sel.collect(0, all, sc, nil)
			sel.collectPruned(pruned, sc, nil, 0)
			want, got := merge(all.order, []*best{all}, k), merge(all.order, []*best{pruned}, k)
			if d := cmp.Diff(want, got, cmp.AllowUnexported(ranked{})); d != "" {
				t.Errorf("%s, first %d of %d (-scored +pruned)\n%s", query, k, sel.result.GetCardinality(), d)
			}
		}
	}
}

func TestQuantizedBoundsAreNoLessThanFrequencies(t *testing.T) {
	for tf := float32(0.001); tf < 10_000; tf *= 1.01 {
		q := quantize(tf)
		if unquantized[q] < tf || q > 0 && unquantized[q-1] >= tf {
			t.Errorf("%g has the bound %d, which stands for %g", tf, q, unquantized[q])
		}
	}
}
