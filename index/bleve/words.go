package bleve

import (
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
	runs      runs
	positions positions
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
	w.levels, w.runs, w.positions = levelsOf(f), runsOf(f), positionsOf(f)
	sc := numbers[uint32](f, "codes")
	copy(w.stats.items[:], numbers[uint64](f, "stats.items"))
	copy(w.stats.words[:], numbers[uint64](f, "stats.words"))
	often := numbers[uint64](f, "codes.often")
	if len(sc) != 2 || len(often) != 256 || len(w.itemOff) != items || len(w.letterOff) != letters || len(w.code) != w.list.len() || len(w.classOf) != len(w.code) {
		_ = f.close()
		return nil, fmt.Errorf("%s: not %d items in %d letters: %w", path, items, letters, index.ErrDamaged)
	}
	w.codes = codes{int(sc[0]), int(sc[1]), often}
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
