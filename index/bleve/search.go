package bleve

import (
	"context"
	"slices"
	"sync/atomic"
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
	s := &search{req: req, plan: plan, filters: filters, g: g, from: from, deadline: e.deadline(ctx), running: &e.running}
	defer func() { s.end(result) }()
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
	running  *atomic.Int64 // searches under way; nil for this one alone

	selections []*selection
	tallies    []tally        // by shard
	fields     []*index.Field // of the facets to count
	match      index.Match    // how plain words were matched in the end
	sort       index.Sort
	scorer     *scorer  // nil where there is no score to go by
	first      []ranked // the first hits in their final order; nil where others are looked for
}

func (s *search) run() (*index.Result, error) {
	s.sort = s.req.Sort
	if f, ok := index.FieldNamed(s.sort.Field); ok {
		s.sort.Field = f.Name
	}
	s.fields = facetFields(s.req)
	if kept := s.keptAnswer(); kept != nil {
		return s.again(kept)
	}
	s.begin()
	if err := s.expandPatterns(); err != nil {
		return nil, err
	}
	s.selectItems()
	result := s.newResult(s.total())
	if s.req.Facets {
		result.Facets = s.facets()
	}
	if s.req.Limit != 0 {
		if err := s.page(result); err != nil {
			return nil, err
		}
	}
	result.Partial = s.deadline.partial.Load()
	if err := s.err(); err != nil {
		return nil, err
	}
	s.keep(result)
	return result, nil
}

func (s *search) newResult(total index.Total) *index.Result {
	r := &index.Result{Query: s.plan.Reading, Generation: s.g.manifest.Generation, Hits: []index.Hit{}, Total: total}
	r.Query.Match = s.match
	return r
}

// begin makes a selection for every shard.
func (s *search) begin() {
	s.tallies = make([]tally, len(s.g.shards))
	for i, shard := range s.g.shards {
		s.selections = append(s.selections, &selection{evaluator: newEvaluator(shard, s.deadline), at: i})
	}
}

// end gives back what begin took, unless there is no result: then it may be in
// disorder.
func (s *search) end(result *index.Result) {
	if result == nil {
		return
	}
	for _, sel := range s.selections {
		sel.evaluator.release()
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

// selectItems finds what matches the query, relaxed where that is asked for
// and few items match, narrows it by the filters, and counts it. Whether to
// relax is decided on the query alone; a shard with enough items is counted
// before the others have answered.
func (s *search) selectItems() {
	s.match = index.MatchAll
	match, all := s.matching(), allOf(s.plan)
	if match == index.MatchMost {
		s.each(func(sel *selection) { sel.selectStrict(all) })
		s.relax()
		s.each(s.finish)
		return
	}
	each := s.each
	if s.light(all) {
		each = s.inTurn
	}
	each(func(sel *selection) {
		sel.selectStrict(all)
		if match == index.MatchAll || sel.query.GetCardinality() >= index.RelaxBelow {
			s.finish(sel)
		}
	})
	if match == index.MatchAuto && s.found() < index.RelaxBelow {
		s.relax()
	}
	open := func(sel *selection) bool { return sel.result == nil }
	if slices.ContainsFunc(s.selections, open) {
		s.each(func(sel *selection) {
			if open(sel) {
				s.finish(sel)
			}
		})
	}
}

// finish narrows what a shard found by the filters, and counts it.
func (s *search) finish(sel *selection) {
	sel.choose(s.filters)
	s.tallies[sel.at] = sel.tally(s.fields, s.filters)
}

// matching returns how plain words are to be matched; words that are not
// several match all.
func (s *search) matching() index.Match {
	match := s.plan.Match
	if s.from != nil {
		match = s.from.Match
	}
	switch {
	case len(s.plan.Plain) < 2:
		return index.MatchAll
	case match == "":
		return index.MatchAuto
	}
	return match
}
