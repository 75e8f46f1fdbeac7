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

// A thing is a run of neighbouring words, or one of them, with what finds it.
type thing struct {
	from, to int // words of the run
	expr     index.Expr
	ignored  bool // it is said, and asks for nothing
}

// words resolves neighbouring plain words, with what the lexicon knows of
// them, into things: words one by one, and units (see unit) whole. A run of
// several words ("urine drug screen") has its other forms at every one of them:
// an item with the other form meets them all, one without it needs all the
// words.
func (r *resolver) words(run []query.Word, s scope) ([]thing, error) {
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
	things := r.divide(run, typed, s)
	thingOf := make([]int, len(run))
	for k, t := range things {
		for i := t.from; i < t.to; i++ {
			thingOf[i] = k
		}
	}
	added := make([][]index.Expr, len(things))
	for _, e := range lexicon.Synonyms(flat) {
		first, end := e.Start, e.Start+e.Len
		if first > 0 && of[first-1] == of[first] || end < len(of) && of[end] == of[end-1] {
			continue // part of a word as typed
		}
		from, to := of[first], of[end-1]
		if things[thingOf[from]].from != from || things[thingOf[to]].to != to+1 {
			continue // part of a unit
		}
		if from == to && functionWord(run[from].Text, r.text) {
			continue // "ice or heat" has no operating room
		}
		if !s.offer && !e.Offered && !e.Ambiguous && r.added+len(e.To) <= maxAdded {
			forms := r.add(e, run[from:to+1], s)
			for k := thingOf[from]; k <= thingOf[to]; k++ {
				added[k] = append(added[k], forms...)
			}
			continue
		}
		r.offer(e, run[from:to+1])
	}
	for k := range things {
		if len(added[k]) == 0 {
			continue
		}
		if have, ok := things[k].expr.(index.Synonyms); ok {
			things[k].expr = index.Synonyms{Typed: have.Typed, Added: append(slices.Clone(have.Added), added[k]...)}
		} else {
			things[k].expr = index.Synonyms{Typed: things[k].expr, Added: added[k]}
		}
	}
	return things, nil
}

// divide divides a run into units, where they are added to, and single words.
func (r *resolver) divide(run []query.Word, typed []index.Sequence, s scope) []thing {
	var things []thing
	single := func(upTo int) {
		for i := behindLast(things); i < upTo; i++ {
			things = append(things, thing{from: i, to: i + 1, expr: typed[i]})
		}
	}
	if !s.offer {
		for _, u := range units(run) {
			single(u.from)
			t := thing{from: u.from, to: u.to, ignored: u.ignored && len(run) > u.to-u.from}
			if u.ignored {
				if !t.ignored {
					continue // there is nothing else
				}
				t.expr = index.All{}
			} else {
				t.expr = u.expr(s)
				r.listSpellings(&u, run[u.from:u.to])
				r.listUnit(&u, run[u.from:u.to])
			}
			things = append(things, t)
		}
	}
	single(len(run))
	return things
}

// behindLast returns the word behind the last thing.
func behindLast(things []thing) int {
	if len(things) == 0 {
		return 0
	}
	return things[len(things)-1].to
}

// listUnit lists a dose, a quantity or a level as understood, once.
func (r *resolver) listUnit(u *unit, run []query.Word) {
	from := joinWords(run)
	have := func(x index.Understood) bool { return x.Kind == u.kind && x.From == from }
	if u.kind == "" || slices.ContainsFunc(r.plan.Reading.Understood, have) {
		return
	}
	r.plan.Reading.Understood = append(r.plan.Reading.Understood, index.Understood{
		Kind: u.kind, From: from, Label: u.label, Off: r.replaced(spanOf(run), exactText(from)),
	})
}

// exactText writes words so that they are looked for as they were typed.
func exactText(typed string) string { return `"` + strings.Trim(typed, `#"`) + `"` }

// listSpellings lists the other spellings of a unit as added.
func (r *resolver) listSpellings(u *unit, run []query.Word) {
	from := joinWords(run)
	var to []string
	for _, form := range u.forms {
		if form != "" && form != plainForm(from) {
			to = append(to, form)
		}
	}
	if len(to) == 0 {
		return
	}
	off := exactText(from)
	x := index.Expansion{From: from, To: to, Kind: "spelling", Off: off}
	if !listed(r.plan.Reading.Expansions, x) {
		x.Query = r.replaced(spanOf(run), off)
		r.plan.Reading.Expansions = append(r.plan.Reading.Expansions, x)
	}
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
