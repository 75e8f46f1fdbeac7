package index

import "slices"

// A marked is an expression of a plan as a Marker takes it.
type marked struct {
	of     Expr
	parts  []*marked  // of an And, or of an Or of more than words
	words  Expr       // what marks: of an AtLeast its words, else of itself
	fields TextFields // where words may stand
	simple bool       // words is a choice of words and phrases
	begin  beginnings // of a simple one

	restricted [NumTextFields]Expr // once asked for
}

// marked prepares e.
func (r *reader) marked(e Expr) *marked {
	x := &marked{of: e}
	switch e := e.(type) {
	case And:
		for _, part := range e.Of {
			x.parts = append(x.parts, r.marked(part))
		}
		return x
	case Or:
		if !wordsOnly(e) {
			for _, part := range e.Of {
				x.parts = append(x.parts, r.marked(part))
			}
			return x
		}
		x.words, x.fields = e, fieldsOf(e)
	case AtLeast:
		x.words, x.fields = e.X, e.Fields
	case Synonyms, Sequence, Near:
		x.words, x.fields = e, fieldsOf(e)
	default:
		return x
	}
	x.begin = make(beginnings, len(r.matchers))
	x.simple = r.simple(x.words, x.begin)
	return x
}

// asksFields reports whether what is marked depends on fields: those in the
// parts of a choice, which mark only where they hold.
func (x *marked) asksFields() bool {
	if x == nil {
		return false
	}
	if _, ok := x.of.(Or); !ok {
		return slices.ContainsFunc(x.parts, (*marked).asksFields)
	}
	asks := false
	visit(x.of, func(e Expr) {
		switch e.(type) {
		case Values, Range, ByID:
			asks = true
		}
	})
	return asks
}

// in returns what of the words looks in field f.
func (x *marked) in(f TextField) Expr {
	if x.restricted[f] == nil {
		x.restricted[f] = restricted(x.words, f)
	}
	return x.restricted[f]
}

// Beginnings are words and phrases, by the matcher of their first word.
type beginnings [][]phrase

// A phrase is a word, or adjacent words.
type phrase struct {
	fields TextFields
	words  []int // matchers
}

// simple adds the words and phrases that e is a choice of to b; it reports
// false where e is more.
func (r *reader) simple(e Expr, b beginnings) bool {
	switch e := e.(type) {
	case None:
		return true
	case Sequence:
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
	case Or, Synonyms:
		return !slices.ContainsFunc(Parts(e), func(part Expr) bool { return !r.simple(part, b) })
	}
	return false
}

// mark appends the marks of what stands in v, field f.
func (b beginnings) mark(dst []mark, v *fieldView, f TextField, concept int) []mark {
	for i, first := range v.places {
		for _, m := range first.of {
			for _, p := range b[m] {
				if p.fields.Has(f) && p.stands(v.places[i:]) {
					last := v.places[i+len(p.words)-1]
					dst = append(dst, mark{first.entry, first.start, last.end, concept})
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

// may reports whether v has the words without which e stands nowhere.
func (v *fieldView) may(e Expr) bool {
	switch e := e.(type) {
	case Sequence:
		return !slices.ContainsFunc(e.Words, func(m Matcher) bool { return !v.has(m) })
	case Near:
		return v.may(e.X) && v.may(e.Y)
	case Or, Synonyms:
		return slices.ContainsFunc(Parts(e), v.may)
	}
	return false
}

// wordsOnly reports whether a choice is one between words and their groups.
func wordsOnly(x Or) bool {
	return !slices.ContainsFunc(x.Of, func(y Expr) bool {
		switch y := y.(type) {
		case Sequence, Synonyms, Near:
			return false
		case Or:
			return !wordsOnly(y)
		}
		return true
	})
}

// fieldsOf returns the fields in which a Sequence, Or, Synonyms or Near
// looks.
func fieldsOf(x Expr) TextFields {
	var fields TextFields
	visit(x, func(e Expr) {
		if s, ok := e.(Sequence); ok {
			fields |= s.Fields
		}
	})
	return fields
}

// restricted returns of a choice what looks in field f: its parts may have
// fields of their own.
func restricted(x Expr, f TextField) Expr {
	var of []Expr
	switch x := x.(type) {
	case Synonyms:
		of = Parts(x)
	case Or:
		of = x.Of
	case Sequence:
		if !x.Fields.Has(f) {
			return None{}
		}
		return x
	case Near:
		if !x.Fields.Has(f) {
			return None{}
		}
		return x
	default:
		return x
	}
	kept := make([]Expr, len(of))
	for i, y := range of {
		kept[i] = restricted(y, f)
	}
	return Or{Of: kept}
}
