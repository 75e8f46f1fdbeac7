package bleve

import (
	"errors"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/segment"
)

// Options tunes an Engine. The zero Options is what a server wants.
type Options struct {
	// Timeout is how long one search may work before it answers with what it
	// has; 0 means DefaultTimeout, negative means no limit.
	Timeout time.Duration
	// Searches bounds how many searches run at once; others wait, at most
	// DefaultTimeout. 0 means four for every processor.
	Searches int
	// KeepOpen is how long a replaced generation stays open for cursors; 0
	// means segment.DefaultKeepOpen.
	KeepOpen time.Duration
	// CachedResults is how many results the query cache holds, at about 25 kB
	// each; 0 means DefaultCachedResults, negative none.
	CachedResults int
	// Reading names today's parser and lexicon: Info, which alone asks, counts the
	// letters that something else may have read. Nil counts none.
	Reading func() segment.Reading
	// Keeper has the saved searches, tags and notes that queries may name; nil
	// for none.
	Keeper index.Keeper
}

// Defaults of Options.
const (
	DefaultTimeout       = 2 * time.Second
	DefaultCachedResults = 128
)

// An Engine answers searches from an index directory. It looks at CURRENT
// before each search and goes over to a new generation without a search
// failing or waiting; a running search keeps the generation it began with. It
// is safe for concurrent use.
type Engine struct {
	dir     string
	opts    Options
	limiter searchLimiter
	cache   queryCache

	current atomic.Pointer[segment.Generation] // nil when closed
	seen    atomic.Pointer[fs.FileInfo]        // of CURRENT, when it was last read
	loading sync.Mutex                         // held while a generation is opened
	mu      sync.Mutex                         // guards what follows
	old     []*segment.Generation              // replaced, still open for cursors
	closed  bool
}

var (
	_ index.Searcher  = (*Engine)(nil)
	_ index.Suggester = (*Engine)(nil)
)

var errClosed = errors.New("the engine is closed")

// Open opens the index in dir. Errors: index.ErrNoIndex, index.ErrDamaged,
// index.ErrVersion.
func Open(dir string, opts Options) (*Engine, error) {
	if opts.Timeout == 0 {
		opts.Timeout = DefaultTimeout
	}
	if opts.KeepOpen == 0 {
		opts.KeepOpen = segment.DefaultKeepOpen
	}
	if opts.CachedResults == 0 {
		opts.CachedResults = DefaultCachedResults
	}
	if opts.Searches <= 0 {
		opts.Searches = 4 * runtime.GOMAXPROCS(0)
	}
	e := &Engine{dir: dir, opts: opts, limiter: newSearchLimiter(opts.Searches), cache: newQueryCache(opts.CachedResults)}
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
