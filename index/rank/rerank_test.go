package rank

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"imrsearch/index"
)

// words makes the plan of some plain words, and its query, of which each
// concept stands in 10 of 1,000 items; mean lengths are 10 words.
func words(t *testing.T, typed ...string) *Query {
	t.Helper()
	plan := &index.Plan{}
	for i, w := range typed {
		if plan.Reading.Text += w; i+1 < len(typed) {
			plan.Reading.Text += " "
		}
		plan.Plain = append(plan.Plain, index.Plain{X: one(w)})
	}
	counted := ConceptsOf(plan)
	for i := range counted {
		counted[i].Items = 10
	}
	var mean [index.NumTextFields]float64
	for f := range mean {
		mean[f] = 10
	}
	q := NewQuery(plan, counted, 1000, mean)
	if q == nil {
		t.Fatalf("%v: nothing to score", typed)
	}
	return q
}

// at makes occurrences of concepts in order, one word each, as they are meant.
func at(conceptAt ...[2]int32) []Occurrence {
	var out []Occurrence
	for _, x := range conceptAt {
		out = append(out, Occurrence{Place: Place{x[1], 1}, Concept: x[0], Meant: true, Weight: 1})
	}
	return out
}

func doc(f index.TextField, words int, occurrences []Occurrence) *Document {
	d := &Document{}
	d.Fields[f] = Field{words, occurrences}
	return d
}

var near = cmpopts.EquateApprox(0, 1e-9)

func TestRequestPart(t *testing.T) {
	elsewhere := at([2]int32{0, 0})
	elsewhere[0].Meant = false
	long := at([2]int32{0, 0})
	long[0].Words = 9
	tests := []struct {
		name  string
		words int
		found []Occurrence
		want  float64
	}{
		{"nothing", 4, nil, 0},
		{"the whole query, and nothing else", 2, at([2]int32{0, 0}, [2]int32{1, 1}), requestWeight},
		{"the whole query, half of the request", 4, at([2]int32{0, 0}, [2]int32{1, 3}), requestWeight * 0.75},
		{"half of the query", 1, at([2]int32{1, 0}), requestWeight / 4},
		{"a concept twice counts once", 4, at([2]int32{1, 0}, [2]int32{1, 2}), requestWeight / 4 * (0.5 + 0.5/4)},
		{"not meant in the request", 1, elsewhere, 0},
		{"longer than the request", 1, long, requestWeight / 4},
	}
	for _, test := range tests {
		got := NewRanker(words(t, "zeta", "omega")).Weigh(doc(index.RequestText, test.words, test.found))
		if d := cmp.Diff(test.want, got.Request, near); d != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, d)
		}
	}
	if got := NewRanker(words(t, "zeta")).Weigh(doc(index.HeadingText, 1, at([2]int32{0, 0}))); got.Request != 0 {
		t.Errorf("what stands in the heading counts %g as if in the request", got.Request)
	}
}

func TestTypedPart(t *testing.T) {
	two, six := words(t, "zeta", "omega"), words(t, "a1", "a2", "a3", "a4", "a5", "a6", "a7")
	named := words(t, "lumbar", "mri")
	if !named.Asked.named || two.Asked.named {
		t.Fatal("lumbar mri names nothing but a part and a treatment, zeta omega neither")
	}
	due := typedWeight * 4 / 36.0
	tests := []struct {
		name  string
		q     *Query
		where Typed
		want  float64
	}{
		{"nowhere", two, TypedNowhere, 0},
		{"two words", two, TypedInText, due},
		{"two words of the request", two, TypedInRequest, due},
		{"the request", two, TypedIsRequest, due + wholeRequest},
		{"more words than prove it", six, TypedInText, typedWeight},
		{"names in passing", named, TypedInText, due * nameInPassing},
		{"names in the request", named, TypedInRequest, due},
	}
	for _, test := range tests {
		got := NewRanker(test.q).Weigh(&Document{Typed: test.where})
		if d := cmp.Diff(Parts{Typed: test.want}, got, near); d != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, d)
		}
	}
}

