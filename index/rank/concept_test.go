package rank

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
)

func one(w string) index.Sequence {
	return index.Sequence{Fields: index.DefaultTexts, Words: []index.Matcher{{Kind: index.Inflected, Text: w}}}
}

func TestConceptsOf(t *testing.T) {
	phrase := index.Sequence{Fields: index.DefaultTexts, Words: append(one("knee").Words, one("brace").Words...)}
	tests := []struct {
		name  string
		root  index.Expr
		plain []index.Expr
		want  [][]Alternative
	}{
		{"nothing", nil, nil, nil},
		{"all items", index.All{}, nil, nil},
		{"plain words before the rest", one("c"), []index.Expr{one("a"), one("b")}, [][]Alternative{{{one("a"), 1}}, {{one("b"), 1}}, {{one("c"), 1}}}},
		{"the same once", one("a"), []index.Expr{one("a"), one("a")}, [][]Alternative{{{one("a"), 1}}}},
		{"a choice of words is one", index.Or{Of: []index.Expr{one("a"), phrase}}, nil, [][]Alternative{{{one("a"), 1}, {phrase, 1}}}},
		{"a choice of more is several", index.Or{Of: []index.Expr{one("a"), index.And{Of: []index.Expr{one("b"), one("c")}}}}, nil, [][]Alternative{{{one("a"), 1}}, {{one("b"), 1}}, {{one("c"), 1}}}},
		{"synonyms count less", index.Synonyms{Typed: one("a"), Added: []index.Expr{one("b"), phrase}}, nil, [][]Alternative{{{one("a"), 1}, {one("b"), addedWeight}, {phrase, addedWeight}}}},
		{"synonyms that are no words do not count", index.Synonyms{Typed: one("a"), Added: []index.Expr{index.And{Of: []index.Expr{one("b"), one("c")}}}}, nil, [][]Alternative{{{one("a"), 1}}}},
		{"negated", index.And{Of: []index.Expr{one("a"), index.Not{X: one("b")}}}, nil, [][]Alternative{{{one("a"), 1}}}},
	}
	for _, test := range tests {
		plan := &index.Plan{Root: test.root}
		for _, x := range test.plain {
			plan.Plain = append(plan.Plain, index.Plain{X: x})
		}
		var got [][]Alternative
		for _, c := range ConceptsOf(plan) {
			got = append(got, c.Alternatives)
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, d)
		}
	}
}

func TestNewQueryLeavesOutWhatStandsNowhere(t *testing.T) {
	var mean [index.NumTextFields]float64
	found, nowhere := []Alternative{{one("a"), 1}}, []Alternative{{one("b"), 1}}
	q := NewQuery(&index.Plan{}, []Counted{{Alternatives: nowhere}, {Alternatives: found, Items: 3}}, 10, mean)
	if q == nil || len(q.Concepts) != 1 || q.Total != Idf(3, 10) || q.Fields != index.DefaultTexts {
		t.Errorf("query %+v", q)
	}
	if q := NewQuery(&index.Plan{}, []Counted{{Alternatives: nowhere}}, 10, mean); q != nil {
		t.Errorf("query %+v of nothing", q)
	}
}

func TestBM25(t *testing.T) {
	for _, test := range []struct {
		n, all int
		want   float64
	}{{0, 0, math.Log(2)}, {1, 1, math.Log(4. / 3)}, {10, 1000, math.Log(1001 / 10.5)}, {1000, 1000, math.Log(1 + 0.5/1000.5)}} {
		if got := Idf(test.n, test.all); math.Abs(got-test.want) > 1e-12 {
			t.Errorf("idf of %d of %d is %g, want %g", test.n, test.all, got, test.want)
		}
	}
	for f := range index.NumTextFields {
		if fieldWeights[f] <= 0 {
			t.Errorf("field %d has no weight", f)
		}
		short, long := FieldFrequency(f, 1, 5, 10), FieldFrequency(f, 1, 20, 10)
		if one := FieldFrequency(f, 1, 10, 10); one != fieldWeights[f]/10 || short <= one || long >= one {
			t.Errorf("field %d: %g in a field of mean length, %g in a short and %g in a long one", f, one, short, long)
		}
	}
	if Saturated(3., 0) != 0 || Saturated(3., saturation) != 1.5 || Saturated(3., 1e9) >= 3 {
		t.Error("a frequency of k gives half of the idf, none gives 0, none gives more than the idf")
	}
}
