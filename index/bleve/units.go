package bleve

import (
	"encoding/binary"

	"imrsearch/index"
)

// A unitWalk follows the sentences or paragraphs of a field, by bytes of its
// codes.
type unitWalk struct {
	from, to int32
	end      uint64 // what ends the unit, as it is stored; 0 for the last one's
	ends     []byte // behind it
}

// unitEnd is where the last unit of a field ends.
const unitEnd = int32(1 << 30)

// seek goes to the unit in which byte at stands, this one or one behind it.
func (u *unitWalk) seek(at int32, unit index.Unit) {
	for at >= u.to {
		u.next(unit)
	}
}

// next goes to the next unit.
func (u *unitWalk) next(unit index.Unit) {
	u.from = u.to
	for len(u.ends) > 0 {
		e, n := nextEnd(u.ends)
		if n <= 0 {
			break
		}
		u.ends = u.ends[n:]
		u.to += int32(e >> endShift)
		if unit == index.Sentence || e&endKinds >= paragraphEnd {
			u.end = e
			return
		}
	}
	u.to, u.end, u.ends = unitEnd, 0, nil
}

// nextEnd reads the first of some ends; n is how many bytes it takes, at most
// 0 when it is cut off.
func nextEnd(ends []byte) (e uint64, n int) {
	if e = uint64(ends[0]); e < 0x80 {
		return e, 1
	}
	if len(ends) > 1 && ends[1] < 0x80 {
		return e&0x7f | uint64(ends[1])<<7, 2
	}
	return binary.Uvarint(ends)
}
