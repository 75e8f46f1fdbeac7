package match

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
)

// A positionScan decides a connector between two choices of words in
// rationales by positions alone, for the words that have some.
type positionScan struct {
	index.Near
	x, y positionList
	ends forward.SentenceEnds
	rest []uint32 // words of either side without positions, lexical
}

// A positionList is the positions of one side in the item at hand.
type positionList struct {
	rows  []forward.PositionIterator
	found []int32
}

// positionScan returns nil where one of the sides has no words with positions.
func (e *Evaluator) positionScan(near *index.Near, xs, ys []uint32) *positionScan {
	if near.Unit == index.Paragraph {
		return nil
	}
	s := &positionScan{Near: *near}
	s.x.rows, s.rest = e.positionRows(xs, s.rest)
	s.y.rows, s.rest = e.positionRows(ys, s.rest)
	if s.x.rows == nil || s.y.rows == nil {
		return nil
	}
	s.ends.Row = e.Segment.Words.Positions.Row(forward.SentenceRow)
	return s
}

// positionRows returns the rows of the classes all of whose words are among
// some, and appends the other words to rest.
func (e *Evaluator) positionRows(words, rest []uint32) (rows []forward.PositionIterator, others []uint32) {
	w := e.Segment.Words
	var seen []int
	for _, word := range words {
		class := w.ClassOf[word]
		row, ok := w.Positions.Find(class)
		if !ok || !containsAll(words, w.Members[w.Member[class]:w.Member[class+1]]) {
			rest = append(rest, word)
			continue
		}
		if !slices.Contains(seen, row) {
			seen = append(seen, row)
			rows = append(rows, w.Positions.Row(row))
		}
	}
	return rows, rest
}

// containsAll reports whether all of some words are among others, ascending.
func containsAll(words, of []uint32) bool {
	return !slices.ContainsFunc(of, func(word uint32) bool {
		_, ok := slices.BinarySearch(words, word)
		return !ok
	})
}

// positioned returns those of the documents in whose rationales the connector
// stands between words with positions, and those in which other words are to
// be looked at.
func (e *Evaluator) positioned(s *positionScan, docs *roaring.Bitmap) (found, open *roaring.Bitmap) {
	found = e.keep(docs, nil, s.in)
	if len(s.rest) == 0 {
		return found, docset.Empty
	}
	return found, roaring.And(docset.AndNot(docs, found), e.anyIn(index.RationaleText, s.rest))
}

// in reports whether the connector stands in the rationale of a document. It
// does if it stands between two that are next to each other among all.
func (s *positionScan) in(doc uint32) bool {
	xs, ys := s.x.read(doc), s.y.read(doc)
	if len(xs) == 0 || len(ys) == 0 {
		return false
	}
	if s.Unit == index.Sentence {
		s.ends.Read(doc)
	}
	for len(xs) > 0 && len(ys) > 0 {
		x, y := xs[0], ys[0]
		if x < y {
			if s.meet(x, y) {
				return true
			}
			xs = xs[1:]
			continue
		}
		if !s.Ordered && s.meet(y, x) {
			return true
		}
		ys = ys[1:]
	}
	return false
}

// meet reports whether two places are near enough.
func (s *positionScan) meet(first, second int32) bool {
	if s.Unit == index.Sentence {
		return !s.ends.Between(first, second)
	}
	return second-first <= int32(s.Within)
}

// read returns the positions in an item, ascending.
func (l *positionList) read(doc uint32) []int32 {
	l.found = l.found[:0]
	for i := range l.rows {
		l.found = l.rows[i].Read(doc, l.found)
	}
	if len(l.rows) > 1 {
		slices.Sort(l.found)
	}
	return l.found
}
