package forward

import (
	"testing"

	"imrsearch/index/bleve/docset"
)

// TestDamagedImpactsAreNoBounds holds that impacts that cannot be right fail
// the search: sums that lack something would leave hits out.
func TestDamagedImpactsAreNoBounds(t *testing.T) {
	whole := Impacts{class: []uint32{7}, outside: []float32{0}, first: []uint32{0, 0, 2}, worth: []float32{1, 2}, items: []uint32{3, 1}, off: []uint32{0, 1}, bits: []uint64{0b100, 0}}
	docs := []uint64{0b10110}
	tests := []struct {
		name  string
		scope Scope
		sums  int
		fails bool
	}{
		{"whole", InAll, 3, false},
		{"no level", InRationale, 3, true},
		{"too few sums", InAll, 2, true},
	}
	for _, test := range tests {
		var mem docset.Arena[uint32]
		l := whole.List(0, test.scope, docs, &mem)
		sums := make([]float32, test.sums)
		failed := func() (failed bool) {
			defer func() { failed = recover() != nil }()
			l.AddMany([]uint32{0, 1, 4}, l.Worth, sums)
			return false
		}()
		if failed != test.fails {
			t.Errorf("%s: failed %v, want %v", test.name, failed, test.fails)
		}
		if !failed && (sums[0] != 0 || sums[1] != 1 || sums[2] != 2) {
			t.Errorf("%s: sums %v, want [0 1 2]", test.name, sums)
		}
	}
}
