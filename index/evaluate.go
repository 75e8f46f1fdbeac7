package index

import (
	"slices"
	"strings"

	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// Matches reports whether d matches the plan: Root and every plain word.
// Relaxing plain words is the engines' affair.
func Matches(p *Plan, d *Determination) bool {
	e := &evaluation{d: d, reader: newReader(p)}
	if p.Root != nil && !e.holds(p.Root) {
		return false
	}
	return !slices.ContainsFunc(p.Plain, func(x Expr) bool { return !e.holds(x) })
}

// An evaluation runs a plan over determinations, one at a time.
type evaluation struct {
	d       *Determination
	letter  *imr.Letter // of d
	reader  *reader
	views   [NumTextFields]fieldView
	viewed  TextFields // whose views are of d
	entries []text.Entry
}

// sharedTexts are those that items of a letter share.
const sharedTexts TextFields = 1<<DiagnosisText | 1<<SummaryText | 1<<OtherText

// turn goes on to d. Views of what is of the same letter still hold.
func (e *evaluation) turn(d *Determination) {
	if e.letter == d.Letter {
		e.viewed &= sharedTexts
	} else {
		e.viewed = 0
	}
	e.d, e.letter = d, d.Letter
}

func (e *evaluation) view(f TextField) *fieldView {
	v := &e.views[f]
	if !e.viewed.Has(f) {
		e.viewed |= f.Set()
		e.entries = e.d.appendEntries(e.entries[:0], f)
		v.read(e.reader, e.entries)
	}
	return v
}

// holds reports whether the determination matches x.
func (e *evaluation) holds(x Expr) bool {
	switch x := x.(type) {
	case All:
		return true
	case And:
		return !slices.ContainsFunc(x.Of, func(y Expr) bool { return !e.holds(y) })
	case Or:
		return slices.ContainsFunc(x.Of, e.holds)
	case Not:
		return !e.holds(x.X)
	case Synonyms:
		return e.holds(x.Typed) || slices.ContainsFunc(x.Added, e.holds)
	case Sequence:
		return e.stands(x.Fields, x)
	case Near:
		return e.stands(x.Fields, x)
	case AtLeast:
		return e.places(x) >= x.N
	case Values:
		return x.holds(e.d)
	case Range:
		return x.holds(e.d)
	case ByID:
		return x.holds(e.d)
	}
	return false
}

func (e *evaluation) stands(fields TextFields, x Expr) bool {
	for f := range NumTextFields {
		if fields.Has(f) && Stands(x, e.view(f)) {
			return true
		}
	}
	return false
}

func (e *evaluation) places(x AtLeast) int {
	n := 0
	for f := range NumTextFields {
		if x.Fields.Has(f) {
			n += Places(x.X, e.view(f))
		}
	}
	return n
}

func (x Values) holds(d *Determination) bool {
	f, ok := FieldNamed(x.Field)
	if !ok || f.Values == nil {
		return false
	}
	return slices.ContainsFunc(f.Values(d), x.Match)
}

// Match reports whether x asks for value, a value of its field as stored.
func (x Values) Match(value string) bool { return x.Matcher()(FoldValue(value)) }

// Matcher returns what Match does with values that FoldValue has folded.
func (x Values) Matcher() func(folded string) bool {
	exact := make([]string, len(x.Exact))
	for i, want := range x.Exact {
		exact[i] = FoldValue(want)
	}
	return func(value string) bool {
		if slices.Contains(exact, value) {
			return true
		}
		return slices.ContainsFunc(x.Contains, func(all []string) bool {
			return !slices.ContainsFunc(all, func(w string) bool { return !strings.ContainsAny(w, "*?") && !strings.Contains(value, w) }) &&
				!slices.ContainsFunc(all, func(w string) bool { return !hasWord(strings.Fields(value), w) })
		})
	}
}

// hasWord reports whether one of words is want, or fits it as a pattern.
func hasWord(words []string, want string) bool {
	if !strings.ContainsAny(want, "*?") {
		return slices.Contains(words, want)
	}
	return slices.ContainsFunc(words, Matcher{Kind: Pattern, Text: want}.Matches)
}

func (x Range) holds(d *Determination) bool {
	f, ok := FieldNamed(x.Field)
	if !ok || f.Numbers == nil {
		return false
	}
	return slices.ContainsFunc(f.Numbers(d), func(n int) bool { return x.From <= n && n <= x.To })
}

func (x ByID) holds(d *Determination) bool {
	letter, n, err := imr.SplitID(d.Item.ID)
	return err == nil && strings.EqualFold(letter, x.Letter) && (x.N < 0 || x.N == n)
}
