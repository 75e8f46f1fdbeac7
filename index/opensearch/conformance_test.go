package opensearch

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/opensearch-project/opensearch-go/v4"

	"imrsearch/index"
	"imrsearch/index/indextest"
)

var corpora atomic.Int64

// cluster returns a client of a corpus of its own on the cluster under test, whose
// indices end with the test. Without a cluster the test is skipped.
func cluster(t testing.TB) *Client {
	t.Helper()
	addresses := os.Getenv("IMR_OPENSEARCH")
	if addresses == "" {
		t.Skip("IMR_OPENSEARCH has no addresses of a cluster")
	}
	c, err := NewClient(opensearch.Config{Addresses: strings.Split(addresses, ","), Context: t.Context()}, fmt.Sprintf("t%d-%d", os.Getpid(), corpora.Add(1)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.do(context.Background(), http.MethodDelete, c.items()+","+c.letters()+","+c.state(), nil, nil); err != nil && !missing(err) {
			t.Error(err)
		}
		_ = c.Close()
	})
	return c
}

// open writes letters and opens them.
func open(t *testing.T, docs []*index.Document, keeper index.Keeper) *Engine {
	t.Helper()
	c := cluster(t)
	if err := c.Create(t.Context(), Settings{Shards: 3}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	e, err := Open(t.Context(), c, Options{Keeper: keeper, Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestConformance(t *testing.T) {
	indextest.Run(t, func(t *testing.T, docs []*index.Document) index.Searcher { return open(t, docs, nil) })
}

func TestConformanceKept(t *testing.T) {
	indextest.RunKept(t, func(t *testing.T, docs []*index.Document, keeper index.Keeper) index.Searcher {
		return open(t, docs, keeper)
	})
}
