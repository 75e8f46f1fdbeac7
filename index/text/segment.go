package text

import (
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
	for at := 0; at < len(s); {
		if blank(s[at]) {
			at++
			continue
		}
		end, plain := at, true
		for end < len(s) && !blank(s[end]) {
			plain = plain && s[end] < utf8.RuneSelf
			end++
		}
		if plain {
			dst = appendPlain(dst, s[:end], at)
		} else {
			dst = appendUnicode(dst, s[:end], at)
		}
		at = end
	}
	return dst
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// Kinds of ASCII bytes for UAX #29, apart from those that always divide.
const (
	divider = iota
	letter
	digit
	underscore // ExtendNumLet: joins all three
	quote      // Single_Quote: joins letters, and digits
	point      // MidNumLet: joins digits (and letters, where we divide)
	comma      // MidNum: joins digits
)

var byteKind = kinds()

func kinds() (k [utf8.RuneSelf]uint8) {
	for c := 'a'; c <= 'z'; c++ {
		k[c], k[c-'a'+'A'] = letter, letter
	}
	for c := '0'; c <= '9'; c++ {
		k[c] = digit
	}
	k['_'], k['\''], k['.'], k[','], k[';'] = underscore, quote, point, comma, comma
	return k
}

// appendPlain appends the words of the ASCII text s[at:].
func appendPlain(dst []span, s string, at int) []span {
	for at < len(s) {
		start, word := at, false
		for at < len(s) {
			kind := byteKind[s[at]]
			if kind == divider || kind > underscore && !joins(s, start, at) {
				break
			}
			word = word || kind == letter || kind == digit
			at++
		}
		if word {
			w := span{start, at}
			w.end = withoutGenitive(s, w)
			dst = append(dst, w)
		}
		if at == start {
			at++
		}
	}
	return dst
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
