package lexicon

import "testing"

func TestState(t *testing.T) {
	for i, r := range readTable("states") {
		for _, w := range append([]string{r.get("state"), r.get("abbreviation")}, r.list("aliases")...) {
			if got, ok := State(w); !ok || got != States()[i] {
				t.Errorf("%q gives %q, want %q", w, got, States()[i])
			}
		}
	}
	for _, c := range []struct{ printed, want string }{
		{"CALIFORNIA", "California"},
		{"west virginia", "West Virginia"},
		{"Washington, D.C.", "District of Columbia"},
		{"Washington", "Washington"},
		{"in", ""},
		{"Freedonia", ""},
		{"", ""},
	} {
		if got, _ := State(c.printed); got != c.want {
			t.Errorf("%q gives %q, want %q", c.printed, got, c.want)
		}
	}
}
