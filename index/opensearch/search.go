package opensearch

import (
	"context"
	"maps"
	"time"

	"imrsearch/index"
	"imrsearch/index/resolve"
)

// Search answers a request. See index.Searcher.
func (e *Engine) Search(ctx context.Context, req *index.Request) (*index.Result, error) {
	start := time.Now()
	ctx, cancel := e.within(ctx, 1)
	defer cancel()
	r, result, err := e.find(ctx, req)
	if err != nil {
		return nil, cause(ctx, err)
	}
	if r.req.Limit != 0 {
		list, err := r.list()
		if err != nil {
			return nil, cause(ctx, err)
		}
		if err := r.show(result, list, list.page); err != nil {
			return nil, cause(ctx, err)
		}
	}
	result.TookMS = tookMS(start)
	return result, nil
}

// cause returns why a context ended, where that is what an error came of.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// Stream gives any number of hits of one search. See index.Streamer.
func (e *Engine) Stream(ctx context.Context, req *index.Request, page func(*index.Result) error) error {
	start := time.Now()
	r, answer, err := e.find(ctx, req)
	if err != nil {
		return err
	}
	list, err := r.list()
	if err != nil {
		return err
	}
	for hits := list.page; ; {
		batch := hits[:min(len(hits), index.MaxLimit)]
		hits = hits[len(batch):]
		res := *answer
		if err := r.show(&res, list, batch); err != nil {
			return err
		}
		res.TookMS = tookMS(start)
		if err := page(&res); err != nil || len(hits) == 0 {
			return err
		}
		list.start += len(batch)
		answer.Facets = nil
	}
}

// find returns the run of a request, and its answer without hits.
func (e *Engine) find(ctx context.Context, req *index.Request) (*run, *index.Result, error) {
	if err := req.Check(); err != nil {
		return nil, nil, err
	}
	req, plan, filters, err := resolve.ResolveKept(ctx, req, e.opts.Keeper)
	if err != nil {
		return nil, nil, err
	}
	from, err := readCursor(req)
	if err != nil {
		return nil, nil, err
	}
	r, err := e.begin(ctx, req, plan, filters)
	if err != nil {
		return nil, nil, err
	}
	asked := plan.Match
	if from != nil {
		if from.Generation != r.Generation {
			return nil, nil, index.ErrExpired
		}
		r.from, asked = from, from.Match
	}
	if err := r.selectItems(plan.Matching(asked)); err != nil {
		return nil, nil, err
	}
	result, err := r.count()
	return r, result, err
}

// count answers all but the hits.
func (r *run) count() (*index.Result, error) {
	fields := facetFields(r.req)
	result := r.filtered(r.query, -1)
	aggs, base, filter := object{}, r.query, result
	below := object{"tally": tally(false), "outcomes": outcomes}
	asking := object{"tally": tally(false), "outcomes": outcomes}
	if r.allWords != nil {
		aggs["all words"] = object{"filter": r.filtered(r.allWords, -1)}
	}
	r.addFacetAggs(aggs, below, asking, fields)
	if r.requested != nil {
		requested := r.filtered(r.requested, -1)
		aggs["requested"] = object{"filter": requested, "aggs": asking}
		aggs["both"] = object{"filter": allOf(requested, result)}
		base = anyOf([]object{r.query, r.requested})
	} else if len(r.filters) == 0 {
		filter = matchAll
	}
	aggs["result"] = object{"filter": filter, "aggs": below}
	res, err := r.search(r.ctx, r.Client.items(), object{"size": 0, "track_total_hits": false, "query": object{"constant_score": object{"filter": base}}, "aggs": aggs})
	if err != nil {
		return nil, err
	}
	out := &index.Result{Query: r.plan.Reading, Generation: r.Generation, Hits: []index.Hit{}}
	out.Query.Match = r.match
	if err := r.readTotal(res, &out.Total); err != nil {
		return nil, err
	}
	r.total = out.Total.Items
	if r.req.Facets {
		counted, err := inner(res.Aggregations)
		if err != nil {
			return nil, err
		}
		if out.Facets, err = r.facets(counted, fields); err != nil {
			return nil, err
		}
	}
	switch r.req.Fold {
	case index.FoldLetter:
		n := out.Total.Letters
		out.Total.Groups = &n
	case index.FoldAlike:
		groups, err := r.groups(r.ctx)
		if err != nil {
			return nil, err
		}
		n, err := r.countGroups(groups, result, out.Total.Items)
		if err != nil {
			return nil, err
		}
		out.Total.Groups = &n
	}
	if err := r.settle(&out.Query); err != nil {
		return nil, err
	}
	out.Answer = index.AnswerOf(out)
	return out, nil
}

// inner returns what was counted with what was counted inside of it.
func inner(a aggregations) (aggregations, error) {
	out := aggregations{}
	for _, name := range []string{"result", "requested"} {
		if a[name] == nil {
			continue
		}
		var here filterAnswer
		if err := a.read(name, &here); err != nil {
			return nil, err
		}
		maps.Copy(out, here.aggregations)
	}
	maps.Copy(out, a)
	return out, nil
}

// readTotal reads the totals.
func (r *run) readTotal(res *answer, t *index.Total) error {
	all, err := readRequested(res, "result")
	if err != nil {
		return err
	}
	t.Items, t.Letters, t.Outcomes, t.Decided = all.Items, all.Letters, all.Outcomes, all.Decided
	if r.match == index.MatchMost {
		n, err := res.Aggregations.count("all words")
		if err != nil {
			return err
		}
		t.AllWords = &n
	}
	if r.requested == nil {
		return nil
	}
	if t.Requested, err = readRequested(res, "requested"); err != nil {
		return err
	}
	n, err := res.Aggregations.count("both")
	t.Mentioned = t.Items - n
	return err
}

// readRequested reads what is counted of a set of items.
func readRequested(res *answer, name string) (*index.Requested, error) {
	var here filterAnswer
	if err := res.agg(name, &here); err != nil {
		return nil, err
	}
	counted, err := readTally(here.aggregations, "tally")
	if err != nil {
		return nil, err
	}
	outcomes, err := outcomesIn(here.aggregations)
	side := &counted.sides[0]
	return &index.Requested{Items: here.Count, Letters: side.Letters, Outcomes: outcomes, Decided: side.Decided}, err
}
