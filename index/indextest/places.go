package indextest

import (
	"regexp"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/text"
)

// A place is one way in which an expression matches in one field: the tokens
// that made it, ascending, and which of them belong together as a phrase.
type place struct {
	tokens []int    // indexes of the field's tokens
	runs   [][2]int // first and last token of each word or phrase
}

func (p place) first() int { return p.tokens[0] }
func (p place) last() int  { return p.tokens[len(p.tokens)-1] }

// A token is a word of a text with its number in the scan's vocabulary.
type token struct {
	text.Token
	id int
}

// words knows which words a matcher matches, by definition: it asks once for
// each matcher and word.
type words struct {
	vocabulary []string
	known      map[index.Matcher][]bool // by the number of the word
}

// of returns which words of the vocabulary m matches.
func (w *words) of(m index.Matcher) []bool {
	known, ok := w.known[m]
	if !ok {
		known = make([]bool, len(w.vocabulary))
		matches := matcher(m)
		for i, word := range w.vocabulary {
			known[i] = matches(word)
		}
		w.known[m] = known
	}
	return known
}

// matcher returns the definition of m.
func matcher(m index.Matcher) func(word string) bool {
	switch m.Kind {
	case index.Inflected:
		return func(word string) bool { return text.Class(m.Text) == text.Class(word) }
	case index.Pattern:
		p := strings.NewReplacer(`\*`, `.*`, `\?`, `.`).Replace(regexp.QuoteMeta(m.Text))
		return regexp.MustCompile(`^(?s:` + p + `)$`).MatchString
	case index.Fuzzy:
		a, allowed := []rune(m.Text), 1
		if len(a) >= 8 {
			allowed = 2
		}
		return func(word string) bool {
			b := []rune(word)
			return len(b) > 0 && a[0] == b[0] && reach(a, b, allowed)
		}
	}
	return func(word string) bool { return m.Text == word }
}

// reach reports whether b can be made of a by at most n edits, trying all.
func reach(a, b []rune, n int) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	if len(a) == 0 || len(b) == 0 {
		return len(a)+len(b) <= n
	}
	if n == 0 {
		return false
	}
	swapped := len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && reach(a[2:], b[2:], n-1)
	return swapped || reach(a[1:], b[1:], n-1) || reach(a[1:], b, n-1) || reach(a, b[1:], n-1)
}

// places calls yield with every place of e among tokens, the tokens of field
// f, until it says no; it reports whether it went to the end.
func (w *words) places(e index.Expr, f index.TextField, tokens []token, yield func(place) bool) bool {
	switch e := e.(type) {
	case index.Sequence:
		if !e.Fields.Has(f) {
			return true
		}
		if e.Window > 0 {
			return w.window(e, tokens, nil, yield)
		}
		return w.phrase(e, tokens, yield)
	case index.Or:
		return w.choice(e.Of, f, tokens, yield)
	case index.Synonyms:
		return w.choice(append([]index.Expr{e.Typed}, e.Added...), f, tokens, yield)
	case index.Near:
		if !e.Fields.Has(f) {
			return true
		}
		return w.places(e.X, f, tokens, func(x place) bool {
			return w.places(e.Y, f, tokens, func(y place) bool {
				return !near(e, x, y, tokens) || yield(both(x, y))
			})
		})
	}
	return true
}

func (w *words) choice(of []index.Expr, f index.TextField, tokens []token, yield func(place) bool) bool {
	for _, e := range of {
		if !w.places(e, f, tokens, yield) {
			return false
		}
	}
	return true
}

func (w *words) phrase(e index.Sequence, tokens []token, yield func(place) bool) bool {
	n := len(e.Words)
	asked := make([][]bool, n)
	for k, m := range e.Words {
		asked[k] = w.of(m)
	}
	for i := 0; i+n <= len(tokens); i++ {
		var p place
		for k := range n {
			if tokens[i+k].Pos != tokens[i].Pos+k || !asked[k][tokens[i+k].id] {
				break
			}
			p.tokens = append(p.tokens, i+k)
		}
		if len(p.tokens) == n {
			p.runs = [][2]int{{i, i + n - 1}}
			if !yield(p) {
				return false
			}
		}
	}
	return true
}

// window tries every choice of different tokens for the words.
func (w *words) window(e index.Sequence, tokens []token, chosen []int, yield func(place) bool) bool {
	if len(chosen) == len(e.Words) {
		p := place{tokens: slices.Sorted(slices.Values(chosen))}
		for _, i := range p.tokens {
			p.runs = append(p.runs, [2]int{i, i})
		}
		return tokens[p.last()].Pos-tokens[p.first()].Pos > e.Window || yield(p)
	}
	asked := w.of(e.Words[len(chosen)])
	for i, t := range tokens {
		if !asked[t.id] || slices.Contains(chosen, i) {
			continue
		}
		if !w.window(e, tokens, append(slices.Clone(chosen), i), yield) {
			return false
		}
	}
	return true
}

func both(x, y place) place {
	p := place{tokens: slices.Concat(x.tokens, y.tokens), runs: slices.Concat(x.runs, y.runs)}
	slices.Sort(p.tokens)
	return p
}

// near is the definition of proximity in the contract, word for word.
func near(e index.Near, x, y place, tokens []token) bool {
	for _, i := range x.tokens {
		if slices.Contains(y.tokens, i) {
			return false // operands stand at disjoint places
		}
	}
	if e.Ordered && x.last() > y.first() {
		return false
	}
	switch e.Unit {
	case index.Sentence, index.Paragraph:
		for _, i := range both(x, y).tokens {
			a, b := tokens[i], tokens[x.first()]
			if e.Unit == index.Sentence && a.Sentence != b.Sentence || e.Unit == index.Paragraph && a.Paragraph != b.Paragraph {
				return false
			}
		}
		return true
	}
	return distance(x, y, tokens) <= e.Within
}

// distance is that of the nearer ends, 0 where one lies inside the other or
// they overlap.
func distance(x, y place, tokens []token) int {
	switch {
	case x.last() < y.first():
		return tokens[y.first()].Pos - tokens[x.last()].Pos
	case y.last() < x.first():
		return tokens[x.first()].Pos - tokens[y.last()].Pos
	}
	return 0
}
