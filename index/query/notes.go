package query

import (
	"slices"
	"sort"
	"strings"
)

// FinalMark is the message of the note that a ? at the end of a query is no
// wildcard.
const FinalMark = "the final ? is read as punctuation"

// maxOffers bounds the notes with an offer, each of which is parsed.
const maxOffers = 4

// allNotes returns what the lexer noted and what the tokens suggest.
func (p *parser) allNotes() []Note {
	notes := append(p.notes, p.smallOperators()...)
	notes = append(notes, p.singleQuotes()...)
	if p.connected() {
		notes = append(append(notes, p.blanks()...), p.stars()...)
	}
	sort.SliceStable(notes, func(i, j int) bool { return notes[i].At.Start < notes[j].At.Start })
	return notes
}

// offer returns a note that offers the query, if that one parses.
func offer(at Span, msg, query string) []Note {
	if _, _, err := parse(query); err != nil {
		return nil
	}
	return []Note{{At: at, Msg: msg, Offer: query}}
}

// smallOperators notes and, or, not between words.
func (p *parser) smallOperators() []Note {
	var notes []Note
	for i := 1; i+1 < len(p.tokens) && len(notes) < maxOffers; i++ {
		t := p.tokens[i]
		if t.kind != kindLeaf || t.text != "and" && t.text != "or" && t.text != "not" || !p.tokens[i+1].begins() {
			continue
		}
		if before := p.tokens[i-1].kind; before != kindLeaf && before != kindClose {
			continue
		}
		at, operator := p.span(t.start, t.end), strings.ToUpper(t.text)
		notes = append(notes, offer(at, `"`+t.text+`" is read as a word; the operator is written `+operator, p.replaced(at, operator))...)
	}
	return notes
}

// singleQuotes notes 'several words' in quotes that are no quotes here.
func (p *parser) singleQuotes() []Note {
	open := -1
	for i, t := range p.tokens {
		if t.kind != kindLeaf {
			continue
		}
		if t.start > 0 && p.text[t.start-1] == '\'' && open < 0 {
			open = i
		}
		if open >= 0 && t.end < len(p.text) && p.text[t.end] == '\'' {
			first := p.tokens[open].start
			at := p.span(first-1, t.end+1)
			return offer(at, "single quotes make no phrase", p.replaced(at, `"`+p.text[first:t.end]+`"`))
		}
	}
	return nil
}

// connected reports whether the query has connectors, as those have who come
// from Westlaw or Lexis.
func (p *parser) connected() bool {
	return slices.ContainsFunc(p.tokens, func(t token) bool { return t.kind == kindNear })
}

// stars notes a * inside a word, which is one character elsewhere.
func (p *parser) stars() []Note {
	for _, t := range p.tokens {
		w, ok := t.node.(Wildcard)
		if inner := strings.TrimRight(w.Pattern, "*"); ok && strings.Contains(inner, "*") {
			at := p.span(t.start, t.end)
			return offer(at, "* means any letters here; Westlaw and Lexis read one, which is ?", p.replaced(at, strings.ReplaceAll(inner, "*", "?")+w.Pattern[len(inner):]))
		}
	}
	return nil
}

// blanks notes words side by side: Westlaw reads the blank between them as OR.
func (p *parser) blanks() []Note {
	query, at := p.in, Span{}
	for i := len(p.tokens) - 1; i > 0; i-- {
		if t := p.tokens[i]; t.kind == kindLeaf && p.tokens[i-1].kind == kindLeaf {
			at = p.span(t.start, t.end)
			query = query[:at.Start] + "OR " + query[at.Start:]
		}
	}
	if query == p.in {
		return nil
	}
	return offer(at, "a blank means AND here; Westlaw reads it as OR", query)
}
