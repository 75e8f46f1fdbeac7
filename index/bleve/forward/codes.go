package forward

import (
	"bytes"
)

// Codes are the (s,c)-dense codes of a segment's words: bytes below S end a
// word, bytes from S on continue it. Words are numbered by falling frequency,
// so the commonest take one byte. A word found by a byte search is whole
// exactly when the byte before it ends a word, so that a search can never
// stand inside another word.
//
//	S = 200: word 0 → 00; word 199 → C7; word 200 → C8 C7; word 201 → C8 C6
type Codes struct {
	S, c  int
	often []uint64 // of each byte, how often it stands in the segment's records; nil where that is not known
}

// LongestCode is the most bytes that a word takes.
const LongestCode = 3

// bestCodes picks S for the fewest bytes; counts hold how often each word
// stands, in falling order.
func bestCodes(counts []uint64) Codes {
	sum := make([]uint64, len(counts)+1)
	for i, c := range counts {
		sum[i+1] = sum[i] + c
	}
	upTo := func(i int) uint64 { return sum[min(i, len(counts))] }
	best, least := Codes{S: 192, c: 64}, ^uint64(0)
	for s := 255; s > 0; s-- {
		c := 256 - s
		if s+s*c+s*c*c < len(counts) {
			continue
		}
		size := 3*sum[len(counts)] - upTo(s) - upTo(s+s*c)
		if size < least {
			best, least = Codes{S: s, c: c}, size
		}
	}
	return best
}

// Append writes the code of a word.
func (c Codes) Append(b []byte, word uint32) []byte {
	x := int(word)
	if x < c.S {
		return append(b, byte(x))
	}
	x -= c.S
	if x < c.S*c.c {
		// The last byte counts from the top, so that frequent words of two
		// bytes share it with the rarest words of one.
		return append(b, byte(c.S+x/c.S), byte(c.S-1-x%c.S))
	}
	x -= c.S * c.c
	h := x / c.S
	return append(b, byte(c.S+h/c.c), byte(c.S+h%c.c), byte(c.S-1-x%c.S))
}

// Decode appends the words of a record to out.
func (c Codes) Decode(record []byte, out []uint32) []uint32 {
	s, cc := uint32(c.S), uint32(c.c)
	for i := 0; i < len(record); {
		b := uint32(record[i])
		if b < s {
			out = append(out, b)
			i++
			continue
		}
		if i+1 >= len(record) {
			break
		}
		d := uint32(record[i+1])
		if d < s {
			out = append(out, s+(b-s)*s+(s-1-d))
			i += 2
			continue
		}
		if i+2 >= len(record) {
			break
		}
		h := (b-s)*cc + (d - s)
		out = append(out, s+s*cc+h*s+(s-1-uint32(record[i+2])))
		i += 3
	}
	return out
}

// An EncodedTerm is the codes of a word, or of a phrase's words, that is looked
// for in records by a byte search.
type EncodedTerm struct {
	Code []byte
	At   int // the byte that is looked for, the rarest
}

// Term encodes words that follow each other.
func (c Codes) Term(words ...uint32) EncodedTerm {
	var n EncodedTerm
	for _, w := range words {
		n.Code = c.Append(n.Code, w)
	}
	for i, b := range n.Code {
		if c.rarer(b, n.Code[n.At]) {
			n.At = i
		}
	}
	return n
}

// rarer reports whether byte a is rarer than b.
func (c Codes) rarer(a, b byte) bool {
	if c.often == nil {
		return a > b
	}
	return c.often[a] < c.often[b]
}

// countBytes counts the bytes of the codes of words that stand so often.
func (c Codes) countBytes(counts []uint64) []uint64 {
	often := make([]uint64, 256)
	var buf [3]byte
	for code, n := range counts {
		for _, b := range c.Append(buf[:0], uint32(code)) {
			often[b] += n
		}
	}
	return often
}

// Find returns where the first whole match at or after p begins, or -1.
func (n *EncodedTerm) Find(record []byte, p int, s byte) int {
	rare := n.Code[n.At]
	for q := p + n.At; q < len(record); q++ {
		i := bytes.IndexByte(record[q:], rare)
		if i < 0 {
			return -1
		}
		q += i
		start := q - n.At
		if start > 0 && record[start-1] >= s {
			continue
		}
		if len(n.Code) == 1 || n.is(record[start:]) {
			return start
		}
	}
	return -1
}

// is reports whether the record begins with the term, which is short: no
// call is worth it.
func (n *EncodedTerm) is(record []byte) bool {
	if len(record) < len(n.Code) {
		return false
	}
	for i, b := range n.Code {
		if record[i] != b {
			return false
		}
	}
	return true
}
