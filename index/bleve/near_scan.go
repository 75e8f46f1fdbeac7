package bleve

import (
	"cmp"
	"slices"

	"imrsearch/index"
)

// A pairScan decides a connector between two choices of single words, and
// ends at the first place that holds.
type pairScan struct {
	codes  codes
	anchor needles       // of the side that is looked for
	other  side          // the one that must be near
	first  [256]byteKind // what a word may be to the other side by its first byte
	long   map[uint32]bool
}

// A side is one of the two of a connector.
type side uint8

const (
	onX side = iota
	onY
)

// newPairScan returns nil when a side has runs of several words.
func newPairScan(x, y needles, c codes) *pairScan {
	stop := byte(c.s)
	if !x.single(stop) || !y.single(stop) {
		return nil
	}
	s := &pairScan{codes: c, anchor: x, other: onY, long: map[uint32]bool{}}
	if x.dearer(y, c) {
		s.anchor, s.other, y = y, onX, x
	}
	for b := c.s; b < len(s.first); b++ {
		s.first[b] = otherLong
	}
	for i := range y {
		y[i].each(c, func(code uint32) {
			b := c.append(nil, code)
			if len(b) == 1 {
				s.first[b[0]] = memberShort
				return
			}
			s.first[b[0]] = perhaps
			s.long[code] = true
		})
	}
	return s
}

// dearer reports whether looking for n takes longer than looking for m: for
// more runs, or for commoner words.
func (n needles) dearer(m needles, c codes) bool {
	commonest := func(n needles) uint32 {
		least := ^uint32(0)
		for i := range n {
			n[i].each(c, func(code uint32) { least = min(least, code) })
		}
		return least
	}
	cost := func(n needles) int {
		if slices.ContainsFunc(n, func(w weighted) bool { return w.scan != nil }) {
			return 100
		}
		return len(n)
	}
	return cmp.Or(cmp.Compare(cost(n), cost(m)), cmp.Compare(commonest(m), commonest(n))) > 0
}

// single reports whether all that is looked for is single words.
func (n needles) single(stop byte) bool {
	return !slices.ContainsFunc(n, func(w weighted) bool { return w.words(stop) != 1 })
}

// in reports whether a field of one entry holds the connector: it looks for
// the words of one side and walks from each as far as the other may be.
func (s *pairScan) in(field *fieldRecord, near *index.Near) bool {
	stop, record := byte(s.codes.s), field.codes
	for i := range s.anchor {
		u := unitWalk{ends: field.ends}
		for from := 0; ; {
			start, end := s.anchor[i].next(record, from, stop)
			if start < 0 {
				break
			}
			before, behind := int32(near.Within), int32(near.Within)
			if near.Unit != index.Words {
				before, behind = u.around(record[from:start], stop, near.Unit)
				u.at++
			}
			if (!near.Ordered || s.other == onY) && s.behind(record[end:], behind) ||
				(!near.Ordered || s.other == onX) && s.before(record[:start], before) {
				return true
			}
			from = end
		}
	}
	return false
}

// behind reports whether a word of the other side is among the first n words.
func (s *pairScan) behind(record []byte, n int32) bool {
	stop := byte(s.codes.s)
	for i := 0; i < len(record) && n > 0; i, n = i+1, n-1 {
		from := i
		for record[i] >= stop && i+1 < len(record) {
			i++
		}
		if s.is(record[from : i+1]) {
			return true
		}
	}
	return false
}

// before reports whether a word of the other side is among the last n words.
func (s *pairScan) before(record []byte, n int32) bool {
	stop := byte(s.codes.s)
	for end := len(record); end > 0 && n > 0; n-- {
		from := end - 1
		for from > 0 && record[from-1] >= stop {
			from--
		}
		if s.is(record[from:end]) {
			return true
		}
		end = from
	}
	return false
}

// is reports whether a word is one of the other side.
func (s *pairScan) is(word []byte) bool {
	switch s.first[word[0]] {
	case memberShort:
		return true
	case perhaps:
		return len(word) > 1 && s.long[s.codes.one(word)]
	}
	return false
}

// A unitWalk follows the units of a field from word to word.
type unitWalk struct {
	at       int32 // words passed
	from, to int32 // the unit at hand
	ends     []byte
}

// around passes some words, and returns how many of the unit of the next one
// are before it and behind it.
func (u *unitWalk) around(passed []byte, stop byte, unit index.Unit) (before, behind int32) {
	for u.at += wordsIn(passed, stop); u.at >= u.to; {
		u.from = u.to
		u.to, u.ends = nextUnit(u.ends, u.from, unit)
	}
	return u.at - u.from, u.to - u.at - 1
}
