package view

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// drawn writes pieces as a line: [1:word] is a mark, {p1-l2} an anchor, and
// <p. 1> the beginning of a page.
func drawn(paragraphs [][]LetterPiece) string {
	var b strings.Builder
	for i, pieces := range paragraphs {
		if i > 0 {
			b.WriteString(" ¶ ")
		}
		for _, p := range pieces {
			if p.Anchor != "" {
				b.WriteString("{" + p.Anchor + "}")
			}
			if p.Page != nil {
				b.WriteString("<" + p.Page.Text + ">")
			}
			if p.Mark > 0 {
				b.WriteString("[" + strconv.Itoa(p.Mark) + ":" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
	}
	return b.String()
}

func TestLetterText(t *testing.T) {
	const text = "the knee hurts and the knee swells"
	tests := []struct {
		name   string
		starts []int
		lines  []imr.LineStart
		spans  []index.Span
		want   string
	}{
		{"plain", nil, nil, nil, text},
		{"marks count up", nil, nil, []index.Span{{4, 8}, {23, 27}}, "the [1:knee] hurts and the [2:knee] swells"},
		{"lines and pages", nil, []imr.LineStart{{0, 1, 9}, {15, 2, 1}}, nil,
			"{p1-l9}<p. 1>the knee hurts {p2-l1}<p. 2>and the knee swells"},
		{"a line that begins inside a mark", nil, []imr.LineStart{{0, 1, 1}, {6, 1, 2}}, []index.Span{{4, 8}},
			"{p1-l1}<p. 1>the {p1-l2}[1:knee] hurts and the knee swells"},
		{"paragraphs", []int{0, 15}, nil, []index.Span{{4, 8}, {23, 27}}, "the [1:knee] hurts  ¶ and the [2:knee] swells"},
		{"text before the first paragraph", []int{15}, nil, nil, "the knee hurts  ¶ and the knee swells"},
		{"what no engine may send", []int{99}, []imr.LineStart{{77, 1, 1}}, []index.Span{{-4, 2}, {30, 99}}, text},
	}
	for _, test := range tests {
		got := drawn(newLetterText(nil).paragraphs(text, test.starts, test.lines, test.spans))
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestAnchorsAreUnique: two items of a letter may stand on one line.
func TestAnchorsAreUnique(t *testing.T) {
	lt := newLetterText(nil)
	lines := []imr.LineStart{{0, 1, 4}}
	first, second := drawn(lt.paragraphs("one", nil, lines, nil)), drawn(lt.paragraphs("two", nil, lines, nil))
	if first != "{p1-l4}<p. 1>one" || second != "two" {
		t.Errorf("the line is anchored in %q and %q", first, second)
	}
}

func TestLayoutOf(t *testing.T) {
	lines, paragraphs := layoutOf("one\ntwo\n\nthree\f\nfour", 1)
	if diff := cmp.Diff([]imr.LineStart{{0, 1, 1}, {4, 1, 2}, {9, 1, 4}, {16, 2, 2}}, lines); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{0, 9, 16}, paragraphs); diff != "" {
		t.Error(diff)
	}
}
