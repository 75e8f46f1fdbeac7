package forward

import (
	"encoding/binary"
	"math/bits"
)

// WordsIn counts the words of a run of codes.
func WordsIn(codes []byte, stop byte) int32 {
	n := int32(0)
	if stop > 0x80 {
		// Eight at once: a byte is at least stop when its high bit is set and
		// the other seven reach stop's.
		add := (0x100 - uint64(stop)) * 0x0101010101010101
		for ; len(codes) >= 8; codes = codes[8:] {
			x := binary.LittleEndian.Uint64(codes)
			n += 8 - int32(bits.OnesCount64((x&0x7f7f7f7f7f7f7f7f+add)&x&0x8080808080808080))
		}
	}
	for _, b := range codes {
		if b < stop {
			n++
		}
	}
	return n
}
