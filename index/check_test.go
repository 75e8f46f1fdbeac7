package index

import (
	"testing"
)

func TestNearest(t *testing.T) {
	names := []string{"outcome", "age", "decided", "specialty"}
	for typed, want := range map[string]string{
		"outcom": "outcome", "Outcomes": "outcome", "ag": "age", "specality": "specialty", "xyz": "", "dec": "decided", "": "",
	} {
		if got := Nearest(typed, names); got != want {
			t.Errorf("nearest(%q) = %q, want %q", typed, got, want)
		}
	}
}
