package resolve

import (
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/resolve/cited"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
)

// fieldNode resolves field:x.
func (r *resolver) fieldNode(n query.Field, s scope) (index.Expr, error) {
	f, ok := index.FieldNamed(n.Name)
	if !ok {
		return nil, r.unknownField(n)
	}
	if s.field != nil {
		return nil, r.fault(n.At, "a field cannot stand inside another", "")
	}
	if f.Kind == index.KindCite {
		return r.cite(n)
	}
	s.field, s.offer = f, true
	switch f.Kind {
	case index.KindText:
		s.fields = f.Texts
		return r.resolve(n.X, s)
	case index.KindKeyword:
		return r.inside(n.X, s, r.keyword)
	case index.KindLabel:
		return r.inside(n.X, s, r.label)
	case index.KindID:
		return r.inside(n.X, s, r.caseNumber)
	}
	return r.inside(n.X, s, r.number)
}

// unknownField names the nearest field, or reads the words without one.
func (r *resolver) unknownField(n query.Field) error {
	at := query.Span{Start: n.At.Start, End: n.At.Start + len(n.Name)}
	msg := "there is no field " + n.Name
	var names []string
	for _, f := range index.Fields() {
		names = append(append(names, f.Name), f.Aliases...)
	}
	if name := index.Nearest(n.Name, names); name != "" {
		return r.fault(at, msg+"; did you mean "+name+"?", r.replaced(at, name))
	}
	repair := r.replaced(n.At, `"`+strings.NewReplacer(`"`, " ", ":", " ").Replace(r.text[n.At.Start:n.At.End])+`"`)
	return r.fault(at, msg+"; fields are "+strings.Join(names[:9], ", ")+" and others (imr help query)", repair)
}

// inside resolves what stands behind a field of values: OR, AND, NOT and
// groups by themselves, each value by value.
func (r *resolver) inside(n query.Node, s scope, value func(query.Node, *index.Field) (index.Expr, error)) (index.Expr, error) {
	switch n := n.(type) {
	case query.Or:
		of, err := r.insideEach(n.Of, s, value)
		return oneOf(of), err
	case query.And:
		if words := valueWords(n.Of); words != nil && s.field.Kind == index.KindKeyword {
			return index.Values{Field: s.field.Name, Contains: [][]string{words}}, nil
		}
		of, err := r.insideEach(n.Of, s, value)
		return all(of), err
	case query.Not:
		x, err := r.inside(n.X, s, value)
		return index.Not{X: x}, err
	case query.ButNot:
		x, err := r.insideEach([]query.Node{n.X, n.Y}, s, value)
		if err != nil {
			return nil, err
		}
		return index.And{Of: []index.Expr{x[0], index.Not{X: x[1]}}}, nil
	case query.Near, query.AtLeast, query.Fuzzy:
		return nil, r.fault(n.Span(), s.field.Name+" holds values: words, quotes, OR and NOT stand behind it", "")
	case query.Field:
		return nil, r.fault(n.At, "a field cannot stand inside another", "")
	}
	return value(n, s.field)
}

