package bleve

import (
	"context"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/collect"
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
	var x *execution
	defer func() {
		if x != nil {
			x.End(err == nil)
			x.G.Release()
		}
	}()
	var answer *index.Result
	var hits []collect.Hit
	err = e.within(ctx, func() (err error) {
		if x, err = e.begin(e.deadline(ctx, streamTimeouts), req, plan, filters); err != nil {
			return err
		}
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
		res.TookMS = tookMS(begun)
		if err := page(&res); err != nil || len(hits) == 0 {
			return err
		}
		at += len(batch)
		answer.Facets = nil
	}
}
