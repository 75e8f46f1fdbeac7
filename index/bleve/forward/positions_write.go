package forward

import (
	"slices"

	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/text"
)

// A class has positions when one of its words stands in one of positionsShare
// items and is no function word: those would take as much room as all others,
// and are not what is looked for near something else.
const positionsShare = 2

// A positionsBuilder gathers the positions of a shard, item by item.
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
	for class := range v.classes {
		members := v.of(class)
		if !slices.ContainsFunc(members, func(i uint32) bool {
			return int(v.df[i])*positionsShare >= items && !text.FunctionWord(v.words[i])
		}) {
			continue
		}
		b.classes = append(b.classes, uint32(class))
		for _, i := range members {
			b.row[v.code[i]] = int32(len(b.classes))
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
	written := uint32(0)
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
			off = append(off, written+o)
		}
		_, _ = out.Write(r.lists)
		written += uint32(len(r.lists))
		r.lists = nil
	}
	sectionfile.PutNumbers(out, "positions.class", classes)
	sectionfile.PutNumbers(out, "positions.off", off)
}
