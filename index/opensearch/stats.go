package opensearch

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"imrsearch/index"
	"imrsearch/index/resolve"
)

// Stats counts how the items of one search or two were decided. See
// index.Searcher.
func (e *Engine) Stats(ctx context.Context, req *index.StatsRequest) (*index.Stats, error) {
	start := time.Now()
	ctx, cancel := e.within(ctx, 1)
	defer cancel()
	out, err := e.stats(ctx, req)
	if err != nil {
		return nil, cause(ctx, err)
	}
	out.TookMS = tookMS(start)
	return out, nil
}

func (e *Engine) stats(ctx context.Context, req *index.StatsRequest) (*index.Stats, error) {
	if err := req.Check(); err != nil {
		return nil, err
	}
	out := &index.Stats{}
	var runs []*run
	for _, side := range req.Sides {
		rated, plan, filters, err := resolve.Rated(ctx, side, e.opts.Keeper)
		if err != nil {
			return nil, err
		}
		r, err := e.begin(ctx, rated, plan, filters)
		if err != nil {
			return nil, err
		}
		if err := r.selectItems(plan.Matching(plan.Match)); err != nil {
			return nil, err
		}
		reading := plan.Reading
		if err := r.settle(&reading); err != nil {
			return nil, err
		}
		out.Rated, out.Queries, runs = append(out.Rated, rated), append(out.Queries, reading), append(runs, r)
		if r.Generation != runs[0].Generation {
			return nil, index.ErrExpired
		}
	}
	c := &statsCount{runs: runs}
	for _, name := range req.By {
		f, _ := index.FieldNamed(name)
		c.fields = append(c.fields, f)
	}
	out.Generation = runs[0].Generation
	return out, c.count(out)
}

// A statsCount counts the items of one search or two by the values of fields.
type statsCount struct {
	runs   []*run
	fields []*index.Field
	names  []map[string]string // of a field with several spellings: folded → the commonest
}

// statsValues is how many values of a field are counted.
const statsValues = 10_000

// query matches the items of all sides; a score says on which they are.
func (c *statsCount) query() object {
	var of []object
	for i, r := range c.runs {
		of = append(of, object{"constant_score": object{"filter": r.filtered(r.query, -1), "boost": i + 1}})
	}
	return object{"bool": object{"should": of}}
}

// keyOf returns the field of documents that tells a field's values apart.
func keyOf(f *index.Field) string {
	if f.Printed {
		return "v." + f.Name
	}
	return "f." + f.Name
}

// by are the aggregations by the values of some fields, one inside the other.
func (c *statsCount) by(fields []*index.Field) object {
	out := object{"tally": tally(true)}
	if len(fields) > 0 {
		inner := c.by(fields[1:])
		out["values"] = object{"terms": object{"field": keyOf(fields[0]), "size": statsValues, "shard_size": statsValues}, "aggs": inner}
		out["missing"] = object{"missing": object{"field": keyOf(fields[0])}, "aggs": inner}
	}
	return out
}

func (c *statsCount) count(out *index.Stats) error {
	for _, f := range c.fields {
		names, err := c.spellings(f)
		if err != nil {
			return err
		}
		c.names = append(c.names, names)
	}
	aggs := object{"first": object{"filter": matchAll, "aggs": c.by(c.fields)}}
	if len(c.fields) == 2 {
		aggs["second"] = object{"filter": matchAll, "aggs": c.by(c.fields[1:])}
	}
	r := c.runs[0]
	res, err := r.search(r.ctx, r.Client.items(), object{"size": 0, "track_total_hits": false, "query": c.query(), "aggs": aggs})
	if err != nil {
		return c.tooMany(err)
	}
	var first, second filterAnswer
	if err := res.agg("first", &first); err != nil {
		return err
	}
	if out.Total, err = c.cell(first.aggregations, nil); err != nil {
		return err
	}
	out.By = make([][]index.StatsCell, len(c.fields))
	if len(c.fields) > 0 {
		if out.By[0], err = c.cells(first.aggregations, 0, nil); err != nil {
			return err
		}
	}
	if len(c.fields) < 2 {
		return nil
	}
	if err := res.agg("second", &second); err != nil {
		return err
	}
	if out.By[1], err = c.cells(second.aggregations, 1, nil); err != nil {
		return err
	}
	if out.Crossed, err = c.crossed(first.aggregations); err == nil && len(out.Crossed) > index.MaxStatsCells {
		err = c.tooMany(nil)
	}
	return err
}

// tooMany refuses fields that have too many values together, where the cluster has
// no other fault to tell.
func (c *statsCount) tooMany(err error) error {
	var e *Error
	if err == nil || asError(err, &e) && e.Type == "too_many_buckets_exception" {
		return &index.RequestError{Param: "by2", Msg: "there are too many pairs of values: narrow the search, or choose another field"}
	}
	return err
}

// spellings returns the commonest spelling of each value of a field whose values
// are as printed, nil for another.
func (c *statsCount) spellings(f *index.Field) (map[string]string, error) {
	if !f.Printed {
		return nil, nil
	}
	r := c.runs[0]
	counts, err := r.counted(r.ctx, c.query(), "f."+f.Name)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for v := range index.OneSpelling(f, counts) {
		out[index.FoldValue(v)] = v
	}
	return out, nil
}

// cell reads the tally of some items.
func (c *statsCount) cell(a aggregations, values []string) (index.StatsCell, error) {
	t, err := readTally(a, "tally")
	out := index.StatsCell{Values: values, Sides: slices.Clone(t.sides[:len(c.runs)])}
	if len(c.runs) > 1 {
		out.Both = t.both
	}
	return out, err
}

// eachValue calls do with what is counted of each value of a field, in its order;
// of the items without a value last.
func (c *statsCount) eachValue(a aggregations, field int, do func(value string, a aggregations) error) error {
	var values termsAnswer
	if err := a.read("values", &values); err != nil {
		return err
	}
	f := c.fields[field]
	if values.Others > 0 || values.Bound > 0 {
		return &index.RequestError{Param: "by", Msg: fmt.Sprintf("%s has more than %d values here: narrow the search, or choose another field", f.Name, statsValues)}
	}
	name := func(key string) string {
		if c.names[field] != nil {
			return c.names[field][key]
		}
		return key
	}
	slices.SortFunc(values.Buckets, func(a, b termsBucket) int {
		return cmp.Or(f.CompareBuckets(name(a.Key), name(b.Key)), cmp.Compare(a.Key, b.Key))
	})
	for _, b := range values.Buckets {
		if err := do(name(b.Key), b.aggregations); err != nil {
			return err
		}
	}
	var missing filterAnswer
	if err := a.read("missing", &missing); err != nil || missing.Count == 0 {
		return err
	}
	return do(index.NoValue, missing.aggregations)
}

func (c *statsCount) cells(a aggregations, field int, values []string) (out []index.StatsCell, err error) {
	err = c.eachValue(a, field, func(value string, a aggregations) error {
		cell, err := c.cell(a, append(slices.Clone(values), value))
		out = append(out, cell)
		return err
	})
	return out, err
}

func (c *statsCount) crossed(a aggregations) (out []index.StatsCell, err error) {
	err = c.eachValue(a, 0, func(value string, a aggregations) error {
		cells, err := c.cells(a, 1, []string{value})
		out = append(out, cells...)
		return err
	})
	return out, err
}
