package bleve

import "imrsearch/index"

// fieldStats is what BM25F must know of a field: over all items with it, how
// many there are and how many words they have.
type fieldStats struct{ items, words [index.NumTextFields]uint64 }

// means returns the mean length of each field, 1 where none has words.
func (s *fieldStats) means() (mean [index.NumTextFields]float64) {
	for f := range mean {
		mean[f] = 1
		if s.items[f] > 0 {
			mean[f] = float64(s.words[f]) / float64(s.items[f])
		}
	}
	return mean
}
