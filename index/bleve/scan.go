package bleve

// A wordScan finds the words of a set in records in one pass, however many
// they are.
type wordScan struct {
	set   *wordSet
	codes codes
	first byteKinds
}

// A byteKind says what a word is that begins with a byte.
type byteKind uint8

const (
	otherShort byteKind = iota // a word of one byte, not of the set
	memberShort
	otherLong // a longer word, not of the set
	perhaps   // a longer word, to be decoded
)

// ByteKinds say what words are by their first bytes.
type byteKinds [256]byteKind

// kinds returns the kinds of an empty set.
func (c codes) kinds() (k byteKinds) {
	for b := c.s; b < len(k); b++ {
		k[b] = otherLong
	}
	return k
}

// add takes a word into the set.
func (k *byteKinds) add(code []byte) {
	k[code[0]] = memberShort
	if len(code) > 1 {
		k[code[0]] = perhaps
	}
}

// lastByte returns where a word that begins at byte i of a record, and is no
// short one, has its last byte: behind the record where it is cut off.
func lastByte(record []byte, i int, stop byte) int {
	if i++; i < len(record) && record[i] >= stop {
		i++
	}
	return i
}

func newWordScan(s *wordSet, c codes) *wordScan {
	w := &wordScan{set: s, codes: c, first: c.kinds()}
	var buf [longestCode]byte
	for _, code := range s.codes {
		w.first.add(c.append(buf[:0], code))
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
			i = lastByte(record, i, stop)
		case perhaps:
			k := i
			if i = lastByte(record, i, stop); i < len(record) && w.set.has(w.codes.one(record[k:i+1])) {
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
