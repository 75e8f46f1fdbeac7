//go:build unix

package load

import (
	"context"
	"errors"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/index/opensearch"
	"imrsearch/index/opensearch/clustertest"
	"imrsearch/index/opensearch/connect"
	"imrsearch/server/respond"
)

func TestMain(m *testing.M) { clustertest.Main(m) }

// corpus returns a client of a corpus on some nodes.
func corpus(t testing.TB, addresses []string, name string, attempt time.Duration) (*opensearch.Client, opensearch.Settings) {
	t.Helper()
	hosts := make([]string, len(addresses))
	for i, a := range addresses {
		hosts[i] = strings.TrimPrefix(a, "http://")
	}
	a, err := connect.Parse("opensearch://" + strings.Join(hosts, ",") + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.Client(connect.Access{Attempt: attempt})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c, a.Settings
}

func writer(t testing.TB, c *opensearch.Client, s opensearch.Settings) *Writer {
	t.Helper()
	w, err := NewWriter(t.Context(), c, s)
	if err != nil {
		t.Fatal(err)
	}
	w.full = 64 << 10 // many batches
	return w
}

func add(t testing.TB, w *Writer, docs []*index.Document) {
	t.Helper()
	for _, d := range docs {
		if err := w.Add(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
}

// sound holds that a corpus has all of so many letters.
func sound(t testing.TB, c *opensearch.Client, letters int) {
	t.Helper()
	report, err := c.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if report.Letters != letters || len(report.Damaged) > 0 {
		t.Errorf("%d letters, damaged %v; want %d", report.Letters, report.Damaged, letters)
	}
}

// searching searches without a pause while do works, and holds that every answer
// is whole, and every error one that says that the cluster cannot answer now. It
// returns when the cluster has answered after do.
func searching(t *testing.T, e *opensearch.Engine, want int, do func()) {
	t.Helper()
	var group sync.WaitGroup
	var over atomic.Bool
	var answers, refused atomic.Int64
	var limit atomic.Int64 // by when the cluster must have answered again
	for range 2 {
		group.Go(func() {
			for last := false; ; {
				res, err := e.Search(t.Context(), &index.Request{Limit: 3, Facets: true})
				switch {
				case err == nil && (res.Total.Items != want || res.Partial):
					t.Errorf("an answer of %d items, partial %t; want %d", res.Total.Items, res.Partial, want)
					return
				case err == nil:
					answers.Add(1)
				case errors.Is(err, index.ErrUnavailable) || errors.Is(err, index.ErrTimeout) || errors.Is(err, index.ErrBusy):
					refused.Add(1)
				default:
					t.Errorf("error: %v", err)
					return
				}
				if last && err == nil {
					return
				}
				if last && time.Now().UnixNano() > limit.Load() {
					t.Errorf("no answer within a minute: %v", err)
					return
				}
				last = over.Load()
			}
		})
	}
	do()
	limit.Store(time.Now().Add(time.Minute).UnixNano())
	over.Store(true)
	group.Wait()
	t.Logf("%d whole answers, %d refused", answers.Load(), refused.Load())
}

// TestNodesFail loses nodes of a cluster while it is searched and loaded.
func TestNodesFail(t *testing.T) {
	if os.Getenv(clustertest.RequiredVariable) != "required" {
		t.Skip("takes a minute of a machine that does nothing else: make test-cluster")
	}
	cluster := clustertest.Start(t, 3, clustertest.Watchful...)
	docs := indextest.BenchDocuments(120)
	client, settings := corpus(t, cluster.Addresses(), "searched", connect.Attempt)
	w := writer(t, client, settings)
	add(t, w, docs)
	if _, err := w.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	engine, err := opensearch.Open(t.Context(), client, opensearch.Options{})
	if err != nil {
		t.Fatal(err)
	}
	items := 0
	for _, d := range docs {
		items += len(d.Determinations())
	}
	other, settings := corpus(t, cluster.Addresses(), "loaded", connect.LoadAttempt)
	w = writer(t, other, settings)
	green := func() {
		t.Helper()
		if err := cluster.Wait(3, 3*time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	green()

	// The manager, which holds primary shards too, is killed.
	add(t, w, docs[:60])
	lost := cluster.Manager()
	searching(t, engine, items, func() {
		lost.Kill()
		add(t, w, docs[60:])
		if _, err := w.Commit(t.Context()); err != nil {
			t.Error(err)
		}
	})
	sound(t, other, len(docs))
	if err := cluster.Launch(lost); err != nil {
		t.Fatal(err)
	}
	green()

	// A node hangs, and goes on.
	hanging := cluster.Nodes[0]
	if hanging == cluster.Manager() {
		hanging = cluster.Nodes[1]
	}
	searching(t, engine, items, func() {
		if err := hanging.Signal(syscall.SIGSTOP); err != nil {
			t.Error(err)
			return
		}
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		for ctx.Err() == nil { // until it is missed
			if _, err := engine.Search(ctx, &index.Request{}); err == nil {
				break
			}
		}
		if err := hanging.Signal(syscall.SIGCONT); err != nil {
			t.Error(err)
		}
	})
	green()

	// Two of three are gone: no number is told.
	left := cluster.Manager()
	for _, n := range cluster.Nodes {
		if n != left {
			n.Kill()
		}
	}
	for range 5 {
		res, err := engine.Search(t.Context(), &index.Request{Limit: 3})
		if !errors.Is(err, index.ErrUnavailable) || respond.StatusOf(err) != http.StatusServiceUnavailable {
			t.Errorf("answer %+v, error %v; want %v", res, err, index.ErrUnavailable)
		}
	}
}

// TestResumes kills loads, in that they end without a commit, and goes on where
// they ended; several load at once, some letters twice.
func TestResumes(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	addresses := clustertest.Shared(t)
	docs := indextest.BenchDocuments(90)
	client, settings := corpus(t, addresses, "resumed", connect.LoadAttempt)
	add(t, writer(t, client, settings), docs[:40])
	next := writer(t, client, settings)
	for _, d := range docs[:10] {
		if next.Known(d.Letter.Source.SHA256) == "" {
			t.Fatalf("%s is not known after it was loaded", d.Letter.ID)
		}
	}
	if next.Recovered() == 0 {
		t.Error("letters that no commit published are not recovered")
	}
	var group sync.WaitGroup
	for i := range 3 {
		w := writer(t, client, settings)
		group.Go(func() {
			add(t, w, docs[i*20:])
			if _, err := w.Commit(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	sound(t, client, len(docs))
}

// TestReplaces holds that a letter's newer text takes the place of the older one
// with all its items, and that the older one does not come back.
func TestReplaces(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	addresses := clustertest.Shared(t)
	client, settings := corpus(t, addresses, "replaced", connect.LoadAttempt)
	var long *index.Document
	for _, d := range indextest.BenchDocuments(60) {
		if long == nil || len(d.Letter.Items) > len(long.Letter.Items) {
			long = d
		}
	}
	w := writer(t, client, settings)
	add(t, w, []*index.Document{long})
	if _, err := w.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	letter := *long.Letter
	letter.Items, letter.Source.SHA256 = letter.Items[:1], strings.Repeat("ab", 32)
	w = writer(t, client, settings)
	add(t, w, []*index.Document{{Letter: &letter, Text: long.Text}})
	if _, err := w.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	sound(t, client, 1)
	w = writer(t, client, settings)
	if sum, _ := w.Has(letter.ID); sum != letter.Source.SHA256 || w.Known(long.Letter.Source.SHA256) != letter.ID {
		t.Errorf("the letter is read from %s; the older text is of letter %q", sum, w.Known(long.Letter.Source.SHA256))
	}
}
