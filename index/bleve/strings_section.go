package bleve

// A stringList is a list of strings in two sections of a file: their bytes,
// and where each begins; or how many there are and how long each, where all are
// as long.
type stringList struct {
	bytes    []byte
	off      []uint32
	n, width int // of strings of one length
}

func putStrings(s *sectionWriter, name string, list []string) {
	off := make([]uint32, 0, len(list)+1)
	at, equal := uint32(0), len(list) > 0
	s.begin(name)
	for _, x := range list {
		off = append(off, at)
		_, _ = s.Write([]byte(x))
		at += uint32(len(x))
		equal = equal && len(x) == len(list[0])
	}
	if equal {
		putNumbers(s, name+".equal", []uint32{uint32(len(list)), uint32(len(list[0]))})
		return
	}
	putNumbers(s, name+".off", append(off, at))
}

func stringsOf(s *sections, name string) stringList {
	l := stringList{bytes: s.get(name), off: numbers[uint32](s, name+".off")}
	if equal := numbers[uint32](s, name+".equal"); len(equal) == 2 {
		l.n, l.width = int(equal[0]), int(equal[1])
	}
	return l
}

func (l stringList) len() int {
	if l.off == nil {
		return l.n
	}
	return len(l.off) - 1
}

// at returns a copy of string i.
func (l stringList) at(i int) string { return string(l.raw(i)) }

// raw returns the bytes of string i in the mapped file.
func (l stringList) raw(i int) []byte {
	if l.off == nil {
		return l.bytes[i*l.width : (i+1)*l.width]
	}
	return l.bytes[l.off[i]:l.off[i+1]]
}

// search returns the first place in a sorted list whose string is not below
// x.
func (l stringList) search(x string) int {
	lo, hi := 0, l.len()
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if string(l.raw(mid)) < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// find returns the place of x in a sorted list.
func (l stringList) find(x string) (int, bool) {
	i := l.search(x)
	return i, i < l.len() && string(l.raw(i)) == x
}
