package index

import (
	"strings"
	"unicode"

	"imrsearch/index/text"
)

// Settle makes a plan's reading true of a corpus: what was added to the query
// and stands in no letter is left out of Expansions, and a plain word that
// stands in none, in any of its forms, is noted. stands says whether words
// stand anywhere. The lists of r are replaced, never changed.
func (r *Reading) Settle(plain []Plain, stands func(Expr) bool) {
	kept := []Expansion{}
	for _, x := range r.Expansions {
		var to []string
		for _, form := range x.To {
			if seq := formOf(form); len(seq.Words) == 0 || stands(seq) {
				to = append(to, form)
			}
		}
		if len(to) > 0 {
			x.To = to
			kept = append(kept, x)
		}
	}
	r.Expansions = kept
	warnings := append([]Note{}, r.Warnings...)
	for _, p := range plain {
		if p.Meaning == "" && !stands(p.X) {
			words := typedWords(p.X)
			warnings = append(warnings, Note{Message: words + " stands in no letter", Absent: words})
		}
	}
	r.Warnings = warnings
}

// formOf is what finds a form that was added: words without digits in any
// inflection.
func formOf(form string) Sequence {
	seq := Sequence{Fields: DefaultTexts}
	for _, w := range text.Words(form) {
		m := Matcher{Kind: Inflected, Text: w}
		if strings.ContainsFunc(w, unicode.IsDigit) {
			m.Kind = Exact
		}
		seq.Words = append(seq.Words, m)
	}
	return seq
}

// typedWords are the words of an expression as they were typed.
func typedWords(x Expr) string {
	switch x := x.(type) {
	case Synonyms:
		return typedWords(x.Typed)
	case Sequence:
		words := make([]string, len(x.Words))
		for i, m := range x.Words {
			words[i] = m.Text
		}
		return strings.Join(words, " ")
	}
	return "this"
}
