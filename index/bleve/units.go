package bleve

import (
	"encoding/binary"

	"imrsearch/index"
)

// The ends of a field are kept by bytes of its codes: the length of every
// sentence but the last, a byte each, and behind all lengths what ends there,
// four bits each. Of a sentence of 255 bytes or more the first 255 are a length
// of their own, with which nothing ends.
const goesOn = 255

// appendEnds appends the ends of sentences that are so long, with the bits of
// what ends behind each.
func appendEnds(b []byte, lengths []int, kinds []byte) []byte {
	var flags []byte
	for i, n := range lengths {
		for ; n >= goesOn; n -= goesOn {
			b, flags = append(b, goesOn), append(flags, 0)
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

// A unitWalk follows the sentences or paragraphs of a field, by bytes of its
// codes.
type unitWalk struct {
	from, to int32

	lengths, flags []byte
	at             int // the next of the lengths
}

// unitEnd is where the last unit of a field ends.
const unitEnd = int32(1 << 30)

// unitsOf walks along some ends.
func unitsOf(ends []byte) unitWalk {
	n := len(ends) * 2 / 3
	return unitWalk{lengths: ends[:n], flags: ends[n:]}
}

// end returns what ends the unit, as it is stored; 0 for the last one's.
func (u *unitWalk) end() byte {
	if u.to == unitEnd {
		return 0
	}
	i := u.at - 1
	return u.flags[i/2] >> (i % 2 * 4) & 15
}

// seek goes to the unit in which byte at stands, this one or one behind it.
func (u *unitWalk) seek(at int32, unit index.Unit) {
	if unit == index.Sentence {
		u.seekSentence(at)
		return
	}
	for at >= u.to {
		u.next(unit)
	}
}

func (u *unitWalk) seekSentence(at int32) {
	if at < u.to {
		return
	}
	to, i, lengths := u.to, u.at, u.lengths
	for i+8 <= len(lengths) { // eight that end before at
		x := binary.LittleEndian.Uint64(lengths[i:])
		const low = 0x00ff00ff00ff00ff
		sum := int32((x&low + x>>8&low) * 0x0001000100010001 >> 48)
		if to+sum > at || x>>56 == goesOn {
			break
		}
		to += sum
		i += 8
	}
	from := to
	for i < len(lengths) {
		n := lengths[i]
		i++
		if to += int32(n); n == goesOn {
			continue
		}
		if to > at {
			u.from, u.to, u.at = from, to, i
			return
		}
		from = to
	}
	u.from, u.to, u.at = from, unitEnd, i
}

// next goes to the next unit.
func (u *unitWalk) next(unit index.Unit) {
	u.from = u.to
	for u.at < len(u.lengths) {
		n := u.lengths[u.at]
		u.at++
		if u.to += int32(n); n != goesOn && (unit == index.Sentence || u.end()&endKinds >= paragraphEnd) {
			return
		}
	}
	u.to = unitEnd
}
