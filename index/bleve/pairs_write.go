package bleve

import (
	"cmp"
	"encoding/binary"
	"slices"

	"imrsearch/index"
)

// Pairs are postings of two neighbouring words that are both common: in
// which items they stand side by side in a default text. They make a phrase
// of common words a look-up; a pair of common words that is missing proves a
// phrase empty.

// pairShare is the share of items from which on a word is common for pairs:
// one in six. (At one in ten pairs take 15 to 30 bytes an item more, and
// phrases are no faster.)
const pairShare = 6

// maxPairWords bounds the table of pairs; the commonest words are taken.
const maxPairWords = 1024

// A pairsBuilder gathers the pairs of a shard, item by item.
type pairsBuilder struct {
	row    []int32 // code → row of the table, -1 for words that are not common
	common []uint32
	table  []int32 // row × row → 1 + place in lists
	lists  []pairList
	shared []int32 // pairs of the letter at hand
	used   []int32 // pairs of the text fields since then
	item   uint32
}

type pairList struct {
	key  uint64 // code << 32 | code behind it
	docs []byte // distances between documents, varints
	next uint32 // the least document that can come
}

func newPairsBuilder(df []uint32, items int) *pairsBuilder {
	b := &pairsBuilder{row: make([]int32, len(df))}
	for code, n := range df {
		b.row[code] = -1
		if int(n)*pairShare >= items && n > 0 && len(b.common) < maxPairWords {
			b.row[code] = int32(len(b.common))
			b.common = append(b.common, uint32(code))
		}
	}
	b.table = make([]int32, len(b.common)*len(b.common))
	return b
}

// add adds the words of a text field. Nothing is neighbour of what stands in
// another entry.
func (b *pairsBuilder) add(f index.TextField, words *fieldWords, codeOf []uint32) {
	if !index.DefaultTexts.Has(f) {
		return
	}
	last, left, ends := int32(-1), ^uint32(0), words.ends
	for _, id := range words.ids {
		for left == 0 || left == ^uint32(0) && len(ends) > 0 {
			if left == 0 {
				last, left = -1, ^uint32(0)
				continue
			}
			left, ends = nextEntry(ends)
		}
		code := codeOf[id]
		row := b.row[code]
		if last >= 0 && row >= 0 {
			b.used = append(b.used, b.pair(last, row))
		}
		last = row
		if left != ^uint32(0) {
			left--
		}
	}
}

// nextEntry returns how many words there are up to the next entry's end, and
// the ends behind it; the largest number when there is none.
func nextEntry(ends []uint32) (words uint32, rest []uint32) {
	for i, e := range ends {
		words += e >> endShift
		if e&endKinds == entryEnd {
			return words, ends[i+1:]
		}
	}
	return ^uint32(0), nil
}

func (b *pairsBuilder) pair(first, second int32) int32 {
	at := &b.table[int(first)*len(b.common)+int(second)]
	if *at == 0 {
		b.lists = append(b.lists, pairList{key: uint64(b.common[first])<<32 | uint64(b.common[second])})
		*at = int32(len(b.lists))
	}
	return *at - 1
}

func (b *pairsBuilder) endLetter() {
	b.shared = append(b.shared[:0], b.used...)
	b.used = b.used[:0]
}

func (b *pairsBuilder) endItem() {
	for _, list := range [][]int32{b.used, b.shared} {
		for _, i := range list {
			if l := &b.lists[i]; l.next <= b.item {
				l.docs = binary.AppendUvarint(l.docs, uint64(b.item-l.next))
				l.next = b.item + 1
			}
		}
	}
	b.used = b.used[:0]
	b.item++
}

// write writes the documents in the shorter of two forms: distances take a
// byte a document, bitmaps of rare pairs two.
func (l *pairList) write(out *sectionWriter) (int64, error) {
	m := readDistances(l.docs)
	m.RunOptimize()
	if m.GetSerializedSizeInBytes() <= uint64(len(l.docs)) {
		return m.WriteTo(out)
	}
	_, _ = out.Write([]byte{byDistance})
	n, err := out.Write(l.docs)
	return int64(n + 1), err
}

func (b *pairsBuilder) write(out *sectionWriter) error {
	slices.SortFunc(b.lists, func(x, y pairList) int { return cmp.Compare(x.key, y.key) })
	keys, off := make([]uint64, len(b.lists)), make([]uint64, 1, len(b.lists)+1)
	out.begin("pairs.lists")
	for i := range b.lists {
		keys[i] = b.lists[i].key
		n, err := b.lists[i].write(out)
		if err != nil {
			return err
		}
		off = append(off, off[i]+uint64(n))
	}
	putNumbers(out, "pairs.keys", keys)
	putNumbers(out, "pairs.off", off)
	putNumbers(out, "pairs.common", b.common)
	return nil
}
