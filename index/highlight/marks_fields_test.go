package highlight

import (
	"testing"

	"imrsearch/index"
	"imrsearch/index/resolve"
)

func TestTextsAlone(t *testing.T) {
	for query, want := range map[string]bool{
		"":                                  true,
		"knee pain":                         true,
		"outcome:upheld knee":               true, // all that stands is marked
		"class:surgery OR outcome:upheld":   false,
		"knee OR (class:surgery pain)":      false,
		"rationale:(knee OR pain) age:40":   true,
		"knee (pain OR (spine age:40..50))": false,
		"knee OR (pain -case:CM16-0990412)": false,
		"knee -(class:surgery OR pain)":     true, // what is negated marks nothing
	} {
		p, _, err := resolve.Resolve(&index.Request{Query: query})
		if err != nil {
			t.Fatal(err)
		}
		if got := NewMarker(p).TextsAlone(); got != want {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
}