func TestAskedPart(t *testing.T) {
	mri := at([2]int32{1, 0})
	both := at([2]int32{0, 0}, [2]int32{1, 1})
	tests := []struct {
		name  string
		typed []string
		doc   Document
		found []Occurrence // in the request
		want  float64
	}{
		{"nothing asked for", []string{"zeta", "omega"}, Document{Drug: true, Subclass: true}, both, 0},
		{"nothing of it", []string{"lumbar", "mri"}, Document{}, nil, 0},
		{"the treatment by its name", []string{"lumbar", "mri"}, Document{}, mri, askedTreatment},
		{"part and treatment by their names", []string{"lumbar", "mri"}, Document{}, both, askedTreatment + askedBody},
		{"the part by its facet", []string{"lumbar", "mri"}, Document{BodyPart: true}, mri, askedTreatment + askedBody},
		{"another treatment of the subclass", []string{"lumbar", "mri"}, Document{Subclass: true}, nil, sameSubclass * askedTreatment},
		{"the drug by another name", []string{"norco"}, Document{Drug: true}, nil, askedTreatment},
		{"the part alone", []string{"lumbar"}, Document{BodyPart: true}, nil, askedBodyAlone},
		{"the part alone, elsewhere", []string{"lumbar"}, Document{Drug: true}, nil, 0},
		{"with the side", []string{"left", "mri"}, Document{}, both, askedTreatment + askedSide},
	}
	for _, test := range tests {
		test.doc.Fields[index.RequestText] = Field{10, test.found}
		got := NewRanker(words(t, test.typed...)).Weigh(&test.doc)
		if d := cmp.Diff(test.want, got.Asked, near); d != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, d)
		}
	}
}

func TestCoveredPart(t *testing.T) {
	two := words(t, "zeta", "omega") // of one weight
	tests := []struct {
		name string
		doc  *Document
		want float64
	}{
		{"none", &Document{}, 0},
		{"one of two", doc(index.RationaleText, 9, at([2]int32{1, 3})), coveredWeight / 2},
		{"one of two, often", doc(index.RationaleText, 9, at([2]int32{1, 3}, [2]int32{1, 7})), coveredWeight / 2},
		{"both", doc(index.RationaleText, 9, at([2]int32{1, 3}, [2]int32{0, 7})), coveredWeight},
	}
	for _, test := range tests {
		if d := cmp.Diff(test.want, NewRanker(two).Weigh(test.doc).Covered, near); d != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, d)
		}
	}
}

func TestTogetherAndInOrder(t *testing.T) {
	three := words(t, "zeta", "omega", "sigma")
	tests := []struct {
		name             string
		found            []Occurrence
		closest, ordered float64
	}{
		{"adjacent, in order", at([2]int32{0, 4}, [2]int32{1, 5}, [2]int32{2, 6}), 1, 1},
		{"a word between each", at([2]int32{0, 4}, [2]int32{1, 6}, [2]int32{2, 8}), 0.6, 1},
		{"two words between", at([2]int32{0, 4}, [2]int32{1, 7}, [2]int32{2, 8}), 0.6, 0.5},
		{"the other way round", at([2]int32{2, 0}, [2]int32{1, 1}, [2]int32{0, 2}), 1, 0},
		{"one is missing", at([2]int32{0, 0}, [2]int32{1, 1}), 0, 0.5},
		{"the closest of several", at([2]int32{0, 0}, [2]int32{1, 40}, [2]int32{2, 80}, [2]int32{0, 81}, [2]int32{1, 82}), 1, 0.5},
	}
	for _, test := range tests {
		for _, f := range OrderFields {
			got := NewRanker(three).Weigh(doc(f, 100, test.found))
			if d := cmp.Diff(Parts{Together: togetherWeight * test.closest, InOrder: inOrderWeight * test.ordered}, got, near, cmpopts.IgnoreFields(Parts{}, "Words", "Covered", "Request")); d != "" {
				t.Errorf("%s, field %d (-want +got)\n%s", test.name, f, d)
			}
		}
		if got := NewRanker(three).Weigh(doc(index.ReviewerGuidelineText, 100, test.found)); got.Together != 0 || got.InOrder != 0 {
			t.Errorf("%s: in a guideline it counts %+v", test.name, got)
		}
	}
	if got := NewRanker(words(t, "zeta")).Weigh(doc(index.RationaleText, 9, at([2]int32{0, 0}))); got.Together != 0 || got.InOrder != 0 {
		t.Errorf("a word alone is together with itself: %+v", got)
	}
}

