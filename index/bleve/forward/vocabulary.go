package forward

import (
	"maps"
	"slices"
	"sort"

	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/text"
)

// A vocabulary is the words of a segment in lexical order as they are written,
// with their codes, how many items have them in a default text, and their
// classes of inflection.
type vocabulary struct {
	words    []string
	code, df []uint32

	classes []string // their keys, in lexical order
	first   []uint32 // class → its first word in members; one more at the end
	members []uint32
	classOf []uint32 // word → class
}

// vocabularyOf puts the words of a table in order; codeOf is by their
// numbers.
func vocabularyOf(t *WordTable, codeOf []uint32) *vocabulary {
	lexical := t.ByWord()
	v := &vocabulary{words: make([]string, len(lexical)), code: make([]uint32, len(lexical)), df: make([]uint32, len(lexical))}
	members := map[string][]uint32{}
	for i, id := range lexical {
		v.words[i], v.code[i], v.df[i] = t.Words[id], codeOf[id], t.Df[id]
		class := text.Class(v.words[i])
		members[class] = append(members[class], uint32(i))
	}
	v.classes = slices.Sorted(maps.Keys(members))
	for _, k := range v.classes {
		v.first = append(v.first, uint32(len(v.members)))
		v.members = append(v.members, members[k]...)
	}
	v.first = append(v.first, uint32(len(v.members)))
	v.classOf = make([]uint32, len(v.words))
	for class := range v.classes {
		for _, i := range v.of(class) {
			v.classOf[i] = uint32(class)
		}
	}
	return v
}

// of returns the words of a class.
func (v *vocabulary) of(class int) []uint32 { return v.members[v.first[class]:v.first[class+1]] }

func (v *vocabulary) write(out *sectionfile.Writer) {
	sectionfile.PutStrings(out, "words", v.words)
	sectionfile.PutNumbers(out, "word.code", v.code)
	sectionfile.PutNumbers(out, "word.df", v.df)
	sectionfile.PutNumbers(out, "word.class", v.classOf)
	sectionfile.PutStrings(out, "classes", v.classes)
	sectionfile.PutNumbers(out, "class.first", v.first)
	sectionfile.PutNumbers(out, "class.members", v.members)
}

// A WordTable numbers the words of a segment while it is built, in the order
// of first sight.
type WordTable struct {
	ids    map[string]uint32
	Words  []string
	counts []uint64 // occurrences
	Df     []uint32 // documents with the word in a default text
}

// NewWordTable returns an empty table.
func NewWordTable() *WordTable { return &WordTable{ids: make(map[string]uint32, 1<<14)} }

// ID returns the number of a word. The string is kept only when it is new.
func (t *WordTable) ID(word string) uint32 {
	if id, ok := t.ids[word]; ok {
		t.counts[id]++
		return id
	}
	id := uint32(len(t.Words))
	word = string(append([]byte(nil), word...)) // a token may be part of a large text
	t.ids[word] = id
	t.Words = append(t.Words, word)
	t.counts = append(t.counts, 1)
	t.Df = append(t.Df, 0)
	return id
}

// byFrequency returns the numbers of the words in falling order of their
// occurrences: the place in it is the word's final code.
func (t *WordTable) byFrequency() []uint32 {
	order := docset.Ascending(len(t.Words))
	sort.Slice(order, func(i, j int) bool {
		a, b := order[i], order[j]
		if t.counts[a] != t.counts[b] {
			return t.counts[a] > t.counts[b]
		}
		return t.Words[a] < t.Words[b]
	})
	return order
}

// ByWord returns the numbers of the words in lexical order.
func (t *WordTable) ByWord() []uint32 {
	order := docset.Ascending(len(t.Words))
	sort.Slice(order, func(i, j int) bool { return t.Words[order[i]] < t.Words[order[j]] })
	return order
}
