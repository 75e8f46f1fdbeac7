package facet

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/resolve"
)

// TestCountsAreThoseOfEachItem counts every facet of a few filters, over
// segments some of whose letters are replaced, and compares with counting the
// items one by one.
func TestCountsAreThoseOfEachItem(t *testing.T) {
	dir := t.TempDir()
	docs := indextest.BenchDocuments(300)
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1, SegmentItems: 200}, docs...)
	for _, i := range []int{3, 120, 250} {
		docs[i] = segmenttest.Changed(docs[i], "MRI of the knee", fmt.Sprint(i))
	}
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, docs[3], docs[120], docs[250])
	g := segmenttest.Generation(t, dir)
	var fields []*index.Field
	var names []string
	for _, f := range index.Fields() {
		if f.Facet && f.Kind == index.KindKeyword {
			fields, names = append(fields, f), append(names, f.Name)
		}
	}
	for _, filters := range [][]index.Filter{
		nil,
		{{Field: "outcome", Value: "upheld"}},
		{{Field: "outcome", Value: "upheld"}, {Field: "outcome", Value: "overturned"}},
		{{Field: "outcome", Value: "overturned"}, {Field: "sex", Value: "female"}},
	} {
		req := &index.Request{Filters: filters, Facets: true, FacetFields: names, FacetLimit: index.MaxBuckets}
		plan, chosen, err := resolve.Resolve(req)
		if err != nil {
			t.Fatal(err)
		}
		s := &match.Search{Plan: plan, G: g, Deadline: &match.Deadline{Ctx: t.Context()}}
		s.Begin()
		counts := New(s, req, chosen)
		s.SelectItems(index.MatchAll, counts.Finish)
		total, want := counts.Total(), naive(docs, filters, nil)
		if total.Items != want.items || total.Letters != want.letters {
			t.Errorf("%v: %d items of %d letters, want %d of %d", filters, total.Items, total.Letters, want.items, want.letters)
		}
		for i, f := range counts.Facets() {
			want := naive(docs, filters, fields[i])
			got := map[string]int{}
			for _, b := range f.Buckets {
				got[b.Value] = b.Count
			}
			if d := gocmp.Diff(want.counts, got); d != "" || f.Missing != want.missing || f.Distinct != len(want.counts) {
				t.Errorf("%v, %s: %d distinct, %d missing, want %d and %d (-want +got)\n%s", filters, f.Field, f.Distinct, f.Missing, len(want.counts), want.missing, d)
			}
			if fields[i].Order == nil && !slices.IsSortedFunc(f.Buckets, func(a, b index.Bucket) int {
				return cmp.Or(behind(a)-behind(b), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
			}) {
				t.Errorf("%v: buckets of %s are out of order: %v", filters, f.Field, f.Buckets)
			}
		}
	}
}

// A counted is what counting one by one finds.
type counted struct {
	items, letters, missing int
	counts                  map[string]int
}

// naive counts the values of a field in the items that all filters leave but
// those of the field itself.
func naive(docs []*index.Document, filters []index.Filter, of *index.Field) counted {
	out := counted{counts: map[string]int{}}
	for _, doc := range docs {
		some := false
		for _, d := range doc.Determinations() {
			if !left(&d, filters, of) {
				continue
			}
			out.items++
			some = true
			if of == nil {
				continue
			}
			values := slices.Compact(slices.Sorted(slices.Values(of.Values(&d))))
			if len(values) == 0 {
				out.missing++
			}
			for _, v := range values {
				out.counts[v]++
			}
		}
		if some {
			out.letters++
		}
	}
	return out
}

// left reports whether an item has one of the chosen values of each field but
// one.
func left(d *index.Determination, filters []index.Filter, but *index.Field) bool {
	chosen := map[string]bool{}
	for _, f := range filters {
		field, _ := index.FieldNamed(f.Field)
		if field != but {
			chosen[f.Field] = chosen[f.Field] || slices.Contains(field.Values(d), f.Value)
		}
	}
	for _, ok := range chosen {
		if !ok {
			return false
		}
	}
	return true
}

func TestLargestBuckets(t *testing.T) {
	field, _ := index.FieldNamed("drug")
	table := &Table{field: field, values: []string{"a", "b", "c", "d"}, labels: []string{"A", "B", "C", "D"}, folded: []string{"a", "b", "c", "d"}}
	choose := func(values ...string) *index.FacetFilter {
		f := &index.FacetFilter{Field: field}
		for _, v := range values {
			f.Values = append(f.Values, index.FilterValue{Value: v, Folded: v})
		}
		return f
	}
	tests := []struct {
		name   string
		counts []uint32
		chosen *index.FacetFilter
		limit  int
		want   string
	}{
		{"the largest first, ties by name", []uint32{2, 5, 0, 5}, nil, 9, "b5 d5 a2"},
		{"no more than asked for", []uint32{2, 5, 1, 5}, nil, 2, "b5 d5"},
		{"none", []uint32{0, 0, 0, 0}, nil, 3, ""},
		{"what is chosen first", []uint32{2, 5, 1, 5}, choose("c"), 2, "c1* b5"},
		{"what is chosen and no item has", []uint32{2, 5, 0, 0}, choose("c"), 9, "c0* b5 a2"},
		{"all that are chosen", []uint32{2, 5, 1, 4}, choose("a", "c", "d"), 1, "d4* a2* c1*"},
		{"a value of no table", []uint32{2, 0, 0, 0}, choose("zz"), 9, "zz0* a2"},
	}
	for _, test := range tests {
		s := table.sum(test.chosen)
		s.counts = test.counts
		got := ""
		for i, b := range s.facet(test.limit).Buckets {
			if i > 0 {
				got += " "
			}
			got += fmt.Sprint(b.Value, b.Count)
			if b.Selected {
				got += "*"
			}
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// behind orders buckets that are not chosen behind those that are.
func behind(b index.Bucket) int {
	if b.Selected {
		return 0
	}
	return 1
}

func TestSpellingsOfOneValueCountTogether(t *testing.T) {
	field, _ := index.FieldNamed("drug")
	table := &Table{field: field, values: []string{"NORCO", "Norco", "other"}, labels: []string{"NORCO", "Norco", "Other"}, folded: []string{"norco", "norco", "other"}}
	table.join()
	tests := []struct{ counts, want []uint32 }{
		{[]uint32{1, 3, 2}, []uint32{0, 4, 2}},
		{[]uint32{3, 3, 0}, []uint32{6, 0, 0}},
		{[]uint32{0, 0, 2}, []uint32{0, 0, 2}},
	}
	for _, test := range tests {
		s := table.sum(nil)
		s.counts, s.decided = test.counts, []uint32{1, 1, 1}
		s.joinSpellings()
		for i, n := range s.decided { // with the counts, and none where there is no bucket
			if n > 0 && s.counts[i] == 0 || s.counts[0]+s.counts[1] > 0 && s.decided[0]+s.decided[1] != 2 {
				t.Errorf("%v: decided %v", test.counts, s.decided)
			}
		}
		if d := gocmp.Diff(test.want, s.counts); d != "" {
			t.Errorf("%v (-want +got)\n%s", test.counts, d)
		}
	}
}
