package pattern

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPattern holds that prefixes and literals change nothing but the time.
func TestPattern(t *testing.T) {
	const expr = `(?i)\b(?:not\s+)?(need(?:ed|s)?|\d{1,2}x)\b(?:\s+(for))?`
	texts := []string{
		"", "need", "Not needed for now", "12x for, 3x", "unneeded 112x", "is NOT  needs", "_need", "né need",
		"not 3x\nneeded\nnot", "need need needless need for", strings.Repeat("not ", 9) + "need",
	}
	plain := regexp.MustCompile(expr)
	for _, p := range []*Pattern{New(expr), New(expr).Prefixes("not", "need", "#"), New(expr).Literals("need", "x"), New(expr).Prefixes("n", "#").Literals("ee", "x")} {
		for _, s := range texts {
			checks := []struct {
				name      string
				got, want any
			}{
				{"MatchString", p.MatchString(s), plain.MatchString(s)},
				{"FindString", p.FindString(s), plain.FindString(s)},
				{"FindStringIndex", p.FindStringIndex(s), plain.FindStringIndex(s)},
				{"FindStringSubmatch", p.FindStringSubmatch(s), plain.FindStringSubmatch(s)},
				{"FindStringSubmatchIndex", p.FindStringSubmatchIndex(s), plain.FindStringSubmatchIndex(s)},
				{"FindAllStringIndex", p.FindAllStringIndex(s, -1), plain.FindAllStringIndex(s, -1)},
				{"FindAllStringSubmatchIndex", p.FindAllStringSubmatchIndex(s, 2), plain.FindAllStringSubmatchIndex(s, 2)},
				{"ReplaceAllString", p.ReplaceAllString(s, "<$1>"), plain.ReplaceAllString(s, "<$1>")},
				{"ReplaceAllStringFunc", p.ReplaceAllStringFunc(s, strings.ToUpper), plain.ReplaceAllStringFunc(s, strings.ToUpper)},
			}
			for _, c := range checks {
				if d := cmp.Diff(c.want, c.got); d != "" {
					t.Errorf("%s(%q) of %v: %s", c.name, s, p.prefixes, d)
				}
			}
		}
	}
}

// TestPatternSplit splits where a literal stands, and where none does.
func TestPatternSplit(t *testing.T) {
	p := New(`\s+and\s+`).Literals("and")
	if d := cmp.Diff([][]string{{"a", "b"}, {"a b"}, {""}}, [][]string{p.Split("a and b", -1), p.Split("a b", -1), p.Split("", -1)}); d != "" {
		t.Error(d)
	}
}