// TestClosenessIsTheBestStretch compares with all choices of a place each, of
// which closeness looks at those that begin with the first places: where
// concepts overlap or are of several words, it may find a little less.
func TestClosenessIsTheBestStretch(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		places := make([][]Place, 2+r.IntN(2))
		for i := range places {
			for range 1 + r.IntN(4) {
				places[i] = append(places[i], Place{int32(r.IntN(40)), 1 + int32(i%2)})
			}
			slices.SortFunc(places[i], func(a, b Place) int { return int(a.At - b.At) })
		}
		best := 0.0
		var choose func(i int, low, high, words int32)
		choose = func(i int, low, high, words int32) {
			if i == len(places) {
				best = max(best, min(float64(words)/float64(high-low), 1))
				return
			}
			for _, p := range places[i] {
				choose(i+1, min(low, p.At), max(high, p.At+p.Words), words+p.Words)
			}
		}
		choose(0, math.MaxInt32, 0, 0)
		if got := closeness(places); got > best+1e-9 || got < best*0.7 {
			t.Fatalf("%v: closeness %g, the best of all choices is %g", places, got, best)
		}
	}
}

func TestWordsPart(t *testing.T) {
	q := words(t, "zeta")
	idf := q.Total
	occurrence := func(weight float64, standard, meant bool) []Occurrence {
		return []Occurrence{{Place: Place{0, 1}, Weight: weight, Standard: standard, Meant: meant}}
	}
	tests := []struct {
		name string
		doc  *Document
		tf   float64
	}{
		{"nowhere", &Document{}, 0},
		{"rationale of mean length", doc(index.RationaleText, 10, occurrence(1, false, true)), 1.5},
		{"twice as long", doc(index.RationaleText, 20, occurrence(1, false, true)), 1.0},
		{"request", doc(index.RequestText, 10, occurrence(1, false, true)), 5},
		{"a synonym", doc(index.RationaleText, 10, occurrence(addedWeight, false, true)), 1.5 * addedWeight},
		{"standard sentence", doc(index.RationaleText, 10, occurrence(1, true, true)), 1.5 * standardShare},
		{"not meant there", doc(index.OtherText, 10, occurrence(1, false, false)), 0},
		{"twice", doc(index.RationaleText, 10, append(occurrence(1, false, true), occurrence(1, true, true)...)), 1.5 * (1 + standardShare)},
	}
	for _, test := range tests {
		got := NewRanker(q).Weigh(test.doc)
		if d := cmp.Diff(idf*test.tf/(saturation+test.tf)/idf, got.Words, near); d != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, d)
		}
	}
}

// TestRankerForgets holds that a document is weighed the same whatever was
// weighed before it.
func TestRankerForgets(t *testing.T) {
	q := words(t, "lumbar", "mri", "zeta")
	one := doc(index.RationaleText, 9, at([2]int32{0, 1}, [2]int32{1, 2}, [2]int32{2, 3}))
	other := doc(index.RequestText, 3, at([2]int32{0, 0}, [2]int32{2, 1}))
	other.Typed, other.BodyPart = TypedInRequest, true
	r := NewRanker(q)
	first := r.Weigh(other)
	r.Weigh(one)
	if d := cmp.Diff(first, r.Weigh(other)); d != "" {
		t.Errorf("after another document (-first +then)\n%s", d)
	}
}

func TestExplainAddsUp(t *testing.T) {
	q := words(t, "lumbar", "mri")
	d := doc(index.RequestText, 3, at([2]int32{0, 0}, [2]int32{1, 1}))
	d.Typed = TypedInRequest
	r := NewRanker(q)
	p := r.Weigh(d)
	gains := r.Explain(d)
	sum, names := 0.0, []string{}
	for _, g := range gains {
		sum += g.Score
		names = append(names, string(g.For)+" "+g.Words)
	}
	if math.Abs(sum-Shown(p.Sum())) > 0.05 {
		t.Errorf("%v make %g, want %g", gains, sum, Shown(p.Sum()))
	}
	if diff := cmp.Diff([]string{"words lumbar", "words mri", "covered ", "request ", "asked ", "typed ", "together ", "in order "}, names); diff != "" {
		t.Error(diff)
	}
}
