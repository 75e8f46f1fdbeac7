package forward

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
)

// A docList is documents, gathered in their order in blocks of 64: of each
// block with any, the blocks passed since the one before, doubled, and the
// documents as 8 bytes of bits; or where there is one alone, one more and its
// place as a byte.
type docList struct {
	key     uint64
	blocks  []byte
	next    uint32 // the least block that can come
	n       uint32 // documents
	crosses bool   // an end of a sentence, anywhere
}

func (l *docList) add(block uint32, docs uint64) {
	passed := uint64(block-l.next) << 1
	l.next = block + 1
	n := bits.OnesCount64(docs)
	l.n += uint32(n)
	if n == 1 {
		l.blocks = append(binary.AppendUvarint(l.blocks, passed|1), byte(bits.TrailingZeros64(docs)))
		return
	}
	l.blocks = binary.LittleEndian.AppendUint64(binary.AppendUvarint(l.blocks, passed), docs)
}

// fill makes a set of a list.
func (l *docList) fill(set []uint64) {
	clear(set)
	at := uint64(0)
	for b := l.blocks; len(b) > 0; at++ {
		passed, n := binary.Uvarint(b)
		at += passed >> 1
		if b = b[n:]; passed&1 == 1 {
			set[at] = 1 << b[0]
			b = b[1:]
			continue
		}
		set[at] = binary.LittleEndian.Uint64(b)
		b = b[8:]
	}
}

// write writes the shingles in the order of their keys.
func (b *shinglesBuilder) write(out *sectionfile.Writer) error {
	w := shinglesWriter{out: out, off: []uint64{0}}
	out.Begin("shingles.lists")
	for f := range index.NumTextFields {
		if r := &b.fields[f]; r.lists != nil {
			w.field(r, b.document(f))
		}
	}
	sectionfile.PutNumbers(out, "shingles.keys", w.keys)
	sectionfile.PutNumbers(out, "shingles.off", w.off)
	sectionfile.PutNumbers(out, "shingles.common", b.common)
	return out.Err
}

// A shinglesWriter writes lists.
type shinglesWriter struct {
	out  *sectionfile.Writer
	keys []uint64
	off  []uint64

	base, other, set []uint64
	buf              []byte
}

// field writes the shingles of a text of so many documents.
func (w *shinglesWriter) field(r *fieldRuns, documents uint32) {
	r.flush()
	n := documents/64 + 1
	w.base, w.other, w.set = make([]uint64, n), make([]uint64, n), make([]uint64, n)
	var order []*docList
	for i := range r.lists[r.common:] {
		l := &r.lists[int(r.common)+i]
		if _, _, third := rowsOf(l.key); third < 0 || l.n*tripleShare >= documents {
			order = append(order, l)
		}
	}
	slices.SortFunc(order, func(x, y *docList) int { return cmp.Compare(x.key, y.key) })
	for _, l := range order {
		first, second, third := rowsOf(l.key)
		if third >= 0 {
			first, second = r.pairs[first*r.common+second], r.pairs[second*r.common+third]
		}
		r.lists[first].fill(w.base)
		r.lists[second].fill(w.other)
		for i := range w.base {
			w.base[i] &= w.other[i]
		}
		l.fill(w.set)
		w.list(l)
	}
}

// rowsOf returns the rows of a key; third is -1 for a pair.
func rowsOf(key uint64) (first, second, third int32) {
	return int32(key>>22&0x7ff) - 1, int32(key>>11&0x7ff) - 1, int32(key&0x7ff) - 1
}

// list writes a list, which is a part of the base, in its shortest form.
func (w *shinglesWriter) list(l *docList) {
	missing := 0
	for i := range w.base {
		w.base[i] &^= w.set[i]
		missing += bits.OnesCount64(w.base[i])
	}
	form, list := byte(listAll), []byte(nil)
	if missing > 0 {
		meant := w.set
		if form = listThese; missing < int(l.n) {
			form, meant = listOthers, w.base
		}
		w.buf = appendDistances(w.buf[:0], meant)
		list = w.buf
		if dense := sectionfile.BytesOf(w.set); len(dense) < len(list) {
			form, list = listBits, dense
		}
	}
	if l.crosses {
		form |= ShingleCrosses
	}
	_, _ = w.out.Write([]byte{form})
	_, _ = w.out.Write(list)
	w.keys = append(w.keys, l.key)
	w.off = append(w.off, w.off[len(w.off)-1]+1+uint64(len(list)))
}

// appendDistances appends the distances of the documents of a set.
func appendDistances(b []byte, set []uint64) []byte {
	next := uint32(0)
	for i, w := range set {
		for ; w != 0; w &= w - 1 {
			doc := uint32(i*64 + bits.TrailingZeros64(w))
			b = binary.AppendUvarint(b, uint64(doc-next))
			next = doc + 1
		}
	}
	return b
}
