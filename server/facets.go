package server

import (
	"slices"
	"strings"

	"imrsearch/index"
)

// A facetView is a facet with its values as checkboxes.
type facetView struct {
	Field, Label, Note string
	Bars               *barsView
	Values             []valueView
	More               *link
}

// A valueView is a value of a facet. Count is the number of items if it
// alone were chosen in its facet.
type valueView struct {
	ID, Value, CountText string
	Label                []string // in pieces, between which a line may break
	Count                int
	Selected             bool
}

// A barsView is a small chart of the values of a facet of years.
type barsView struct {
	Width int
	Rects []barView
}

// A barView is one bar, in units of the chart.
type barView struct {
	X, Y, W, H int
	On         bool
	Title      string
}

func newFacetViews(a address, facets []index.Facet) []facetView {
	var out []facetView
	for i := range facets {
		if v := newFacetView(a, &facets[i]); len(v.Values) > 0 {
			out = append(out, v)
		}
	}
	return out
}

// newFacetView shows the chosen values first, then the commonest. Bands keep
// their order and get a chart.
func newFacetView(a address, f *index.Facet) facetView {
	v := facetView{Field: f.Field, Label: f.Label}
	banded := isBanded(f.Field)
	shown := shownValues
	if banded {
		shown = len(f.Buckets)
		v.Bars = newBars(f.Buckets)
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
		v.Note = itoa(len(v.Values)) + " of " + thousands(more)
		v.More = &link{"All " + thousands(more), a.at("/facets/" + f.Field)}
	}
	return v
}

func newValue(field string, b index.Bucket) valueView {
	return valueView{
		ID: "f-" + field + "-" + strings.ReplaceAll(index.FoldValue(b.Value), " ", "-"), Value: b.Value,
		Label: strings.SplitAfter(bucketLabel(field, b), "/"), Selected: b.Selected,
		Count: b.Count, CountText: thousands(b.Count),
	}
}

// capitalFields have values of one plain word, which stand alone as labels.
var capitalFields = map[string]bool{
	"outcome": true, "case_outcome": true, "sex": true, "priority": true, "retrospective": true, "remaining": true,
}

// bucketLabel writes a value for people.
func bucketLabel(field string, b index.Bucket) string {
	if capitalFields[field] && b.Label != "" {
		return capital(b.Label)
	}
	if field == "age" {
		return strings.Replace(b.Label, "..", " to ", 1)
	}
	return b.Label
}

func isBanded(field string) bool {
	f, ok := index.FieldNamed(field)
	return ok && f.Bands != index.NoBands
}

// ascending returns bands from the lowest up, whatever their order in a list.
func ascending(buckets []index.Bucket) []index.Bucket {
	out := slices.Clone(buckets)
	slices.SortStableFunc(out, func(a, b index.Bucket) int { return index.BandStart(a.Value) - index.BandStart(b.Value) })
	return out
}

// newBars draws the buckets as bars from zero; nil for fewer than three,
// which need no chart.
func newBars(buckets []index.Bucket) *barsView {
	const width, gap, height, slots = 10, 2, 38, 10 // few bars do not grow wide
	highest := 0
	for _, b := range buckets {
		highest = max(highest, b.Count)
	}
	if len(buckets) < 3 || highest == 0 {
		return nil
	}
	v := &barsView{Width: max(len(buckets), slots)*(width+gap) - gap}
	for i, b := range ascending(buckets) {
		h := (b.Count*height + highest - 1) / highest
		v.Rects = append(v.Rects, barView{X: i * (width + gap), Y: 40 - h, W: width, H: h, On: b.Selected,
			Title: b.Label + ": " + thousands(b.Count)})
	}
	return v
}

// chosenChips are the chosen values, each with the link that takes it off.
// The facets, where there are any, know how a value is written for people.
func chosenChips(a address, facets []index.Facet) []link {
	labels := map[index.Filter]string{}
	for _, f := range facets {
		for _, b := range f.Buckets {
			labels[index.Filter{Field: f.Field, Value: b.Value}] = bucketLabel(f.Field, b)
		}
	}
	var out []link
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
			out = append(out, link{f.Label + ": " + label, a.drop(f.Name, value).at("/")})
		}
	}
	return out
}
