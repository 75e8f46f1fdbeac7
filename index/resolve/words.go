package resolve

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/text"
)

// leaf resolves what stands for words.
func (r *resolver) leaf(n query.Node, s scope) (index.Expr, error) {
	switch n := n.(type) {
	case query.Word:
		if !s.offer {
			n = r.canonicalWord(n, "", "")
		}
		things, err := r.words([]query.Word{n}, s)
		if err != nil {
			return nil, err
		}
		return things[0].expr, nil
	case query.Exact:
		return r.sequence(n.Text, n.At, index.Exact, 0, s)
	case query.Phrase:
		return r.sequence(n.Text, n.At, index.Exact, n.Window, s)
	case query.Wildcard:
		return r.wildcard(n, s)
	case query.Fuzzy:
		return r.fuzzy(n, s)
	case query.Range:
		if n.From != n.To || n.FromOpen || n.ToOpen {
			return nil, r.fault(n.At, "a range stands behind a field of numbers or dates", "age:"+rangeText(n))
		}
		return r.sequence(n.From, n.At, index.Inflected, 0, s)
	}
	return nil, r.fault(n.Span(), "this cannot stand here", "")
}

// sequence resolves words that stand adjacent.
func (r *resolver) sequence(typed string, at query.Span, kind index.MatchKind, window int, s scope) (index.Expr, error) {
	words := text.Words(typed)
	if len(words) == 0 {
		return nil, r.fault(at, "there is no word in it", r.without(at))
	}
	seq := index.Sequence{Fields: s.fields, Window: window}
	for _, w := range words {
		seq.Words = append(seq.Words, index.Matcher{Kind: kind, Text: w})
	}
	if len(words) == 1 {
		seq.Window = 0
	}
	if seq.Window > 0 {
		return seq, r.repeated(seq, at)
	}
	return seq, nil
}

// wildcard resolves a pattern. What text.Words takes for the end of a word
// ends it here too: "x-ra*" is x and ra* adjacent.
func (r *resolver) wildcard(n query.Wildcard, s scope) (index.Expr, error) {
	seq := index.Sequence{Fields: s.fields}
	for _, part := range patternParts(n.Pattern) {
		if !strings.ContainsAny(part, "*?") {
			for _, w := range text.Words(part) {
				seq.Words = append(seq.Words, index.Matcher{Kind: index.Inflected, Text: w})
			}
			continue
		}
		if letters := strings.Trim(part, "*?"); letters == "" {
			return nil, r.fault(n.At, "a wildcard stands in a word of at least three letters", r.without(n.At))
		}
		seq.Words = append(seq.Words, index.Matcher{Kind: index.Pattern, Text: strings.ToLower(part)})
	}
	if len(seq.Words) == 0 {
		return nil, r.fault(n.At, "there is no word in it", r.without(n.At))
	}
	return seq, nil
}

// patternParts divides a pattern where words end.
func patternParts(pattern string) []string {
	return strings.FieldsFunc(pattern, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) && !strings.ContainsRune("*?'’._", c)
	})
}

func (r *resolver) fuzzy(n query.Fuzzy, s scope) (index.Expr, error) {
	words := text.Words(n.Text)
	if len(words) != 1 {
		return nil, r.fault(n.At, "~ stands behind one word", r.replaced(n.At, `"`+n.Text+`"`))
	}
	w := words[0]
	switch {
	case strings.ContainsFunc(w, unicode.IsDigit):
		return nil, r.fault(n.At, "~ is not for words with digits: another number is another thing", r.replaced(n.At, n.Text))
	case utf8.RuneCountInString(w) < 3:
		return nil, r.fault(n.At, "~ needs a word of at least three letters", r.replaced(n.At, n.Text))
	}
	return index.Sequence{Fields: s.fields, Words: []index.Matcher{{Kind: index.Fuzzy, Text: w}}}, nil
}

