package opensearch

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

var (
	matchAll  = object{"match_all": object{}}
	matchNone = object{"match_none": object{}}
)

// allOf is a query for what all of some queries match.
func allOf(of ...object) object {
	switch len(of) {
	case 0:
		return matchAll
	case 1:
		return of[0]
	}
	return object{"bool": object{"filter": of}}
}

// anyOf is a query for what any of some queries matches.
func anyOf(of []object) object {
	switch len(of) {
	case 0:
		return matchNone
	case 1:
		return of[0]
	}
	return object{"bool": object{"should": of, "minimum_should_match": 1}}
}

func noneOf(of ...object) object { return object{"bool": object{"must_not": of}} }

func but(q object, without object) object {
	return object{"bool": object{"filter": q, "must_not": without}}
}

func term(field, value string) object { return object{"term": object{field: value}} }

func terms[T any](field string, values []T) object {
	if len(values) == 0 {
		return matchNone
	}
	return object{"terms": object{field: values}}
}

// compile returns the query that matches exactly what x matches. Where the
// cluster has none, what x matches is looked for: among the items of within, which
// may be nil for all; then the query is good for these alone.
func (r *run) compile(x index.Expr, within object) (object, error) {
	switch x := x.(type) {
	case nil, index.All:
		return matchAll, nil
	case index.None:
		return matchNone, nil
	case index.And:
		return r.both(x, within)
	case index.Or:
		of, err := r.eachOf(x.Of, within)
		return anyOf(of), err
	case index.Synonyms:
		of, err := r.eachOf(index.Parts(x), within)
		return anyOf(of), err
	case index.Not:
		q, err := r.compile(x.X, within)
		return noneOf(q), err
	case index.Sequence:
		q, exact, err := r.sequence(x)
		if err != nil || exact {
			return q, err
		}
		return r.verified(x, q, within)
	case index.Near:
		q, exact, err := r.near(x)
		if err != nil || exact {
			return q, err
		}
		return r.looked(x, within)
	case index.AtLeast:
		q, exact, err := r.atLeast(x)
		if err != nil || exact {
			return q, err
		}
		return r.looked(x, within)
	}
	return r.fact(x)
}

// looked returns a query for what x matches by looking at its candidates.
func (r *run) looked(x index.Expr, within object) (object, error) {
	q, err := r.candidates(x)
	if err != nil {
		return nil, err
	}
	return r.verified(x, q, within)
}

func (r *run) eachOf(of []index.Expr, within object) ([]object, error) {
	out := make([]object, len(of))
	for i, x := range of {
		q, err := r.compile(x, within)
		if err != nil {
			return nil, err
		}
		out[i] = q
	}
	return out, nil
}

// both compiles first what the cluster answers, so that what must be looked at is
// looked for among few items.
func (r *run) both(x index.And, within object) (object, error) {
	var of []object
	if within != nil {
		of = append(of, within)
	}
	own := len(of)
	for _, later := range []bool{false, true} {
		for _, part := range x.Of {
			if mayLook(part) != later {
				continue
			}
			narrowed := within
			if later && len(of) > 0 {
				narrowed = allOf(slices.Clone(of)...)
			}
			q, err := r.compile(part, narrowed)
			if err != nil {
				return nil, err
			}
			of = append(of, q)
		}
	}
	return allOf(of[own:]...), nil
}

// mayLook reports whether letters may have to be looked at for x.
func mayLook(x index.Expr) bool {
	is := false
	index.Visit(x, func(x index.Expr) {
		switch x := x.(type) {
		case index.Near, index.AtLeast:
			is = true
		case index.Sequence:
			is = is || x.Window > 0
		}
	})
	return is
}

// fact compiles what no text tells.
func (r *run) fact(x index.Expr) (object, error) {
	switch x := x.(type) {
	case index.Values:
		return r.values(x)
	case index.Range:
		return numbers(x.Field, x.From, x.To), nil
	case index.ByID:
		if x.N < 0 {
			return term(keyField, strings.ToUpper(x.Letter)), nil
		}
		return term(itemField, strings.ToUpper(imr.ItemID(x.Letter, x.N))), nil
	case index.IDs:
		return idsQuery(x), nil
	case index.Cited:
		return r.cited(x)
	case index.AlikeTo:
		return r.alikeTo(x)
	}
	return nil, fmt.Errorf("the cluster knows no %T: %w", x, index.ErrInternal)
}

func idsQuery(x index.IDs) object {
	var ids []string
	x.Each(func(letter string, numbers []int) {
		for _, n := range numbers {
			ids = append(ids, strings.ToUpper(imr.ItemID(letter, n)))
		}
	})
	return terms(itemField, ids)
}

