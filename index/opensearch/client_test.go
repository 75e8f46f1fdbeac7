package opensearch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/opensearch-project/opensearch-go/v4"

	"imrsearch/index"
)

// answering returns a client of a server that always answers so.
func answering(t *testing.T, answer http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	c, err := NewClient(opensearch.Config{Addresses: []string{server.URL}, DisableRetry: true}, "t")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// TestAnswers holds that nothing but a whole answer is taken for one.
func TestAnswers(t *testing.T) {
	for _, test := range []struct {
		name   string
		status int
		body   string
		want   func(error) bool
	}{
		{"whole", 200, `{"_shards":{"total":3,"successful":3,"failed":0},"hits":{"total":{"value":7}}}`, func(err error) bool { return err == nil }},
		{"a shard failed", 200, `{"_shards":{"total":3,"successful":2,"failed":1}}`, func(err error) bool { return errors.Is(err, ErrPartial) }},
		{"a shard is nowhere", 200, `{"_shards":{"total":3,"successful":2,"failed":0}}`, func(err error) bool { return errors.Is(err, ErrPartial) }},
		{"time was up", 200, `{"timed_out":true,"_shards":{"total":3,"successful":3,"failed":0}}`, func(err error) bool { return errors.Is(err, ErrPartial) }},
		{"HTML of a proxy", 200, `<html>Sign in</html>`, func(err error) bool { return is(err, 200, "no JSON") }},
		{"HTML of a proxy that fails", 502, `<html>Bad gateway</html>`, func(err error) bool { return is(err, 502, "no JSON") }},
		{"no such index", 404, `{"error":{"type":"index_not_found_exception","reason":"no such index [t-items]"},"status":404}`, missing},
		{"no entry", 401, `Unauthorized`, func(err error) bool { return is(err, 401, "no JSON") }},
		{"no shards", 503, `{"error":{"root_cause":[{"type":"x","reason":"why"}],"type":"search_phase_execution_exception","reason":"all shards failed"}}`,
			func(err error) bool {
				return is(err, 503, "search_phase_execution_exception") && strings.Contains(err.Error(), "why")
			}},
		{"cut off", 200, `{"hits":{"tot`, func(err error) bool { return is(err, 200, "no JSON") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := answering(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(test.status)
				_, _ = fmt.Fprint(w, test.body)
			})
			if _, err := c.search(t.Context(), c.items(), object{}); !test.want(err) {
				t.Errorf("%v", err)
			}
		})
	}
}

func is(err error, status int, kind string) bool {
	var e *Error
	return asError(err, &e) && e.Status == status && e.Type == kind
}

// TestTooBusy holds that a cluster that is too busy is asked again, and for how
// long.
func TestTooBusy(t *testing.T) {
	var asked atomic.Int32
	busy := int32(2)
	c := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) <= busy {
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = fmt.Fprint(w, `{"error":{"type":"circuit_breaking_exception","reason":"[parent] Data too large"}}`)
			return
		}
		_, _ = fmt.Fprint(w, `{"_shards":{"total":1,"successful":1,"failed":0}}`)
	})
	if _, err := c.search(t.Context(), c.items(), object{}); err != nil || asked.Load() != 3 {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}
	busy = 1 << 30
	if _, err := c.search(t.Context(), c.items(), object{}); !errors.Is(err, index.ErrBusy) {
		t.Errorf("a cluster that stays busy gives %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.search(gone, c.items(), object{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a search that was given up gives %v", err)
	}
}

// TestRefused holds what is refused when a corpus is opened, or a list goes on.
func TestRefused(t *testing.T) {
	c := cluster(t)
	if _, err := Open(t.Context(), c, Options{}); !errors.Is(err, index.ErrNoIndex) {
		t.Errorf("a cluster without letters gives %v", err)
	}
	docs := []*index.Document{hard()}
	e := open(t, docs, nil)
	page, err := e.Search(t.Context(), &index.Request{Limit: 2})
	if err != nil || page.Next == "" {
		t.Fatalf("got %+v, %v", page, err)
	}
	if _, err := e.Write(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Search(t.Context(), &index.Request{Limit: 2, Cursor: page.Next}); !errors.Is(err, index.ErrExpired) {
		t.Errorf("a cursor of the generation before gives %v", err)
	}
	again, err := e.Search(t.Context(), &index.Request{})
	if err != nil || again.Total.Items != len(docs[0].Letter.Items) || again.Generation != page.Generation+1 {
		t.Errorf("the same letter again gives %+v, %v", again, err)
	}
	other := object{"_meta": object{"schema": Schema + 1, "text": 1}}
	if err := e.do(t.Context(), http.MethodPut, e.Client.items()+"/_mapping", other, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), e.Client, Options{}); !errors.Is(err, index.ErrVersion) {
		t.Errorf("a mapping of another version gives %v", err)
	}
}

// TestFewerItems holds that a letter that is written again with fewer items has no
// others.
func TestFewerItems(t *testing.T) {
	doc := hard()
	e := open(t, []*index.Document{doc}, nil)
	letter := *doc.Letter
	letter.Items = letter.Items[:2]
	if _, err := e.Write(t.Context(), []*index.Document{{Letter: &letter}}); err != nil {
		t.Fatal(err)
	}
	r, err := e.Search(t.Context(), &index.Request{Limit: 10})
	if err != nil || r.Total.Items != 2 || len(r.Hits) != 2 || r.Hits[0].Items != 2 {
		t.Errorf("got %+v, %v", r, err)
	}
}