// near resolves a proximity group. All of it is met inside one field.
func (r *resolver) near(n query.Near, s scope) (index.Expr, error) {
	s = s.offering()
	if n.Unit == query.Words && (n.Within < 1 || n.Within > text.MaxDistance) {
		return nil, r.fault(n.At, fmt.Sprintf("a distance is from 1 to %d", text.MaxDistance), "")
	}
	x, err := r.operand(n.X, s)
	if err != nil {
		return nil, err
	}
	y, err := r.operand(n.Y, s)
	if err != nil {
		return nil, err
	}
	fields := commonFields(x) & commonFields(y)
	if fields == 0 {
		return nil, r.fault(n.At, "all of a group stands in one and the same field", "")
	}
	group := index.Near{
		Fields: fields, X: narrowed(x, fields), Y: narrowed(y, fields),
		Unit: index.Unit(n.Unit), Within: n.Within, Ordered: n.Ordered,
	}
	return group, r.repeated(group, n.At)
}

// maxRepeated is how many times one word may stand in a proximity group: each
// time more multiplies the ways in which a text of that word can meet it (in
// 5,000 words, a third of them that word: 4 times take 0.8 s, 5 take 7 s).
const maxRepeated = 4

// repeated refuses a group in which one word stands too many times.
func (r *resolver) repeated(e index.Expr, at query.Span) error {
	worst := ""
	for m, n := range timesIn(e) {
		if n > maxRepeated && (worst == "" || m.Text < worst) {
			worst = m.Text
		}
	}
	if worst == "" {
		return nil
	}
	return r.fault(at, fmt.Sprintf("%s stands more than %d times in one group", worst, maxRepeated), "")
}

// timesIn counts how many times a match of e takes each word, of
// alternatives the most.
func timesIn(e index.Expr) map[index.Matcher]int {
	times := map[index.Matcher]int{}
	if s, ok := e.(index.Sequence); ok {
		for _, m := range s.Words {
			times[m]++
		}
	}
	_, together := e.(index.Near)
	for _, part := range index.Parts(e) {
		for m, n := range timesIn(part) {
			if together {
				times[m] += n
			} else {
				times[m] = max(times[m], n)
			}
		}
	}
	return times
}

// operand resolves one side of a connector: words, phrases, OR and groups.
func (r *resolver) operand(n query.Node, s scope) (index.Expr, error) {
	e, err := r.resolve(n, s)
	if err != nil {
		return nil, err
	}
	if !placed(e) {
		return nil, r.fault(n.Span(), "beside a connector stand words, phrases, OR and groups of these; AND, NOT and facets stand outside", "")
	}
	return e, nil
}

// placed reports whether an expression has places: whether it is made of
// Sequence, Or, Synonyms and Near alone.
func placed(e index.Expr) bool {
	ok := true
	index.Visit(e, func(x index.Expr) {
		switch x.(type) {
		case index.Sequence, index.Or, index.Synonyms, index.Near:
		default:
			ok = false
		}
	})
	return ok
}

// commonFields returns the fields in which every word of e looks.
func commonFields(e index.Expr) index.TextFields {
	fields := index.AllTexts
	index.Visit(e, func(x index.Expr) {
		if s, ok := x.(index.Sequence); ok {
			fields &= s.Fields
		}
	})
	return fields
}

// narrowed returns e looking in no other fields than these.
func narrowed(e index.Expr, fields index.TextFields) index.Expr {
	switch e := e.(type) {
	case index.Sequence:
		e.Fields &= fields
		return e
	case index.Near:
		e.Fields &= fields
		e.X, e.Y = narrowed(e.X, fields), narrowed(e.Y, fields)
		return e
	case index.Or:
		of := make([]index.Expr, len(e.Of))
		for i, x := range e.Of {
			of[i] = narrowed(x, fields)
		}
		return index.Or{Of: of}
	case index.Synonyms:
		added := make([]index.Expr, len(e.Added))
		for i, x := range e.Added {
			added[i] = narrowed(x, fields)
		}
		return index.Synonyms{Typed: narrowed(e.Typed, fields), Added: added}
	}
	return e
}

// atLeast resolves ATLEAST: it counts in the item's own texts, or in those
// of the field around it.
func (r *resolver) atLeast(n query.AtLeast, s scope) (index.Expr, error) {
	if s.field == nil {
		s.fields = index.OwnTexts
	}
	x, err := r.operand(n.X, s.offering())
	if err != nil {
		return nil, err
	}
	return index.AtLeast{Fields: commonFields(x), N: n.N, X: x}, nil
}

// rangeText writes a range as a query does.
func rangeText(n query.Range) string {
	return index.Bounds{From: n.From, To: n.To, FromOpen: n.FromOpen, ToOpen: n.ToOpen}.String()
}
