package interval

import (
	"slices"

	"imrsearch/index"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// Matches reports whether d matches the plan: Root and every plain word.
// Relaxing plain words is the engines' affair.
func Matches(p *index.Plan, d *index.Determination) bool {
	e := &Evaluation{d: d, Reader: NewReader(p)}
	if p.Root != nil && !e.Holds(p.Root) {
		return false
	}
	return !slices.ContainsFunc(p.Plain, func(x index.Plain) bool { return !e.Holds(x.X) })
}

// An Evaluation runs a plan over determinations, one at a time.
type Evaluation struct {
	d       *index.Determination
	letter  *imr.Letter // of d
	Reader  *Reader
	views   [index.NumTextFields]fieldView
	viewed  index.TextFields // whose views are of d
	entries []text.Entry
}

// sharedTexts are those that items of a letter share.
const sharedTexts index.TextFields = 1<<index.DiagnosisText | 1<<index.SummaryText | 1<<index.OtherText

// Turn goes on to d. Views of what is of the same letter still hold.
func (e *Evaluation) Turn(d *index.Determination) {
	if e.letter == d.Letter {
		e.viewed &= sharedTexts
	} else {
		e.viewed = 0
	}
	e.d, e.letter = d, d.Letter
}

func (e *Evaluation) View(f index.TextField) *fieldView {
	v := &e.views[f]
	if !e.viewed.Has(f) {
		e.viewed |= f.Set()
		e.entries = e.d.AppendEntries(e.entries[:0], f)
		v.read(e.Reader, e.entries)
	}
	return v
}

// Holds reports whether the determination matches x.
func (e *Evaluation) Holds(x index.Expr) bool {
	switch x := x.(type) {
	case index.All:
		return true
	case index.And:
		return !slices.ContainsFunc(x.Of, func(y index.Expr) bool { return !e.Holds(y) })
	case index.Or:
		return slices.ContainsFunc(x.Of, e.Holds)
	case index.Not:
		return !e.Holds(x.X)
	case index.Synonyms:
		return e.Holds(x.Typed) || slices.ContainsFunc(x.Added, e.Holds)
	case index.Sequence:
		return e.stands(x.Fields, x)
	case index.Near:
		return e.stands(x.Fields, x)
	case index.AtLeast:
		return e.Places(x) >= x.N
	case index.Values:
		return x.Holds(e.d)
	case index.Range:
		return x.Holds(e.d)
	case index.ByID:
		return x.Holds(e.d)
	case index.IDs:
		return x.Holds(e.d)
	case index.Cited:
		return x.Holds(e.d)
	}
	return false
}

func (e *Evaluation) stands(fields index.TextFields, x index.Expr) bool {
	for f := range index.NumTextFields {
		if fields.Has(f) && Stands(x, e.View(f)) {
			return true
		}
	}
	return false
}

func (e *Evaluation) Places(x index.AtLeast) int {
	n := 0
	for f := range index.NumTextFields {
		if x.Fields.Has(f) {
			n += Places(x.X, e.View(f))
		}
	}
	return n
}
