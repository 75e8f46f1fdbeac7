package opensearch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/index/text"
)

// A snapshot is what an engine knows of a generation: all of it can be asked for
// again. It is safe for concurrent use.
type snapshot struct {
	*Client
	serving
	items, letterCount int
	long               int                          // items with a sentence or paragraph beyond longestUnit
	mean               [index.NumTextFields]float64 // words of a field, of those that are not empty
	documents          *lru.Cache[string, *index.Document]

	mu   sync.Mutex
	made map[any]any // by what it is
}

// keptLetters is how many letters a snapshot keeps in memory, at about 10 kB each.
const keptLetters = 4_096

// snapshot returns what is known of the serving generation.
func (e *Engine) snapshot(ctx context.Context) (*snapshot, error) {
	at, err := e.serving(ctx)
	if err != nil {
		return nil, err
	}
	if s := e.current.Load(); s != nil && s.serving == at {
		return s, nil
	}
	if err := e.CheckVersion(ctx); err != nil {
		return nil, err
	}
	s := &snapshot{Client: e.Client, serving: at, made: map[any]any{}}
	s.documents, _ = lru.New[string, *index.Document](keptLetters)
	if err := s.count(ctx); err != nil {
		return nil, err
	}
	e.current.Store(s)
	return s, nil
}

// Exists reports whether the corpus has an index.
func (c *Client) Exists(ctx context.Context) (bool, error) {
	err := c.do(ctx, http.MethodGet, c.items()+"/_mapping", nil, nil)
	if missing(err) {
		return false, nil
	}
	return err == nil, err
}

// Count returns how many letters searches see.
func (c *Client) Count(ctx context.Context) (int, error) {
	res, err := c.search(ctx, c.letters(), object{"size": 0, "track_total_hits": true})
	if err != nil {
		return 0, err
	}
	return res.Hits.Total.Value, nil
}

// AwaitReady waits, for a while, until all shards of the corpus have a place.
func (c *Client) AwaitReady(ctx context.Context) error {
	path := "_cluster/health/" + c.items() + "," + c.letters() + "," + c.state() + "?wait_for_status=yellow&timeout=1s"
	for end := time.Now().Add(placeLimit); ; {
		err := c.do(ctx, http.MethodGet, path, nil, nil)
		if err == nil || ctx.Err() != nil {
			return err
		}
		var e *Error // 408: not yet
		late := errors.As(err, &e) && e.Status == http.StatusRequestTimeout
		if !late && !errors.Is(err, index.ErrUnavailable) || time.Now().After(end) {
			return fmt.Errorf("the indices of %s have no place in the cluster: %w", c.prefix, err)
		}
	}
}

// placeLimit is how long the shards of new indices are waited for.
const placeLimit = time.Minute

// CheckVersion refuses indices that another version made. Errors:
// index.ErrVersion.
func (c *Client) CheckVersion(ctx context.Context) error {
	var out map[string]struct {
		Mappings struct {
			Meta struct{ Schema, Text int } `json:"_meta"`
		}
	}
	if err := c.do(ctx, http.MethodGet, c.items()+"/_mapping", nil, &out); err != nil {
		if missing(err) {
			return fmt.Errorf("%s is not in the cluster, though %s is: restore it, or remove the rest and load again: %w", c.items(), c.state(), index.ErrNoIndex)
		}
		return err
	}
	for name, x := range out {
		if m := x.Mappings.Meta; m.Schema != Schema || m.Text != text.Version {
			return fmt.Errorf("%s has mapping %d and words %d, this program %d and %d: %w", name, m.Schema, m.Text, Schema, text.Version, index.ErrVersion)
		}
	}
	return nil
}

// count counts items and letters, and the mean lengths of texts.
func (s *snapshot) count(ctx context.Context) error {
	aggs := object{longField: object{"filter": term(longField, "true")}}
	for f := range index.NumTextFields {
		aggs[f.String()] = object{"stats": object{"field": "len." + f.String()}}
	}
	res, err := s.search(ctx, s.Client.items(), object{"size": 0, "track_total_hits": true, "aggs": aggs})
	if err != nil {
		return err
	}
	s.items = res.Hits.Total.Value
	if s.long, err = res.Aggregations.count(longField); err != nil {
		return err
	}
	for f := range index.NumTextFields {
		s.mean[f] = 1
		var stats struct{ Count, Sum float64 }
		if err := res.agg(f.String(), &stats); err != nil {
			return err
		}
		if stats.Count > 0 {
			s.mean[f] = stats.Sum / stats.Count
		}
	}
	res, err = s.search(ctx, s.letters(), object{"size": 0, "track_total_hits": true})
	if err == nil {
		s.letterCount = res.Hits.Total.Value
	}
	return err
}

// once returns what make makes for a key, which it makes once unless it fails. Two
// that ask at once may both make it.
func once[T any](s *snapshot, key any, make func() (T, error)) (T, error) {
	s.mu.Lock()
	have, ok := s.made[key]
	s.mu.Unlock()
	if ok {
		return have.(T), nil
	}
	made, err := make()
	if err == nil {
		s.mu.Lock()
		s.made[key] = made
		s.mu.Unlock()
	}
	return made, err
}

type valuesKey struct{ field string }

// valuesOf returns the values of a field of values that items have, each once.
func (s *snapshot) valuesOf(ctx context.Context, f *index.Field) ([]resolve.FieldValue, error) {
	return once(s, valuesKey{f.Name}, func() ([]resolve.FieldValue, error) {
		name := "v." + f.Name
		if f.Facet {
			name = "f." + f.Name
		}
		counts, err := s.counted(ctx, object{"match_all": object{}}, name)
		return resolve.ValuesCounted(f, counts), err
	})
}

type unitsKey struct{}

// units returns every citation of the corpus once, by its key.
func (s *snapshot) units(ctx context.Context) (map[string]*index.CiteUnit, error) {
	return once(s, unitsKey{}, func() (map[string]*index.CiteUnit, error) {
		counts, err := s.counted(ctx, object{"match_all": object{}}, citesField)
		if err != nil {
			return nil, err
		}
		out := make(map[string]*index.CiteUnit, len(counts))
		for key := range counts {
			u, err := index.ReadCiteUnit(key)
			if err != nil {
				return nil, fmt.Errorf("a citation in the cluster: %w", err)
			}
			out[key] = &u
		}
		return out, nil
	})
}

type wordsKey struct{ m index.Matcher }

// wordsOf returns the words of the corpus, as terms, that m matches.
func (s *snapshot) wordsOf(ctx context.Context, m index.Matcher) ([]string, error) {
	return once(s, wordsKey{m}, func() ([]string, error) {
		var out []string
		for _, begin := range m.Beginnings() {
			counts, err := s.begun(ctx, begin)
			if err != nil {
				return nil, err
			}
			for w := range counts {
				if m.Matches(w) {
					out = append(out, w)
				}
			}
		}
		return out, nil
	})
}
