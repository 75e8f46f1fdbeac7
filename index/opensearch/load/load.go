// Package load answers one question: how do letters get into a cluster? Its Writer
// is an index.Writer over a cluster: any number of them, on any number of
// machines, load into one corpus at once.
package load

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"imrsearch/index"
	"imrsearch/index/opensearch"
)

// batchBytes is from how many bytes on a batch is sent. Each goroutine that adds
// letters holds one batch at most, so that memory is bounded by their number.
const batchBytes = 4 << 20

// A Writer loads letters into a corpus. What it was given is in the cluster, and
// survives the writer, as soon as a batch is sent; searches see it from Commit on.
// A writer after one that was killed knows what that one wrote, and goes on there.
type Writer struct {
	client *opensearch.Client
	full   int // bytes of a batch that is sent

	mu        sync.Mutex
	version   int64
	known     map[string]string // hash → letter
	letters   map[string]letter
	batch     *opensearch.Batch
	recovered int
}

type letter struct {
	items  int
	hashes []string // that of today first
}

var _ index.Writer = (*Writer)(nil)

// NewWriter returns a writer into a client's corpus, whose indices it makes where
// they are not there. It keeps about 200 bytes of memory for each letter that the
// cluster has. The caller closes the client. Errors: index.ErrVersion,
// index.ErrUnavailable.
func NewWriter(ctx context.Context, client *opensearch.Client, settings opensearch.Settings) (*Writer, error) {
	if err := prepare(ctx, client, settings); err != nil {
		return nil, err
	}
	before, err := client.Count(ctx)
	if err != nil {
		return nil, err
	}
	have, err := client.Loaded(ctx)
	if err != nil {
		return nil, err
	}
	w := &Writer{client: client, full: batchBytes, version: time.Now().UnixMilli(), known: make(map[string]string, len(have)), letters: make(map[string]letter, len(have))}
	w.batch = &opensearch.Batch{Version: w.version}
	w.recovered = max(len(have)-before, 0)
	for _, l := range have {
		w.letters[l.ID] = letter{l.Items, l.SHA256}
		for _, h := range l.SHA256 {
			w.known[h] = l.ID
		}
	}
	return w, nil
}

// prepare makes the indices unless they are there. Of several that make them at
// once, one does, and the others find them made.
func prepare(ctx context.Context, client *opensearch.Client, settings opensearch.Settings) error {
	there, err := client.Exists(ctx)
	if err != nil {
		return err
	}
	if !there {
		err := client.Create(ctx, settings)
		var e *opensearch.Error
		if err != nil && (!errors.As(err, &e) || e.Status != http.StatusBadRequest || e.Type != "resource_already_exists_exception") {
			return err
		}
		if err := client.AwaitReady(ctx); err != nil {
			return err
		}
	}
	return client.CheckVersion(ctx)
}

// Known returns the letter that was read from bytes with that hash. See
// index.Writer.
func (w *Writer) Known(sha256 string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.known[sha256]
}

// Has returns the hash of what a letter was read from. See index.Writer.
func (w *Writer) Has(id string) (sha256 string, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	l, ok := w.letters[id]
	if !ok || len(l.hashes) == 0 {
		return "", ok
	}
	return l.hashes[0], true
}

// Recovered returns how many letters a writer that did not end with a commit left.
func (w *Writer) Recovered() int { return w.recovered }

// Add takes a letter in. See index.Writer.
func (w *Writer) Add(ctx context.Context, d *index.Document) error {
	full, err := w.add(d)
	if err != nil || full == nil {
		return err
	}
	return w.client.Put(ctx, full)
}

// add adds a letter to the batch, and returns the batch when it is full.
func (w *Writer) add(d *index.Document) (full *opensearch.Batch, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	id, hash := d.Letter.ID, d.Letter.Source.SHA256
	old, there := w.letters[id]
	had := old.items
	if there {
		had = max(had, 1)
	}
	older := slices.DeleteFunc(slices.Clone(old.hashes), func(h string) bool { return h == hash })
	w.version++ // of two texts of one letter the later one stays
	w.batch.Version = w.version
	if err := w.client.Add(w.batch, d, had, older...); err != nil {
		return nil, err
	}
	w.letters[id] = letter{max(len(d.Letter.Items), had), append([]string{hash}, older...)}
	w.known[hash] = id
	if w.batch.Size() < w.full {
		return nil, nil
	}
	full, w.batch = w.batch, &opensearch.Batch{Version: w.version}
	return full, nil
}

// Commit sends what is left and makes all that was added visible. See
// index.Writer.
func (w *Writer) Commit(ctx context.Context) (generation int, err error) {
	w.mu.Lock()
	last := w.batch
	w.batch = &opensearch.Batch{Version: w.version}
	w.mu.Unlock()
	if err := w.client.Put(ctx, last); err != nil {
		return 0, err
	}
	w.recovered = 0
	return w.client.Publish(ctx)
}

// Close lets go of nothing: there is no lock, and the client is the caller's.
func (w *Writer) Close() error { return nil }
