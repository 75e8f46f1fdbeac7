package query

import (
	"strings"
	"testing"
)

// TestOperators checks that all that help shows parses, and that the ways of
// writing an operator read the same.
func TestOperators(t *testing.T) {
	for _, o := range Operators() {
		if _, notes, err := ParseNotes(o.Example); err != nil || len(notes) > 0 {
			t.Errorf("example %q: %v, %v", o.Example, notes, err)
		}
		first, err := Parse(o.Write[0])
		if err != nil {
			t.Errorf("%q: %v", o.Write[0], err)
			continue
		}
		if strings.HasPrefix(o.Write[0], "field:") || o.Write[0] == "a AND b" {
			continue
		}
		for _, also := range append(o.Write[1:], o.Also...) {
			n, err := Parse(also)
			if err != nil || !Equal(n, first) && !strings.HasPrefix(also, "case:") {
				t.Errorf("%q reads %v, %v; want as %q", also, n, err, o.Write[0])
			}
		}
	}
}

func TestDescribe(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", "all items"},
		{"opioid! /s (taper OR wean)", "opioid* in the same sentence as (taper or wean)"},
		{"opioid taper", "opioid and taper"},
		{"a +3 b", "a at most 3 words before b"},
		{"a /3 b", "a within 3 words of b"},
		{"a /1 b", "a next to b"},
		{"a +1 b", "a right before b"},
		{"a +p b", "a earlier in the same paragraph as b"},
		{`#steroids -"a b"`, `exactly "steroids" and without "a b"`},
		{`"a b c"~5`, `the words "a b c" in any order, at most 5 apart`},
		{"a b % c", "(a and b), without c"},
		{"age:40..60", "age: 40 to 60"},
		{"age:>=40", "age: 40 or above"},
		{"age:<40", "age: below 40"},
		{"age:>40", "age: above 40"},
		{"age:<=40", "age: 40 or below"},
		{"decided:2016", "decided: 2016"},
		{"request:(mri OR ct)", "request: (mri or ct)"},
		{"ATLEAST3(opioid!)", "opioid* at least 3 times"},
		{"ATLEAST1(a OR b)", "(a or b) at least 1 time"},
		{"CM16-0990412/2", "item CM16-0990412/2"},
		{"CM16-0990412", "letter CM16-0990412"},
		{"medicaton~", "medicaton or a word like it"},
	} {
		n, err := Parse(c.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", c.in, err)
			continue
		}
		if got := Describe(n); got != c.want {
			t.Errorf("Describe(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
