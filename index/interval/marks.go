package interval

// A Interval is a marked place: bytes of an entry. concept tells the different
// words of the query apart.
type Interval struct {
	Entry, Start, End int
	Concept           int
}
