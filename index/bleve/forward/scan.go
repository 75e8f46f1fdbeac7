package forward

// A wordScan finds the words of a set in records in one pass, however many
// they are.
type MultiTermScan struct {
	Set   *TermSet
	codes Codes
	first ByteKinds
}

// A byteKind says what a word is that begins with a byte.
type byteKind uint8

const (
	OtherShort byteKind = iota // a word of one byte, not of the set
	MemberShort
	OtherLong // a longer word, not of the set
	Perhaps   // a longer word, to be decoded
)

// ByteKinds say what words are by their first bytes.
type ByteKinds [256]byteKind

// Kinds returns the kinds of an empty set.
func (c Codes) Kinds() (k ByteKinds) {
	for b := c.S; b < len(k); b++ {
		k[b] = OtherLong
	}
	return k
}

// Add takes a word into the set.
func (k *ByteKinds) Add(code []byte) {
	k[code[0]] = MemberShort
	if len(code) > 1 {
		k[code[0]] = Perhaps
	}
}

// LastByte returns where a word that begins at byte i of a record, and is no
// short one, has its last byte: behind the record where it is cut off.
func LastByte(record []byte, i int, stop byte) int {
	if i++; i < len(record) && record[i] >= stop {
		i++
	}
	return i
}

func NewMultiTermScan(s *TermSet, c Codes) *MultiTermScan {
	w := &MultiTermScan{Set: s, codes: c, first: c.Kinds()}
	var buf [LongestCode]byte
	for _, code := range s.Codes {
		w.first.Add(c.Append(buf[:0], code))
	}
	return w
}

// Next returns where the first word of the set at or after from begins and
// ends, -1 when there is none.
func (w *MultiTermScan) Next(record []byte, from int) (start, end int) {
	stop := byte(w.codes.S)
	for i := from; i < len(record); i++ {
		switch w.first[record[i]] {
		case MemberShort:
			return i, i + 1
		case OtherLong:
			i = LastByte(record, i, stop)
		case Perhaps:
			k := i
			if i = LastByte(record, i, stop); i < len(record) && w.Set.Has(w.codes.One(record[k:i+1])) {
				return k, i + 1
			}
		}
	}
	return -1, -1
}

// One returns the word that a code of two or three bytes stands for.
func (c Codes) One(b []byte) uint32 {
	s, lead := c.S, int(b[0])-c.S
	if len(b) == 2 {
		return uint32(s + lead*s + (s - 1 - int(b[1])))
	}
	h := lead*c.c + int(b[1]) - s
	return uint32(s + s*c.c + h*s + (s - 1 - int(b[2])))
}