// numbers is a query for the items with a number of a field from one to another.
func numbers(field string, from, to int) object {
	ends := object{}
	if from != math.MinInt {
		ends["gte"] = from
	}
	if to != math.MaxInt {
		ends["lte"] = to
	}
	if len(ends) == 0 {
		return object{"exists": object{"field": "x." + field}}
	}
	if from > to {
		return matchNone
	}
	return object{"range": object{"x." + field: ends}}
}

// values compiles values of a field: the values that x asks for are looked up
// among those that items have.
func (r *run) values(x index.Values) (object, error) {
	f, ok := index.FieldNamed(x.Field)
	if !ok || f.Values == nil {
		return matchNone, nil
	}
	var want []string
	if len(x.Contains) == 0 {
		return terms("v."+f.Name, folded(x.Exact)), nil
	}
	have, err := r.valuesOf(r.ctx, f)
	if err != nil {
		return nil, err
	}
	match := x.Matcher()
	for _, v := range have {
		if match(v.Folded) {
			want = append(want, v.Folded)
		}
	}
	return terms("v."+f.Name, want), nil
}

// cited compiles what is asked of one citation: of all citations of the corpus,
// each is asked once.
func (r *run) cited(x index.Cited) (object, error) {
	units, err := r.units(r.ctx)
	if err != nil {
		return nil, err
	}
	var want []string
	for key, u := range units {
		if x.Test.Passes(u) {
			want = append(want, key)
		}
	}
	slices.Sort(want)
	return terms(citesField, want), nil
}

// maxSpanWords is how many words a phrase may be made of, its patterns written
// out: the cluster takes 1,024 clauses in a query.
const maxSpanWords = 500

// sequence compiles words that stand adjacent and in order; exact is false where
// the query only finds candidates.
func (r *run) sequence(x index.Sequence) (q object, exact bool, err error) {
	if x.Window > 0 {
		if q, exact, err = r.window(x); err != nil || exact {
			return q, exact, err
		}
	}
	words := make([][]string, len(x.Words))
	all := 0
	for i, m := range x.Words {
		if words[i], err = r.termsOf(m); err != nil {
			return nil, false, err
		}
		all += len(words[i])
	}
	exact = x.Window == 0 && (len(words) == 1 || all == len(words) || all <= maxSpanWords)
	var of []object
	for _, field := range streamsIn(x.Fields) {
		of = append(of, phrase(field, words, exact))
	}
	return anyOf(of), exact, nil
}

// streamsIn returns the fields of documents that hold a set of text fields, no
// text twice but for those of index.DefaultTexts, which "any" holds together.
func streamsIn(fields index.TextFields) []string {
	var out []string
	if fields&index.DefaultTexts == index.DefaultTexts {
		out = append(out, anyField)
		fields &^= index.DefaultTexts
	}
	for f := range index.NumTextFields {
		if fields.Has(f) {
			out = append(out, "t."+f.String())
		}
	}
	return out
}

// phrase is a query for words that stand adjacent and in order in a stream, each
// one of some; or, where that is not asked for, anywhere in it.
func phrase(field string, words [][]string, adjacent bool) object {
	single := func(terms []string) bool { return len(terms) == 1 }
	switch {
	case len(words) == 1:
		return terms(field, words[0])
	case !adjacent:
		var of []object
		for _, w := range words {
			of = append(of, terms(field, w))
		}
		return allOf(of...)
	case slices.ContainsFunc(words, func(terms []string) bool { return len(terms) == 0 }):
		return matchNone
	case !slices.ContainsFunc(words, func(terms []string) bool { return !single(terms) }):
		text := make([]string, len(words))
		for i, w := range words {
			text[i] = w[0]
		}
		return object{"match_phrase": object{field: object{"query": strings.Join(text, " ")}}}
	}
	var clauses []object
	for _, w := range words {
		clauses = append(clauses, spanOf(field, w))
	}
	return object{"span_near": object{"clauses": clauses, "slop": 0, "in_order": true}}
}

func spanOf(field string, terms []string) object {
	of := make([]object, len(terms))
	for i, t := range terms {
		of[i] = object{"span_term": object{field: t}}
	}
	if len(of) == 1 {
		return of[0]
	}
	return object{"span_or": object{"clauses": of}}
}

// termsOf returns the terms that stand where a word does that m matches.
func (r *run) termsOf(m index.Matcher) ([]string, error) {
	switch m.Kind {
	case index.Exact:
		return []string{termOf(m.Text)}, nil
	case index.Inflected:
		return []string{classOf(m.Text)}, nil
	}
	return r.wordsOf(r.ctx, m)
}
