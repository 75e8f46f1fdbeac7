package bleve

import (
	"context"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/collect"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segment"
)

var _ index.Streamer = (*Engine)(nil)

// streamTimeouts is how many times as long as another search one may work
// that gives all its hits: it scores every one of them.
const streamTimeouts = 5

// Stream gives any number of hits of one search, whatever commits meanwhile.
// It holds no place among the searches that may run while page is at work. See
// index.Streamer.
func (e *Engine) Stream(ctx context.Context, req *index.Request, page func(*index.Result) error) (err error) {
	begun := time.Now()
	if err := req.Check(); err != nil {
		return err
	}
	req, plan, filters, err := e.resolve(ctx, req)
	if err != nil {
		return err
	}
	limit := &match.Deadline{Ctx: ctx, Limit: max(e.opts.Timeout, 0) * streamTimeouts}
	limit.Begin()
	x, err := e.begin(limit, req, plan, filters)
	if err != nil {
		return err
	}
	defer x.G.Release()
	defer func() { x.End(err == nil) }()
	var answer *index.Result
	var hits []collect.Hit
	err = e.within(ctx, func() (err error) {
		answer, hits, err = x.find()
		return err
	})
	if err != nil {
		return err
	}
	for at := x.hits.Start(); ; {
		batch := hits[:min(len(hits), index.MaxLimit)]
		hits = hits[len(batch):]
		res := *answer
		err := e.within(ctx, func() error { return x.hits.Show(&res, at, batch) })
		if err != nil {
			return err
		}
		res.Partial = answer.Partial && len(hits) == 0
		res.TookMS = float64(time.Since(begun).Microseconds()) / 1000
		if err := page(&res); err != nil || len(hits) == 0 {
			return err
		}
		at += len(batch)
		answer.Facets = nil
	}
}

// within does work of a search when there is a place for one.
func (e *Engine) within(ctx context.Context, work func() error) (err error) {
	defer segment.Recover(&err)
	leave, err := e.limiter.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	return work()
}
