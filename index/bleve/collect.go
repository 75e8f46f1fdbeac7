package bleve

// collect offers the documents of a selection to b, in the order's keys.
// after, where it is given, is the document behind which to begin.
func (s *selection) collect(at int, b *best, sc *scorer, after *ranked) {
	var buf [clockStride]uint32
	relaxed := s.allWords != s.query
	var dates *numberList
	if f := b.order.sort.Field; f != "" {
		dates = s.shard.columns.numbers[f]
	}
	for it := s.result.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 || s.deadline.stop() {
			return
		}
		for _, doc := range buf[:n] {
			r := ranked{shard: at, doc: doc, number: noNumber}
			if relaxed && !s.allWords.Contains(doc) {
				r.tier = 1
			}
			if dates != nil {
				r.number = dates.one[doc]
			} else if sc != nil {
				r.score = sc.score(s, doc)
			}
			if after == nil || b.order.compare(*after, r) < 0 {
				b.offer(r)
			}
		}
	}
}
