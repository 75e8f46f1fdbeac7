package bleve

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/facet"
	"imrsearch/index/bleve/segment"
)

// Options tunes an Engine. The zero Options is what a server wants.
type Options struct {
	// Timeout is how long one search may work before it answers with what it
	// has; 0 means DefaultTimeout, negative means no limit.
	Timeout time.Duration
	// Searches is how many searches run at once; others wait. 0 means four
	// for every processor. Of these, those that have just begun run one for
	// every processor.
	Searches int
	// KeepOpen is how long a replaced generation stays open for cursors; 0
	// means DefaultKeepOpen.
	KeepOpen time.Duration
	// Answers is how many answers a generation keeps, for the pages behind the
	// first and for the same search again; 0 means DefaultAnswers (about 3 MB),
	// negative none.
	Answers int
	// Reading names today's parser and lexicon: Info counts the letters that
	// something else may have read. The zero Reading counts none.
	Reading segment.Reading
}

// Defaults of Options.
const (
	DefaultTimeout = 2 * time.Second
	DefaultAnswers = 128
)

// openAtOnce is the size, in items, up to which the search that notices a new
// generation opens it before it answers (about a millisecond). Larger ones are
// opened and warmed in the background, while the old one serves.
const openAtOnce = 20_000

// An Engine answers searches from an index directory. It looks at CURRENT
// before each search and goes over to a new generation without a search
// failing or waiting; those that run keep the one they began with. It is safe
// for concurrent use.
type Engine struct {
	dir  string
	opts Options
	searchLimiter
	answers queryCache

	current atomic.Pointer[segment.Generation]
	stamp   atomic.Pointer[fs.FileInfo] // of CURRENT, as last seen
	loading sync.Mutex
	mu      sync.Mutex
	old     []*segment.Generation // replaced, still open for cursors
	closed  bool
}

var (
	_ index.Searcher  = (*Engine)(nil)
	_ index.Suggester = (*Engine)(nil)
)

// Open opens the index in dir. Errors: index.ErrNoIndex, index.ErrDamaged,
// index.ErrVersion.
func Open(dir string, opts Options) (*Engine, error) {
	if opts.Timeout == 0 {
		opts.Timeout = DefaultTimeout
	}
	if opts.KeepOpen == 0 {
		opts.KeepOpen = segment.DefaultKeepOpen
	}
	if opts.Answers == 0 {
		opts.Answers = DefaultAnswers
	}
	if opts.Searches <= 0 {
		opts.Searches = 4 * runtime.GOMAXPROCS(0)
	}
	e := &Engine{dir: dir, opts: opts, searchLimiter: newSearchLimiter(opts.Searches), answers: newQueryCache(opts.Answers)}
	if err := e.Refresh(); err != nil {
		return nil, err
	}
	return e, nil
}

// Close closes all generations, once the searches that use them have ended.
// Later searches fail.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil
	}
	e.closed = true
	for _, g := range e.old {
		g.Release()
	}
	e.old = nil
	if g := e.current.Swap(nil); g != nil {
		g.Release()
	}
	return nil
}

// Refresh goes over to the generation that CURRENT names, if it is another
// one. Searches do so by themselves.
func (e *Engine) Refresh() error {
	e.loading.Lock()
	defer e.loading.Unlock()
	return e.refresh(false)
}

// refresh does what Refresh does, and warms the generation first if that is
// asked for.
func (e *Engine) refresh(warm bool) error {
	seen := e.look()
	n, err := segment.ReadCurrent(e.dir)
	if err != nil {
		return err
	}
	g := e.current.Load()
	if g != nil && g.Manifest.Generation == n {
		e.stamp.Store(seen)
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
		if err := facet.Warm(next); err != nil {
			next.Release()
			return err
		}
	}
	e.stamp.Store(seen)
	return e.swap(next)
}

// swap makes g the serving generation.
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

// dropOld closes what has been kept long enough.
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

var errClosed = errors.New("the engine is closed")

// look returns what CURRENT is now, nil when there is none.
func (e *Engine) look() *fs.FileInfo {
	info, err := os.Stat(segment.CurrentPath(e.dir))
	if err != nil {
		return nil
	}
	return &info
}

// notice goes over to a new generation when CURRENT has changed. A new one
// that cannot be opened leaves the old one serving, and is tried again when
// CURRENT changes.
func (e *Engine) notice() {
	seen, last := e.look(), e.stamp.Load()
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
			e.stamp.Store(seen)
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

// unchanged reports whether CURRENT is the file that it was. A new generation
// renames a new file to that name, which may have the time and size of the old.
func unchanged(a, b fs.FileInfo) bool {
	return a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size() && os.SameFile(a, b)
}
