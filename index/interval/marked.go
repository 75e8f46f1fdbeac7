package interval

import (
	"slices"

	"imrsearch/index"
)

// A Marked is an expression of a plan as a Marker takes it.
type Marked struct {
	Of     index.Expr
	Parts  []*Marked        // of an And, or of an Or of more than words
	words  index.Expr       // what marks: of an AtLeast its words, else of itself
	Fields index.TextFields // where words may stand
	Simple bool             // words is a choice of words and phrases
	Begin  beginnings       // of a simple one

	restricted [index.NumTextFields]index.Expr // once asked for
}

// Marked prepares e.
func (r *Reader) Marked(e index.Expr) *Marked {
	x := &Marked{Of: e}
	switch e := e.(type) {
	case index.And:
		for _, part := range e.Of {
			x.Parts = append(x.Parts, r.Marked(part))
		}
		return x
	case index.Or:
		if !WordsOnly(e) {
			for _, part := range e.Of {
				x.Parts = append(x.Parts, r.Marked(part))
			}
			return x
		}
		x.words, x.Fields = e, FieldsOf(e)
	case index.AtLeast:
		x.words, x.Fields = e.X, e.Fields
	case index.Synonyms, index.Sequence, index.Near:
		x.words, x.Fields = e, FieldsOf(e)
	default:
		return x
	}
	x.Begin = make(beginnings, len(r.Matchers))
	x.Simple = r.simple(x.words, x.Begin)
	return x
}

// AsksFields reports whether what is marked depends on fields: those in the
// parts of a choice, which mark only where they hold.
func (x *Marked) AsksFields() bool {
	if x == nil {
		return false
	}
	if _, ok := x.Of.(index.Or); !ok {
		return slices.ContainsFunc(x.Parts, (*Marked).AsksFields)
	}
	asks := false
	index.Visit(x.Of, func(e index.Expr) {
		switch e.(type) {
		case index.Values, index.Range, index.ByID, index.IDs, index.Cited:
			asks = true
		}
	})
	return asks
}

// In returns what of the words looks in field f.
func (x *Marked) In(f index.TextField) index.Expr {
	if x.restricted[f] == nil {
		x.restricted[f] = Restricted(x.words, f)
	}
	return x.restricted[f]
}

// beginnings are words and phrases, by the matcher of their first word.
type beginnings [][]phrase

// A phrase is a word, or adjacent words.
type phrase struct {
	fields index.TextFields
	words  []int // matchers
}

// simple adds the words and phrases that e is a choice of to b; it reports
// false where e is more.
func (r *Reader) simple(e index.Expr, b beginnings) bool {
	switch e := e.(type) {
	case index.None:
		return true
	case index.Sequence:
		if len(e.Words) > 1 && e.Window > 0 {
			return false
		}
		p := phrase{fields: e.Fields}
		for _, m := range e.Words {
			p.words = append(p.words, r.number[m])
		}
		if len(p.words) > 0 {
			b[p.words[0]] = append(b[p.words[0]], p)
		}
		return true
	case index.Or, index.Synonyms:
		return !slices.ContainsFunc(index.Parts(e), func(part index.Expr) bool { return !r.simple(part, b) })
	}
	return false
}

// Mark appends the marks of what stands in v, field f.
func (b beginnings) Mark(dst []Interval, v *fieldView, f index.TextField, concept int) []Interval {
	for i, first := range v.Places {
		for _, m := range first.of {
			for _, p := range b[m] {
				if p.fields.Has(f) && p.stands(v.Places[i:]) {
					last := v.Places[i+len(p.words)-1]
					dst = append(dst, Interval{first.Entry, first.Start, last.End, concept})
				}
			}
		}
	}
	return dst
}

// stands reports whether p begins with the first of places.
func (p phrase) stands(places []place) bool {
	if len(places) < len(p.words) {
		return false
	}
	for k := 1; k < len(p.words); k++ {
		if places[k].pos != places[0].pos+int32(k) || !slices.Contains(places[k].of, p.words[k]) {
			return false
		}
	}
	return true
}

// May reports whether v has the words without which e stands nowhere.
func (v *fieldView) May(e index.Expr) bool {
	switch e := e.(type) {
	case index.Sequence:
		return !slices.ContainsFunc(e.Words, func(m index.Matcher) bool { return !v.has(m) })
	case index.Near:
		return v.May(e.X) && v.May(e.Y)
	case index.Or, index.Synonyms:
		return slices.ContainsFunc(index.Parts(e), v.May)
	}
	return false
}

// WordsOnly reports whether a choice is one between words and their groups.
func WordsOnly(x index.Or) bool {
	return !slices.ContainsFunc(x.Of, func(y index.Expr) bool {
		switch y := y.(type) {
		case index.Sequence, index.Synonyms, index.Near:
			return false
		case index.Or:
			return !WordsOnly(y)
		}
		return true
	})
}

// FieldsOf returns the fields in which a Sequence, Or, Synonyms or Near
// looks.
func FieldsOf(x index.Expr) index.TextFields {
	var fields index.TextFields
	index.Visit(x, func(e index.Expr) {
		if s, ok := e.(index.Sequence); ok {
			fields |= s.Fields
		}
	})
	return fields
}

// Restricted returns of a choice what looks in field f: its parts may have
// fields of their own.
func Restricted(x index.Expr, f index.TextField) index.Expr {
	var of []index.Expr
	switch x := x.(type) {
	case index.Synonyms:
		of = index.Parts(x)
	case index.Or:
		of = x.Of
	case index.Sequence:
		if !x.Fields.Has(f) {
			return index.None{}
		}
		return x
	case index.Near:
		if !x.Fields.Has(f) {
			return index.None{}
		}
		return x
	default:
		return x
	}
	kept := make([]index.Expr, len(of))
	for i, y := range of {
		kept[i] = Restricted(y, f)
	}
	return index.Or{Of: kept}
}
