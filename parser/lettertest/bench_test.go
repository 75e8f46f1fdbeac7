package lettertest

import (
	"reflect"
	"strings"
	"testing"
)

// TestBenchMeasure holds the profile to the measure that figures of engines
// are compared by.
func TestBenchMeasure(t *testing.T) {
	g := Bench(1)
	var letters, items, bytes, words, overturned int
	for i := range 4000 {
		l := g.Truth(i)
		letters++
		for _, it := range l.Items {
			items++
			bytes += len(it.Request) + len(l.Summary.Text) + len(it.Rationale.Text)
			words += len(strings.Fields(it.Rationale.Text))
			if it.Outcome == "overturned" {
				overturned++
			}
		}
	}
	perLetter := float64(items) / float64(letters)
	perItem := bytes / items
	t.Logf("items a letter %.2f, bytes an item %d, words a rationale %d, overturned %.3f",
		perLetter, perItem, words/items, float64(overturned)/float64(items))
	if perLetter < 2.1 || perLetter > 2.3 || perItem < 1850 || perItem > 2100 {
		t.Errorf("items a letter = %.2f, bytes an item = %d, want 2.2 and about 1968", perLetter, perItem)
	}
	if share := float64(overturned) / float64(items); share < 0.085 || share > 0.115 {
		t.Errorf("overturned = %.3f, want about 0.10", share)
	}
}

func TestBenchDeterminism(t *testing.T) {
	if a, b := Bench(3).Truth(77), Bench(3).Truth(77); !reflect.DeepEqual(a, b) {
		t.Errorf("two generators of one seed differ:\n%v\n%v", a, b)
	}
	if a, b := Bench(3).Truth(77), Bench(4).Truth(77); reflect.DeepEqual(a, b) {
		t.Error("two seeds give the same letter")
	}
}

func BenchmarkBenchTruth(b *testing.B) {
	g := Bench(1)
	for i := 0; b.Loop(); i++ {
		g.Truth(i)
	}
}
