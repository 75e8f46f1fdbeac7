package text

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// A Finder finds the words of texts that begin in certain ways, several times
// faster than Tokenize, and numbers them as Tokenize does. It is safe for
// concurrent use once nothing is added any more.
type Finder struct {
	// begins has a bit for every three bytes that a word may begin with. Bytes
	// count by their low five bits, so that capitals are as small letters.
	begins  [1 << (3 * keyBits) / 64]uint64
	letters uint32 // a bit for every byte that a word may begin with
}

const keyBits = 5

// beginning returns which bit of begins stands for three bytes.
func beginning(a, b, c byte) uint {
	const low = 1<<keyBits - 1
	return uint(a&low)<<(2*keyBits) | uint(b&low)<<keyBits | uint(c&low)
}

// Add makes f find the words that begin with prefix, in the form in which
// Words gives them; with "" all words.
func (f *Finder) Add(prefix string) {
	from, to := [3]byte{}, [3]byte{255, 255, 255}
	for i := 0; i < len(prefix); i++ {
		if prefix[i] >= utf8.RuneSelf {
			return // Find returns every word that is not ASCII
		}
		if i < len(from) {
			from[i], to[i] = prefix[i]&(1<<keyBits-1), prefix[i]&(1<<keyBits-1)
		}
	}
	for i := range to {
		to[i] &= 1<<keyBits - 1
	}
	for a := from[0]; a <= to[0]; a++ {
		f.letters |= 1 << a
		for b := from[1]; b <= to[1]; b++ {
			for c := from[2]; c <= to[2]; c++ {
				bit := beginning(a, b, c)
				f.begins[bit/64] |= 1 << (bit % 64)
			}
		}
	}
}

// A Found is a word in a text: its bytes, and N, the words of the text before
// it.
type Found struct{ Start, End, N int }

// Find appends the words of s that begin in a way that was added, and perhaps
// others, in their order, and returns how many words s has in all.
func (f *Finder) Find(dst []Found, s string) (found []Found, words int) {
	c := cutter{s: s}
	var buf [batch]span
	for c.at < len(s) {
		if c.at >= c.plain {
			c.plain = plainEnd(s, c.at)
		}
		if c.at < c.plain {
			dst, words = f.findPlain(dst, s[:c.plain], c.at, words)
			c.at = c.plain
			continue
		}
		end := c.chunkEnd()
		for _, w := range appendUnicode(buf[:0], s[:end], c.at) {
			dst = append(dst, Found{w.start, w.end, words})
			words++
		}
		c.at = end
	}
	return dst, words
}

// findPlain is Find in the ASCII text s[at:], which begins at a word's
// beginning or at white space.
func (f *Finder) findPlain(dst []Found, s string, at, words int) ([]Found, int) {
	if strings.IndexByte(s[at:], '_') >= 0 {
		return f.findJoined(dst, s, at, words)
	}
	before := uint64(0) // whether what is before is a letter or a digit
	for ; at < len(s); at += 64 {
		here := alphanumericBits(s, at)
		for starts := here &^ (here<<1 | before); starts != 0; starts &= starts - 1 {
			start := at + bits.TrailingZeros64(starts)
			if joinedBefore(s, start) {
				continue
			}
			if f.letters>>(s[start]%32)&1 == 1 && f.begin(s, start) {
				end, _ := plainWord(s, start)
				dst = append(dst, Found{start, withoutGenitive(s, span{start, end}), words})
			}
			words++
		}
		before = here >> 63
	}
	return dst, words
}

// alphanumericBits returns which of the 64 bytes at s[at:], ASCII text, are
// letters or digits.
func alphanumericBits(s string, at int) (out uint64) {
	for i := 0; i < 64 && at+i < len(s); i += 8 {
		// Multiplied, the lowest bits of eight bytes come together at the top.
		out |= alphanumericBytes(upToEight(s, at+i)) >> 7 * 0x0102040810204080 >> 56 << i
	}
	return out
}

// upToEight is eight, with zeros behind the end of s.
func upToEight(s string, at int) uint64 {
	if at+8 <= len(s) {
		return eight(s, at)
	}
	w := uint64(0)
	for i := len(s) - 1; i >= at; i-- {
		w = w<<8 | uint64(s[i])
	}
	return w
}

// joinedBefore reports whether a mark joins the letters or digits that begin
// at s[at], ASCII text without underscores, to those before.
func joinedBefore(s string, at int) bool {
	return at > 1 && s[at-1] != ' ' && byteKind[s[at-1]] != 0 && joins(s, 0, at-1)
}

// findJoined is findPlain where underscores, too, may join.
func (f *Finder) findJoined(dst []Found, s string, at, words int) ([]Found, int) {
	for w, end := nextPlain(s, at); end >= 0; w, end = nextPlain(s, end) {
		if f.begin(s, w.start) {
			dst = append(dst, Found{w.start, w.end, words})
		}
		words++
	}
	return dst, words
}

// begin reports whether a word that begins at s[at] may begin as asked.
func (f *Finder) begin(s string, at int) bool {
	var a, b, c byte
	switch s = s[at:]; {
	case len(s) > 2:
		a, b, c = s[0], s[1], s[2]
	case len(s) == 2:
		a, b = s[0], s[1]
	case len(s) == 1:
		a = s[0]
	}
	bit := beginning(a, b, c)
	return f.begins[bit/64]>>(bit%64)&1 == 1
}
