package view

import (
	"slices"
	"strconv"

	"imrsearch/index"
	"imrsearch/index/highlight"
	"imrsearch/index/passage"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
)

// A Paragraph is a paragraph of a letter with the address of the passage that
// it is, "" for a line without one. Chosen is the passage that the page was
// asked for, where it ends in this paragraph.
type Paragraph struct {
	Sentences []LetterSentence
	URL       string
	Chosen    *Chosen
}

// A LetterSentence is a sentence of a letter, or what stands between two.
type LetterSentence struct {
	ID      string // "s" and the name of the passage; "" for what is no sentence, or goes on with one
	Class   string // of the style sheet; "" for what stands between sentences
	Pages   string // "3", "3–4"; "" where they are not known
	Anchors []string
	Why     *Link // of the sentence that decides: to itself as a passage
	Pieces  []LetterPiece
}

// A LetterPiece is a part of a text of a letter, marked with a number or not.
// Where a line begins, a piece without text carries the anchor of the line, and
// where a page begins, a link with its number.
type LetterPiece struct {
	Text    string
	Mark    int  // from 1 over the whole page; 0 means not marked
	Goes    bool // goes on with the mark before
	Recited bool // what guidelines say, not the case
	Anchor  string
	Page    *PageStart
}

// A PageStart is the number of a page where it begins, with a link to the
// original at it.
type PageStart struct{ ID, Text, URL string }

// A Chosen is a passage as one quotes it.
type Chosen struct {
	Text  string
	Cites []Fact // in the forms of a text
	URL   string
}

// A letterText makes the paragraphs of one page. It numbers the marks through
// the page and sets every anchor once.
type letterText struct {
	marks   *letterMarks
	marked  int
	page    int
	seen    map[string]bool
	pageURL func(page int) string

	letter    string
	sentences []passage.Sentence // of the letter
	chosen    *passage.Passage   // that the page was asked for; nil for none
}

func newLetterText(letter string, m *letterMarks, pageURL func(page int) string) *letterText {
	return &letterText{letter: letter, marks: m, seen: map[string]bool{}, pageURL: pageURL}
}

// A passageText is one text of a letter with all that is drawn on it.
type passageText struct {
	text       string
	paragraphs []int
	lines      []imr.LineStart
	spans      []index.Span
	sentences  []passage.Sentence
	recited    [][2]int
	why        int    // where the sentence begins that decides; -1 for none
	whyAnchor  string // its anchor
}

// field returns the paragraphs of a text field of determination i.
func (t *letterText) field(d *index.Determination, i int, f index.TextField) []Paragraph {
	var out []Paragraph
	for n, e := range d.Entries(f) {
		x := passageText{text: e.Text, paragraphs: e.Paragraphs, lines: linesOf(d, f), spans: t.marks.spans(i, f, n),
			sentences: t.of(d.Item.N, f, n), why: -1}
		if f == index.RationaleText {
			x.recited = lexicon.Recited(e.Text)
			if start, _, ok := highlight.Reason(d); ok {
				x.why, x.whyAnchor = start, whyID(d.Item.N)
			}
		}
		out = append(out, t.paragraphs(&x)...)
	}
	return out
}

// whyID is the anchor of the sentence that decides an item.
func whyID(item int) string { return "why-" + strconv.Itoa(item) }

// of returns the sentences of an entry of a field.
func (t *letterText) of(item int, f index.TextField, entry int) []passage.Sentence {
	is := func(s passage.Sentence) bool { return s.Item == item && s.Field == f && s.Entry == entry }
	from := slices.IndexFunc(t.sentences, is)
	if from < 0 {
		return nil
	}
	to := from
	for to < len(t.sentences) && is(t.sentences[to]) {
		to++
	}
	return t.sentences[from:to]
}

// paragraphs divides a text at its paragraphs, these at sentences, and these at
// marks and line starts.
func (t *letterText) paragraphs(x *passageText) []Paragraph {
	var out []Paragraph
	for i := 0; i <= len(x.paragraphs); i++ {
		from, to := 0, len(x.text)
		if i > 0 {
			from = x.paragraphs[i-1]
		}
		if i < len(x.paragraphs) {
			to = min(x.paragraphs[i], len(x.text))
		}
		if from >= to {
			continue
		}
		out = append(out, t.paragraph(x, from, to))
	}
	return out
}

