package cli

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 100, []string{"one two three"}},
		{"a-word-longer-than-the-line x", 5, []string{"a-word-longer-than-the-line", "x"}},
		{"naïve façade", 7, []string{"naïve", "façade"}},
		{"ééééé éé", 8, []string{"ééééé éé"}}, // by letters, not bytes
		{"  spaces   fold\nhere ", 11, []string{"spaces fold", "here"}},
	} {
		if d := cmp.Diff(c.want, Wrap(c.in, c.width)); d != "" {
			t.Errorf("Wrap(%q, %d) (-want +got):\n%s", c.in, c.width, d)
		}
	}
}
