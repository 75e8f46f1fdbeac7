package parser

import (
	"testing"

	"imrsearch/parser/imr"
)

func TestRequestOf(t *testing.T) {
	for heading, want := range map[string]struct {
		request   string
		remaining bool
	}{
		"A cane":  {"A cane", false},
		"A cane:": {"A cane", false},
		"Norco #60 was the original request. Norco #20 was authorized. The remaining IMR eligible portion of the original request, Norco #40 is": {"Norco #40", true},
		"Pads. The remaining portion is pads #60 are":                              {"pads #60", true},
		"A cane was the original request. Leaving the original request, a cane is": {"a cane", false},
		"": {"", false},
	} {
		request, remaining := requestOf(heading)
		if request != want.request || remaining != want.remaining {
			t.Errorf("%q: %q, %v; want %q, %v", heading, request, remaining, want.request, want.remaining)
		}
	}
}

func TestWithoutNumber(t *testing.T) {
	for _, tt := range []struct {
		s     string
		strip bool
		want  string
	}{
		{"1. A cane", false, "A cane"}, {"1) A cane", false, "A cane"}, {"(1) A cane", false, "A cane"}, {"#1: A cane", false, "A cane"},
		{"Item No. 2: A cane", false, "A cane"}, {"1.A cane", false, "A cane"}, {"1.5 mg tablets", false, "1.5 mg tablets"},
		{"1 A cane", false, "1 A cane"}, {"1 A cane", true, "A cane"}, {"2 leg wraps", true, "2 leg wraps"}, {"#60 day supply", false, "#60 day supply"}, {"", true, ""},
	} {
		if got := withoutNumber(tt.s, tt.strip); got != tt.want {
			t.Errorf("withoutNumber(%q, %v) = %q, want %q", tt.s, tt.strip, got, tt.want)
		}
	}
}

func TestWithoutFrame(t *testing.T) {
	for s, want := range map[string]string{
		"The request for a cane":                                               "a cane",
		"Regarding the request for a cane":                                     "a cane",
		"The decision for authorization of a cane":                             "a cane",
		"The request for authorization for a cane":                             "a cane",
		"MAXIMUS Federal Services, Inc. has determined the request for a cane": "a cane",
		"a request for it":                                                     "a request for it",
	} {
		if got := withoutFrame(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestIssueRequest(t *testing.T) {
	for s, want := range map[string]string{
		"Whether or not the requested cane is medically necessary?":      "cane",
		"Were hand splints medically necessary?":                         "hand splints",
		"Is the request for a cane medically necessary and appropriate?": "a cane",
		"A cane":       "A cane",
		"Treatment of": "Treatment of",
	} {
		if got := issueRequest(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// TestBareNumbers holds when numbers without a sign are the items' numbers.
func TestBareNumbers(t *testing.T) {
	for _, tt := range []struct {
		headings []string
		layoutC  bool
		want     bool
	}{
		{nil, true, false},
		{[]string{"1 A cane"}, true, true},
		{[]string{"1 A cane"}, false, false}, // seen in layout C only
		{[]string{"2 A cane"}, true, false},
		{[]string{"1 A cane", "2 A brace"}, false, true},
		{[]string{"1 A cane", "1 A brace"}, false, true},
		{[]string{"1 A cane", "3 A brace"}, false, false},
		{[]string{"1 A cane", "A brace"}, false, false},
		{[]string{"1 cane", "2 braces"}, false, false}, // counts
	} {
		var items []imr.Item
		for _, h := range tt.headings {
			items = append(items, imr.Item{Heading: h})
		}
		if got := stripsBareNumbers(items, tt.layoutC); got != tt.want {
			t.Errorf("%q, layout C is %v: %v", tt.headings, tt.layoutC, got)
		}
	}
}
