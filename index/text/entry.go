package text

// An Entry is a stretch of running text in which words have places.
type Entry struct {
	Text       string
	Paragraphs []int // byte offsets at which paragraphs begin; nil means one
}

// EntryGap is the distance in positions between the last word of an entry
// and the first of the next: farther than any proximity can ask for
// (MaxDistance).
const (
	EntryGap    = 1000
	MaxDistance = 255 // as in Westlaw and Lexis
)

// A Token is one word of a text.
type Token struct {
	Word       string // lower case, as it is indexed
	Start, End int    // bytes in the entry's text
	Entry      int    // which entry, from 0
	Pos        int    // position: 0, 1, 2 ... with EntryGap between entries
	Sentence   int    // from 0, ascending over all entries
	Paragraph  int    // from 0, ascending over all entries
}
