package bleve

// pruneFrom is the number of documents from which on bounds save more than
// they cost.
const pruneFrom = 2_000

// boundBins is how finely bounds are counted to find a first threshold.
const boundBins = 512

// collectPruned offers the documents of a selection to b as collect does, but
// scores only those whose bounds can reach the first k: first the most
// promising ones, then what can still beat the last of these.
func (s *selection) collectPruned(at int, b *best, sc *scorer) {
	bound := sc.scoreBounds(s)
	scale := float32(boundBins-1) / float32(max(sc.total, 1e-9))
	bin := func(doc uint32) int { return min(int(bound[doc/boundBlock]*scale), boundBins-1) }
	counts := make([]int, boundBins)
	s.eachResult(func(docs []uint32) {
		for _, doc := range docs {
			counts[bin(doc)]++
		}
	})
	first := threshold(counts, 2*b.k)
	s.eachResult(func(docs []uint32) {
		for _, doc := range docs {
			if bin(doc) >= first {
				b.offer(ranked{shard: at, doc: doc, number: noNumber, score: sc.score(s, doc)})
			}
		}
	})
	s.eachResult(func(docs []uint32) {
		for _, doc := range docs {
			if bin(doc) < first && (!b.full() || float64(bound[doc/boundBlock]) >= b.heap[0].score) {
				b.offer(ranked{shard: at, doc: doc, number: noNumber, score: sc.score(s, doc)})
			}
		}
	})
}

// eachResult calls f with the documents of the result, some at a time, until
// time is up.
func (s *selection) eachResult(f func(docs []uint32)) {
	var buf [clockStride]uint32
	for it := s.result.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 || s.deadline.stop() {
			return
		}
		f(buf[:n])
	}
}

// prunes reports whether collectPruned can find the first k.
func (s *selection) prunes(b *best, sc *scorer, after *ranked) bool {
	return sc != nil && after == nil && b.k > 0 && s.allWords == s.query && s.shard.words.bounds.row != nil &&
		s.result.GetCardinality() > uint64(max(pruneFrom, 4*b.k))
}
