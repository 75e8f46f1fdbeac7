package resolve

import (
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/text"
	"imrsearch/parser/lexicon"
)

// An askedWord is a word, as typed, that belongs to what is asked for, and its
// place among the plan's plain words.
type askedWord struct {
	typed string
	plain int
}

// requested finds what treatments the plain words name, and what an item must
// ask for to ask for it.
func (r *resolver) requested(words []askedWord) {
	var flat []string
	var of []int // place in Plain
	for _, w := range words {
		for _, t := range text.Words(w.typed) {
			flat, of = append(flat, t), append(of, w.plain)
		}
	}
	asked := lexicon.Ask(flat)
	if len(asked.Treatments) == 0 || len(asked.Drugs) == 0 && len(asked.Said) > 0 && !slices.ContainsFunc(asked.Said, tells) {
		return
	}
	unnamed := slices.ContainsFunc(asked.Said, func(name string) bool { return strings.HasSuffix(name, "(unnamed)") })
	var named []index.Expr
	for _, run := range asked.Treatments {
		plain := plainOf(run, of)
		r.plan.Carriers = append(r.plan.Carriers, plain)
		named = append(named, r.inRequest(plain))
	}
	values := func(field string, list []string) {
		if len(list) > 0 {
			named = append(named, index.Values{Field: field, Exact: list})
		}
	}
	values("drug", asked.Drugs)
	values("named", asked.Names)
	if asked.Whole || unnamed || broad(asked, flat) {
		values("subclass", asked.Subclasses)
	}
	conditions := []index.Expr{index.Or{Of: named}}
	if len(asked.BodyParts) > 0 {
		part := []index.Expr{index.Values{Field: "body", Exact: asked.BodyParts}}
		if len(asked.Body) > 0 {
			part = append(part, r.inRequest(plainOf(asked.Body, of)))
		}
		if len(asked.Drugs) == 0 { // what is taken is asked for without the part that hurts
			conditions = append(conditions, index.Or{Of: part})
		}
	}
	if len(asked.Side) > 0 {
		conditions = append(conditions, r.inRequest(plainOf(asked.Side, of)))
	}
	for i, p := range r.plan.Plain {
		switch {
		case p.Meaning != "" && p.Meaning != "outcome" && p.Meaning != "reason":
			conditions = append(conditions, p.X)
		case p.Meaning == "" && !p.Context && measured(asked) && r.measures(words, i):
			conditions = append(conditions, withFields(p.X, index.RequestText.Set()))
		}
	}
	r.plan.Requested = all(conditions)
	r.nameTreatment(words, asked, of)
}

// tells reports whether a name of the lexicon tells one treatment from others:
// "medication" does not.
func tells(name string) bool {
	switch name {
	case "medication (unnamed)", "pain treatment unspecified", "surgery", "injection":
		return false
	}
	return true
}

// measured reports whether what is asked for comes in doses, amounts or at
// levels of the spine: an image of the neck is asked for as such.
func measured(asked lexicon.Asked) bool {
	return !slices.ContainsFunc(asked.Subclasses, func(name string) bool {
		return strings.HasPrefix(name, "Imaging") || strings.Contains(name, "testing") || strings.Contains(name, "diagnos")
	})
}

// measures reports whether a plain word is a dose, a quantity or a level: it
// has a digit.
func (r *resolver) measures(words []askedWord, plain int) bool {
	return slices.ContainsFunc(words, func(w askedWord) bool { return w.plain == plain && strings.ContainsAny(w.typed, "0123456789") })
}

// nameTreatment says what treatment was understood, and of which part of the
// body.
func (r *resolver) nameTreatment(words []askedWord, asked lexicon.Asked, of []int) {
	typed := func(runs ...[]int) (out []string) {
		for _, w := range words {
			if slices.ContainsFunc(runs, func(run []int) bool { return slices.Contains(run, w.plain) }) {
				out = append(out, w.typed)
			}
		}
		return out
	}
	label := slices.Concat(asked.Drugs, asked.Said)
	if len(label) == 0 {
		label = asked.Subclasses
	}
	from := typed(r.plan.Carriers...)
	understood := []index.Understood{{
		Kind: "treatment", From: strings.Join(from, " "), Label: strings.Join(label, ", "), Off: onlyWords(r.text, from),
	}}
	// Of a knee arthroscopy the knee is said already, and of a level its back.
	part := slices.DeleteFunc(typed(plainOf(asked.Body, of)), func(w string) bool {
		return slices.Contains(from, w) || strings.ContainsAny(w, "0123456789")
	})
	if len(part) > 0 && len(asked.BodyParts) > 0 {
		understood = append(understood, index.Understood{
			Kind: "body", From: strings.Join(part, " "), Label: strings.Join(asked.BodyParts, ", "), Off: onlyWords(r.text, part),
		})
	}
	r.plan.Reading.Understood = append(understood, r.plan.Reading.Understood...)
}

// onlyWords returns a query in which some of its words name no treatment.
func onlyWords(text string, words []string) string {
	chunks := strings.Split(text, " ")
	found := false
	for i, chunk := range chunks {
		if slices.Contains(words, strings.TrimRight(chunk, ".,;:?")) {
			chunks[i], found = "#"+chunk, true
		}
	}
	if !found {
		return `"` + strings.ReplaceAll(text, `"`, "") + `"`
	}
	return strings.Join(chunks, " ")
}

// broad reports whether a kind of surgery is named, which letters name by what
// is done: "shoulder surgery" is any surgery of the shoulder.
func broad(asked lexicon.Asked, words []string) bool {
	return len(asked.Drugs) == 0 && slices.Contains(words, "surgery") && !slices.ContainsFunc(asked.Said, func(name string) bool { return !strings.HasSuffix(name, "surgery") })
}

// plainOf returns the plain words that some words belong to, each once.
func plainOf(words, of []int) []int {
	var plain []int
	for _, w := range words {
		if !slices.Contains(plain, of[w]) {
			plain = append(plain, of[w])
		}
	}
	return plain
}

// inRequest finds items in whose requests some plain words stand, all of them
// or what the lexicon added.
func (r *resolver) inRequest(plain []int) index.Expr {
	var of []index.Expr
	for _, i := range plain {
		of = append(of, withFields(r.plan.Plain[i].X, index.RequestText.Set()))
	}
	return all(of)
}

// withFields returns words looking in no other fields than these.
func withFields(e index.Expr, fields index.TextFields) index.Expr {
	switch e := e.(type) {
	case index.Sequence:
		e.Fields = fields
		return e
	case index.Synonyms:
		added := make([]index.Expr, len(e.Added))
		for i, x := range e.Added {
			added[i] = withFields(x, fields)
		}
		return index.Synonyms{Typed: withFields(e.Typed, fields), Added: added}
	}
	return e
}
