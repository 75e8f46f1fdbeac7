package opensearch

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"imrsearch/index"
)

// Values completes the values of a field. See index.Suggester.
func (e *Engine) Values(ctx context.Context, field, prefix string, limit int) ([]index.Bucket, error) {
	ctx, cancel := e.within(ctx, 1)
	defer cancel()
	f, ok := index.FieldNamed(field)
	if ok && f.Name == "case" {
		return e.cases(ctx, prefix, limit)
	}
	if !ok || f.Values == nil && f.Bands == index.NoBands {
		return nil, &index.RequestError{Param: "field", Msg: field + " is no field of values"}
	}
	if f.Values == nil {
		return []index.Bucket{}, nil
	}
	s, err := e.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	values, err := s.valuesOf(ctx, f)
	if err != nil {
		return nil, err
	}
	prefix = index.FoldValue(prefix)
	counts := map[string]int{}
	for _, v := range values {
		if strings.HasPrefix(v.Folded, prefix) || strings.Contains(v.Folded, " "+prefix) {
			counts[v.Value] = v.Items
		}
	}
	out := index.LargestBuckets(counts, limit)
	for i := range out {
		out[i].Label = f.BucketLabel(out[i].Value)
	}
	return out, nil
}

// cases completes the number of a case.
func (e *Engine) cases(ctx context.Context, prefix string, limit int) ([]index.Bucket, error) {
	out := []index.Bucket{}
	if limit <= 0 {
		return out, nil
	}
	body := object{
		"size": min(limit, pageRows), "query": object{"prefix": object{keyField: strings.ToUpper(prefix)}},
		"sort": []object{{letterField: "asc"}}, "_source": []string{letterField, "items"},
	}
	res, err := e.search(ctx, e.letters(), body)
	if err != nil {
		return nil, err
	}
	for _, r := range res.Hits.Hits {
		var l struct {
			Letter string
			Items  int
		}
		if err := json.Unmarshal(r.Source, &l); err != nil {
			return nil, &Error{Status: http.StatusOK, Type: "no letter", Reason: err.Error()}
		}
		out = append(out, index.Bucket{Value: l.Letter, Label: l.Letter, Count: max(l.Items, 1)})
	}
	return out, nil
}

// Words completes a word. Counts are items. See index.Suggester.
func (e *Engine) Words(ctx context.Context, prefix string, limit int) ([]index.Bucket, error) {
	ctx, cancel := e.within(ctx, 1)
	defer cancel()
	s, err := e.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := s.begun(ctx, strings.ToLower(prefix))
	return index.LargestBuckets(counts, limit), err
}

// Corrections offers words for one that is rare or absent. See index.Suggester.
func (e *Engine) Corrections(ctx context.Context, word string, limit int) ([]index.Bucket, error) {
	word = strings.ToLower(word)
	if !index.Correctable(word) {
		return []index.Bucket{}, nil
	}
	ctx, cancel := e.within(ctx, 1)
	defer cancel()
	s, err := e.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	m := index.Matcher{Kind: index.Fuzzy, Text: word}
	counts := map[string]int{}
	for _, begin := range m.Beginnings() {
		begun, err := s.begun(ctx, begin)
		if err != nil {
			return nil, err
		}
		for w, n := range begun {
			if w == word || m.Matches(w) {
				counts[w] = n
			}
		}
	}
	return index.LargestCorrections(counts, word, counts[word], limit), nil
}
