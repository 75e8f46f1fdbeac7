package bleve

import (
	"context"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/resolve"
)

// within does work that reads the index when there is a place for it among the
// searches. A panic, and a fault of a file that was cut short, become its
// error: see segment.Recover.
func (e *Engine) within(ctx context.Context, work func() error) (err error) {
	defer segment.Recover(&err)
	defer sectionfile.PanicOnFault()()
	leave, err := e.limiter.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	return work()
}

// serving does work on the serving generation, within the limits of the engine.
func (e *Engine) serving(ctx context.Context, work func(g *segment.Generation) error) error {
	return e.within(ctx, func() error {
		g, err := e.acquire()
		if err != nil {
			return err
		}
		defer g.Release()
		return work(g)
	})
}

// deadline returns the time limit of a search that begins now, times that of a
// page of hits.
func (e *Engine) deadline(ctx context.Context, times time.Duration) *match.Deadline {
	d := &match.Deadline{Ctx: ctx, Limit: max(e.opts.Timeout, 0) * times}
	d.Begin()
	return d
}

// resolve settles a request with what people keep: the request that comes back
// names no kept search any more.
func (e *Engine) resolve(ctx context.Context, req *index.Request) (_ *index.Request, _ *index.Plan, _ []index.FacetFilter, err error) {
	defer segment.Recover(&err)
	return resolve.ResolveKept(ctx, req, e.opts.Keeper)
}

// rated is resolve for a search whose items are rated. See resolve.Rated.
func (e *Engine) rated(ctx context.Context, req *index.Request) (_ *index.Request, _ *index.Plan, _ []index.FacetFilter, err error) {
	defer segment.Recover(&err)
	return resolve.Rated(ctx, req, e.opts.Keeper)
}

// tookMS returns the milliseconds since start.
func tookMS(start time.Time) float64 { return float64(time.Since(start).Microseconds()) / 1000 }
