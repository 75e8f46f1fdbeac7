package lexicon

import (
	"strings"
	"sync"
	"unicode"
)

var knownWords = sync.OnceValue(func() map[uint64]struct{} {
	known := map[uint64]struct{}{}
	add := func(text string) {
		for _, w := range fold(text) {
			known[w.key] = struct{}{}
		}
	}
	b, err := data.ReadFile("data/words.txt")
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(b)) {
		if !strings.HasPrefix(line, "#") {
			add(line)
		}
	}
	for _, columns := range []struct {
		table string
		names []string
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
	} {
		for _, r := range readTable(columns.table) {
			for _, name := range columns.names {
				add(r.get(name))
			}
		}
	}
	return known
})

// Known reports whether a word, in any case, stands in a table or among the
// common words of such letters. Regular plurals of known words are known.
// Text that is not exactly one word of letters is not.
func Known(word string) bool {
	w := fold(word)
	if len(w) != 1 || w[0].start != 0 || w[0].end != len(word) || strings.ContainsFunc(word, unicode.IsDigit) {
		return false
	}
	_, ok := knownWords()[w[0].key]
	return ok
}
