package bleve

import (
	"context"
	"sync"
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
	if err := checkExpansions(g, plan); err != nil {
		return nil, err
	}
	s := &search{req: req, plan: plan, filters: filters, g: g, from: from, deadline: e.deadline(ctx)}
	return s.run()
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

// A search is one execution of a plan over one generation.
type search struct {
	req      *index.Request
	plan     *index.Plan
	filters  []index.FacetFilter
	g        *generation
	from     *cursor // nil on the first page
	deadline *deadline

	selections []*selection
	match      index.Match // how plain words were matched in the end
	sort       index.Sort
}

func (s *search) run() (*index.Result, error) {
	s.sort = s.req.Sort
	if f, ok := index.FieldNamed(s.sort.Field); ok {
		s.sort.Field = f.Name
	}
	s.begin()
	s.selectItems()
	result := &index.Result{Query: s.plan.Reading, Generation: s.g.manifest.Generation, Hits: []index.Hit{}}
	result.Query.Match = s.match
	s.count(&result.Total)
	if s.req.Facets {
		result.Facets = s.facets()
	}
	if s.req.Limit != 0 {
		if err := s.page(result); err != nil {
			return nil, err
		}
	}
	result.Partial = s.deadline.partial.Load()
	return result, s.err()
}

// begin makes a selection for every shard.
func (s *search) begin() {
	for i, shard := range s.g.shards {
		s.selections = append(s.selections, &selection{evaluator: newEvaluator(shard, s.deadline), at: i})
	}
}

// err returns why the search cannot be answered.
func (s *search) err() error {
	if err := s.deadline.ctx.Err(); err != nil {
		return err
	}
	for _, sel := range s.selections {
		if sel.err != nil {
			return sel.err
		}
	}
	return nil
}

// each calls f for every shard, side by side.
func (s *search) each(f func(*selection)) {
	if len(s.selections) == 1 {
		f(s.selections[0])
		return
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	var panicked any
	for _, sel := range s.selections {
		wg.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					mu.Lock()
					panicked = r
					mu.Unlock()
				}
			}()
			f(sel)
		})
	}
	wg.Wait()
	if panicked != nil {
		panic(panicked)
	}
}

// selectItems finds what matches the query, relaxed where that is asked for
// and few items match, and narrows it by the filters. Whether to relax is
// decided on the query alone.
func (s *search) selectItems() {
	s.each(func(sel *selection) { sel.selectStrict(s.plan) })
	if s.relaxes() {
		s.match = index.MatchMost
		weights := plainWeights(s.plan, s.selections, s.g.manifest.Items)
		s.each(func(sel *selection) { sel.selectRelaxed(s.plan, weights) })
		s.undoIdle()
	} else {
		s.match = index.MatchAll
	}
	s.each(func(sel *selection) { sel.choose(s.filters) })
}

func (s *search) relaxes() bool {
	if len(s.plan.Plain) < 2 {
		return false
	}
	match := s.plan.Match
	if s.from != nil {
		match = s.from.Match
	}
	if match != index.MatchAuto && match != "" {
		return match == index.MatchMost
	}
	found := 0
	for _, sel := range s.selections {
		found += int(sel.query.GetCardinality())
	}
	return found < index.RelaxBelow
}
