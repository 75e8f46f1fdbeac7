package bleve

// A stringList is a list of strings in two sections of a file: their bytes,
// and where each begins.
type stringList struct {
	bytes []byte
	off   []uint32
}

func putStrings(s *sectionWriter, name string, list []string) {
	off := make([]uint32, 0, len(list)+1)
	at := uint32(0)
	s.begin(name)
	for _, x := range list {
		off = append(off, at)
		_, _ = s.Write([]byte(x))
		at += uint32(len(x))
	}
	putNumbers(s, name+".off", append(off, at))
}

func stringsOf(s *sections, name string) stringList {
	return stringList{bytes: s.get(name), off: numbers[uint32](s, name+".off")}
}

func (l stringList) len() int { return max(len(l.off)-1, 0) }

// at returns a copy of string i.
func (l stringList) at(i int) string { return string(l.raw(i)) }

// raw returns the bytes of string i in the mapped file.
func (l stringList) raw(i int) []byte { return l.bytes[l.off[i]:l.off[i+1]] }

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
