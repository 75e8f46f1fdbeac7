package opensearch

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"imrsearch/index"
	"imrsearch/index/rank"
)

// A run is one execution of a plan over one generation. It is not safe for
// concurrent use.
type run struct {
	ctx context.Context
	*snapshot
	req     *index.Request
	plan    *index.Plan
	filters []index.FacetFilter
	found   map[string]object // what was looked for among letters
	counts  map[string]int    // items of queries, by their JSON

	match     index.Match // how plain words were matched in the end
	query     object      // what matches the query, before filters
	allWords  object      // of these, what has all plain words; nil unless they were relaxed
	requested object      // what asks for the treatment that the query names; nil where it names none
	meant     []object    // what has each thing that was understood from words

	total    int                  // items of the result; more than pageRows while it is not known
	from     *cursor              // nil on the first page
	standing [][]rank.Alternative // of each concept that is scored, what stands anywhere
	flagged  map[string]flagged   // of items, once they were asked for
}

// selectItems finds what matches the query, relaxed where that is asked for and few
// items match.
func (r *run) selectItems(asked index.Match) error {
	r.match = index.MatchAll
	root, err := r.compile(r.plan.Root, nil)
	if err != nil {
		return err
	}
	if r.plan.Requested != nil {
		asks, err := r.compile(r.plan.Requested, nil)
		if err != nil {
			return err
		}
		r.requested = allOf(root, asks)
	}
	if r.req.Scope == index.ScopeRequested && r.requested != nil {
		r.query = r.requested
		return r.mark(nil)
	}
	plain := make([]object, len(r.plan.Plain))
	for i, p := range r.plan.Plain {
		if plain[i], err = r.compile(p.X, nil); err != nil {
			return err
		}
	}
	if err := r.mark(plain); err != nil {
		return err
	}
	strict := allOf(append([]object{root}, plain...)...)
	r.query = strict
	if asked == index.MatchAll {
		return r.countAhead(nil)
	}
	if err := r.countAhead(append([]object{strict}, plain...)); err != nil {
		return err
	}
	counts, err := r.countEach(append([]object{strict}, plain...))
	if err != nil || asked == index.MatchAuto && counts[0] >= index.RelaxBelow {
		return err
	}
	relaxed := r.relaxed(root, strict, plain, counts[1:])
	all, err := r.countEach([]object{relaxed})
	if err != nil || all[0] == counts[0] {
		return err
	}
	r.match, r.query, r.allWords = index.MatchMost, relaxed, strict
	return nil
}

// countAhead counts some queries, and at once all others that will be asked for:
// what the reading claims, and what scoring is by.
func (r *run) countAhead(queries []object) error {
	stand, err := r.stands(&r.plan.Reading)
	if err != nil {
		return err
	}
	queries = append(queries, stand...)
	if r.req.Limit != 0 && r.req.Sort.Field == "" {
		_, concepts, err := r.concepts()
		if err != nil {
			return err
		}
		for _, c := range concepts {
			queries = append(append(queries, c.alternatives...), c.any)
		}
	}
	_, err = r.countEach(queries)
	return err
}

// relaxed is a query for what all plain words match, or enough of them, or what
// asks for the treatment that is named.
func (r *run) relaxed(root, strict object, plain []object, counts []int) object {
	of := []object{strict}
	if r.requested != nil {
		of = append(of, r.requested)
	}
	total := 0.0
	weights := make([]float64, len(plain))
	for i, n := range counts {
		if n > 0 && r.plan.Plain[i].Meaning == "" {
			weights[i] = rank.Idf(n, r.items)
			total += weights[i]
		}
	}
	if total == 0 {
		return anyOf(of)
	}
	var shares []object
	for i, w := range weights {
		if w > 0 {
			shares = append(shares, object{"constant_score": object{"filter": plain[i], "boost": w / total}})
		}
	}
	enough := object{"function_score": object{"query": object{"bool": object{"should": shares}}, "min_score": index.RelaxShare - 1e-6}}
	conditions := []object{root, enough}
	var carried []object
	for _, words := range r.plan.Carriers {
		rarest := words[0]
		for _, i := range words {
			if counts[i] < counts[rarest] {
				rarest = i
			}
		}
		carried = append(carried, plain[rarest])
	}
	if len(carried) > 0 {
		conditions = append(conditions, anyOf(carried))
	}
	return anyOf(append(of, allOf(conditions...)))
}

