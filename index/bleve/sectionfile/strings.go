package sectionfile

// A Strings is a list of strings in two sections of a file: their bytes,
// and where each begins; or how many there are and how long each, where all are
// as long.
type Strings struct {
	bytes    []byte
	off      []uint32
	n, width int // of strings of one length
}

func PutStrings(s *Writer, name string, list []string) {
	off := make([]uint32, 0, len(list)+1)
	at, equal := uint32(0), len(list) > 0
	s.Begin(name)
	for _, x := range list {
		off = append(off, at)
		_, _ = s.Write([]byte(x))
		at += uint32(len(x))
		equal = equal && len(x) == len(list[0])
	}
	if equal {
		PutNumbers(s, name+".equal", []uint32{uint32(len(list)), uint32(len(list[0]))})
		return
	}
	PutNumbers(s, name+".off", append(off, at))
}

func StringsOf(s *File, name string) Strings {
	l := Strings{bytes: s.Get(name), off: Numbers[uint32](s, name+".off")}
	if equal := Numbers[uint32](s, name+".equal"); len(equal) == 2 {
		l.n, l.width = int(equal[0]), int(equal[1])
	}
	return l
}

func (l Strings) Len() int {
	if l.off == nil {
		return l.n
	}
	return len(l.off) - 1
}

// At returns a copy of string i.
func (l Strings) At(i int) string { return string(l.Raw(i)) }

// Raw returns the bytes of string i in the mapped file.
func (l Strings) Raw(i int) []byte {
	if l.off == nil {
		return l.bytes[i*l.width : (i+1)*l.width]
	}
	return l.bytes[l.off[i]:l.off[i+1]]
}

// Search returns the first place in a sorted list whose string is not below
// x.
func (l Strings) Search(x string) int {
	lo, hi := 0, l.Len()
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if string(l.Raw(mid)) < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// Find returns the place of x in a sorted list.
func (l Strings) Find(x string) (int, bool) {
	i := l.Search(x)
	return i, i < l.Len() && string(l.Raw(i)) == x
}
