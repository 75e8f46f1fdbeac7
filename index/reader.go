package index

import (
	"slices"
	"sort"

	"imrsearch/index/text"
)

// A reader looks for the words of one plan in texts. It remembers what every
// word it met is to the plan, so that many texts cost one look-up a word. It
// is not safe for concurrent use.
type reader struct {
	matchers []Matcher
	exact    map[string][]int
	class    map[string][]int
	slow     []int            // patterns and fuzzy words
	known    map[string][]int // word → the matchers that match it
}

func newReader(p *Plan) *reader {
	r := &reader{exact: map[string][]int{}, class: map[string][]int{}, known: map[string][]int{}}
	seen := map[Matcher]bool{}
	p.each(func(e Expr) {
		s, ok := e.(Sequence)
		if !ok {
			return
		}
		for _, m := range s.Words {
			if !seen[m] {
				seen[m] = true
				r.add(m)
			}
		}
	})
	return r
}

func (r *reader) add(m Matcher) {
	at := len(r.matchers)
	r.matchers = append(r.matchers, m)
	switch m.Kind {
	case Exact:
		r.exact[m.Text] = append(r.exact[m.Text], at)
	case Inflected:
		c := text.Class(m.Text)
		r.class[c] = append(r.class[c], at)
	default:
		r.slow = append(r.slow, at)
	}
}

// matching returns which matchers match word.
func (r *reader) matching(word string) []int {
	found, ok := r.known[word]
	if ok {
		return found
	}
	found = append(found, r.exact[word]...)
	if len(r.class) > 0 {
		found = append(found, r.class[text.Class(word)]...)
	}
	for _, i := range r.slow {
		if r.matchers[i].Matches(word) {
			found = append(found, i)
		}
	}
	r.known[word] = found
	return found
}

// read returns the tokens with the places of the plan's words.
func (r *reader) read(tokens []text.Token) *tokenView {
	v := &tokenView{reader: r, tokens: tokens, at: make([][]int32, len(r.matchers))}
	for _, t := range tokens {
		for _, i := range r.matching(t.Word) {
			v.at[i] = append(v.at[i], int32(t.Pos))
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

// each calls do for every expression of the plan, parents first.
func (p *Plan) each(do func(Expr)) {
	visit(p.Root, do)
	for _, e := range p.Plain {
		visit(e, do)
	}
}

func visit(e Expr, do func(Expr)) {
	if e == nil {
		return
	}
	do(e)
	for _, part := range parts(e) {
		visit(part, do)
	}
}

// parts returns the operands of e.
func parts(e Expr) []Expr {
	switch e := e.(type) {
	case And:
		return e.Of
	case Or:
		return e.Of
	case Not:
		return []Expr{e.X}
	case Synonyms:
		return append([]Expr{e.Typed}, e.Added...)
	case Near:
		return []Expr{e.X, e.Y}
	case AtLeast:
		return []Expr{e.X}
	}
	return nil
}
