package bleve

import (
	"context"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/collect"
	"imrsearch/index/bleve/facet"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/resolve"
)

// Search answers a request. See index.Searcher.
func (e *Engine) Search(ctx context.Context, req *index.Request) (*index.Result, error) {
	start := time.Now()
	if err := req.Check(); err != nil {
		return nil, err
	}
	req, plan, filters, err := e.resolve(ctx, req)
	if err != nil {
		return nil, err
	}
	result, err := e.run(ctx, req, plan, filters)
	if err != nil {
		return nil, err
	}
	result.TookMS = tookMS(start)
	return result, nil
}

// run executes a plan on one generation, within the limits of the engine.
func (e *Engine) run(ctx context.Context, req *index.Request, plan *index.Plan, filters []index.FacetFilter) (result *index.Result, err error) {
	err = e.within(ctx, func() (err error) {
		x, err := e.begin(e.deadline(ctx, 1), req, plan, filters)
		if err != nil {
			return err
		}
		defer x.G.Release()
		defer func() { x.End(result != nil) }()
		result, err = x.run()
		return err
	})
	return result, err
}

// begin makes the execution of a plan over the generation that the request
// asks for, which the caller releases.
func (e *Engine) begin(limit *match.Deadline, req *index.Request, plan *index.Plan, filters []index.FacetFilter) (*execution, error) {
	from, err := collect.ReadCursor(req)
	if err != nil {
		return nil, err
	}
	g, err := e.generationFor(from)
	if err != nil {
		return nil, err
	}
	if err := checkValues(g, plan, filters); err != nil {
		g.Release()
		return nil, err
	}
	x := newExecution(&match.Search{Plan: plan, G: g, Deadline: limit, Running: &e.limiter.running, Scope: req.Scope, MeantFirst: req.Sort.Field == ""}, req, filters, from)
	x.cache = e.cache
	return x, nil
}

// checkValues refuses values that no item of a generation has. See
// resolve.CheckValues.
func checkValues(g *segment.Generation, plan *index.Plan, filters []index.FacetFilter) error {
	return resolve.CheckValues(plan, filters, func(f *index.Field) []resolve.FieldValue { return facet.ValuesOf(g, f) })
}

// generationFor returns the generation that a cursor was made in, without one
// the serving one.
func (e *Engine) generationFor(c *collect.Cursor) (*segment.Generation, error) {
	if c == nil {
		return e.acquire()
	}
	return e.generation(c.Generation)
}

// An execution answers one request: it selects, counts and collects.
type execution struct {
	*match.Search
	req    *index.Request
	counts *facet.Counts
	hits   *collect.TopHits
	cache  queryCache
}

func newExecution(s *match.Search, req *index.Request, filters []index.FacetFilter, from *collect.Cursor) *execution {
	return &execution{Search: s, req: req, counts: facet.New(s, req, filters), hits: collect.NewTopHits(s, req, from)}
}

// asked returns the mode of matching asked for: the cursor's, else the plan's.
func (x *execution) asked() index.Match {
	if x.hits.From != nil {
		return x.Plan.Matching(x.hits.From.Match)
	}
	return x.Plan.Matching(x.Plan.Match)
}

func (x *execution) run() (*index.Result, error) {
	result, hits, err := x.find()
	if err != nil || x.req.Limit == 0 {
		return result, err
	}
	if err := x.hits.Show(result, x.hits.Start(), hits); err != nil {
		return nil, err
	}
	return result, nil
}

// find returns the answer without hits, and those to show.
func (x *execution) find() (*index.Result, []collect.Hit, error) {
	if hit := x.cached(); hit != nil {
		return x.page(hit)
	}
	x.Begin()
	if err := x.ExpandPatterns(); err != nil {
		return nil, nil, err
	}
	x.SelectItems(x.asked(), x.counts.Finish)
	result := x.newResult(x.counts.Total())
	if x.req.Fold != "" {
		result.Total.Groups = x.hits.Groups()
	}
	if x.req.Facets {
		result.Facets = x.counts.Facets()
	}
	var hits []collect.Hit
	if x.req.Limit != 0 {
		var err error
		if hits, err = x.hits.Find(); err != nil {
			return nil, nil, err
		}
	}
	result.Partial = x.Deadline.Partial.Load()
	if err := x.Err(); err != nil {
		return nil, nil, err
	}
	result.Query.Settle(x.Plan.Plain, x.Stands)
	x.store(result)
	result.Answer = index.AnswerOf(result)
	return result, hits, nil
}

func (x *execution) newResult(total index.Total) *index.Result {
	r := &index.Result{Query: x.Plan.Reading, Generation: x.G.Manifest.Generation, Hits: []index.Hit{}, Total: total}
	r.Query.Match = x.Match
	return r
}
