package lexicon

import (
	"strings"
	"sync"
	"unicode"

	"imrsearch/parser/lexicon/fold"
)

type vocabulary struct {
	words keySet
	room  []fold.Word // for the words of one text
}

// usualHyphens are words that letters write with a hyphen and that stand in
// no table.
const usualHyphens = `follow-up work-related self-directed self-care self-management well-being re-evaluation
	re-evaluate re-assessment re-injury non-specific non-surgical non-operative non-industrial non-steroidal
	non-opioid non-compliant pre-operative pre-existing post-operative post-surgical post-traumatic co-morbid
	co-pay re-injured anti-inflammatory intra-articular multi-level multi-disciplinary in-home on-going`

// vocabularySources are the columns whose words are known.
var vocabularySources = []struct {
	table   string
	columns []string
}{
	{"treatments", []string{"name", "aliases", "weak"}},
	{"drugs", []string{"generic", "brands", "other_names", "forms"}},
	{"body_parts", []string{"name", "aliases"}},
	{"abbreviations", []string{"short", "long_forms"}},
	{"guidelines", []string{"title", "aliases"}},
	{"topics", []string{"topic", "aliases"}},
	{"specialties", []string{"name", "aliases"}},
	{"states", []string{"state"}},
	{"reasons", []string{"cue_phrases", "not_cues"}},
	{"classes", []string{"class", "subclass", "aliases"}},
}

var known = sync.OnceValue(newVocabulary)

func newVocabulary() *vocabulary {
	v := &vocabulary{}
	list, err := data.ReadFile("data/words.txt")
	if err != nil {
		panic("lexicon: " + err.Error())
	}
	for line := range strings.Lines(string(list)) {
		if !strings.HasPrefix(line, "#") {
			v.add(line)
		}
	}
	for _, s := range vocabularySources {
		for _, r := range readTable(s.table) {
			for _, c := range s.columns {
				v.add(r.get(c))
			}
		}
	}
	v.add(usualHyphens)
	return v
}

// A keySet is a set of the keys of words: a table by their low bits with open
// addressing, where 0, which is no word's key, marks what is free.
type keySet struct {
	slots [1 << 16]uint64 // several times the words of all tables
	n     int
}

// find returns the slot that holds the key, or where it would stand.
func (s *keySet) find(key uint64) *uint64 {
	for i := key; ; i++ {
		if slot := &s.slots[i%uint64(len(s.slots))]; *slot == key || *slot == 0 {
			return slot
		}
	}
}

func (s *keySet) has(key uint64) bool { return *s.find(key) == key }

func (s *keySet) add(key uint64) {
	slot := s.find(key)
	if *slot == key {
		return
	}
	if s.n++; s.n > len(s.slots)*3/4 {
		panic("lexicon: more words than the table of known words holds")
	}
	*slot = key
}

// add makes the words of a text known.
func (v *vocabulary) add(text string) {
	v.room = fold.AppendWords(v.room[:0], text)
	for _, w := range v.room {
		v.words.add(w.Key)
	}
}

// Known reports whether a word, in any case, stands in a table or among the
// common words of such letters. Regular plurals of known words are known.
// Text that is not exactly one word of letters is not.
func Known(word string) bool {
	w := fold.Words(word)
	if len(w) != 1 || w[0].Start != 0 || w[0].End != len(word) || strings.ContainsFunc(word, unicode.IsDigit) {
		return false
	}
	return known().words.has(w[0].Key)
}
