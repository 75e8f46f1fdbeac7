package forward

import (
	"imrsearch/index"
)

// FieldStats is what BM25F must know of a field: over all items with it, how
// many there are and how many words they have.
type FieldStats struct{ Items, Words [index.NumTextFields]uint64 }

// Means returns the mean length of each field, 1 where none has words.
func (s *FieldStats) Means() (mean [index.NumTextFields]float64) {
	for f := range mean {
		mean[f] = 1
		if s.Items[f] > 0 {
			mean[f] = float64(s.Words[f]) / float64(s.Items[f])
		}
	}
	return mean
}
