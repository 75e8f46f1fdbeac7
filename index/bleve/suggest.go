package bleve

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
)

// Values completes the values of a field. See index.Suggester.
func (e *Engine) Values(ctx context.Context, field, prefix string, limit int) (out []index.Bucket, err error) {
	defer segment.Recover(&err)
	defer sectionfile.PanicOnFault()()
	f, ok := index.FieldNamed(field)
	if ok && f.Name == "case" {
		return e.cases(ctx, prefix, limit)
	}
	if !ok || !docvalues.IsValueField(f) {
		return nil, &index.RequestError{Param: "field", Msg: field + " is no field of values"}
	}
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.Release()
	prefix = index.FoldValue(prefix)
	counts := map[string]int{}
	for _, s := range g.Segments {
		v := s.Columns.Values[f.Name]
		if !v.Terms {
			continue
		}
		totals := s.Totals([]*docvalues.Keywords{v})[0]
		for o, folded := range v.FoldedValues() {
			if n := int(totals[o+1]); n > 0 && wordBegins(folded, prefix) {
				counts[v.List.At(o)] += n
			}
		}
	}
	out = index.LargestBuckets(index.OneSpelling(f, counts), limit)
	for i := range out {
		out[i].Label = f.BucketLabel(out[i].Value)
	}
	return out, ctx.Err()
}

// cases completes the number of a case.
func (e *Engine) cases(ctx context.Context, prefix string, limit int) ([]index.Bucket, error) {
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.Release()
	out := []index.Bucket{}
	for _, s := range g.Segments {
		for _, letter := range s.Letters.WithPrefix(prefix, limit) {
			from, to := s.Letters.Docs(letter)
			if id := s.Letters.IDs.At(int(letter)); s.LiveDocs.Contains(from) {
				out = append(out, index.Bucket{Value: id, Label: id, Count: int(to - from)})
			}
		}
	}
	slices.SortFunc(out, func(a, b index.Bucket) int { return cmp.Compare(a.Value, b.Value) })
	return out[:min(len(out), max(limit, 0))], ctx.Err()
}

// wordBegins reports whether a word of s, a folded value, begins with prefix.
func wordBegins(s, prefix string) bool {
	return strings.HasPrefix(s, prefix) || strings.Contains(s, " "+prefix)
}

// Words completes a word. Counts are items. See
// index.Suggester.
func (e *Engine) Words(ctx context.Context, prefix string, limit int) (out []index.Bucket, err error) {
	defer segment.Recover(&err)
	defer sectionfile.PanicOnFault()()
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.Release()
	prefix = strings.ToLower(prefix)
	counts := map[string]int{}
	for _, s := range g.Segments {
		w := s.Words
		for i := w.List.Search(prefix); i < w.List.Len() && strings.HasPrefix(string(w.List.Raw(i)), prefix); i++ {
			if n := s.DocFreq(uint32(i)); n > 0 {
				counts[w.List.At(i)] += n
			}
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return index.LargestBuckets(counts, limit), nil
}

// Corrections offers words for one that is rare or absent. See
// index.Suggester.
func (e *Engine) Corrections(ctx context.Context, word string, limit int) (out []index.Bucket, err error) {
	defer segment.Recover(&err)
	defer sectionfile.PanicOnFault()()
	word = strings.ToLower(word)
	if !index.Correctable(word) {
		return []index.Bucket{}, nil
	}
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.Release()
	counts := map[string]int{}
	own := 0
	for _, s := range g.Segments {
		if i, ok := s.Words.Word(word); ok {
			own += s.DocFreq(i)
		}
		for _, i := range s.Words.Fuzzy(word) {
			counts[s.Words.List.At(int(i))] += s.DocFreq(i)
		}
	}
	return index.LargestCorrections(counts, word, own, limit), ctx.Err()
}
