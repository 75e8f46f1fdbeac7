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
	if len(asked.Treatments) == 0 || len(asked.Drugs) == 0 && len(asked.Names) > 0 && !slices.ContainsFunc(asked.Names, tells) {
		return
	}
	unnamed := slices.ContainsFunc(asked.Names, func(name string) bool { return strings.HasSuffix(name, "(unnamed)") })
	var named []index.Expr
	for _, run := range asked.Treatments {
		named = append(named, inRequest(flat, run))
		var plain []int
		for _, w := range run {
			if !slices.Contains(plain, of[w]) {
				plain = append(plain, of[w])
			}
		}
		r.plan.Carriers = append(r.plan.Carriers, plain)
	}
	values := func(field string, list []string) {
		if len(list) > 0 {
			named = append(named, index.Values{Field: field, Exact: list})
		}
	}
	values("drug", asked.Drugs)
	values("named", asked.Names)
	if asked.Whole || unnamed {
		values("subclass", asked.Subclasses)
	}
	conditions := []index.Expr{index.Or{Of: named}}
	if len(asked.BodyParts) > 0 {
		part := []index.Expr{index.Values{Field: "body", Exact: asked.BodyParts}}
		if len(asked.Body) > 0 {
			part = append(part, inRequest(flat, asked.Body))
		}
		conditions = append(conditions, index.Or{Of: part})
	}
	if len(asked.Side) > 0 {
		conditions = append(conditions, inRequest(flat, asked.Side))
	}
	for i, p := range r.plan.Plain {
		switch {
		case p.Meaning != "" && p.Meaning != "outcome":
			conditions = append(conditions, p.X)
		case p.Meaning == "" && !p.Context && r.measures(words, i):
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

// measures reports whether a plain word is a dose, a quantity or a level: it
// has a digit.
func (r *resolver) measures(words []askedWord, plain int) bool {
	return slices.ContainsFunc(words, func(w askedWord) bool { return w.plain == plain && strings.ContainsAny(w.typed, "0123456789") })
}

// nameTreatment says what treatment was understood.
func (r *resolver) nameTreatment(words []askedWord, asked lexicon.Asked, of []int) {
	var from []string
	for _, w := range words {
		if slices.ContainsFunc(r.plan.Carriers, func(run []int) bool { return slices.Contains(run, w.plain) }) {
			from = append(from, w.typed)
		}
	}
	label := slices.Concat(asked.Drugs, asked.Names)
	if len(label) == 0 {
		label = asked.Subclasses
	}
	typed := strings.Join(from, " ")
	r.plan.Reading.Understood = append([]index.Understood{{
		Kind: "treatment", From: typed, Label: strings.Join(label, ", "), Off: `"` + r.text + `"`,
	}}, r.plan.Reading.Understood...)
}

// inRequest finds items in whose requests some words stand, all of them.
func inRequest(flat []string, words []int) index.Expr {
	var of []index.Expr
	for _, w := range words {
		of = append(of, index.Sequence{Fields: index.RequestText.Set(), Words: []index.Matcher{{Kind: index.Inflected, Text: flat[w]}}})
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
