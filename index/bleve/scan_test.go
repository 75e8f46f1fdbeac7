package bleve

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestScansEqualDecoding compares what scans find in random records with what
// decoding them tells.
func TestScansEqualDecoding(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []codes{{s: 200, c: 56}, {s: 130, c: 126}, {s: 100, c: 156}, {s: 250, c: 6}} {
		vocabulary := uint32(min(c.s+c.s*c.c+c.s*c.c*c.c, 30_000))
		for range 200 {
			var record []byte
			words := make([]uint32, r.IntN(60))
			set := &wordSet{}
			for i := range words {
				words[i] = uint32(float64(vocabulary) * r.Float64() * r.Float64() * r.Float64())
				record = c.append(record, words[i])
				if r.IntN(3) == 0 {
					set.codes = append(set.codes, words[i])
				}
			}
			slices.Sort(set.codes)
			set.codes = slices.Compact(set.codes)
			set.index(int(vocabulary))
			want := 0
			for _, w := range words {
				if slices.Contains(set.codes, w) {
					want++
				}
			}
			if got := newWordScan(set, c).count(record); got != want {
				t.Fatalf("%+v: %d words of the set in %v, want %d", c, got, words, want)
			}
			if got := wordsIn(record, byte(c.s)); int(got) != len(words) {
				t.Fatalf("%+v: %d words in %v, want %d", c, got, record, len(words))
			}
		}
	}
}
