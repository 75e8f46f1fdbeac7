package bleve

import (
	"encoding/binary"
	"fmt"
	"slices"

	"imrsearch/index"
)

// Words is the vocabulary of a shard and the words of its texts in order.
type words struct {
	file    *sections
	codes   codes
	list    stringList // in lexical order
	code    []uint32   // lexical → code
	df      []uint32   // lexical → items with the word in a default text
	classes stringList
	member  []uint32 // first of each class in members
	members []uint32 // lexical
	classOf []uint32 // lexical → class

	streams   []byte
	itemOff   []uint32
	letterOff []uint32
	stats     fieldStats
	levels    levels
	pairs     pairs
}

func openWords(path string, items, letters int) (*words, error) {
	f, err := openSections(path)
	if err != nil {
		return nil, err
	}
	w := &words{
		file: f, list: stringsOf(f, "words"), code: numbers[uint32](f, "word.code"), df: numbers[uint32](f, "word.df"),
		classes: stringsOf(f, "classes"), member: numbers[uint32](f, "class.first"), members: numbers[uint32](f, "class.members"),
		classOf: numbers[uint32](f, "word.class"),
		streams: f.get("streams"), itemOff: numbers[uint32](f, "item.off"), letterOff: numbers[uint32](f, "letter.off"),
	}
	w.levels, w.pairs = levelsOf(f), pairsOf(f)
	sc := numbers[uint32](f, "codes")
	copy(w.stats.items[:], numbers[uint64](f, "stats.items"))
	copy(w.stats.words[:], numbers[uint64](f, "stats.words"))
	if len(sc) != 2 || len(w.itemOff) != items || len(w.letterOff) != letters || len(w.code) != w.list.len() || len(w.classOf) != len(w.code) {
		_ = f.close()
		return nil, fmt.Errorf("%s: not %d items in %d letters: %w", path, items, letters, index.ErrDamaged)
	}
	w.codes = codes{int(sc[0]), int(sc[1])}
	return w, nil
}

// class returns the words of a class of inflection, as lexical ordinals.
func (w *words) class(key string) []uint32 {
	i, ok := w.classes.find(key)
	if !ok {
		return nil
	}
	return w.members[w.member[i]:w.member[i+1]]
}

// A record is the head of a stream record, read.
type record struct {
	mask  uint16
	field [index.NumTextFields]fieldRecord
}

// A fieldRecord is one text field of a record.
type fieldRecord struct {
	words       uint32 // how many
	codes, ends []byte
}

// read reads the record at off of the streams.
func (r *record) read(streams []byte, off uint32) {
	b := streams[off:]
	r.mask = binary.LittleEndian.Uint16(b)
	p := 2
	var sizes [index.NumTextFields][2]uint32
	for _, f := range recordOrder {
		if r.mask>>f&1 == 0 {
			continue
		}
		var v [3]uint32
		for i := range v {
			x, n := uint32(b[p]), 1
			if x >= 0x80 {
				y, k := binary.Uvarint(b[p:])
				x, n = uint32(y), k
			}
			v[i] = x
			p += n
		}
		r.field[f].words = v[0]
		sizes[f] = [2]uint32{v[1], v[2]}
	}
	q := uint32(p)
	for _, f := range recordOrder {
		if r.mask>>f&1 == 1 {
			r.field[f].codes = b[q : q+sizes[f][0]]
			q += sizes[f][0]
		}
	}
	for _, f := range recordOrder {
		if r.mask>>f&1 == 1 {
			r.field[f].ends = b[q : q+sizes[f][1]]
			q += sizes[f][1]
		}
	}
}

// get returns a text field of the record, nil when it is empty.
func (r *record) get(f index.TextField) *fieldRecord {
	if r.mask>>f&1 == 0 {
		return nil
	}
	return &r.field[f]
}

// close lets the file go.
func (w *words) close() error { return w.file.close() }

// word returns the ordinal of a word in lexical order.
func (w *words) word(s string) (uint32, bool) {
	i, ok := w.list.find(s)
	return uint32(i), ok
}

// sortedCodes returns the codes of words given as lexical ordinals.
func (w *words) sortedCodes(lexical []uint32) []uint32 {
	out := make([]uint32, len(lexical))
	for i, l := range lexical {
		out[i] = w.code[l]
	}
	slices.Sort(out)
	return out
}