// mark finds what has each thing that was understood from words, where that comes
// first. plain are the plain words, nil where they are not compiled yet.
func (r *run) mark(plain []object) error {
	if r.req.Sort.Field != "" {
		return nil
	}
	for i, p := range r.plan.Plain {
		if p.Meaning == "" {
			continue
		}
		if plain != nil {
			r.meant = append(r.meant, plain[i])
			continue
		}
		q, err := r.compile(p.X, nil)
		if err != nil {
			return err
		}
		r.meant = append(r.meant, q)
	}
	return nil
}

// first is a query for what comes first where outcomes and people are meant by
// words; nil where all is alike.
func (r *run) first() object {
	if len(r.meant) == 0 {
		return nil
	}
	of := slices.Clone(r.meant)
	if r.requested != nil {
		of = append(of, r.requested)
	}
	return allOf(of...)
}

// countEach counts the items that each of some queries matches: those that were
// counted before are not asked for again.
func (r *run) countEach(queries []object) ([]int, error) {
	out := make([]int, len(queries))
	keys := make([]string, len(queries))
	aggs := object{}
	for i, q := range queries {
		key, err := json.Marshal(q)
		if err != nil {
			return nil, fmt.Errorf("opensearch: %w", err)
		}
		keys[i] = string(key)
		if _, ok := r.counts[keys[i]]; !ok {
			aggs[keys[i]] = object{"filter": q}
		}
	}
	if len(aggs) > 0 {
		if err := r.countAll(aggs); err != nil {
			return nil, err
		}
	}
	for i, key := range keys {
		out[i] = r.counts[key]
	}
	return out, nil
}

// countAll counts filters by their keys.
func (r *run) countAll(filters object) error {
	aggs, keys := object{}, make([]string, 0, len(filters))
	for key, filter := range filters {
		aggs[strconv.Itoa(len(keys))] = filter
		keys = append(keys, key)
	}
	res, err := r.search(r.ctx, r.Client.items(), object{"size": 0, "track_total_hits": false, "aggs": aggs})
	if err != nil {
		return err
	}
	for i, key := range keys {
		if r.counts[key], err = res.Aggregations.count(strconv.Itoa(i)); err != nil {
			return err
		}
	}
	return nil
}

// stands returns what the reading of a plan claims to stand in the corpus, as
// queries.
func (r *run) stands(reading *index.Reading) ([]object, error) {
	var asked []index.Expr
	trial := *reading
	trial.Settle(r.plan.Plain, func(x index.Expr) bool {
		asked = append(asked, x)
		return true
	})
	queries := make([]object, len(asked))
	for i, x := range asked {
		var err error
		if queries[i], err = r.compile(x, nil); err != nil {
			return nil, err
		}
	}
	return queries, nil
}

// settle makes a reading true of the corpus.
func (r *run) settle(reading *index.Reading) error {
	queries, err := r.stands(reading)
	if err != nil {
		return err
	}
	counts, err := r.countEach(queries)
	if err != nil {
		return err
	}
	next := 0
	reading.Settle(r.plan.Plain, func(index.Expr) bool {
		next++
		return counts[next-1] > 0
	})
	return nil
}

// filtered is a query for what all filters leave of what q matches, but that one
// of a place; -1 is none.
func (r *run) filtered(q object, without int) object {
	of := []object{q}
	for i, f := range r.filters {
		if i != without {
			of = append(of, filterOf(f))
		}
	}
	return allOf(of...)
}

// filterOf is a query for what passes a filter.
func filterOf(f index.FacetFilter) object {
	of := make([]object, len(f.Values))
	for i, v := range f.Values {
		of[i] = chosen(f.Field, v)
	}
	return anyOf(of)
}

// chosen is a query for the items with one value of a facet.
func chosen(f *index.Field, v index.FilterValue) object {
	switch {
	case f.Kind == index.KindLabel:
		return idsQuery(v.IDs)
	case v.Missing:
		return noneOf(object{"exists": object{"field": "f." + f.Name}})
	case f.Kind == index.KindKeyword:
		return term("v."+f.Name, v.Folded)
	}
	return numbers(f.Name, v.From, v.To)
}
