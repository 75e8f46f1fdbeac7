// Package forward answers one question: which words stand in a document, in
// which order? It holds a forward index (documents as sequences of term codes,
// with the ends of sentences), positions of frequent terms, shingles, and the
// impacts that bound a term's score.
package forward

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
)

// Words is the vocabulary of a segment and the words of its texts in order.
type Words struct {
	file    *sectionfile.File
	Codes   Codes
	List    sectionfile.Strings // in lexical order
	Code    []uint32            // lexical → code
	Df      []uint32            // lexical → items with the word in a default text
	classes sectionfile.Strings
	Member  []uint32 // first of each class in members
	Members []uint32 // lexical
	ClassOf []uint32 // lexical → class

	Streams   []byte
	ItemOff   []uint32
	LetterOff []uint32
	Stats     FieldStats
	Impacts   Impacts
	Shingles  Shingles
	Positions positions
	hash      []uint32 // code → hash of the word, the same in every segment
	sample    sample
}

// OpenWords opens the words file of a segment with so many items and letters.
// Errors: index.ErrDamaged, and those of the file system.
func OpenWords(path string, items, letters int) (*Words, error) {
	f, err := sectionfile.Open(path)
	if err != nil {
		return nil, err
	}
	w := &Words{
		file: f, List: sectionfile.StringsOf(f, "words"), Code: sectionfile.Numbers[uint32](f, "word.code"), Df: sectionfile.Numbers[uint32](f, "word.df"),
		classes: sectionfile.StringsOf(f, "classes"), Member: sectionfile.Numbers[uint32](f, "class.first"), Members: sectionfile.Numbers[uint32](f, "class.members"),
		ClassOf: sectionfile.Numbers[uint32](f, "word.class"),
		Streams: f.Get("streams"), ItemOff: sectionfile.Numbers[uint32](f, "item.off"), LetterOff: sectionfile.Numbers[uint32](f, "letter.off"),
	}
	w.Impacts, w.Shingles, w.Positions = impactsOf(f), shinglesOf(f), positionsOf(f)
	sc := sectionfile.Numbers[uint32](f, "codes")
	copy(w.Stats.Items[:], sectionfile.Numbers[uint64](f, "stats.items"))
	copy(w.Stats.Words[:], sectionfile.Numbers[uint64](f, "stats.words"))
	often := sectionfile.Numbers[uint64](f, "codes.often")
	if len(sc) != 2 || len(often) != 256 || len(w.ItemOff) != items || len(w.LetterOff) != letters || len(w.Code) != w.List.Len() || len(w.ClassOf) != len(w.Code) {
		_ = f.Close()
		return nil, fmt.Errorf("%s: not %d items in %d letters: %w", path, items, letters, index.ErrDamaged)
	}
	w.hash = sectionfile.Numbers[uint32](f, "word.hash")
	if w.sample, err = sampleOf(f); err == nil && len(w.hash) != len(w.Code) {
		err = fmt.Errorf("%d hashes of %d words: %w", len(w.hash), len(w.Code), index.ErrDamaged)
	}
	if err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if !w.offsetsFit() {
		_ = f.Close()
		return nil, fmt.Errorf("%s: offsets lead out of their sections: %w", path, index.ErrDamaged)
	}
	w.Codes = Codes{int(sc[0]), int(sc[1]), often}
	return w, nil
}

// offsetsFit reports whether all offsets lead into their sections.
func (w *Words) offsetsFit() bool {
	most := func(off []uint32, length int) bool {
		return len(off) == 0 || uint64(slices.Max(off)) <= uint64(length)
	}
	return most(w.ItemOff, len(w.Streams)) && most(w.LetterOff, len(w.Streams)) && most(w.Positions.off, len(w.Positions.lists)) &&
		sectionfile.Ascending(w.Member, len(w.Members)) && len(w.Member) == w.classes.Len()+1 &&
		len(w.Impacts.first) == len(w.Impacts.class)*int(NumScopes)+1 && sectionfile.Ascending(w.Impacts.first, len(w.Impacts.worth)) &&
		most(w.Impacts.off, len(w.Impacts.bits)) &&
		(len(w.Shingles.keys) == 0 || len(w.Shingles.off) == len(w.Shingles.keys)+1 && sectionfile.Ascending(w.Shingles.off, len(w.Shingles.lists)))
}

// class returns the words of a class of inflection, as lexical ordinals.
func (w *Words) class(key string) []uint32 {
	i, ok := w.classes.Find(key)
	if !ok {
		return nil
	}
	return w.Members[w.Member[i]:w.Member[i+1]]
}

// Close lets the file go.
func (w *Words) Close() error { return w.file.Close() }

// Word returns the ordinal of a word in lexical order.
func (w *Words) Word(s string) (uint32, bool) {
	i, ok := w.List.Find(s)
	return uint32(i), ok
}

// sortedCodes returns the codes of words given as lexical ordinals.
func (w *Words) sortedCodes(lexical []uint32) []uint32 {
	out := make([]uint32, len(lexical))
	for i, l := range lexical {
		out[i] = w.Code[l]
	}
	slices.Sort(out)
	return out
}

// Hash returns a hash of the word with that code, the same in every segment.
func (w *Words) Hash(code uint32) uint32 { return w.hash[code] }

// WordsIn counts the words of a sequence of codes, which end with a byte below stop.
func WordsIn(codes []byte, stop byte) int32 {
	n := int32(0)
	if stop > 0x80 {
		// Eight at once: a byte is at least stop when its high bit is set and
		// the other seven reach stop's.
		add := (0x100 - uint64(stop)) * 0x0101010101010101
		for ; len(codes) >= 8; codes = codes[8:] {
			x := binary.LittleEndian.Uint64(codes)
			n += 8 - int32(bits.OnesCount64((x&0x7f7f7f7f7f7f7f7f+add)&x&0x8080808080808080))
		}
	}
	for _, b := range codes {
		if b < stop {
			n++
		}
	}
	return n
}

// FieldStats is what BM25F must know of a field: over all items with it, how
// many there are and how many words they have.
type FieldStats struct{ Items, Words [index.NumTextFields]uint64 }

// Means returns the mean length of each field, 1 where none has words.
func (s *FieldStats) Means() (mean [index.NumTextFields]float64) {
	for f := range mean {
		mean[f] = 1
		if s.Items[f] > 0 {
			mean[f] = float64(s.Words[f]) / float64(s.Items[f])
		}
	}
	return mean
}
