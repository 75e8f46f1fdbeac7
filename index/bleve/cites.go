package bleve

import (
	"context"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/citations"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/citetree"
	"imrsearch/index/query"
)

// Cites answers from the citation index. See index.Searcher.
func (e *Engine) Cites(ctx context.Context, req *index.CitesRequest) (*index.Cites, error) {
	start := time.Now()
	if err := req.Check(); err != nil {
		return nil, err
	}
	out, err := e.countCites(ctx, req)
	if err != nil {
		return nil, err
	}
	if err := citetree.CountLists(ctx, e, req, out); err != nil {
		return nil, err
	}
	out.TookMS = tookMS(start)
	return out, nil
}

// countCites makes the answer without the counts of its lists.
func (e *Engine) countCites(ctx context.Context, req *index.CitesRequest) (out *index.Cites, err error) {
	_, asked, _, err := e.resolve(ctx, req.Base())
	if err != nil {
		return nil, err
	}
	tree, err := query.Parse(asked.Reading.ReadAs)
	if err != nil {
		return nil, err
	}
	_, plan, filters, err := e.resolve(ctx, citetree.Counted(req, tree))
	if err != nil {
		return nil, err
	}
	err = e.serving(ctx, func(g *segment.Generation) error {
		if err := checkValues(g, plan, filters); err != nil {
			return err
		}
		s := &match.Search{Plan: plan, G: g, Deadline: e.deadline(ctx, 1), Running: &e.limiter.running, Scope: req.Scope}
		s.Begin()
		defer func() { s.End(out != nil) }()
		if err := s.ExpandPatterns(); err != nil {
			return err
		}
		counts := citations.New(req.Node)
		s.SelectItems(index.MatchAll, func(sel *match.Selection) {
			sel.Choose(filters)
			counts.Count(sel)
		})
		if err := s.Err(); err != nil {
			return err
		}
		asked.Reading.Settle(asked.Plain, s.Stands)
		out = citetree.Answer(req, tree, counts.Sums())
		out.Query, out.Generation, out.Partial = asked.Reading, g.Manifest.Generation, s.Deadline.Partial.Load()
		return nil
	})
	return out, err
}
