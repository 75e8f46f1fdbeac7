package text

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/segment"
)

// appendSpans appends the places of the words of s. Stretches between ASCII
// white space that are ASCII throughout, nearly all there are, take a table
// of byte kinds; the others Unicode's state machine. White space always ends
// a word, so that both give the same words as the state machine over all of s.
func appendSpans(dst []span, s string) []span {
	c := cutter{s: s}
	for c.at < len(s) {
		dst = c.next(dst, len(dst)+len(s))
	}
	return dst
}

// A cutter divides a text into words, some at a time.
type cutter struct {
	s     string
	at    int
	plain int // up to where s is known to be ASCII; ends at white space
}

// batch is how many words those that look at all words of a text take at a
// time: few enough for the stack.
const batch = 64

// next appends words until there are limit, or a few more, in dst, or s ends.
func (c *cutter) next(dst []span, limit int) []span {
	for c.at < len(c.s) && len(dst) < limit {
		if c.at >= c.plain {
			c.plain = plainEnd(c.s, c.at)
		}
		if c.at < c.plain {
			dst, c.at = appendPlain(dst, c.s[:c.plain], c.at, limit)
			continue
		}
		dst = appendUnicode(dst, c.s[:c.chunkEnd()], c.at)
		c.at = c.chunkEnd()
	}
	return dst
}

// chunkEnd returns where the white space behind c.at begins.
func (c *cutter) chunkEnd() int {
	end := c.at
	for end < len(c.s) && !blank(c.s[end]) {
		end++
	}
	return end
}

// plainEnd returns the end of the stretch from at on that is ASCII throughout
// and ends with white space or with s; at where there is none.
func plainEnd(s string, at int) int {
	end := at
	for ; end+8 <= len(s); end += 8 {
		if eight(s, end)&0x8080808080808080 != 0 {
			break
		}
	}
	for end < len(s) && s[end] < utf8.RuneSelf {
		end++
	}
	if end == len(s) {
		return end
	}
	for end > at && !blank(s[end-1]) {
		end--
	}
	return end
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// Kinds of ASCII bytes for UAX #29, as bits; the others always divide.
const (
	letter = 1 << iota
	digit
	underscore // ExtendNumLet: joins all three
	quote      // Single_Quote: joins letters, and digits
	point      // MidNumLet: joins digits (and letters, where we divide)
	comma      // MidNum: joins digits

	inWord = letter | digit | underscore
)

var byteKind = kinds()

func kinds() (k [256]uint8) {
	for c := 'a'; c <= 'z'; c++ {
		k[c], k[c-'a'+'A'] = letter, letter
	}
	for c := '0'; c <= '9'; c++ {
		k[c] = digit
	}
	k['_'], k['\''], k['.'], k[','], k[';'] = underscore, quote, point, comma, comma
	return k
}

// appendPlain appends words of the ASCII text s[at:] until dst has limit
// words, and returns up to where it came.
func appendPlain(dst []span, s string, at, limit int) ([]span, int) {
	for at < len(s) && len(dst) < limit {
		if byteKind[s[at]]&inWord == 0 {
			at++
			continue
		}
		start, is := at, false
		if at, is = plainWord(s, at); is {
			w := span{start, at}
			w.end = withoutGenitive(s, w)
			dst = append(dst, w)
		}
	}
	return dst, at
}

// plainWord returns the end of the run of letters, digits and what joins them
// that begins at s[start], and whether it is a word: has a letter or a digit.
func plainWord(s string, start int) (end int, is bool) {
	for end = alphanumeric(s, start); end < len(s); end = alphanumeric(s, end+1) {
		if kind := byteKind[s[end]]; kind == 0 || kind&inWord == 0 && !joins(s, start, end) {
			break
		}
	}
	return end, s[start] != '_' || strings.Trim(s[start:end], "_") != ""
}

// alphanumeric returns the end of the letters and digits that begin at s[at],
// of ASCII text, eight bytes at a time.
func alphanumeric(s string, at int) int {
	for ; at+8 <= len(s); at += 8 {
		if others := ^alphanumericBytes(eight(s, at)) & topBits; others != 0 {
			return at + bits.TrailingZeros64(others)/8
		}
	}
	for at < len(s) && byteKind[s[at]]&(letter|digit) != 0 {
		at++
	}
	return at
}

const topBits = 0x8080808080808080

// alphanumericBytes returns eight ASCII bytes with the top bit set in those
// that are letters or digits, and no other bit.
func alphanumericBytes(w uint64) uint64 {
	const each = 0x0101010101010101
	small := w | 0x20*each
	// The top bit of a byte's sum says that the byte is not below a bound.
	letters := (small + (0x80-'a')*each) &^ (small + (0x80-'z'-1)*each)
	digits := (w + (0x80-'0')*each) &^ (w + (0x80-'9'-1)*each)
	return (letters | digits) & topBits
}

// eight returns the eight bytes at s[at:], the first one lowest.
func eight(s string, at int) uint64 {
	w := s[at : at+8]
	return uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24 |
		uint64(w[4])<<32 | uint64(w[5])<<40 | uint64(w[6])<<48 | uint64(w[7])<<56
}

// joins reports whether the mark s[at] joins its neighbours to one word.
func joins(s string, start, at int) bool {
	if at == start || at+1 == len(s) {
		return false
	}
	before, behind := byteKind[s[at-1]], byteKind[s[at+1]]
	return before == behind && (before == digit || before == letter && byteKind[s[at]] == quote)
}

// appendUnicode appends the words of s[at:], which holds no ASCII white space.
func appendUnicode(dst []span, s string, at int) []span {
	data := []byte(validSameLength(s[at:]))
	// Given no slices, the state machine makes two for 1,000 segments each.
	parts, kinds := make([][]byte, 0, 8), make([]int, 0, 8)
	for len(data) > 0 {
		var n int
		var err error
		parts, kinds, n, err = segment.SegmentWordsDirect(data, parts[:0], kinds[:0])
		for _, part := range parts {
			dst = appendParts(dst, s, at, at+len(part))
			at += len(part)
		}
		if err != nil || n <= 0 || n > len(data) {
			return dst
		}
		data = data[n:]
	}
	return dst
}

// validSameLength replaces bytes that are no UTF-8 by blanks, so that offsets
// hold.
func validSameLength(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			b.WriteByte(' ')
		} else {
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

// appendParts appends the words of the segment s[start:end]: none, one, or
// several where full stops or colons divide it.
func appendParts(dst []span, s string, start, end int) []span {
	from, previous := start, rune(0)
	for at := start; at < end; {
		r, size := utf8.DecodeRuneInString(s[at:end])
		if divides(r) && !unicode.IsDigit(previous) {
			dst = appendWord(dst, s, span{from, at})
			from = at + size
		}
		previous = r
		at += size
	}
	return appendWord(dst, s, span{from, end})
}

// divides reports whether r, between letters, divides words.
func divides(r rune) bool { return r == '.' || r == ':' || r == '．' || r == '：' }

func appendWord(dst []span, s string, w span) []span {
	holds := strings.IndexFunc(s[w.start:w.end], func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsNumber(r)
	})
	if holds < 0 {
		return dst
	}
	w.end = withoutGenitive(s, w)
	return append(dst, w)
}