func (r *resolver) insideEach(nodes []query.Node, s scope, value func(query.Node, *index.Field) (index.Expr, error)) ([]index.Expr, error) {
	out := make([]index.Expr, len(nodes))
	for i, n := range nodes {
		var err error
		if out[i], err = r.inside(n, s, value); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// oneOf joins values of one field into one expression.
func oneOf(of []index.Expr) index.Expr {
	var sum index.Values
	for _, e := range of {
		v, ok := e.(index.Values)
		if !ok {
			return index.Or{Of: of}
		}
		sum.Field = v.Field
		sum.Exact = append(sum.Exact, v.Exact...)
		sum.Contains = append(sum.Contains, v.Contains...)
	}
	return sum
}

// valueWords returns the words of nodes that are all bare words: together
// they are contained in one value.
func valueWords(nodes []query.Node) []string {
	var words []string
	for _, n := range nodes {
		w, ok := n.(query.Word)
		if !ok {
			return nil
		}
		words = append(words, strings.Fields(index.FoldValue(w.Text))...)
	}
	return words
}

// keyword resolves one value: bare words are contained in it, quotes are all
// of it.
func (r *resolver) keyword(n query.Node, f *index.Field) (index.Expr, error) {
	if f.Canonical != nil {
		if v := f.Canonical(plainText(n)); v != "" {
			return index.Values{Field: f.Name, Exact: []string{index.FoldValue(v)}}, nil
		}
	}
	if p, ok := n.(query.Phrase); ok {
		r.checkValue(f, n, func(v string) bool { return index.FoldValue(v) == index.FoldValue(p.Text) })
		return index.Values{Field: f.Name, Exact: []string{index.FoldValue(p.Text)}}, nil
	}
	var words []string
	if w, ok := n.(query.Wildcard); ok {
		words = strings.Fields(strings.ToLower(strings.Join(patternParts(w.Pattern), " ")))
	} else {
		words = strings.Fields(index.FoldValue(plainText(n)))
	}
	if len(words) == 0 {
		return nil, r.fault(n.Span(), "there is no value behind "+f.Name, index.ExampleOf(f))
	}
	v := index.Values{Field: f.Name, Contains: [][]string{words}}
	r.checkValue(f, n, v.Match)
	if w, ok := n.(query.Word); ok && treatmentFields[f.Name] {
		r.offerValue(w, words)
	}
	return v, nil
}

// treatmentFields have values that people know by other names.
var treatmentFields = map[string]bool{"drug": true, "drug_class": true, "body": true, "class": true, "subclass": true}

// offerValue offers what the lexicon has for a value: drug:norco finds
// nothing, for the field holds generic names.
func (r *resolver) offerValue(w query.Word, words []string) {
	for _, e := range lexicon.Synonyms(words) {
		if e.Start == 0 && e.Len == len(words) {
			r.offer(e, []query.Word{w})
		}
	}
}

// checkValue notes a value that a field with a fixed list does not have.
func (r *resolver) checkValue(f *index.Field, n query.Node, match func(string) bool) {
	if f.Order == nil || slices.ContainsFunc(f.Order, match) {
		return
	}
	note := index.Note{Message: f.Name + " has no value " + plainText(n) + "; there are " + strings.Join(f.Order, ", ")}
	if name := index.Nearest(plainText(n), f.Order); name != "" {
		note.Repair = r.replaced(n.Span(), written(name))
	}
	r.plan.Reading.Warnings = append(r.plan.Reading.Warnings, note)
}

// plainText returns what was typed of a value.
func plainText(n query.Node) string {
	switch n := n.(type) {
	case query.Word:
		return n.Text
	case query.Exact:
		return n.Text
	case query.Phrase:
		return n.Text
	case query.ID:
		return n.Text
	case query.Range:
		return rangeText(n)
	}
	return n.String()
}

// number resolves a value or a range of a field of numbers or dates.
func (r *resolver) number(n query.Node, f *index.Field) (index.Expr, error) {
	b := index.ReadBounds(plainText(n))
	if g, ok := n.(query.Range); ok {
		b = index.Bounds{From: g.From, To: g.To, FromOpen: g.FromOpen, ToOpen: g.ToOpen}
	}
	from, to, fault := f.Span(b)
	if fault != nil {
		repair := ""
		if fault.Repair != "" {
			repair = r.replaced(n.Span(), fault.Repair)
		}
		return nil, r.fault(n.Span(), fault.Msg, repair)
	}
	return index.Range{Field: f.Name, From: from, To: to}, nil
}

// caseNumber resolves the id of a letter or an item behind a field.
func (r *resolver) caseNumber(n query.Node, f *index.Field) (index.Expr, error) {
	x, err := r.id(plainText(n), n.Span())
	if id, ok := x.(index.ByID); ok && f.Name == "alike" {
		return index.AlikeTo(id), err
	}
	return x, err
}

func (r *resolver) id(typed string, at query.Span) (index.Expr, error) {
	letter, n, err := imr.SplitID(strings.TrimSpace(typed))
	if err != nil || len(text.Words(letter)) == 0 || strings.ContainsAny(letter, "*?") {
		return nil, r.fault(at, "a case number is written as CM16-0990412, an item as CM16-0990412/2", "")
	}
	if number := imr.FindCaseNumber(letter); number != "" {
		letter = string(number)
	}
	return index.ByID{Letter: letter, N: n}, nil
}

// cite resolves cite:( ), whose parts meet in one citation.
func (r *resolver) cite(n query.Field) (index.Expr, error) {
	x, fault := cited.Read(n, r.text)
	if fault == nil {
		return x, nil
	}
	repair := ""
	if fault.With != "" {
		repair = r.replaced(n.At, fault.With)
	}
	return nil, r.fault(fault.At, fault.Msg, repair)
}
