package lexicon

import (
	"strings"
	"testing"
)

func TestLayWords(t *testing.T) {
	seen := map[string]bool{}
	rows := readTable("lay_words")
	if len(rows) < 200 {
		t.Errorf("%d rows, want 200", len(rows))
	}
	for _, r := range rows {
		for _, w := range r.list("lay_word") {
			if seen[w] {
				t.Errorf("%q stands twice", w)
			}
			seen[w] = true
			if len(saidOf(strings.ReplaceAll(w, "-", " "))) == 0 {
				t.Errorf("%q finds nothing", w)
			}
		}
		for _, s := range r.list("letters_say") {
			for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' }) {
				if !Known(w) && !strings.ContainsAny(w, "0123456789") {
					t.Errorf("%q: %q is no known word", s, w)
				}
			}
		}
	}
}
