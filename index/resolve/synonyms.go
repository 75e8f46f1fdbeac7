package resolve

import (
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/text"
	"imrsearch/parser/lexicon"
)

// maxAdded is the number of wordings that a query may take from the lexicon:
// as many as it may have words of its own. What goes beyond is offered.
const maxAdded = 256

// words resolves neighbouring plain words, one expression each, with what
// the lexicon knows of them. A run of several words ("urine drug screen") has
// its other forms at every one of them: an item with the other form meets
// them all, one without it needs all the words.
func (r *resolver) words(run []query.Word, s scope) ([]index.Expr, error) {
	typed := make([]index.Sequence, len(run))
	var flat []string
	var of []int // the word of the run that a word of flat belongs to
	for i, w := range run {
		e, err := r.sequence(w.Text, w.At, index.Inflected, 0, s)
		if err != nil {
			return nil, err
		}
		typed[i] = e.(index.Sequence)
		for _, m := range typed[i].Words {
			flat, of = append(flat, m.Text), append(of, i)
		}
	}
	added := make([][]index.Expr, len(run))
	for _, e := range lexicon.Synonyms(flat) {
		first, end := e.Start, e.Start+e.Len
		if first > 0 && of[first-1] == of[first] || end < len(of) && of[end] == of[end-1] {
			continue // part of a word as typed
		}
		from, to := of[first], of[end-1]
		if from == to && functionWord(run[from].Text, r.text) {
			continue // "ice or heat" has no operating room
		}
		if !s.offer && !e.Offered && !e.Ambiguous && r.added+len(e.To) <= maxAdded {
			forms := r.add(e, run[from:to+1], s)
			for i := from; i <= to; i++ {
				added[i] = append(added[i], forms...)
			}
			continue
		}
		r.offer(e, run[from:to+1])
	}
	out := make([]index.Expr, len(run))
	for i := range run {
		out[i] = typed[i]
		if len(added[i]) > 0 {
			out[i] = index.Synonyms{Typed: typed[i], Added: added[i]}
		}
	}
	return out, nil
}

// add lists an expansion as added and returns its forms.
func (r *resolver) add(e lexicon.Expansion, run []query.Word, s scope) []index.Expr {
	var forms []index.Expr
	var to []string
	for _, form := range e.To {
		seq := index.Sequence{Fields: s.fields}
		for _, w := range text.Words(form) {
			seq.Words = append(seq.Words, index.Matcher{Kind: index.Inflected, Text: w})
		}
		if len(seq.Words) > 0 {
			forms, to = append(forms, seq), append(to, form)
		}
	}
	if len(forms) == 0 {
		return nil
	}
	r.added += len(forms)
	off := make([]string, len(run))
	for i, w := range run {
		off[i] = "#" + w.Text
	}
	x := index.Expansion{From: joinWords(run), To: to, Kind: e.Kind, Off: strings.Join(off, " ")}
	if !listed(r.plan.Reading.Expansions, x) {
		x.Query = r.replaced(spanOf(run), x.Off)
		r.plan.Reading.Expansions = append(r.plan.Reading.Expansions, x)
	}
	return forms
}

// listed reports whether a list has x, of another place in the query.
func listed(list []index.Expansion, x index.Expansion) bool {
	return slices.ContainsFunc(list, func(have index.Expansion) bool {
		return have.From == x.From && slices.Equal(have.To, x.To)
	})
}

// maxOffers is how many offers a reading holds: more than anybody reads.
const maxOffers = 32

// offer lists what could be added: of an ambiguous word each reading by
// itself, for none may be picked.
func (r *resolver) offer(e lexicon.Expansion, run []query.Word) {
	choices := [][]string{e.To}
	if e.Ambiguous {
		choices = nil
		for _, reading := range e.Readings {
			choices = append(choices, []string{reading})
		}
	}
	from := joinWords(run)
	for _, to := range choices {
		x := index.Expansion{From: from, To: to, Kind: e.Kind}
		if len(to) == 0 || len(r.plan.Reading.Offers) == maxOffers || listed(r.plan.Reading.Offers, x) {
			continue
		}
		group := from
		if len(run) > 1 {
			group = "(" + from + ")"
		}
		for _, form := range to {
			group += " OR " + written(form)
		}
		x.Query = r.replaced(spanOf(run), "("+group+")")
		r.plan.Reading.Offers = append(r.plan.Reading.Offers, x)
	}
}

// written writes a form of the lexicon as a query has it: several words, and
// words that could be read as something else, in quotes.
func written(form string) string {
	for _, c := range form {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return `"` + strings.ReplaceAll(form, `"`, "") + `"`
		}
	}
	return form
}

func joinWords(run []query.Word) string {
	words := make([]string, len(run))
	for i, w := range run {
		words[i] = w.Text
	}
	return strings.Join(words, " ")
}

func spanOf(run []query.Word) query.Span {
	return query.Span{Start: run[0].At.Start, End: run[len(run)-1].At.End}
}
