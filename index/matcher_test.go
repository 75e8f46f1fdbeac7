package index

import "testing"

func TestMatches(t *testing.T) {
	tests := []struct {
		m    Matcher
		word string
		want bool
	}{
		{Matcher{Exact, "taper"}, "taper", true},
		{Matcher{Exact, "taper"}, "tapers", false},
		{Matcher{Inflected, "taper"}, "tapered", true},
		{Matcher{Inflected, "medication"}, "medical", false},
		{Matcher{Pattern, "op*"}, "opioid", true},
		{Matcher{Pattern, "op*"}, "op", true},
		{Matcher{Pattern, "op*"}, "xop", false},
		{Matcher{Pattern, "wom?n"}, "women", true},
		{Matcher{Pattern, "wom?n"}, "womn", false},
		{Matcher{Pattern, "w?n"}, "wön", true}, // one character, not one byte
		{Matcher{Pattern, "hydro*one"}, "hydrocodone", true},
		{Matcher{Pattern, "*a*b*a"}, "xaybza", true},
		{Matcher{Pattern, "*a*b*a"}, "xaybz", false},
		{Matcher{Fuzzy, "medicaton"}, "medication", true},
		{Matcher{Fuzzy, "norco"}, "norko", true},
		{Matcher{Fuzzy, "norco"}, "norcs", true},
		{Matcher{Fuzzy, "norco"}, "nroco", true}, // neighbours swapped
		{Matcher{Fuzzy, "norco"}, "morco", false},
		{Matcher{Fuzzy, "norco"}, "narca", false},
		{Matcher{Fuzzy, "hydrocodone"}, "hidrocodon", true},
		{Matcher{Fuzzy, "norco"}, "", false},
	}
	for _, tt := range tests {
		if got := tt.m.Matches(tt.word); got != tt.want {
			t.Errorf("%+v matches %q: %v", tt.m, tt.word, got)
		}
	}
}
