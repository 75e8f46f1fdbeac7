package bleve

import (
	"context"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/decides"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/resolve"
)

// decidesTimeouts is how many times as long as another search one may work
// that reads the rationales of all its items.
const decidesTimeouts = 3

// Decides says what overturned rationales say that upheld ones do not. See
// index.Searcher.
func (e *Engine) Decides(ctx context.Context, req *index.DecidesRequest) (result *index.Decides, err error) {
	defer segment.Recover(&err)
	defer sectionfile.PanicOnFault()()
	start := time.Now()
	if err := req.Check(); err != nil {
		return nil, err
	}
	rated, plan, filters, err := resolve.Rated(ctx, req.Search, e.opts.Keeper)
	if err != nil {
		return nil, err
	}
	leave, err := e.limiter.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.Release()
	if err := checkValues(g, plan, filters); err != nil {
		return nil, err
	}
	limit := &match.Deadline{Ctx: ctx, Limit: max(e.opts.Timeout, 0) * decidesTimeouts}
	limit.Begin()
	s := &match.Search{Plan: plan, G: g, Deadline: limit, Running: &e.limiter.running, Scope: rated.Scope}
	defer func() { s.End(result != nil) }()
	if result, err = decides.Run(s, filters, req); err != nil {
		return nil, err
	}
	result.Find(rated)
	result.TookMS = float64(time.Since(start).Microseconds()) / 1000
	return result, nil
}
