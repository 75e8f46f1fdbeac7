package opensearch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"imrsearch/index"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// documentsOf returns letters by their ids, as they were stored. A missing one is
// index.ErrNotFound.
func (s *snapshot) documentsOf(ctx context.Context, ids []string) (map[string]*index.Document, error) {
	out := make(map[string]*index.Document, len(ids))
	var ask []string
	for _, id := range ids {
		if _, ok := out[id]; ok {
			continue
		}
		out[id] = nil
		if d, ok := s.documents.Get(id); ok {
			out[id] = d
		} else {
			ask = append(ask, id)
		}
	}
	for len(ask) > 0 {
		n := min(len(ask), lettersAtOnce)
		if err := s.fetch(ctx, ask[:n], out); err != nil {
			return nil, err
		}
		ask = ask[n:]
	}
	return out, nil
}

// lettersAtOnce is how many letters are asked for at once.
const lettersAtOnce = 500

func (s *snapshot) fetch(ctx context.Context, ids []string, into map[string]*index.Document) error {
	var out struct {
		Docs []struct {
			ID     string `json:"_id"`
			Found  bool
			Source struct{ Document []byte } `json:"_source"`
		}
	}
	if err := s.do(ctx, http.MethodPost, s.letters()+"/_mget?_source_includes=document", object{"ids": ids}, &out); err != nil {
		return err
	}
	for _, x := range out.Docs {
		if !x.Found {
			return fmt.Errorf("letter %s: %w", x.ID, index.ErrNotFound)
		}
		d, err := decode(x.Source.Document)
		if err != nil {
			return fmt.Errorf("letter %s: %w", x.ID, err)
		}
		into[x.ID] = d
		s.documents.Add(x.ID, d)
	}
	return nil
}

// determinationsOf returns items by their ids, in the order of these. Errors:
// index.ErrNotFound.
func (s *snapshot) determinationsOf(ctx context.Context, ids []string) ([]index.Determination, error) {
	letters := make([]string, len(ids))
	for i, id := range ids {
		letter, _, err := imr.SplitID(id)
		if err != nil {
			return nil, fmt.Errorf("item %s: %w", id, index.ErrDamaged)
		}
		letters[i] = letter
	}
	docs, err := s.documentsOf(ctx, letters)
	if err != nil {
		return nil, err
	}
	out := make([]index.Determination, len(ids))
	for i, id := range ids {
		for _, d := range docs[letters[i]].Determinations() {
			if d.Item.ID == id {
				out[i] = d
			}
		}
		if out[i].Item == nil {
			return nil, fmt.Errorf("item %s: %w", id, index.ErrNotFound)
		}
	}
	return out, nil
}

// Letter returns a stored letter. See index.Searcher.
func (e *Engine) Letter(ctx context.Context, id string) (*index.Document, error) {
	ctx, cancel := e.within(ctx, 1)
	defer cancel()
	s, err := e.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	return s.letter(ctx, id)
}

// letter returns a letter by its id, else by its id in any case. What is returned
// must not be changed. Errors: index.ErrNotFound.
func (s *snapshot) letter(ctx context.Context, id string) (*index.Document, error) {
	body := object{"size": 2, "query": object{"term": object{keyField: strings.ToUpper(id)}}, "_source": []string{"document", letterField}}
	res, err := s.search(ctx, s.letters(), body)
	if err != nil {
		return nil, err
	}
	var last []byte
	for _, r := range res.Hits.Hits {
		var source struct {
			Letter   string
			Document []byte
		}
		if err := json.Unmarshal(r.Source, &source); err != nil {
			return nil, fmt.Errorf("letter %s: %w", id, err)
		}
		if last = source.Document; source.Letter == id {
			break
		}
	}
	if last == nil {
		return nil, fmt.Errorf("letter %s: %w", id, index.ErrNotFound)
	}
	return decode(last)
}

// Info describes the serving generation. See index.Searcher.
func (e *Engine) Info(ctx context.Context) (*index.Info, error) {
	ctx, cancel := e.within(ctx, 1)
	defer cancel()
	s, err := e.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	info := &index.Info{Generation: s.Generation, Items: s.items, Letters: s.letterCount, Built: s.Built, Schema: Schema, Text: text.Version}
	if err := e.describe(ctx, info); err != nil {
		return nil, err
	}
	res, err := s.search(ctx, s.letters(), object{"size": 0, "aggs": object{
		"layouts": object{"terms": object{"field": "layout", "size": 100, "shard_size": 1_000}},
		"dates":   object{"filter": object{"range": object{"decided": object{"gt": 0}}}, "aggs": object{"at": object{"stats": object{"field": "decided"}}}},
	}})
	if err != nil {
		return nil, err
	}
	if info.Layouts, _, err = readTerms(res.Aggregations, "layouts"); err != nil {
		return nil, err
	}
	var dates struct {
		At struct{ Count, Min, Max float64 }
	}
	if err := res.agg("dates", &dates); err != nil {
		return nil, err
	}
	if dates.At.Count > 0 {
		info.From, info.To = dateOf(int(dates.At.Min)), dateOf(int(dates.At.Max))
	}
	return info, nil
}

// dateOf returns the date of a number YYYYMMDD.
func dateOf(n int) imr.Date {
	d, err := imr.NewDate(n/10000, n/100%100, n%100)
	if err != nil {
		return imr.Date{}
	}
	return d
}

// describe sets what the cluster says of the indices.
func (e *Engine) describe(ctx context.Context, info *index.Info) error {
	var out struct {
		Indices map[string]struct {
			Primaries struct {
				Store struct {
					Bytes int64 `json:"size_in_bytes"`
				}
			}
			Shards map[string]any
		}
	}
	if err := e.do(ctx, http.MethodGet, e.items()+","+e.letters()+"/_stats/store?level=shards", nil, &out); err != nil {
		return err
	}
	for _, x := range out.Indices {
		info.Bytes += x.Primaries.Store.Bytes
		info.Shards = max(info.Shards, len(x.Shards))
	}
	return nil
}
