package bleve

import (
	"slices"

	"imrsearch/index"
)

// A pairScan decides a connector between two choices of single words in one
// pass over a field, and ends it at the first place that holds.
type pairScan struct {
	codes codes
	first [256]uint8       // what a word may be by its first byte
	sides map[uint32]uint8 // of longer codes
}

// What a word is to a pairScan; the bits of a first byte.
const (
	onX     uint8 = 1
	onY     uint8 = 2
	isLong  uint8 = 4 // a code of two or three bytes, no word of either side
	mayBeOn uint8 = 8 // a code of two or three bytes, to be decoded
)

// newPairScan returns nil when a side has runs of several words.
func newPairScan(x, y needles, c codes) *pairScan {
	stop := byte(c.s)
	if !x.single(stop) || !y.single(stop) {
		return nil
	}
	s := &pairScan{codes: c, sides: map[uint32]uint8{}}
	for b := c.s; b < len(s.first); b++ {
		s.first[b] = isLong
	}
	s.add(x, onX)
	s.add(y, onY)
	return s
}

func (s *pairScan) add(n needles, side uint8) {
	for i := range n {
		n[i].each(s.codes, func(code uint32) {
			b := s.codes.append(nil, code)
			if len(b) == 1 {
				s.first[b[0]] = side
				return
			}
			s.first[b[0]] = mayBeOn
			s.sides[code] = side
		})
	}
}

// single reports whether all that is looked for is single words.
func (n needles) single(stop byte) bool {
	return !slices.ContainsFunc(n, func(w weighted) bool { return w.words(stop) != 1 })
}

// noPlace is further before every word than any distance.
const noPlace = -1 << 30

// in reports whether a field of one entry holds the connector.
func (s *pairScan) in(field *fieldRecord, near *index.Near) bool {
	within, unitAt, ends := int32(near.Within), unitEnd, field.ends
	if near.Unit != index.Words {
		within = 1 << 29
		unitAt, ends = nextUnit(ends, 0, near.Unit)
	}
	stop, record := byte(s.codes.s), field.codes
	lastX, lastY, at := int32(noPlace), int32(noPlace), int32(0)
	for i := 0; i < len(record); i, at = i+1, at+1 {
		side := s.first[record[i]]
		if side >= isLong {
			from := i
			if i++; i < len(record) && record[i] >= stop {
				i++
			}
			if side == isLong || i >= len(record) {
				continue
			}
			side = s.sides[s.codes.one(record[from:i+1])]
		}
		if side == 0 {
			continue
		}
		for at >= unitAt {
			lastX, lastY = noPlace, noPlace
			unitAt, ends = nextUnit(ends, unitAt, near.Unit)
		}
		if side == onX {
			if !near.Ordered && at-lastY <= within {
				return true
			}
			lastX = at
			continue
		}
		if at-lastX <= within {
			return true
		}
		lastY = at
	}
	return false
}
