package forward

import (
	"encoding/binary"

	"imrsearch/index"
)

// The ends of a field are kept by bytes of its codes: the length of every
// sentence but the last, a byte each, and behind all lengths what ends there,
// four bits each. Of a sentence of 255 bytes or more the first 255 are a length
// of their own, with which nothing ends.
const continuation = 255

// appendEnds appends the ends of sentences that are so long, with the bits of
// what ends behind each.
func appendEnds(b []byte, lengths []int, kinds []byte) []byte {
	var flags []byte
	for i, n := range lengths {
		for ; n >= continuation; n -= continuation {
			b, flags = append(b, continuation), append(flags, 0)
		}
		b, flags = append(b, byte(n)), append(flags, kinds[i])
	}
	for i, f := range flags {
		if i%2 == 0 {
			b = append(b, f)
		} else {
			b[len(b)-1] |= f << 4
		}
	}
	return b
}

// A UnitIterator follows the sentences or paragraphs of a field, by bytes of its
// codes.
type UnitIterator struct {
	From, To int32

	lengths, flags []byte
	at             int // the next of the lengths
}

// unitEnd is where the last unit of a field ends.
const unitEnd = int32(1 << 30)

// UnitsOf walks along some ends.
func UnitsOf(ends []byte) UnitIterator {
	n := len(ends) * 2 / 3
	return UnitIterator{lengths: ends[:n], flags: ends[n:]}
}

// End returns what ends the unit, as it is stored; 0 for the last one's.
func (u *UnitIterator) End() byte {
	if u.To == unitEnd {
		return 0
	}
	i := u.at - 1
	return u.flags[i/2] >> (i % 2 * 4) & 15
}

// Seek goes to the unit in which byte at stands, this one or one behind it.
func (u *UnitIterator) Seek(at int32, unit index.Unit) {
	if unit == index.Sentence {
		u.seekSentence(at)
		return
	}
	for at >= u.To {
		u.Next(unit)
	}
}

func (u *UnitIterator) seekSentence(at int32) {
	if at < u.To {
		return
	}
	to, i, lengths := u.To, u.at, u.lengths
	for i+8 <= len(lengths) { // eight that end before at
		x := binary.LittleEndian.Uint64(lengths[i:])
		const low = 0x00ff00ff00ff00ff
		sum := int32((x&low + x>>8&low) * 0x0001000100010001 >> 48)
		if to+sum > at || x>>56 == continuation {
			break
		}
		to += sum
		i += 8
	}
	from := to
	for i < len(lengths) {
		n := lengths[i]
		i++
		if to += int32(n); n == continuation {
			continue
		}
		if to > at {
			u.From, u.To, u.at = from, to, i
			return
		}
		from = to
	}
	u.From, u.To, u.at = from, unitEnd, i
}

// Next goes to the next unit.
func (u *UnitIterator) Next(unit index.Unit) {
	u.From = u.To
	for u.at < len(u.lengths) {
		n := u.lengths[u.at]
		u.at++
		if u.To += int32(n); n != continuation && (unit == index.Sentence || u.End()&EndKinds >= ParagraphEnd) {
			return
		}
	}
	u.To = unitEnd
}
