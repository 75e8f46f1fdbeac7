package index

import (
	"slices"
	"sort"

	"imrsearch/index/text"
)

// This file and slow_snippet_test.go make marks and snippets from all tokens
// of all fields, without any care for speed: what the fast way must give too.

// readTokens returns the tokens with the places of the plan's words.
func readTokens(r *reader, tokens []text.Token) *tokenView {
	v := &tokenView{reader: r, tokens: tokens, at: make([][]int32, len(r.matchers))}
	for _, t := range tokens {
		for i, m := range r.matchers {
			if m.Matches(t.Word) {
				v.at[i] = append(v.at[i], int32(t.Pos))
			}
		}
	}
	return v
}

// A tokenView is a View of tokens.
type tokenView struct {
	reader *reader
	tokens []text.Token
	at     [][]int32 // of each matcher
}

func (v *tokenView) Occurrences(m Matcher, dst []int32) []int32 {
	if i := slices.Index(v.reader.matchers, m); i >= 0 {
		return append(dst, v.at[i]...)
	}
	return dst
}

func (v *tokenView) Sentence(pos int32) int32  { return int32(v.token(pos).Sentence) }
func (v *tokenView) Paragraph(pos int32) int32 { return int32(v.token(pos).Paragraph) }

// token returns the token at pos.
func (v *tokenView) token(pos int32) *text.Token { return &v.tokens[v.index(pos)] }

// index returns which token stands at pos. Positions are those of the
// entry's first token and on, without a gap inside the entry.
func (v *tokenView) index(pos int32) int {
	if int(pos) < len(v.tokens) && v.tokens[pos].Pos == int(pos) {
		return int(pos)
	}
	return sort.Search(len(v.tokens), func(i int) bool { return v.tokens[i].Pos >= int(pos) })
}

// A slowMarking gathers the marks of one determination.
type slowMarking struct {
	d       *Determination
	reader  *reader
	views   [NumTextFields]*tokenView
	found   [NumTextFields][]mark
	concept int
}

func slowMark(p *Plan, d *Determination) (m Marks) {
	w := slowMarking{d: d, reader: newReader(p)}
	if p.Root != nil {
		w.mark(p.Root)
	}
	for _, e := range p.Plain {
		w.mark(e)
	}
	for f, found := range w.found {
		m.fields[f] = merged(found)
	}
	return m
}

func (w *slowMarking) view(f TextField) *tokenView {
	if w.views[f] == nil {
		w.views[f] = readTokens(w.reader, text.Tokenize(nil, w.d.Entries(f)))
	}
	return w.views[f]
}

func (w *slowMarking) holds(x Expr) bool {
	switch x := x.(type) {
	case All:
		return true
	case And:
		return !slices.ContainsFunc(x.Of, func(y Expr) bool { return !w.holds(y) })
	case Or:
		return slices.ContainsFunc(x.Of, w.holds)
	case Not:
		return !w.holds(x.X)
	case Synonyms:
		return w.holds(x.Typed) || slices.ContainsFunc(x.Added, w.holds)
	case Sequence:
		return w.stands(x.Fields, x)
	case Near:
		return w.stands(x.Fields, x)
	case AtLeast:
		return w.places(x) >= x.N
	case Values:
		return x.holds(w.d)
	case Range:
		return x.holds(w.d)
	case ByID:
		return x.holds(w.d)
	}
	return false
}

func (w *slowMarking) stands(fields TextFields, x Expr) bool {
	for f := range NumTextFields {
		if fields.Has(f) && Stands(x, w.view(f)) {
			return true
		}
	}
	return false
}

func (w *slowMarking) places(x AtLeast) int {
	n := 0
	for f := range NumTextFields {
		if x.Fields.Has(f) {
			n += Places(x.X, w.view(f))
		}
	}
	return n
}

func (w *slowMarking) mark(x Expr) {
	switch x := x.(type) {
	case And:
		for _, y := range x.Of {
			w.mark(y)
		}
	case Or:
		if wordsOnly(x) {
			w.markRuns(fieldsOf(x), x)
			return
		}
		for _, y := range x.Of {
			if w.holds(y) {
				w.mark(y)
			}
		}
	case Synonyms, Sequence, Near:
		w.markRuns(fieldsOf(x), x)
	case AtLeast:
		if w.places(x) >= x.N {
			w.markRuns(x.Fields, x.X)
		}
	}
}

func (w *slowMarking) markRuns(fields TextFields, x Expr) {
	concepts := w.concept
	for f := range NumTextFields {
		if !fields.Has(f) {
			continue
		}
		v := w.view(f)
		for _, r := range runs(restricted(x, f), v) {
			first, last := v.token(r.start), v.token(r.end)
			w.found[f] = append(w.found[f], mark{first.Entry, first.Start, last.End, w.concept + r.operand})
			concepts = max(concepts, w.concept+r.operand)
		}
	}
	w.concept = concepts + 1
}