// paragraph returns text[from:to].
func (t *letterText) paragraph(x *passageText, from, to int) Paragraph {
	var p Paragraph
	first, last := "", ""
	between := func(end int) {
		if from < end {
			p.Sentences = append(p.Sentences, LetterSentence{Pieces: t.pieces(x, from, end)})
		}
	}
	for i := range x.sentences {
		s := &x.sentences[i]
		if s.End <= from || s.Start >= to {
			continue
		}
		between(max(from, s.Start))
		start, end := max(from, s.Start), min(to, s.End)
		v := LetterSentence{Class: "s", Pages: pages(s.Page, s.EndPage)}
		if s.Start >= from {
			v.ID = "s" + s.Name
			if last = s.Name; first == "" {
				first = s.Name
			}
		}
		if x.why == s.Start {
			v.Class += " decides"
			if v.ID != "" {
				v.Anchors = append(v.Anchors, x.whyAnchor)
				v.Why = &Link{"why", passage.URL(t.letter, s.Name)}
			}
		}
		if n := t.chosenAt(s); n >= 0 {
			v.Class += " passage"
			if n == 0 && v.ID != "" {
				v.Anchors = append(v.Anchors, "passage")
			}
			if n == len(t.chosen.Sentences)-1 && s.End <= to {
				p.Chosen = newChosen(t.chosen)
			}
		}
		v.Pieces = t.pieces(x, start, end)
		p.Sentences = append(p.Sentences, v)
		from = end
	}
	between(to)
	if first != "" {
		p.URL = passage.URL(t.letter, through(first, last))
	}
	return p
}

// through names the passage from one sentence of an item to another.
func through(first, last string) string {
	if first == last {
		return first
	}
	for i := range last {
		if last[i] == '-' {
			return first + last[i:]
		}
	}
	return first
}

// chosenAt returns which sentence of the chosen passage s is, -1 for none.
func (t *letterText) chosenAt(s *passage.Sentence) int {
	if t.chosen == nil {
		return -1
	}
	return slices.IndexFunc(t.chosen.Sentences, func(c passage.Sentence) bool { return c.Name == s.Name })
}

func newChosen(p *passage.Passage) *Chosen {
	return &Chosen{Text: p.Text, URL: p.URL, Cites: []Fact{
		{"For a brief", p.Citations.Brief}, {"With its page", p.Citations.Bluebook}, {"Short", p.Citations.Short}}}
}

// pages writes the pages of a passage: "3", "3–4", "" where they are not known.
func pages(from, to int) string {
	switch {
	case from == 0:
		return ""
	case to > from:
		return strconv.Itoa(from) + "–" + strconv.Itoa(to)
	}
	return strconv.Itoa(from)
}

// pieces returns the pieces of text[from:to]. A mark that began before goes on.
func (t *letterText) pieces(x *passageText, from, to int) []LetterPiece {
	var out []LetterPiece
	at := from
	for _, s := range x.spans {
		if s[1] <= s[0] || s[0] < 0 || s[1] > len(x.text) || s[1] <= at || s[0] >= to || !boundary(x.text, s[0]) || !boundary(x.text, s[1]) {
			continue
		}
		start, end := max(s[0], at), min(s[1], to)
		out = t.unmarked(out, x, at, start)
		// Lines that begin inside a mark are anchored before it, so that the
		// mark stays whole.
		out = t.anchors(out, start, end, x.lines)
		p := LetterPiece{Text: x.text[start:end], Recited: x.isRecited(start), Goes: s[0] < start}
		if !p.Goes {
			t.marked++
		}
		p.Mark = t.marked
		out = append(out, p)
		at = end
	}
	return t.unmarked(out, x, at, to)
}

// isRecited reports whether what stands at an offset recites a guideline.
func (x *passageText) isRecited(at int) bool {
	return slices.ContainsFunc(x.recited, func(r [2]int) bool { return r[0] <= at && at < r[1] })
}

// unmarked adds text[from:to] without marks, with the anchors of its lines, cut
// where what is recited begins and ends.
func (t *letterText) unmarked(out []LetterPiece, x *passageText, from, to int) []LetterPiece {
	var cuts []int
	for _, r := range x.recited {
		cuts = append(cuts, r[0], r[1])
	}
	add := func(from, to int) {
		for from < to {
			end := to
			for _, c := range cuts {
				if c > from && c < end {
					end = c
				}
			}
			out = append(out, LetterPiece{Text: x.text[from:end], Recited: x.isRecited(from)})
			from = end
		}
	}
	at := from
	for _, l := range x.lines {
		if l[0] < from || l[0] >= to || !boundary(x.text, l[0]) {
			continue
		}
		add(at, l[0])
		out = t.anchor(out, l)
		at = l[0]
	}
	add(at, to)
	return out
}

// anchors adds the anchors of the lines that begin in text[from:to].
func (t *letterText) anchors(out []LetterPiece, from, to int, lines []imr.LineStart) []LetterPiece {
	for _, l := range lines {
		if l[0] >= from && l[0] < to {
			out = t.anchor(out, l)
		}
	}
	return out
}

// anchor adds a piece for the start of a line, unless the page has it already.
func (t *letterText) anchor(out []LetterPiece, l imr.LineStart) []LetterPiece {
	p := LetterPiece{}
	if id := lineID(l[1], l[2]); !t.seen[id] {
		t.seen[id] = true
		p.Anchor = id
	}
	if l[1] > t.page {
		t.page = l[1]
		p.Page = &PageStart{pageID(l[1]), "p. " + strconv.Itoa(l[1]), t.pageURL(l[1])}
	}
	if p.Anchor == "" && p.Page == nil {
		return out
	}
	return append(out, p)
}
