package bleve

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/index"
)

// Values completes the values of a field. See index.Suggester.
func (e *Engine) Values(ctx context.Context, field, prefix string, limit int) (out []index.Bucket, err error) {
	defer guard(&err)
	f, ok := index.FieldNamed(field)
	if !ok || !isValueField(f) {
		return nil, &index.RequestError{Param: "field", Msg: field + " is no field of values"}
	}
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.release()
	prefix = index.FoldValue(prefix)
	counts := map[string]int{}
	for _, s := range g.shards {
		v := s.columns.values[f.Name]
		if !v.terms {
			continue
		}
		totals := s.totals([]*values{v})[0]
		for o, folded := range v.foldedValues() {
			if n := int(totals[o+1]); n > 0 && wordBegins(folded, prefix) {
				counts[v.list.at(o)] += n
			}
		}
	}
	out = buckets(index.OneSpelling(f, counts), limit)
	for i := range out {
		out[i].Label = bucketLabel(f, out[i].Value)
	}
	return out, ctx.Err()
}

// wordBegins reports whether a word of s begins with prefix.
func wordBegins(s, prefix string) bool {
	return strings.HasPrefix(s, prefix) || strings.Contains(s, " "+prefix)
}

// buckets returns the largest counts.
func buckets(counts map[string]int, limit int) []index.Bucket {
	out := []index.Bucket{}
	for v, n := range counts {
		out = append(out, index.Bucket{Value: v, Label: v, Count: n})
	}
	slices.SortFunc(out, func(a, b index.Bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return out[:min(len(out), max(limit, 0))]
}

// Words completes a word. Counts are items, superseded ones included. See
// index.Suggester.
func (e *Engine) Words(ctx context.Context, prefix string, limit int) (out []index.Bucket, err error) {
	defer guard(&err)
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.release()
	prefix = strings.ToLower(prefix)
	counts := map[string]int{}
	for _, s := range g.shards {
		w := s.words
		for i := w.list.search(prefix); i < w.list.len() && strings.HasPrefix(string(w.list.raw(i)), prefix); i++ {
			if w.df[i] > 0 {
				counts[w.list.at(i)] += int(w.df[i])
			}
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return buckets(counts, limit), nil
}

// commoner is how many times commoner than the word itself a correction must
// be to be offered.
const commoner = 10

// Corrections offers words for one that is rare or absent. See
// index.Suggester.
func (e *Engine) Corrections(ctx context.Context, word string, limit int) (out []index.Bucket, err error) {
	defer guard(&err)
	word = strings.ToLower(word)
	if utf8.RuneCountInString(word) < 4 || strings.IndexFunc(word, unicode.IsDigit) >= 0 {
		return []index.Bucket{}, nil
	}
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.release()
	counts := map[string]int{}
	own := 0
	for _, s := range g.shards {
		if i, ok := s.words.word(word); ok {
			own += int(s.words.df[i])
		}
		for _, i := range s.words.fuzzy(word) {
			counts[s.words.list.at(int(i))] += int(s.words.df[i])
		}
	}
	for w, n := range counts {
		if w == word || n < max(1, own*commoner) || strings.IndexFunc(w, unicode.IsDigit) >= 0 {
			delete(counts, w)
		}
	}
	return buckets(counts, limit), ctx.Err()
}
