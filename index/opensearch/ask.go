package opensearch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"

	"imrsearch/index"
)

// pageRows is how many rows the cluster gives at once.
const pageRows = 10_000

// An answer is the cluster's to a search.
type answer struct {
	Hits struct {
		Total struct{ Value int }
		Hits  []row
	}
	Aggregations aggregations
	PIT          string `json:"pit_id"`
}

// aggregations are answers to aggregations, by name.
type aggregations map[string]json.RawMessage

// A row is an item as lists have it.
type row struct {
	ID      string                       `json:"_id"`
	Score   float64                      `json:"_score"`
	Source  json.RawMessage              `json:"_source"`
	Fields  map[string][]json.RawMessage `json:"fields"`
	Sort    []json.RawMessage            `json:"sort"`
	Matched []string                     `json:"matched_queries"`
}

// text returns the first value of a field, "" for none.
func (r *row) text(field string) string {
	var s string
	if list := r.Fields[field]; len(list) > 0 {
		_ = json.Unmarshal(list[0], &s)
	}
	return s
}

// texts returns the values of a field.
func (r *row) texts(field string) []string {
	out := make([]string, 0, len(r.Fields[field]))
	for _, v := range r.Fields[field] {
		var s string
		_ = json.Unmarshal(v, &s)
		out = append(out, s)
	}
	return out
}

// agg reads an aggregation.
func (a *answer) agg(name string, out any) error { return a.Aggregations.read(name, out) }

func (a aggregations) read(name string, out any) error {
	if err := json.Unmarshal(a[name], out); err != nil {
		return fmt.Errorf("the cluster's answer has no %s that can be read: %w", name, err)
	}
	return nil
}

// search asks for a whole answer, never part of one.
func (c *Client) search(ctx context.Context, name string, body object) (*answer, error) {
	path := "_search?allow_partial_search_results=false"
	if name != "" {
		path = name + "/" + path
	}
	out := &answer{}
	err := c.do(ctx, http.MethodPost, path, body, out)
	return out, err
}

// compositeBuckets is how many buckets of a composite aggregation come at once.
const compositeBuckets = 5_000

// counted counts the items of a query by the values of a field: exactly, however
// many values there are.
func (s *snapshot) counted(ctx context.Context, query object, field string) (map[string]int, error) {
	counts := map[string]int{}
	composite := object{"size": compositeBuckets, "sources": []object{{"v": object{"terms": object{"field": field}}}}}
	for {
		res, err := s.search(ctx, s.Client.items(), object{"size": 0, "track_total_hits": false, "query": query, "aggs": object{"v": object{"composite": composite}}})
		if err != nil {
			return nil, err
		}
		var page struct {
			After   object `json:"after_key"`
			Buckets []struct {
				Key   struct{ V string }
				Count int `json:"doc_count"`
			}
		}
		if err := res.agg("v", &page); err != nil {
			return nil, err
		}
		for _, b := range page.Buckets {
			counts[b.Key.V] = b.Count
		}
		if len(page.Buckets) < compositeBuckets {
			return counts, nil
		}
		composite["after"] = page.After
	}
}

// maxBegun is how many words of one beginning can be looked at.
const maxBegun = 50_000

type begunKey struct{ beginning string }

// begun counts the items by the words of theirs with one beginning. Errors:
// *index.RequestError where there are too many.
func (s *snapshot) begun(ctx context.Context, beginning string) (map[string]int, error) {
	return once(s, begunKey{beginning}, func() (map[string]int, error) {
		terms := object{"field": wordsField, "size": maxBegun, "shard_size": maxBegun, "include": regexp.QuoteMeta(beginning) + ".*"}
		res, err := s.search(ctx, s.Client.items(), object{"size": 0, "track_total_hits": false, "aggs": object{"w": object{"terms": terms}}})
		if err != nil {
			return nil, err
		}
		counts, whole, err := readTerms(res.Aggregations, "w")
		if err == nil && !whole {
			err = &index.RequestError{Param: "q", Msg: fmt.Sprintf("more than %d words begin with %q: write more of the word", maxBegun, beginning)}
		}
		return counts, err
	})
}

// readTerms reads a terms aggregation; whole says that it has every value, and
// each count is exact.
func readTerms(a aggregations, name string) (counts map[string]int, whole bool, err error) {
	var terms termsAnswer
	if err := a.read(name, &terms); err != nil {
		return nil, false, err
	}
	counts = make(map[string]int, len(terms.Buckets))
	for _, b := range terms.Buckets {
		counts[b.Key] = b.Count
	}
	return counts, terms.Others == 0 && terms.Bound == 0, nil
}

// A termsAnswer is the answer to a terms aggregation.
type termsAnswer struct {
	Bound   int `json:"doc_count_error_upper_bound"`
	Others  int `json:"sum_other_doc_count"`
	Buckets []termsBucket
}

// A termsBucket is a bucket with its aggregations.
type termsBucket struct {
	Key   string
	Count int `json:"doc_count"`
	aggregations
}

// UnmarshalJSON reads key, count and whatever aggregations there are.
func (b *termsBucket) UnmarshalJSON(data []byte) error {
	if err := json.Unmarshal(data, &b.aggregations); err != nil {
		return err
	}
	if err := json.Unmarshal(b.aggregations["key"], &b.Key); err != nil {
		return err
	}
	return json.Unmarshal(b.aggregations["doc_count"], &b.Count)
}

// each gives do the rows of a query in an order, in pages of at most pageRows, all
// of one moment; behind the row whose sort values are after, where it is not nil.
// It stops when do says so. body has what is asked for beside query and order.
func (s *snapshot) each(ctx context.Context, body object, after []json.RawMessage, do func([]row) (more bool, err error)) error {
	var pit struct {
		ID string `json:"pit_id"`
	}
	if err := s.do(ctx, http.MethodPost, s.Client.items()+"/_search/point_in_time?keep_alive=2m", nil, &pit); err != nil {
		return err
	}
	defer func() {
		_ = s.do(context.WithoutCancel(ctx), http.MethodDelete, "_search/point_in_time", object{"pit_id": []string{pit.ID}}, nil)
	}()
	size := pageRows
	if n, ok := body["size"].(int); ok {
		size = n
	}
	for {
		page := object{"size": size, "track_total_hits": false, "pit": object{"id": pit.ID, "keep_alive": "2m"}, "_source": false}
		for k, v := range body {
			page[k] = v
		}
		if after != nil {
			page["search_after"] = after
		}
		res, err := s.search(ctx, "", page)
		if err != nil {
			return err
		}
		rows := res.Hits.Hits
		more, err := do(rows)
		if err != nil || !more || len(rows) < size {
			return err
		}
		after = rows[len(rows)-1].Sort
	}
}

// byID is the order of item ids.
var byID = []object{{letterField: "asc"}, {nField: "asc"}}
