package indextest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/parser/imr"
)

// Stats counts as the contract says: for every set of values, it goes through
// all items.
func (s *Scan) Stats(ctx context.Context, req *index.StatsRequest) (*index.Stats, error) {
	began := time.Now()
	if err := req.Check(); err != nil {
		return nil, err
	}
	out := &index.Stats{Generation: 1}
	var sides [][]found
	for _, side := range req.Sides {
		rated, plan, filters, err := resolve.Rated(ctx, side, s.Keeper)
		if err != nil {
			return nil, err
		}
		if err := resolve.CheckValues(plan, filters, s.valuesOf); err != nil {
			return nil, err
		}
		run := newRun(s, plan)
		items, _ := run.matching(rated.Scope)
		out.Rated = append(out.Rated, rated)
		sides = append(sides, passing(items, filters))
		plan.Reading.Settle(plan.Plain, run.stands)
		out.Queries = append(out.Queries, plan.Reading)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out.Total = cellOf(sides, nil, nil)
	var fields []*index.Field
	var values [][]string
	for _, name := range req.By {
		f, _ := index.FieldNamed(name)
		fields = append(fields, f)
		values = append(values, valuesIn(f, sides))
	}
	for i, f := range fields {
		var list []index.StatsCell
		for _, v := range values[i] {
			list = append(list, cellOf(sides, []*index.Field{f}, []string{v}))
		}
		out.By = append(out.By, list)
	}
	if len(fields) == 2 {
		for _, v := range values[0] {
			for _, w := range values[1] {
				c := cellOf(sides, fields, []string{v, w})
				if slices.ContainsFunc(c.Sides, func(t index.Tally) bool { return t.Items > 0 }) {
					out.Crossed = append(out.Crossed, c)
				}
			}
		}
		if len(out.Crossed) > index.MaxStatsCells {
			return nil, &index.RequestError{Param: "by2", Msg: "there are too many pairs"}
		}
	}
	out.TookMS = float64(time.Since(began).Microseconds()) / 1000
	return out, nil
}

// valuesIn returns the values of a field that items of any side have, in the
// field's order; NoValue last.
func valuesIn(f *index.Field, sides [][]found) []string {
	counts := map[string]int{}
	missing := false
	seen := map[string]bool{}
	for _, items := range sides {
		for _, h := range items {
			values := bucketsOf(f, &h.Determination)
			missing = missing || len(values) == 0
			if seen[h.Item.ID] {
				continue
			}
			seen[h.Item.ID] = true
			for _, v := range values {
				counts[v]++
			}
		}
	}
	var out []string
	for v := range index.OneSpelling(f, counts) {
		out = append(out, v)
	}
	slices.SortFunc(out, f.CompareBuckets)
	if missing {
		out = append(out, index.NoValue)
	}
	return out
}

// cellOf counts the items of each side with some values.
func cellOf(sides [][]found, fields []*index.Field, values []string) index.StatsCell {
	out := index.StatsCell{Values: values}
	letters := make([]map[string][]found, len(sides))
	ids := make([]map[string]bool, len(sides))
	for i, items := range sides {
		letters[i], ids[i] = map[string][]found{}, map[string]bool{}
		for _, h := range items {
			if hasValues(&h.Determination, fields, values) {
				letters[i][h.Letter.ID] = append(letters[i][h.Letter.ID], h)
				ids[i][h.Item.ID] = true
			}
		}
		var t index.Tally
		for _, list := range letters[i] {
			t.Letters++
			for _, h := range list {
				t.Items++
				switch h.Item.Outcome {
				case imr.Overturned:
					t.Overturned++
				case imr.Modified:
					t.Modified++
				case imr.Upheld:
					t.Upheld++
				default:
					t.Unknown++
				}
			}
			t.Decided.Add(overturnedOf(list))
		}
		out.Sides = append(out.Sides, t)
	}
	if len(sides) == 2 {
		for id := range ids[0] {
			if ids[1][id] {
				out.Both.Items++
			}
		}
		for letter, list := range letters[0] {
			x, n := overturnedOf(list)
			y, m := overturnedOf(letters[1][letter])
			out.Both.Decided.Add(x, n, y, m)
		}
	}
	return out
}

// overturnedOf counts the overturned and the decided items of a letter.
func overturnedOf(list []found) (overturned, decided int) {
	for _, h := range list {
		switch h.Item.Outcome {
		case imr.Overturned:
			overturned++
			decided++
		case imr.Modified, imr.Upheld:
			decided++
		}
	}
	return overturned, decided
}

func hasValues(d *index.Determination, fields []*index.Field, values []string) bool {
	for i, f := range fields {
		have := bucketsOf(f, d)
		if values[i] == index.NoValue {
			if len(have) > 0 {
				return false
			}
			continue
		}
		if !slices.ContainsFunc(have, func(v string) bool {
			return v == values[i] || f.Printed && index.FoldValue(v) == index.FoldValue(values[i])
		}) {
			return false
		}
	}
	return true
}

// checkStats compares what a searcher counts with the scan's, and each side's
// total with that of a search.
func checkStats(t *testing.T, s index.Searcher, scan *Scan, req *index.StatsRequest) {
	t.Helper()
	say := fmt.Sprintf("by %v: %s", req.By, sayRequest(req.Sides[0]))
	if len(req.Sides) > 1 {
		say += " versus " + sayRequest(req.Sides[1])
	}
	want, wantErr := scan.Stats(context.Background(), req)
	got, err := s.Stats(context.Background(), req)
	if err != nil || wantErr != nil {
		if (err != nil) != (wantErr != nil) {
			t.Errorf("%s: error %v, want %v", say, err, wantErr)
		}
		return
	}
	if d := cmp.Diff(cells(want), cells(got)); d != "" {
		t.Errorf("%s: (-want +got)\n%s", say, d)
	}
	for i, side := range got.Rated {
		all := *side
		all.Limit = 0
		res, err := s.Search(context.Background(), &all)
		if err != nil {
			t.Errorf("%s: %v", say, err)
			continue
		}
		if c := got.Total.Sides[i]; c.Items != res.Total.Items || c.Letters != res.Total.Letters || c.Overturned != res.Total.Outcomes[imr.Overturned] || c.Upheld != res.Total.Outcomes[imr.Upheld] {
			t.Errorf("%s: side %d has %+v, a search finds %+v", say, i, c, res.Total)
		}
	}
}

// cells lists what was counted, without order.
func cells(r *index.Stats) []string {
	var out []string
	write := func(kind string, c index.StatsCell) {
		out = append(out, fmt.Sprintf("%s %s: %+v both %+v", kind, strings.Join(c.Values, " × "), c.Sides, c.Both))
	}
	write("all", r.Total)
	for i, list := range r.By {
		for _, c := range list {
			write(fmt.Sprint("by ", i), c)
		}
	}
	for _, c := range r.Crossed {
		write("crossed", c)
	}
	slices.Sort(out)
	return append(out, fmt.Sprint("partial ", r.Partial))
}

// stats draws one search or two, and what to count by.
func (s *speaker) stats() *index.StatsRequest {
	req := &index.StatsRequest{Sides: []*index.Request{s.request()}}
	if s.yes(30) {
		req.Sides = append(req.Sides, s.request())
	}
	names := index.StatsNames()
	for range s.IntN(3) {
		if name := names[s.IntN(len(names))]; !slices.Contains(req.By, name) {
			req.By = append(req.By, name)
		}
	}
	for _, side := range req.Sides {
		if s.yes(20) {
			side.Filters = append(side.Filters, index.Filter{Field: names[s.IntN(len(names))], Value: index.NotStated})
		}
	}
	return req
}
