package bleve

import (
	"context"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/similar"
)

// Similar returns items like another, in groups. See index.Searcher.
func (e *Engine) Similar(ctx context.Context, req *index.SimilarRequest) (*index.SimilarResult, error) {
	start := time.Now()
	if err := req.Check(); err != nil {
		return nil, err
	}
	_, plan, filters, err := e.resolve(ctx, &index.Request{Filters: req.Filters})
	if err != nil {
		return nil, err
	}
	var result *index.SimilarResult
	err = e.serving(ctx, func(g *segment.Generation) (err error) {
		if err := checkValues(g, plan, filters); err != nil {
			return err
		}
		like, err := similar.Like(g, req)
		if err != nil {
			return err
		}
		s := &match.Search{Plan: &index.Plan{Root: index.All{}}, G: g, Match: index.MatchAll, Deadline: e.deadline(ctx, 1), Running: &e.limiter.running}
		s.Begin()
		defer func() { s.End(result != nil) }()
		result, err = similar.Run(s, req, filters, like)
		return err
	})
	if err != nil {
		return nil, err
	}
	result.TookMS = tookMS(start)
	return result, nil
}
