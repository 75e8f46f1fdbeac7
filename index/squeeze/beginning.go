package squeeze

import "slices"

// appendBeginnings appends where something begins in b: a word, or what is
// neither word nor blank. Only there, and behind matches, matches are looked
// for: what begins before is found from there.
func appendBeginnings(dst []int32, b []byte) []int32 {
	from := len(dst)
	dst = slices.Grow(dst, len(b))[:from+len(b)]
	before := byte(0)
	for i, c := range b {
		dst[from] = int32(i)
		kind := byteKind[c]
		from += int(beginsBehind[before] & kind & 1)
		before = kind >> 1
	}
	return dst[:from]
}

// The low bit of a byte's kind says that something may begin with it, the
// next that it is in a word.
var byteKind = kinds()

// beginsBehind says whether something may begin behind a byte that is in no
// word, or in one.
var beginsBehind = [2]byte{1, 0}

func kinds() (k [256]byte) {
	for c := range k {
		switch {
		case '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' && c < 0x80:
			k[c] = 3
		case c != ' ':
			k[c] = 1
		}
	}
	return k
}
