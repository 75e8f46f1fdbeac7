package opensearch

import (
	"context"
	"sync/atomic"
	"time"

	"imrsearch/index"
	"imrsearch/index/resolve"
)

// Options tunes an Engine. The zero Options is what a server wants.
type Options struct {
	// Timeout is how long one search may work; 0 means DefaultTimeout, negative
	// means no limit. What it cuts is an error: the cluster gives whole answers or
	// none.
	Timeout time.Duration
	// Keeper has the saved searches, tags and notes that queries may name; nil
	// for none.
	Keeper index.Keeper
}

// DefaultTimeout is the time limit of a search.
const DefaultTimeout = 10 * time.Second

// An Engine answers searches from a cluster. It keeps nothing but what it can ask
// the cluster for again, and is safe for concurrent use.
type Engine struct {
	*Client
	opts    Options
	current atomic.Pointer[snapshot]
}

var _ index.Engine = (*Engine)(nil)

// Open opens the corpus of a client, which Close closes. Errors:
// index.ErrNoIndex, index.ErrVersion, those of the connection.
func Open(ctx context.Context, c *Client, opts Options) (*Engine, error) {
	if opts.Timeout == 0 {
		opts.Timeout = DefaultTimeout
	}
	e := &Engine{Client: c, opts: opts}
	_, err := e.snapshot(ctx)
	return e, err
}

// within returns a context with the time limit of a search, times that of a page
// of hits.
func (e *Engine) within(ctx context.Context, times time.Duration) (context.Context, context.CancelFunc) {
	if e.opts.Timeout < 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, e.opts.Timeout*times, index.ErrTimeout)
}

// begin makes the run of a plan over the serving generation, after it has held the
// values that are asked for against those that items have.
func (e *Engine) begin(ctx context.Context, req *index.Request, plan *index.Plan, filters []index.FacetFilter) (*run, error) {
	s, err := e.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	var fault error
	err = resolve.CheckValues(plan, filters, func(f *index.Field) []resolve.FieldValue {
		values, err := s.valuesOf(ctx, f)
		if err != nil {
			fault = err
		}
		return values
	})
	if fault != nil {
		return nil, fault
	}
	if err != nil {
		return nil, err
	}
	return &run{ctx: ctx, snapshot: s, req: req, plan: plan, filters: filters, found: map[string]object{}, counts: map[string]int{}, flagged: map[string]flagged{}, total: pageRows + 1}, nil
}

// tookMS returns the milliseconds since start.
func tookMS(start time.Time) float64 { return float64(time.Since(start).Microseconds()) / 1000 }
