package forward

import (
	"slices"

	"imrsearch/index"
)

// commonShare is the share of items from which on a word is common for shingles:
// one in twenty-four. (With one in six, lists are 28 bytes an item shorter, and
// phrases that synonyms add must be looked for: a page of two words with
// synonyms takes half as long again.)
const commonShare = 24

// tripleShare is the share of documents from which on a triple is stored.
// Rarer ones are many in prose, and quickly looked for where both pairs stand.
const tripleShare = 64

// maxTriples bounds the triples that are followed while a segment is built;
// those first seen beyond it are not stored.
const maxTriples = 1 << 18

// A shinglesBuilder gathers the shingles of a segment, text by text.
type shinglesBuilder struct {
	rows   []int32 // code → row, -1 for words that are not common
	common []uint32
	fields [index.NumTextFields]fieldRuns
	items  uint32
	letter uint32
}

// fieldRuns are the words, pairs and triples of one text, each with a list.
// Documents come in blocks of 64: one at hand, in marks; those before it in
// the lists. So a list is touched once a block.
type fieldRuns struct {
	lists   []docList
	marks   []uint64 // of each list, documents of the block at hand
	marked  []int32  // lists with any
	block   uint32
	common  int32
	pairs   []int32   // row × common + row → list, 0 for none: words come first
	behind  [][]child // of each list, the triples that it begins, the last one met first
	triples int
}

// A child is the list of the triple that a pair makes with a third word.
type child struct{ third, list int32 }

// newShinglesBuilder begins a segment of so many items; df holds in how many of
// them each word stands, by code.
func newShinglesBuilder(df []uint32, items int) *shinglesBuilder {
	b := &shinglesBuilder{rows: make([]int32, len(df))}
	for code, n := range df {
		b.rows[code] = -1
		if int(n)*commonShare >= items && n > 0 && len(b.common) < maxShingleWords {
			b.rows[code] = int32(len(b.common))
			b.common = append(b.common, uint32(code))
		}
	}
	return b
}

// document returns the document whose text is at hand.
func (b *shinglesBuilder) document(f index.TextField) uint32 {
	if index.TextFields(LetterTexts).Has(f) {
		return b.letter
	}
	return b.items
}

// add adds the words of a text. Nothing is neighbour of what stands in
// another entry.
func (b *shinglesBuilder) add(f index.TextField, words *FieldWords, codeOf []uint32) {
	if !index.DefaultTexts.Has(f) {
		return
	}
	r, doc := &b.fields[f], b.document(f)
	r.begin(f, len(b.common), doc/64)
	bit := uint64(1) << (doc % 64)
	left, kind, ends := endAhead(words.ends)
	before, pair := int32(-1), int32(-1) // the word before, and the pair that it ends
	ended := false                       // a sentence, since the word before
	for _, id := range words.IDs {
		for left == 0 {
			if ended = true; kind == EntryEnd {
				before, pair = -1, -1
			}
			left, kind, ends = endAhead(ends)
		}
		left--
		row := b.rows[codeOf[id]]
		if row < 0 {
			before, pair = -1, -1
			continue
		}
		r.mark(row, bit)
		if before >= 0 {
			next := r.pair(f, before, row)
			r.mark(next, bit)
			if ended {
				r.lists[next].crosses = true
			}
			if pair >= 0 {
				r.markTriple(pair, row, bit)
			}
			pair = next
		}
		before, ended = row, false
	}
}

// endAhead returns how many words there are up to the next end, its kind and
// the ends behind it.
func endAhead(ends []uint32) (words, kind uint32, rest []uint32) {
	if len(ends) == 0 {
		return ^uint32(0), 0, nil
	}
	return ends[0] >> endShift, ends[0] & EndKinds, ends[1:]
}

// begin goes to a block of documents.
func (r *fieldRuns) begin(f index.TextField, common int, block uint32) {
	if r.lists == nil {
		r.common, r.pairs = int32(common), make([]int32, common*common)
		for row := range r.common {
			r.list(ShingleKey(f, row))
		}
	}
	if block != r.block {
		r.flush()
		r.block = block
	}
}

// list adds a list.
func (r *fieldRuns) list(key uint64) int32 {
	r.lists = append(r.lists, docList{key: key})
	r.marks = append(r.marks, 0)
	r.behind = append(r.behind, nil)
	return int32(len(r.lists) - 1)
}

func (r *fieldRuns) mark(list int32, bit uint64) {
	if r.marks[list] == 0 {
		r.marked = append(r.marked, list)
	}
	r.marks[list] |= bit
}

// flush ends the block at hand.
func (r *fieldRuns) flush() {
	for _, i := range r.marked {
		r.lists[i].add(r.block, r.marks[i])
		r.marks[i] = 0
	}
	r.marked = r.marked[:0]
}

// pair returns the list of a pair.
func (r *fieldRuns) pair(f index.TextField, first, second int32) int32 {
	at := &r.pairs[first*r.common+second]
	if *at == 0 {
		*at = r.list(ShingleKey(f, first, second))
	}
	return *at
}

func (r *fieldRuns) markTriple(pair, third int32, bit uint64) {
	behind := r.behind[pair]
	at := slices.IndexFunc(behind, func(c child) bool { return c.third == third })
	switch {
	case at >= 0:
		behind[0], behind[at] = behind[at], behind[0]
	case r.triples == maxTriples:
		return
	default:
		r.triples++
		c := child{third, r.list(r.lists[pair].key | uint64(third+1))}
		behind = append(behind, c)
		behind[0], behind[len(behind)-1] = c, behind[0]
		r.behind[pair] = behind
	}
	r.mark(behind[0].list, bit)
}

func (b *shinglesBuilder) endLetter() { b.letter++ }

func (b *shinglesBuilder) endItem() { b.items++ }
