package bleve

import (
	"context"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/stats"
)

// Stats counts how the items of one search or two were decided. See
// index.Searcher.
func (e *Engine) Stats(ctx context.Context, req *index.StatsRequest) (*index.Stats, error) {
	start := time.Now()
	if err := req.Check(); err != nil {
		return nil, err
	}
	var fields []*index.Field
	for _, name := range req.By {
		f, _ := index.FieldNamed(name)
		fields = append(fields, f)
	}
	var searches []*index.Request
	var sides []stats.Side
	for _, r := range req.Sides {
		rated, plan, filters, err := e.rated(ctx, r)
		if err != nil {
			return nil, err
		}
		searches = append(searches, rated)
		sides = append(sides, stats.Side{Search: &match.Search{Plan: plan, Running: &e.limiter.running, Scope: rated.Scope}, Filters: filters})
	}
	var result *index.Stats
	err := e.serving(ctx, func(g *segment.Generation) (err error) {
		limit := e.deadline(ctx, 1)
		for _, s := range sides {
			if err := checkValues(g, s.Plan, s.Filters); err != nil {
				return err
			}
			s.G, s.Deadline = g, limit
		}
		defer func() {
			for _, s := range sides {
				s.End(result != nil)
			}
		}()
		result, err = stats.Run(sides, fields)
		return err
	})
	if err != nil {
		return nil, err
	}
	result.Rated = searches
	result.TookMS = tookMS(start)
	return result, nil
}
