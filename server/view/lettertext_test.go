package view

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/passage"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
)

// drawn writes pieces as a line: [1:word] is a mark, [1+word] one that goes on,
// {p1-l2} an anchor, <p. 1> the beginning of a page, (words) what is recited, and
// |a sentence|, |!the one that decides|.
func drawn(paragraphs []Paragraph) string {
	var b strings.Builder
	for i, p := range paragraphs {
		if i > 0 {
			b.WriteString(" ¶ ")
		}
		for _, s := range p.Sentences {
			edge := ""
			if s.Class != "" {
				edge = "|"
			}
			b.WriteString(edge)
			if s.Why != nil {
				b.WriteString("!")
			}
			drawPieces(&b, s.Pieces)
			b.WriteString(edge)
		}
	}
	return b.String()
}

func drawPieces(b *strings.Builder, pieces []LetterPiece) {
	for _, p := range pieces {
		if p.Anchor != "" {
			b.WriteString("{" + p.Anchor + "}")
		}
		if p.Page != nil {
			b.WriteString("<" + p.Page.Text + ">")
		}
		switch {
		case p.Mark > 0 && p.Goes:
			b.WriteString("[" + strconv.Itoa(p.Mark) + "+" + p.Text + "]")
		case p.Mark > 0:
			b.WriteString("[" + strconv.Itoa(p.Mark) + ":" + p.Text + "]")
		case p.Recited:
			b.WriteString("(" + p.Text + ")")
		default:
			b.WriteString(p.Text)
		}
	}
}

func plainText(m *letterMarks) *letterText {
	return newLetterText("X", m, func(int) string { return "" })
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
		got := drawn(plainText(nil).paragraphs(&passageText{text: text, paragraphs: test.starts, lines: test.lines, spans: test.spans, why: -1}))
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestAnchorsAreUnique: two items of a letter may stand on one line.
func TestAnchorsAreUnique(t *testing.T) {
	lt := plainText(nil)
	lines := []imr.LineStart{{0, 1, 4}}
	first, second := drawn(lt.paragraphs(&passageText{text: "one", lines: lines, why: -1})), drawn(lt.paragraphs(&passageText{text: "two", lines: lines, why: -1}))
	if first != "{p1-l4}<p. 1>one" || second != "two" {
		t.Errorf("the line is anchored in %q and %q", first, second)
	}
}

// TestSentences: what decides, what is recited, and a mark over the end of a
// sentence, in the sentences that have links.
func TestSentences(t *testing.T) {
	const said = "The MTUS recommends braces. He was hurt. In this case the knee is stable. No brace."
	l := &imr.Letter{ID: "CM16-0990888", Items: []imr.Item{{ID: "CM16-0990888/1", N: 1, Request: "Brace", Outcome: imr.Upheld,
		Rationale: imr.Passage{Text: said, Page: 2, Lines: []imr.LineStart{{0, 2, 1}, {strings.Index(said, "In this"), 3, 1}}, Paragraphs: []int{0, strings.Index(said, "No brace")}}}}}
	doc := &index.Document{Letter: l, Text: said}
	lt := plainText(nil)
	lt.letter, lt.sentences = l.ID, passage.Sentences(doc)
	x := passageText{text: said, paragraphs: l.Items[0].Rationale.Paragraphs, lines: l.Items[0].Rationale.Lines, sentences: lt.of(1, index.RationaleText, 0),
		spans: []index.Span{{20, 30}}, recited: lexicon.Recited(said), why: strings.Index(said, "In this"), whyAnchor: "why-1"}
	got := lt.paragraphs(&x)
	want := "|{p2-l1}<p. 2>(The MTUS recommends )[1:braces.]|[1+ ]|[1+He] was hurt.| |!{p3-l1}<p. 3>In this case the knee is stable.|  ¶ |No brace.|"
	if drawn(got) != want {
		t.Errorf("%s, want %s", drawn(got), want)
	}
	first, decides := got[0].Sentences[0], got[0].Sentences[4]
	if first.Pages != "2" || decides.Pages != "3" || decides.Class != "s decides" || decides.Anchors[0] != "why-1" {
		t.Errorf("%+v, %+v", first, decides)
	}
	for _, link := range []string{got[0].URL, decides.Why.URL} {
		u, err := url.Parse(link)
		if err != nil || u.Path != "/letters/CM16-0990888" || u.Fragment != "passage" {
			t.Errorf("%s: %v", link, err)
			continue
		}
		if p, ok := passage.Find(doc, u.Query().Get("passage")); !ok || !strings.HasSuffix(p.Text, "the knee is stable.") {
			t.Errorf("%s is %+v", link, p)
		}
	}
	chosen, _ := passage.Find(doc, "he was hurt. In this case")
	lt.chosen, lt.seen, lt.page = chosen, map[string]bool{}, 0
	got = lt.paragraphs(&x)
	s := got[0].Sentences
	if s[0].Class != "s" || s[2].Class != "s passage" || s[2].Anchors[0] != "passage" || s[4].Class != "s decides passage" || got[0].Chosen == nil || got[1].Chosen != nil {
		t.Errorf("%+v", got)
	}
}
