package forward

import (
	"encoding/binary"
	"slices"
)

// SentenceEnds tell whether sentences end between words of an item.
type SentenceEnds struct {
	Row PositionIterator
	// The ends in the item at hand: as they are listed, up to 16, two bytes
	// each; or where there are more, or one is far, as positions.
	lanes [4]uint64
	far   []int32
}

// The parts of numbers of two bytes each.
const (
	laneOnes  = 0x0001000100010001
	laneBytes = 0x00ff00ff00ff00ff
	laneTops  = 0x8000800080008000
	lanesMost = 1 << 14 // positions, so that sums stay below the top
)

// Read goes to an item, which comes behind all that were read before.
func (s *SentenceEnds) Read(doc uint32) {
	s.lanes, s.far = [4]uint64{}, s.far[:0]
	if !s.readNear(doc) {
		s.far = s.Row.Read(doc, s.far)
	}
}

// readNear reads up to 16 ends that are near; false where they are not.
func (s *SentenceEnds) readNear(doc uint32) bool {
	list := s.Row.list(doc)
	if len(list) < 16 {
		return false
	}
	a, b := binary.LittleEndian.Uint64(list), binary.LittleEndian.Uint64(list[8:])
	n, near := listBytes(a)
	more, moreNear := listBytes(b)
	if n < 8 {
		more, moreNear = 0, true
	}
	if !near || !moreNear || more == 8 {
		return false
	}
	s.Row.next, s.Row.at = doc+1, s.Row.at+n+more+1
	a, b = a&(1<<(8*n)-1), b&(1<<(8*more)-1)
	s.lanes = [4]uint64{a & laneBytes, a >> 8 & laneBytes, b & laneBytes, b >> 8 & laneBytes}
	return true
}

// Between reports whether a sentence ends between two words.
func (s *SentenceEnds) Between(first, second int32) bool {
	if len(s.far) > 0 {
		return slices.ContainsFunc(s.far, func(end int32) bool { return first < end && end <= second })
	}
	// The top of a part is set where the end, 1 more as it is listed, is at
	// most the second, and behind the first.
	most := uint64(min(second, lanesMost)+1)*laneOnes | laneTops
	least := uint64(min(first, lanesMost)+2) * laneOnes
	a, b, c, d := s.lanes[0], s.lanes[1], s.lanes[2], s.lanes[3]
	found := (most-a)&((a|laneTops)-least) | (most-b)&((b|laneTops)-least) |
		(most-c)&((c|laneTops)-least) | (most-d)&((d|laneTops)-least)
	return found&laneTops != 0
}
