package view

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
)

func TestCut(t *testing.T) {
	tests := []struct {
		text  string
		spans []index.Span
		want  []Piece
	}{
		{"", nil, nil},
		{"knee", nil, []Piece{{Text: "knee"}}},
		{"knee", []index.Span{{0, 4}}, []Piece{{Text: "knee", Mark: true}}},
		{"a knee b", []index.Span{{2, 6}}, []Piece{{Text: "a "}, {Text: "knee", Mark: true}, {Text: " b"}}},
		{"ab", []index.Span{{0, 1}, {1, 2}}, []Piece{{Text: "a", Mark: true}, {Text: "b", Mark: true}}},
		// What no engine may send, and what must do no harm.
		{"knee", []index.Span{{3, 9}}, []Piece{{Text: "knee"}}},
		{"knee", []index.Span{{-1, 2}}, []Piece{{Text: "knee"}}},
		{"knee", []index.Span{{2, 2}, {3, 1}}, []Piece{{Text: "knee"}}},
		{"knee", []index.Span{{1, 3}, {2, 4}}, []Piece{{Text: "k"}, {Text: "ne", Mark: true}, {Text: "e"}}},
		{"é", []index.Span{{1, 2}}, []Piece{{Text: "é"}}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, cut(test.text, test.spans)); diff != "" {
			t.Errorf("cut(%q, %v) (-want +got):\n%s", test.text, test.spans, diff)
		}
	}
}

// FuzzCut checks that the pieces joined are the text, whatever the spans.
func FuzzCut(f *testing.F) {
	f.Add("<b>µg & more</b>", 1, 4, 5, 7)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		var joined strings.Builder
		for _, p := range cut(text, []index.Span{{a, b}, {c, d}}) {
			if utf8.ValidString(text) && !utf8.ValidString(p.Text) {
				t.Errorf("cut(%q) divides a character: %q", text, p.Text)
			}
			joined.WriteString(p.Text)
		}
		if joined.String() != text {
			t.Errorf("cut(%q) joined = %q", text, joined.String())
		}
	})
}
