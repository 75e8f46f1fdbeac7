package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"imrsearch/index"
)

// PageBuckets is the number of values that a page asks for by facet: enough
// for every year and age.
const PageBuckets = 48

// shownValues is the number of values that a list shows of a facet by count;
// the others stand on the facet's own page.
const shownValues = 6

// PageFacets are the facets of the side of a list: the shown ones of the table
// of fields, with the reasons for and against apart.
func PageFacets() []string {
	var out []string
	for _, f := range index.Fields() {
		switch {
		case f.Name == "reason":
			out = append(out, "reason_for", "reason_against")
		case f.Facet && f.Shown:
			out = append(out, f.Name)
		}
	}
	return out
}

// moreFacets are the links to the facets that the side has no room for.
func moreFacets(a Address) []Link {
	shown := PageFacets()
	var out []Link
	for _, f := range index.Fields() {
		if f.Facet && f.Kind != index.KindLabel && f.Name != "reason" && !slices.Contains(shown, f.Name) {
			out = append(out, Link{f.Label, a.URL("/facets/" + f.Name)})
		}
	}
	return out
}

// A Facet is a facet with its values as checkboxes.
type Facet struct {
	Field, Label, Note string
	Dates              bool // may be chosen by the first and last day
	Bars               *Bars
	Values             []Value
	More               *Link
	Rates              *Link // to the rates by this field; nil for none
}

// A Value is a value of a facet. Count is the number of items if it
// alone were chosen in its facet.
type Value struct {
	ID, Value, CountText string
	Label                []string // in pieces, between which a line may break
	Count                int
	Selected             bool
	Rate, RateTitle      string // of the items overturned; "" for none
	FewDecided           bool   // too few for the rate to say much
}

// Bars are a small chart of the values of a facet of years.
type Bars struct {
	Width int
	Rects []Bar
}

// A Bar is one bar, in units of the chart.
type Bar struct {
	X, Y, W, H int
	On         bool
	Title      string
	From, To   int // the numbers of its band
}

func newFacets(a Address, facets []index.Facet) []Facet {
	var out []Facet
	for i := range facets {
		if v := newFacet(a, &facets[i]); len(v.Values) > 0 {
			out = append(out, v)
		}
	}
	return out
}

// newFacet shows the chosen values first, then the commonest. Bands keep
// their order and get a chart.
func newFacet(a Address, f *index.Facet) Facet {
	v := Facet{Field: f.Field, Label: f.Label, Dates: f.Field == "decided" || f.Field == "injured"}
	if f.Field != "outcome" && slices.Contains(index.StatsNames(), f.Field) {
		v.Rates = &Link{"Rates", a.rates(f.Field)}
	}
	banded := isBanded(f.Field)
	shown := shownValues
	if banded {
		shown = len(f.Buckets)
		v.Bars = newBars(f.Field, f.Buckets)
	}
	for _, wantSelected := range []bool{true, false} {
		for _, b := range f.Buckets {
			if banded && wantSelected || !banded && b.Selected != wantSelected || !b.Selected && len(v.Values) >= shown {
				continue
			}
			v.Values = append(v.Values, newValue(f.Field, b))
		}
	}
	if more := max(f.Distinct, len(f.Buckets)); more > len(v.Values) {
		v.Note = strconv.Itoa(len(v.Values)) + " of " + Thousands(more)
		v.More = &Link{"All " + Thousands(more), a.URL("/facets/" + f.Field)}
	}
	return v
}

// fewDecided is the number of decided items below which a rate says little.
const fewDecided = 10

func newValue(field string, b index.Bucket) Value {
	v := Value{
		ID: "f-" + field + "-" + strings.ReplaceAll(index.FoldValue(b.Value), " ", "-"), Value: b.Value,
		Label: strings.SplitAfter(b.Label, "/"), Selected: b.Selected,
		Count: b.Count, CountText: Thousands(b.Count),
	}
	if r := b.Rate; r != nil {
		v.Rate = fmt.Sprintf("%.0f%%", 100*float64(r.Overturned)/float64(r.Decided))
		v.RateTitle = fmt.Sprintf("%s of %s decided overturned", Thousands(r.Overturned), Thousands(r.Decided))
		v.FewDecided = r.Decided < fewDecided
	}
	return v
}

