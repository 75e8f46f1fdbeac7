package bleve

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/facet"
	"imrsearch/index/bleve/fold"
	"imrsearch/index/bleve/segment"
)

// openAtOnce is the size, in items, up to which the search that notices a new
// generation opens it before it answers (about a millisecond). Larger ones are
// opened and warmed in the background, while the old one serves.
const openAtOnce = 20_000

// Refresh goes over to the generation that CURRENT names, if it is another
// one. Searches do so by themselves. Errors: as of Open.
func (e *Engine) Refresh() error {
	e.loading.Lock()
	defer e.loading.Unlock()
	return e.refresh(false)
}

// refresh does what Refresh does; with warm it first counts the facets that
// every page shows. The caller holds loading.
func (e *Engine) refresh(warm bool) error {
	seen := e.stat()
	n, err := segment.ReadCurrent(e.dir)
	if err != nil {
		return err
	}
	g := e.current.Load()
	if g != nil && g.Manifest.Generation == n {
		e.seen.Store(seen)
		return nil
	}
	m, err := segment.ReadManifest(e.dir, n)
	if err != nil {
		return err
	}
	next, err := segment.OpenGeneration(e.dir, m, g)
	if err != nil {
		return err
	}
	if warm {
		if err := errors.Join(facet.Warm(next), fold.Warm(next)); err != nil {
			next.Release()
			return err
		}
	}
	e.seen.Store(seen)
	return e.swap(next)
}

// swap makes g the serving generation and keeps the old one for cursors.
func (e *Engine) swap(g *segment.Generation) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		g.Release()
		return errClosed
	}
	if old := e.current.Swap(g); old != nil {
		old.Retired = time.Now()
		e.old = append(e.old, old)
	}
	e.dropOld()
	return nil
}

// dropOld closes replaced generations that have been kept for KeepOpen. The
// caller holds mu.
func (e *Engine) dropOld() {
	kept := e.old[:0]
	for _, g := range e.old {
		if time.Since(g.Retired) > e.opts.KeepOpen {
			g.Release()
			continue
		}
		kept = append(kept, g)
	}
	clear(e.old[len(kept):])
	e.old = kept
}

// stat returns the file information of CURRENT, nil when there is none.
func (e *Engine) stat() *fs.FileInfo {
	info, err := os.Stat(segment.CurrentPath(e.dir))
	if err != nil {
		return nil
	}
	return &info
}

// unchanged reports whether both are the same file in the same state. CURRENT
// is replaced by a rename, so that two commits within one tick of the clock
// still differ in their inode.
func unchanged(a, b fs.FileInfo) bool {
	return a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size() && os.SameFile(a, b)
}

// notice goes over to a new generation when CURRENT has changed. A new one
// that cannot be opened leaves the old one serving, and is tried again when
// CURRENT changes.
func (e *Engine) notice() {
	seen, last := e.stat(), e.seen.Load()
	if seen == nil || last != nil && unchanged(*seen, *last) || !e.loading.TryLock() {
		return
	}
	n, err := segment.ReadCurrent(e.dir)
	if err != nil {
		e.loading.Unlock()
		return
	}
	m, err := segment.ReadManifest(e.dir, n)
	large := err == nil && m.Items > openAtOnce
	load := func() {
		defer e.loading.Unlock()
		if e.refresh(large) != nil {
			e.seen.Store(seen)
		}
	}
	if large {
		go load()
		return
	}
	load()
}

// acquire returns the serving generation; release it after use.
func (e *Engine) acquire() (*segment.Generation, error) {
	e.notice()
	for {
		g := e.current.Load()
		if g == nil {
			return nil, errClosed
		}
		if g.Acquire() {
			return g, nil
		}
	}
}

// generation returns generation n, which may have been replaced. Errors:
// index.ErrExpired.
func (e *Engine) generation(n int) (*segment.Generation, error) {
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	if g.Manifest.Generation == n {
		return g, nil
	}
	defer g.Release()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.dropOld()
	for _, old := range e.old {
		if old.Manifest.Generation == n && old.Acquire() {
			return old, nil
		}
	}
	m, err := segment.ReadManifest(e.dir, n)
	if err != nil || n > g.Manifest.Generation {
		return nil, index.ErrExpired
	}
	old, err := segment.OpenGeneration(e.dir, m, g)
	if err != nil {
		return nil, index.ErrExpired
	}
	old.Retired = time.Now()
	if !e.closed && old.Acquire() {
		e.old = append(e.old, old)
	}
	return old, nil
}
