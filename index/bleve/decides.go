package bleve

import (
	"context"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/decides"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segment"
)

// decidesTimeouts is how many times as long as another search one may work
// that reads the rationales of all its items.
const decidesTimeouts = 3

// Decides says what overturned rationales say that upheld ones do not. See
// index.Searcher.
func (e *Engine) Decides(ctx context.Context, req *index.DecidesRequest) (*index.Decides, error) {
	start := time.Now()
	if err := req.Check(); err != nil {
		return nil, err
	}
	rated, plan, filters, err := e.rated(ctx, req.Search)
	if err != nil {
		return nil, err
	}
	var result *index.Decides
	err = e.serving(ctx, func(g *segment.Generation) (err error) {
		if err := checkValues(g, plan, filters); err != nil {
			return err
		}
		s := &match.Search{Plan: plan, G: g, Deadline: e.deadline(ctx, decidesTimeouts), Running: &e.limiter.running, Scope: rated.Scope}
		defer func() { s.End(result != nil) }()
		result, err = decides.Run(s, filters, req)
		return err
	})
	if err != nil {
		return nil, err
	}
	result.Find(rated)
	result.TookMS = tookMS(start)
	return result, nil
}
