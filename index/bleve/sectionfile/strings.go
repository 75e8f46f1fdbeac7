package sectionfile

// Strings is a list of strings in two sections of a file: their bytes, and
// where each begins and the last ends. Where all are as long, the second section
// says how many there are and how long each is. ["a" "bcd"] is
//
//	NAME      abcd
//	NAME.off  0 1 4
//
// and ["ab" "cd"] is
//
//	NAME        abcd
//	NAME.equal  2 2
type Strings struct {
	bytes    []byte
	off      []uint32
	n, width int // of strings of one length
}

// PutStrings writes a list as the sections of a name.
func PutStrings(s *Writer, name string, list []string) {
	off := make([]uint32, 0, len(list)+1)
	at, equal := 0, len(list) > 0
	s.Begin(name)
	for _, x := range list {
		off = append(off, s.Offset(at))
		_, _ = s.Write([]byte(x))
		at += len(x)
		equal = equal && len(x) == len(list[0])
	}
	if equal {
		PutNumbers(s, name+".equal", []uint32{uint32(len(list)), uint32(len(list[0]))})
		return
	}
	PutNumbers(s, name+".off", append(off, s.Offset(at)))
}

// StringsOf returns the list in the sections of a name. One whose offsets lead
// out of its bytes is empty, as one that is missing: its owner knows how many
// strings there must be.
func StringsOf(s *File, name string) Strings {
	l := Strings{bytes: s.Get(name), off: Numbers[uint32](s, name+".off")}
	if equal := Numbers[uint32](s, name+".equal"); len(equal) == 2 {
		l.n, l.width = int(equal[0]), int(equal[1])
	}
	if l.off != nil && !Ascending(l.off, len(l.bytes)) || l.off == nil && l.n*l.width != len(l.bytes) {
		return Strings{}
	}
	return l
}

// Ascending reports whether offsets ascend and end at a length, as those of the
// parts of a section do.
func Ascending[T uint32 | uint64](off []T, length int) bool {
	if len(off) == 0 || uint64(off[len(off)-1]) != uint64(length) {
		return false
	}
	for i, x := range off[1:] {
		if x < off[i] {
			return false
		}
	}
	return true
}

// Len returns how many strings there are.
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
