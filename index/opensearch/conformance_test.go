package opensearch

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/opensearch-project/opensearch-go/v4"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/index/opensearch/clustertest"
)

var corpora atomic.Int64

// cluster returns a client of a corpus of its own on the cluster under test, whose
// indices end with the test. Without a cluster the test is skipped, see clustertest.
func cluster(t testing.TB) *Client {
	t.Helper()
	c, err := NewClient(opensearch.Config{Addresses: clustertest.Shared(t)}, fmt.Sprintf("t%d-%d", os.Getpid(), corpora.Add(1)))
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

func TestMain(m *testing.M) {
	flag.Parse()
	clustertest.Main(m)
}

// usualEffort is the share of the random searches of other engines' tests, in per
// cent: each takes some requests to three processes. -indextest.effort=100, or
// more, asks for as many as of the others, or more.
const usualEffort = "4"

// eased lowers the effort of the suite unless it is asked for by flag.
func eased(t *testing.T) {
	t.Helper()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == effortFlag })
	if asked {
		return
	}
	before := flag.Lookup(effortFlag).Value.String()
	if err := flag.Lookup(effortFlag).Value.Set(usualEffort); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Lookup(effortFlag).Value.Set(before) })
}

const effortFlag = "indextest.effort"

// brief skips what takes long where tests are to be short: it is the same on the
// wire, and the race detector finds nothing more in it.
func brief(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes long")
	}
}

func TestConformance(t *testing.T) {
	brief(t)
	eased(t)
	indextest.Run(t, func(t *testing.T, docs []*index.Document) index.Searcher { return open(t, docs, nil) })
}

func TestConformanceKept(t *testing.T) {
	indextest.RunKept(t, func(t *testing.T, docs []*index.Document, keeper index.Keeper) index.Searcher {
		return open(t, docs, keeper)
	})
}
