package forward

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestScansEqualDecoding compares what scans find in random records with what
// decoding them tells.
func TestScansEqualDecoding(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []Codes{{S: 200, c: 56}, {S: 130, c: 126}, {S: 100, c: 156}, {S: 250, c: 6}} {
		vocabulary := uint32(min(c.S+c.S*c.c+c.S*c.c*c.c, 30_000))
		for range 200 {
			var record []byte
			words := make([]uint32, r.IntN(60))
			set := &TermSet{}
			for i := range words {
				words[i] = uint32(float64(vocabulary) * r.Float64() * r.Float64() * r.Float64())
				record = c.Append(record, words[i])
				if r.IntN(3) == 0 {
					set.Codes = append(set.Codes, words[i])
				}
			}
			slices.Sort(set.Codes)
			set.Codes = slices.Compact(set.Codes)
			set.index(int(vocabulary))
			want := 0
			for _, w := range words {
				if slices.Contains(set.Codes, w) {
					want++
				}
			}
			if got := NewMultiTermScan(set, c).count(record); got != want {
				t.Fatalf("%+v: %d words of the set in %v, want %d", c, got, words, want)
			}
			if got := WordsIn(record, byte(c.S)); int(got) != len(words) {
				t.Fatalf("%+v: %d words in %v, want %d", c, got, record, len(words))
			}
		}
	}
}

// count returns how many words of the set stand in a record.
func (w *MultiTermScan) count(record []byte) int {
	n := 0
	for _, end := w.Next(record, 0); end >= 0; n++ {
		_, end = w.Next(record, end)
	}
	return n
}
