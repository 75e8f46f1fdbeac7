package bleve

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"

	"imrsearch/index"
)

// commonShare is the share of items from which on a word is common for runs:
// one in six.
const commonShare = 6

// tripleShare is the share of documents from which on a triple is stored.
// Rarer ones are many in prose, and quickly looked for where both pairs stand.
const tripleShare = 64

// maxTriples bounds the triples that are followed while a shard is built;
// those first seen beyond it are not stored.
const maxTriples = 1 << 18

// A runsBuilder gathers the runs of a shard, text by text.
type runsBuilder struct {
	rows   []int32 // code → row, -1 for words that are not common
	common []uint32
	fields [index.NumTextFields]fieldRuns
	items  uint32
	letter uint32
}

// fieldRuns are the words, pairs and triples of one text.
type fieldRuns struct {
	words   []docList
	table   []int32 // row × row → 1 + place in pairs
	pairs   []docList
	places  map[uint64]int32 // keys of triples → place in triples
	triples []docList
}

// A docList is documents, gathered in their order.
type docList struct {
	key     uint64
	docs    []byte // distances
	next    uint32 // the least document that can come
	n       uint32
	crosses bool // an end of a sentence, anywhere
}

func (l *docList) add(doc uint32) {
	if l.next > doc {
		return
	}
	l.docs = binary.AppendUvarint(l.docs, uint64(doc-l.next))
	l.next = doc + 1
	l.n++
}

func newRunsBuilder(df []uint32, items int) *runsBuilder {
	b := &runsBuilder{rows: make([]int32, len(df))}
	for code, n := range df {
		b.rows[code] = -1
		if int(n)*commonShare >= items && n > 0 && len(b.common) < maxRunWords {
			b.rows[code] = int32(len(b.common))
			b.common = append(b.common, uint32(code))
		}
	}
	return b
}

// document returns the document whose text is at hand.
func (b *runsBuilder) document(f index.TextField) uint32 {
	if index.TextFields(letterTexts).Has(f) {
		return b.letter
	}
	return b.items
}

// add adds the words of a text. Nothing is neighbour of what stands in
// another entry.
func (b *runsBuilder) add(f index.TextField, words *fieldWords, codeOf []uint32) {
	if !index.DefaultTexts.Has(f) {
		return
	}
	r, doc := &b.fields[f], b.document(f)
	if r.words == nil {
		r.begin(len(b.common))
	}
	left, kind, ends := endAhead(words.ends)
	first, second := int32(-1), int32(-1) // rows of the two words before
	ended := false                        // a sentence, since the word before
	for _, id := range words.ids {
		for left == 0 {
			if ended = true; kind == entryEnd {
				first, second = -1, -1
			}
			left, kind, ends = endAhead(ends)
		}
		left--
		row := b.rows[codeOf[id]]
		if row >= 0 {
			r.words[row].add(doc)
			if second >= 0 {
				r.pair(f, second, row, doc, ended)
			}
			if first >= 0 {
				r.triple(f, first, second, row, doc)
			}
		}
		first, second, ended = second, row, false
		if second < 0 {
			first = -1
		}
	}
}

// endAhead returns how many words there are up to the next end, its kind and
// the ends behind it.
func endAhead(ends []uint32) (words, kind uint32, rest []uint32) {
	if len(ends) == 0 {
		return ^uint32(0), 0, nil
	}
	return ends[0] >> endShift, ends[0] & endKinds, ends[1:]
}

func (r *fieldRuns) begin(common int) {
	r.words, r.table, r.places = make([]docList, common), make([]int32, common*common), map[uint64]int32{}
}

func (r *fieldRuns) pair(f index.TextField, first, second int32, doc uint32, crosses bool) {
	at := &r.table[int(first)*len(r.words)+int(second)]
	if *at == 0 {
		r.pairs = append(r.pairs, docList{key: runKey(f, first, second)})
		*at = int32(len(r.pairs))
	}
	l := &r.pairs[*at-1]
	l.add(doc)
	l.crosses = l.crosses || crosses
}

func (r *fieldRuns) triple(f index.TextField, first, second, third int32, doc uint32) {
	key := runKey(f, first, second, third)
	at, ok := r.places[key]
	if !ok {
		if len(r.triples) == maxTriples {
			return
		}
		at = int32(len(r.triples))
		r.triples = append(r.triples, docList{key: key})
		r.places[key] = at
	}
	r.triples[at].add(doc)
}

func (b *runsBuilder) endLetter() { b.letter++ }

func (b *runsBuilder) endItem() { b.items++ }

// write writes the runs in the order of their keys.
func (b *runsBuilder) write(out *sectionWriter) error {
	w := runsWriter{out: out, off: []uint64{0}}
	out.begin("runs.lists")
	for f := range index.NumTextFields {
		if r := &b.fields[f]; r.words != nil {
			w.field(r, b.document(f))
		}
	}
	putNumbers(out, "runs.keys", w.keys)
	putNumbers(out, "runs.off", w.off)
	putNumbers(out, "runs.common", b.common)
	return out.err
}

// A runsWriter writes lists.
type runsWriter struct {
	out  *sectionWriter
	keys []uint64
	off  []uint64

	base, other, set []uint64
	buf              []byte
}

// field writes the runs of a text of so many documents.
func (w *runsWriter) field(r *fieldRuns, documents uint32) {
	n := documents/64 + 1
	w.base, w.other, w.set = make([]uint64, n), make([]uint64, n), make([]uint64, n)
	lists := r.pairs
	for i := range r.triples {
		if r.triples[i].n*tripleShare >= documents {
			lists = append(lists, r.triples[i])
		}
	}
	order := make([]*docList, len(lists))
	for i := range lists {
		order[i] = &lists[i]
	}
	slices.SortFunc(order, func(x, y *docList) int { return cmp.Compare(x.key, y.key) })
	for _, l := range order {
		first, second, third := rowsOf(l.key)
		if third < 0 {
			r.words[first].fill(w.base)
			r.words[second].fill(w.other)
		} else {
			r.pairs[r.table[int(first)*len(r.words)+int(second)]-1].fill(w.base)
			r.pairs[r.table[int(second)*len(r.words)+int(third)]-1].fill(w.other)
		}
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

// fill makes a set of a list.
func (l *docList) fill(set []uint64) {
	clear(set)
	eachDistance(l.docs, func(doc uint32) { set[doc/64] |= 1 << (doc % 64) })
}

// list writes a list, which is a part of the base, in its shortest form.
func (w *runsWriter) list(l *docList) {
	form, list := byte(runThese), l.docs
	missing := 0
	for i := range w.base {
		w.base[i] &^= w.set[i]
		missing += bits.OnesCount64(w.base[i])
	}
	switch {
	case missing == 0:
		form, list = runAll, nil
	case missing < len(list):
		w.buf = appendDistances(w.buf[:0], w.base)
		if len(w.buf) < len(list) {
			form, list = runOthers, w.buf
		}
	}
	if dense := bytesOf(w.set); len(dense) < len(list) {
		form, list = runBits, dense
	}
	if l.crosses {
		form |= runCrosses
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
