package forward

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"maps"
	"math/bits"
	"slices"

	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/text"
)

// positions are where in rationales the words of the commonest classes of
// inflection stand, and where sentences end. Words near each other that are
// both so common are found by these alone: reading the rationales would wait
// for memory.
//
// Each class has a row, the ends of sentences have the first: an end is the
// position of the next sentence's first word. A row has for every item a list
// of ascending positions and a zero behind it:
//
//	1 to 254    position 0 to 253
//	255         all that follows is 254 positions farther
//
// In "pain, no pain" pain has the list 1 3 0. Offsets lead to every 64th item
// of a row.
type positions struct {
	class []uint32 // of rows from the second on, ascending
	off   []uint32 // row × blocks + block → first byte in lists
	lists []byte
}

const (
	SentenceRow    = 0
	positionsBlock = 64 // items
	farther        = 255
	fartherBy      = 254
)

func positionsOf(f *sectionfile.File) positions {
	return positions{sectionfile.Numbers[uint32](f, "positions.class"), sectionfile.Numbers[uint32](f, "positions.off"), f.Get("positions.lists")}
}

// Find returns the row of a class; not ok for those that have none.
func (p *positions) Find(class uint32) (row int, ok bool) {
	i, ok := slices.BinarySearch(p.class, class)
	return i + 1, ok
}

// Row returns a walk along a row.
func (p *positions) Row(row int) PositionIterator {
	blocks := len(p.off) / (len(p.class) + 1)
	return PositionIterator{off: p.off[row*blocks:][:blocks], lists: p.lists}
}

// A PositionIterator reads the lists of one row, in the order of items.
type PositionIterator struct {
	off   []uint32
	lists []byte
	next  uint32 // the item whose list begins at at
	at    int
}

// list returns an item's list and what stands behind it. The item comes
// behind all that were asked for before.
func (w *PositionIterator) list(doc uint32) []byte {
	if block := doc / positionsBlock; w.at == 0 || block != w.next/positionsBlock {
		w.next, w.at = block*positionsBlock, int(w.off[block])
	}
	for ; w.next < doc; w.next++ {
		w.at += bytes.IndexByte(w.lists[w.at:], 0) + 1
	}
	return w.lists[w.at:]
}

// Read appends the positions in an item, which comes behind all that were
// asked for before.
func (w *PositionIterator) Read(doc uint32, dst []int32) []int32 {
	list := w.list(doc)
	if len(list) >= 8 {
		// Most items have up to four, which take no branch each.
		x := binary.LittleEndian.Uint64(list)
		if n, near := listBytes(x); n <= 4 && near {
			w.next, w.at = doc+1, w.at+n+1
			return append(dst, int32(x&255)-1, int32(x>>8&255)-1, int32(x>>16&255)-1, int32(x>>24&255)-1)[:len(dst)+n]
		}
	}
	from := int32(-1)
	for i, b := range list {
		switch b {
		case 0:
			w.next, w.at = doc+1, w.at+i+1
			return dst
		case farther:
			from += fartherBy
		default:
			dst = append(dst, from+int32(b))
		}
	}
	return dst
}

// listBytes returns how many of eight bytes belong to the list that begins
// with them, and whether none of these says farther.
func listBytes(x uint64) (n int, near bool) {
	end := bits.TrailingZeros64(zeroBytes(x))
	return end / 8, end <= bits.TrailingZeros64(zeroBytes(^x))
}

// zeroBytes returns a number the lowest of whose bits that are set is in the
// lowest byte of x that is 0.
func zeroBytes(x uint64) uint64 {
	return (x - 0x0101010101010101) &^ x & 0x8080808080808080
}

// A class has positions when one of its words stands in one of positionsShare
// items and is no function word: those would take as much room as all others,
// and are not what is looked for near something else.
const positionsShare = 2

// maxPositionRows is how many classes have positions at most, the commonest: in a
// segment of few items every word is common, and a word far behind in a long text
// takes a byte for every 254 words before it.
const maxPositionRows = 4096

// A positionsBuilder gathers the positions of a segment, item by item.
type positionsBuilder struct {
	classes []uint32
	row     []int32 // code → row, 0 for words without
	rows    []positionRow
	items   int
}

// A positionRow is a row while it is built.
type positionRow struct {
	lists []byte
	off   []uint32
	from  int32 // of the item at hand, the positions that are passed
	any   bool  // in the item at hand
	items int   // with any
}

func newPositionsBuilder(v *vocabulary, items int) *positionsBuilder {
	b := &positionsBuilder{row: make([]int32, len(v.words))}
	most := map[uint32]uint32{} // class → in how many items one of its words stands
	for class := range v.classes {
		for _, i := range v.of(class) {
			if int(v.df[i])*positionsShare >= items && !text.FunctionWord(v.words[i]) {
				most[uint32(class)] = max(most[uint32(class)], v.df[i])
			}
		}
	}
	b.classes = slices.Sorted(maps.Keys(most))
	if len(b.classes) > maxPositionRows {
		slices.SortStableFunc(b.classes, func(x, y uint32) int { return cmp.Compare(most[y], most[x]) })
		b.classes = b.classes[:maxPositionRows]
		slices.Sort(b.classes)
	}
	for row, class := range b.classes {
		for _, i := range v.of(int(class)) {
			b.row[v.code[i]] = int32(row + 1)
		}
	}
	b.rows = make([]positionRow, len(b.classes)+1)
	for i := range b.rows {
		b.rows[i].off = []uint32{0}
	}
	return b
}

// add adds the words of a rationale to the item at hand.
func (b *positionsBuilder) add(words *FieldWords, codeOf []uint32) {
	at := int32(0)
	for _, e := range words.ends {
		at += int32(e >> endShift)
		b.rows[SentenceRow].add(at)
	}
	for i, id := range words.IDs {
		if row := b.row[codeOf[id]]; row > 0 {
			b.rows[row].add(int32(i))
		}
	}
}

func (r *positionRow) add(position int32) {
	for ; position-r.from >= fartherBy; r.from += fartherBy {
		r.lists = append(r.lists, farther)
	}
	r.lists = append(r.lists, byte(position-r.from+1))
	r.any = true
}

// endItem goes to the next item.
func (b *positionsBuilder) endItem() {
	b.items++
	for i := range b.rows {
		r := &b.rows[i]
		if r.any {
			r.items++
		}
		r.from, r.any = 0, false
		r.lists = append(r.lists, 0)
		if b.items%positionsBlock == 0 {
			r.off = append(r.off, uint32(len(r.lists)))
		}
	}
}

// write writes the rows; those of classes that are common only in other texts
// are left out.
func (b *positionsBuilder) write(out *sectionfile.Writer) {
	var classes, off []uint32
	written := 0
	out.Begin("positions.lists")
	for i := range b.rows {
		r := &b.rows[i]
		if i != SentenceRow {
			if r.items*positionsShare < b.items {
				continue
			}
			classes = append(classes, b.classes[i-1])
		}
		for _, o := range r.off {
			off = append(off, out.Offset(written+int(o)))
		}
		_, _ = out.Write(r.lists)
		if out.Offset(len(r.lists)); out.Err != nil {
			return
		}
		written += len(r.lists)
		r.lists = nil
	}
	sectionfile.PutNumbers(out, "positions.class", classes)
	sectionfile.PutNumbers(out, "positions.off", off)
}
