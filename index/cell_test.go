package index

import (
	"strings"
	"testing"
)

// TestSafeCell holds what a spreadsheet would run.
func TestSafeCell(t *testing.T) {
	tests := []struct {
		in      string
		guarded bool
	}{
		{"", false}, {"norco", false}, {"5% patch", false}, {"a=b", false}, {"(=1)", false}, {"'=1", false},
		{"=1+1", true}, {"+1", true}, {"-1", true}, {"@sum", true}, {"\t=1", true}, {"\rx", true}, {"\x00x", true},
		{"  =1", true}, {"\n@x", true}, {"\u00a0-x", true}, {"\u200b=1", true}, {"\ufeff=1", true}, {"＋1", true}, {"  x", false}, {"   ", false},
	}
	for _, test := range tests {
		want := test.in
		if test.guarded {
			want = "'" + want
		}
		if got := SafeCell(test.in); got != want {
			t.Errorf("SafeCell(%q) = %q, want %q", test.in, got, want)
		}
	}
}

// FuzzSafeCell holds that a guarded cell keeps its text and begins with nothing
// that runs.
func FuzzSafeCell(f *testing.F) {
	for _, s := range []string{"=1", " +", "\u3000＠x", "\xff=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := SafeCell(s)
		if got != s && got != "'"+s {
			t.Fatalf("SafeCell(%q) = %q", s, got)
		}
		if bare := strings.TrimSpace(got); bare != "" && strings.ContainsRune("=+-@", rune(bare[0])) {
			t.Fatalf("SafeCell(%q) = %q", s, got)
		}
	})
}
