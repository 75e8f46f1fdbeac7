package bleve

// A wordScan finds the words of a set in records in one pass, however many
// they are.
type wordScan struct {
	set   *wordSet
	codes codes
	first [256]byteKind // what a word may be by its first byte
}

// A byteKind says what a word is that begins with a byte.
type byteKind uint8

const (
	otherShort byteKind = iota // a word of one byte, not of the set
	memberShort
	otherLong // a longer word, not of the set
	perhaps   // a longer word, to be decoded
)

func newWordScan(s *wordSet, c codes) *wordScan {
	w := &wordScan{set: s, codes: c}
	for b := c.s; b < len(w.first); b++ {
		w.first[b] = otherLong
	}
	var buf [3]byte
	for _, code := range s.codes {
		b := c.append(buf[:0], code)
		w.first[b[0]] = memberShort
		if len(b) > 1 {
			w.first[b[0]] = perhaps
		}
	}
	return w
}

// next returns where the first word of the set at or after from begins and
// ends, -1 when there is none.
func (w *wordScan) next(record []byte, from int) (start, end int) {
	stop := byte(w.codes.s)
	for i := from; i < len(record); i++ {
		switch w.first[record[i]] {
		case memberShort:
			return i, i + 1
		case otherLong:
			if i++; i < len(record) && record[i] >= stop {
				i++
			}
		case perhaps:
			k := i
			if i++; i < len(record) && record[i] >= stop {
				i++
			}
			if i < len(record) && w.set.has(w.codes.one(record[k:i+1])) {
				return k, i + 1
			}
		}
	}
	return -1, -1
}

// count returns how many words of the set stand in a record.
func (w *wordScan) count(record []byte) int {
	n := 0
	for _, end := w.next(record, 0); end >= 0; n++ {
		_, end = w.next(record, end)
	}
	return n
}

// one returns the word that a code of two or three bytes stands for.
func (c codes) one(b []byte) uint32 {
	s, lead := c.s, int(b[0])-c.s
	if len(b) == 2 {
		return uint32(s + lead*s + (s - 1 - int(b[1])))
	}
	h := lead*c.c + int(b[1]) - s
	return uint32(s + s*c.c + h*s + (s - 1 - int(b[2])))
}
