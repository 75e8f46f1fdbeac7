package bleve

import (
	"context"
	"time"

	"imrsearch/index"
)

// Search answers a request. See index.Searcher.
func (e *Engine) Search(ctx context.Context, req *index.Request) (*index.Result, error) {
	begun := time.Now()
	if err := req.Check(); err != nil {
		return nil, err
	}
	plan, filters, err := index.Resolve(req)
	if err != nil {
		return nil, err
	}
	result, err := e.run(ctx, req, plan, filters)
	if err != nil {
		return nil, err
	}
	result.TookMS = float64(time.Since(begun).Microseconds()) / 1000
	return result, nil
}

// run executes a plan.
func (e *Engine) run(ctx context.Context, req *index.Request, plan *index.Plan, filters []index.FacetFilter) (result *index.Result, err error) {
	defer guard(&err)
	leave, err := e.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	from, err := readCursor(req)
	if err != nil {
		return nil, err
	}
	g, err := e.generationFor(from)
	if err != nil {
		return nil, err
	}
	defer g.release()
	x := newExecution(&search{plan: plan, g: g, deadline: e.deadline(ctx), running: &e.running}, req, filters, from)
	x.answers = e.answers
	defer func() { x.end(result != nil) }()
	return x.run()
}

// deadline returns the time limit of a search that begins now.
func (e *Engine) deadline(ctx context.Context) *deadline {
	d := &deadline{ctx: ctx, limit: max(e.opts.Timeout, 0)}
	d.begin()
	return d
}

func (e *Engine) generationFor(c *cursor) (*generation, error) {
	if c == nil {
		return e.acquire()
	}
	return e.generation(c.Generation)
}

// An execution answers one request: it selects, counts and collects.
type execution struct {
	*search
	req     *index.Request
	counts  *counting
	hits    *topHits
	answers answers
}

func newExecution(s *search, req *index.Request, filters []index.FacetFilter, from *cursor) *execution {
	return &execution{search: s, req: req, counts: newCounting(s, facetFields(req), filters, req.FacetLimit), hits: newTopHits(s, req, from)}
}

// asked returns how plain words are to be matched: as the cursor says, else as
// the request does.
func (x *execution) asked() index.Match {
	if x.hits.from != nil {
		return matching(x.plan, x.hits.from.Match)
	}
	return matching(x.plan, x.plan.Match)
}

func (x *execution) run() (*index.Result, error) {
	if kept := x.keptAnswer(); kept != nil {
		return x.again(kept)
	}
	x.begin()
	if err := x.expandPatterns(); err != nil {
		return nil, err
	}
	x.selectItems(x.asked(), x.counts.finish)
	result := x.newResult(x.counts.total())
	if x.req.Facets {
		result.Facets = x.counts.facets()
	}
	if x.req.Limit != 0 {
		if err := x.hits.page(result); err != nil {
			return nil, err
		}
	}
	result.Partial = x.deadline.partial.Load()
	if err := x.err(); err != nil {
		return nil, err
	}
	x.keep(result)
	return result, nil
}

func (x *execution) newResult(total index.Total) *index.Result {
	r := &index.Result{Query: x.plan.Reading, Generation: x.g.manifest.Generation, Hits: []index.Hit{}, Total: total}
	r.Query.Match = x.match
	return r
}

// Similar returns items like another: those of the same treatment, drug, body
// part, diagnoses, and words of the rationale that few letters share.
// Overturned and modified ones come first, as a group; inside a group what agrees most.
// See index.Searcher.
func (e *Engine) Similar(ctx context.Context, req *index.SimilarRequest) (result *index.Result, err error) {
	defer guard(&err)
	begun := time.Now()
	if err := req.Check(); err != nil {
		return nil, err
	}
	_, filters, err := index.Resolve(&index.Request{Filters: req.Filters})
	if err != nil {
		return nil, err
	}
	leave, err := e.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.release()
	like, err := likeOf(g, req)
	if err != nil {
		return nil, err
	}
	page := &index.Request{Limit: req.Limit, Start: req.Start}
	s := &search{plan: &index.Plan{Root: index.All{}}, g: g, match: index.MatchAll, deadline: e.deadline(ctx), running: &e.running}
	s.begin()
	result, err = similar(s, page, filters, like)
	s.end(err == nil)
	if err != nil {
		return nil, err
	}
	result.TookMS = float64(time.Since(begun).Microseconds()) / 1000
	return result, nil
}