// isBanded reports whether the values of a field are ranges in an order of
// their own, years or ages.
func isBanded(field string) bool {
	f, ok := index.FieldNamed(field)
	return ok && f.Bands != index.NoBands
}

// ascending returns bands sorted by their first number.
func ascending(buckets []index.Bucket) []index.Bucket {
	out := slices.Clone(buckets)
	slices.SortStableFunc(out, func(a, b index.Bucket) int { return index.BandStart(a.Value) - index.BandStart(b.Value) })
	return out
}

// highestCount is the count of the largest bucket.
func highestCount(buckets []index.Bucket) int {
	highest := 0
	for _, b := range buckets {
		highest = max(highest, b.Count)
	}
	return highest
}

// newBars draws the buckets as bars from zero; nil for fewer than three,
// which need no chart.
func newBars(field string, buckets []index.Bucket) *Bars {
	const width, gap, height, slots = 10, 2, 38, 10 // few bars do not grow wide
	highest := highestCount(buckets)
	if len(buckets) < 3 || highest == 0 {
		return nil
	}
	band := 0 // how far a band reaches beyond its first number
	if f, _ := index.FieldNamed(field); f != nil && f.Bands == index.DecadeBands {
		band = 9
	}
	v := &Bars{Width: max(len(buckets), slots)*(width+gap) - gap}
	for i, b := range ascending(buckets) {
		h := (b.Count*height + highest - 1) / highest
		from := index.BandStart(b.Value)
		v.Rects = append(v.Rects, Bar{From: from, To: from + band, X: i * (width + gap), Y: 40 - h, W: width, H: h, On: b.Selected,
			Title: b.Label + ": " + Thousands(b.Count)})
	}
	return v
}

// chosenChips returns the chosen values, each with the link that removes it,
// under the labels that the facets give them.
func chosenChips(a Address, facets []index.Facet) []Link {
	labels := map[index.Filter]string{}
	for _, f := range facets {
		for _, b := range f.Buckets {
			labels[index.Filter{Field: f.Field, Value: b.Value}] = b.Label
		}
	}
	var out []Link
	for _, f := range index.Fields() {
		if !f.Facet {
			continue
		}
		for _, value := range a[f.Name] {
			if value == "" {
				continue
			}
			label := labels[index.Filter{Field: f.Name, Value: value}]
			if label == "" {
				label = value
			}
			out = append(out, Link{f.Label + ": " + label, a.without(f.Name, value).URL("/")})
		}
	}
	return out
}

// A FacetPage shows all values of a facet, with a box to find some.
type FacetPage struct {
	Layout
	Field, Label, Note string
	Action, Find       string
	Keep, KeepChosen   []HiddenField
	Values             []Value
	BackURL            string
}

// NewFacetPage shows those values of a facet of the search a that match find.
func NewFacetPage(a Address, f *index.Field, facet *index.Facet, find string) *FacetPage {
	p := &FacetPage{
		Layout: NewLayout("facet", f.Label, a.Query()), Field: f.Name, Label: f.Label,
		Action: "/facets/" + f.Name, Find: find, Keep: a.hidden(), BackURL: a.URL("/"),
		Note: count(facet.Distinct, "value", "values"),
	}
	chosen := a.First()
	for _, b := range facet.Buckets {
		if MatchesFind(b, find) {
			p.Values = append(p.Values, newValue(f.Name, b))
			chosen = chosen.without(f.Name, b.Value)
		}
	}
	p.KeepChosen = chosen.hidden()
	return p
}

// MatchesFind reports whether a word of a value begins with find, in any case.
// The empty find matches all.
func MatchesFind(b index.Bucket, find string) bool {
	find = index.FoldValue(find)
	return find == "" || strings.Contains(" "+index.FoldValue(b.Label), " "+find) ||
		strings.Contains(" "+index.FoldValue(b.Value), " "+find)
}
