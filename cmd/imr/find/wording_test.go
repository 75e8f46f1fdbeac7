package find

import (
	"testing"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

func TestTotals(t *testing.T) {
	one, many := 1, 1200
	for _, c := range []struct {
		total index.Total
		want  string
	}{
		{index.Total{}, "0 items in 0 letters"},
		{index.Total{Items: 1, Letters: 1}, "1 item in 1 letter"},
		{index.Total{Items: 1234567, Letters: 999}, "1,234,567 items in 999 letters"},
		{index.Total{Items: 20, Letters: 9, AllWords: &one}, "20 items in 9 letters; 1 has all the words, the others some of them (--match all leaves them out)"},
		{index.Total{Items: 1, Letters: 1, AllWords: &one}, "1 item in 1 letter"},
		{index.Total{Items: 2000, Letters: 9, AllWords: &many}, "2,000 items in 9 letters; 1,200 have all the words, the others some of them (--match all leaves them out)"},
	} {
		if got := totals(c.total); got != c.want {
			t.Errorf("totals = %q, want %q", got, c.want)
		}
	}
}

func TestEmphasize(t *testing.T) {
	s := index.Snippet{Text: "the knee and the knee", Spans: []index.Span{{4, 8}, {17, 21}}}
	if got, want := emphasize(s, "[", "]"), "the [knee] and the [knee]"; got != want {
		t.Errorf("emphasize = %q, want %q", got, want)
	}
}

func TestOrigin(t *testing.T) {
	for want, s := range map[string]imr.Source{
		"a.pdf":          {Path: "a.pdf"},
		"b.zip: in/c":    {Path: "b.zip", Member: "in/c"},
		"standard input": {Path: "-"},
	} {
		if got := origin(s); got != want {
			t.Errorf("origin(%v) = %q, want %q", s, got, want)
		}
	}
}
