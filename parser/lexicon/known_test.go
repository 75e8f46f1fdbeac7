package lexicon

import "testing"

func TestKnown(t *testing.T) {
	for _, w := range []string{
		"guidelines", "Guidelines", "hydrocodone", "injured", "improvement", "radiculopathy", "tapering",
		"documented", "medically", "physician's", "fluoroscopic", "arthroscopies", "Norco", "MTUS",
	} {
		if !Known(w) {
			t.Errorf("%q is not known", w)
		}
	}
	for _, w := range []string{"", "-", "selfdirected", "shouldersurgery", "guidelinesthe", "twowords here", "x1", "L4", "qzrt"} {
		if Known(w) {
			t.Errorf("%q is known", w)
		}
	}
}

func TestJoins(t *testing.T) {
	for _, c := range []struct {
		left, right string
		want        bool
	}{
		{"guide-", "lines", true},
		{"guide", "lines,", true},
		{"docu-", "mented.", true},
		{"medi-", "cally", true},
		{"self-", "directed", false},
		{"follow-", "up", false},
		{"x-", "ray", false},
		{"work-", "related", false},
		{"L4-", "5", false},
		{"", "lines", false},
	} {
		if got := Joins(c.left, c.right); got != c.want {
			t.Errorf("Joins(%q, %q) = %t, want %t", c.left, c.right, got, c.want)
		}
	}
}
