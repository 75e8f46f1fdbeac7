package bleve

import (
	"context"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/stats"
	"imrsearch/index/resolve"
)

// Stats counts how the items of one search or two were decided. See
// index.Searcher.
func (e *Engine) Stats(ctx context.Context, req *index.StatsRequest) (result *index.Stats, err error) {
	defer segment.Recover(&err)
	defer sectionfile.PanicOnFault()()
	start := time.Now()
	if err := req.Check(); err != nil {
		return nil, err
	}
	var fields []*index.Field
	for _, name := range req.By {
		f, _ := index.FieldNamed(name)
		fields = append(fields, f)
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
	limit := e.deadline(ctx)
	var sides []stats.Side
	var searches []*index.Request
	for _, r := range req.Sides {
		rated, plan, filters, err := resolve.Rated(ctx, r, e.opts.Keeper)
		if err != nil {
			return nil, err
		}
		if err := checkValues(g, plan, filters); err != nil {
			return nil, err
		}
		searches = append(searches, rated)
		sides = append(sides, stats.Side{
			Search:  &match.Search{Plan: plan, G: g, Deadline: limit, Running: &e.limiter.running, Scope: rated.Scope},
			Filters: filters,
		})
	}
	defer func() {
		for _, s := range sides {
			s.End(result != nil)
		}
	}()
	if result, err = stats.Run(sides, fields); err != nil {
		return nil, err
	}
	result.Rated = searches
	result.TookMS = float64(time.Since(start).Microseconds()) / 1000
	return result, nil
}
