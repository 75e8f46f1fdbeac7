package bleve

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// places appends where the needles stand in a field, in its order.
func (n needles) places(field *fieldRecord, stop byte, dst []place) []place {
	for i := range n {
		words := n[i].words(stop)
		at, from := int32(0), 0
		for {
			start, end := n[i].next(field.codes, from, stop)
			if start < 0 {
				break
			}
			at += wordsIn(field.codes[from:start], stop)
			dst = append(dst, place{at, words})
			at += words
			from = end
		}
	}
	if len(n) > 1 {
		slices.SortFunc(dst, func(a, b place) int { return cmp.Compare(a.at, b.at) })
	}
	return dst
}

// spans appends where the needles stand in a field, in its order, by bytes of
// its codes.
func (n needles) spans(field *fieldRecord, stop byte, dst []place) []place {
	for i := range n {
		for start, end := n[i].next(field.codes, 0, stop); start >= 0; start, end = n[i].next(field.codes, end, stop) {
			dst = append(dst, place{int32(start), int32(end - start)})
		}
	}
	if len(n) > 1 {
		slices.SortFunc(dst, func(a, b place) int { return cmp.Compare(a.at, b.at) })
	}
	return dst
}

// wordsIn counts the words of a run of codes.
func wordsIn(codes []byte, stop byte) int32 {
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
