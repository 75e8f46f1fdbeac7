package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// snippetBytes is about how long a snippet may be: three lines of a card.
// Longer sentences are cut at words.
const snippetBytes = 320

// snippetFields are the fields that snippets come from, best first, with
// what being there is worth beside the marks. The request is shown whole.
var snippetFields = []struct {
	field TextField
	worth int
}{
	{RationaleText, 60}, {ReviewerGuidelineText, 30}, {ClaimsGuidelineText, 28},
	{SummaryText, 20}, {DiagnosisText, 18}, {BodyText, 16}, {OtherText, 4}, {HeadingText, 0},
}

// worth of a sentence's marks: each word of the query that no snippet has
// shown yet, and each mark, up to a few.
const (
	newConcept = 40
	oneMark    = 3
	manyMarks  = 5
	shownAgain = 8 // a word of the query that another snippet has shown
)

// Snippets returns up to n pieces of d that show why it is a hit: sentences
// with the most different words of the query, those of the rationale before
// others, the best first. Without marks they are the sentences of the
// rationale that say why. Texts are valid UTF-8, cut only between words, and
// have Spans into them; page and line are those of their first word.
func Snippets(d *Determination, m Marks, n int) []Snippet { return new(snipping).snippets(d, &m, n) }

// Snippets is as the function Snippets, with memory of the marker's. The
// snippets share none with d.
func (m *Marker) Snippets(d *Determination, marks Marks, n int) []Snippet {
	return m.snipping.snippets(d, &marks, n)
}

func (s *snipping) snippets(d *Determination, m *Marks, n int) []Snippet {
	if n <= 0 {
		return nil
	}
	s.begin(d, m)
	s.offer()
	if len(s.sources) == 0 {
		return s.reasons(n)
	}
	var out []Snippet
	for len(out) < n {
		best := s.best()
		if best == nil {
			break
		}
		snippet, end := s.cut(best)
		for _, k := range best.marks {
			s.show(k.concept)
		}
		field, entry, start := best.field, best.entry, best.Start
		best.gone = true
		for i := range s.found {
			if p := &s.found[i]; p.field == field && p.entry == entry && start <= p.Start && p.Start < end {
				p.gone = true
			}
		}
		out = append(out, snippet)
	}
	return out
}

// A snipping makes the snippets of one determination at a time.
type snipping struct {
	d         *Determination
	marks     *Marks
	sources   []source // fields with marks, whose sentences are not found yet
	found     []piece
	sentences []text.Sentence // of what is opened
	concepts  []int           // of sources and pieces
	shown     []int           // concepts
}

func (s *snipping) begin(d *Determination, m *Marks) {
	s.d, s.marks = d, m
	s.sources, s.found, s.sentences, s.concepts, s.shown = s.sources[:0], s.found[:0], s.sentences[:0], s.concepts[:0], s.shown[:0]
}

// conceptsOf returns the different concepts of marks.
func (s *snipping) conceptsOf(ks []mark) []int {
	from := len(s.concepts)
	for _, k := range ks {
		if !slices.Contains(s.concepts[from:], k.concept) {
			s.concepts = append(s.concepts, k.concept)
		}
	}
	return s.concepts[from:len(s.concepts):len(s.concepts)]
}

// sentencesOf returns the sentences of an entry.
func (s *snipping) sentencesOf(e text.Entry) []text.Sentence {
	from := len(s.sentences)
	s.sentences = text.Sentences(s.sentences, e)
	return s.sentences[from:len(s.sentences):len(s.sentences)]
}

// A source is a field with marks. Its sentences are looked for only when they
// may be worth more than what is found.
type source struct {
	row      int // of snippetFields
	concepts []int
	opened   bool
}

// offer makes the sources.
func (s *snipping) offer() {
	for row := range snippetFields {
		f := snippetFields[row].field
		ks := s.marks.fields[f]
		if len(ks) == 0 || f == HeadingText && s.inRequest() {
			continue
		}
		s.sources = append(s.sources, source{row: row, concepts: s.conceptsOf(ks)})
	}
}

// most returns what a sentence of src may be worth at most.
func (s *snipping) most(src *source) int {
	w := snippetFields[src.row].worth + oneMark*manyMarks + s.worthOf(src.concepts)
	if snippetFields[src.row].field == RationaleText {
		w += mostCues
	}
	return w
}

// best returns the piece worth most, of equal ones the first; nil when none
// is left.
func (s *snipping) best() *piece {
	best, worth := -1, 0
	look := func(from int) {
		for i := from; i < len(s.found); i++ {
			p := &s.found[i]
			if p.gone || best >= 0 && !p.cued && s.worth(p)+mostCues < worth {
				continue
			}
			s.weigh(p)
			if w := s.worth(p); best < 0 || w > worth || w == worth && p.before(&s.found[best]) {
				best, worth = i, w
			}
		}
	}
	look(0)
	for i := range s.sources {
		src := &s.sources[i]
		if src.opened || best >= 0 && s.most(src) < worth {
			continue
		}
		src.opened = true
		from := len(s.found)
		s.open(src.row)
		look(from)
	}
	if best < 0 {
		return nil
	}
	return &s.found[best]
}

// A piece is a sentence of a field.
type piece struct {
	text.Sentence
	field   TextField
	row     int // of snippetFields
	order   int // in its field
	entry   int
	text    string          // of the entry
	list    []text.Sentence // of the entry, from this one on
	base    int             // what it is worth beside its marks
	marks   []mark
	concept []int // of the marks
	cued    bool  // base has the cues
	gone    bool
}

// before reports whether p stands before q.
func (p *piece) before(q *piece) bool {
	return p.row < q.row || p.row == q.row && p.order < q.order
}

// mostCues is the most that cues are worth, and as a debt.
const mostCues = 14

// weigh adds the cues of a piece to what it is worth.
func (s *snipping) weigh(p *piece) {
	if !p.cued && p.field == RationaleText {
		p.base += max(-mostCues, min(mostCues, 2*p.cues()))
	}
	p.cued = true
}

func (s *snipping) worth(p *piece) int {
	return p.base + oneMark*min(len(p.marks), manyMarks) + s.worthOf(p.concept)
}

// worthOf returns what different words of the query are worth.
func (s *snipping) worthOf(concepts []int) int {
	w := 0
	for _, c := range concepts {
		if slices.Contains(s.shown, c) {
			w += shownAgain
		} else {
			w += newConcept
		}
	}
	return w
}

func (s *snipping) show(concept int) {
	if !slices.Contains(s.shown, concept) {
		s.shown = append(s.shown, concept)
	}
}

// open finds the sentences with marks of a field.
func (s *snipping) open(row int) {
	f := snippetFields[row].field
	ks, entries := s.marks.fields[f], s.d.Entries(f)
	for order := 0; len(ks) > 0; {
		entry := ks[0].entry
		list := s.sentencesOf(entries[entry])
		for len(ks) > 0 && ks[0].entry == entry {
			for len(list) > 1 && list[1].First <= ks[0].start {
				list = list[1:]
			}
			p := piece{Sentence: list[0], field: f, row: row, order: order, entry: entry, text: entries[entry].Text, list: list, base: snippetFields[row].worth}
			n := 1
			for n < len(ks) && ks[n].entry == entry && ks[n].start < p.End {
				n++
			}
			p.marks, ks = ks[:n], ks[n:]
			p.concept = s.conceptsOf(p.marks)
			s.found = append(s.found, p)
			order++
		}
	}
}

// inRequest reports whether all that the heading marks is marked in the
// request, which is shown anyway.
func (s *snipping) inRequest() bool {
	seen := map[int]bool{}
	for _, k := range s.marks.fields[RequestText] {
		seen[k.concept] = true
	}
	return !slices.ContainsFunc(s.marks.fields[HeadingText], func(k mark) bool { return !seen[k.concept] })
}

// cut makes the snippet of a piece: the sentence with its next one where
// both fit, or the part of a long one around its first marks. end is where it
// ends in the entry.
func (s *snipping) cut(p *piece) (out Snippet, end int) {
	start, end := p.Start, p.withNext()
	before, after := "", ""
	if end-start > snippetBytes {
		start, end = p.window()
		if start > p.Start {
			before = "… "
		}
		if end < p.End {
			after = " …"
		}
	}
	out = Snippet{Field: p.field.String(), Spans: []Span{}}
	if out.Text = before + oneLine(p.text[start:end]) + after; len(out.Text) == end-start {
		out.Text = strings.Clone(out.Text) // of the letter nothing is kept
	}
	for _, k := range s.marks.fields[p.field] {
		if k.entry == p.entry && k.start < end && k.end > start {
			from, to := max(k.start, start)-start, min(k.end, end)-start
			out.Spans = append(out.Spans, Span{from + len(before), to + len(before)})
		}
	}
	at := s.place(p.field, start)
	out.Page, out.Line = at.Page, at.Line
	return out, end
}

// withNext returns the end of the sentence behind p where both fit into a
// snippet and one paragraph, else the end of p.
func (p *piece) withNext() int {
	if len(p.list) > 1 && p.list[1].Paragraph == p.Paragraph && p.list[1].End-p.Start <= snippetBytes {
		return p.list[1].End
	}
	return p.End
}

// window returns the words of a long sentence around its first marks, a
// third of the room before them.
func (p *piece) window() (start, end int) {
	from := p.Start
	if len(p.marks) > 0 {
		from = p.marks[0].start
	}
	if from-p.Start > snippetBytes/3 {
		from -= snippetBytes / 3
	} else {
		from = p.Start
	}
	if p.End-from < snippetBytes {
		from = p.End - snippetBytes
	}
	start, end = -1, -1
	words := p.words()
	for _, t := range words {
		if start < 0 && t.Start >= from {
			start = t.Start
		}
		if start >= 0 && (t.End-start <= snippetBytes || end < 0) {
			end = t.End
		}
	}
	if start < 0 {
		t := words[len(words)-1]
		return t.Start, t.End
	}
	if from <= p.Start {
		start = p.Start
	}
	if end == p.Last {
		end = p.End
	}
	return start, end
}

// words returns where the words of p stand. White space always divides words,
// so that those between are the same without the rest of the text.
func (p *piece) words() []text.Token {
	const blanks = " \n\t\r"
	from, to := 1+strings.LastIndexAny(p.text[:p.First], blanks), len(p.text)
	if n := strings.IndexAny(p.text[p.Last:], blanks); n >= 0 {
		to = p.Last + n
	}
	words := text.Tokenize(nil, []text.Entry{{Text: p.text[from:to]}})
	first, last := 0, len(words)
	for i := range words {
		words[i].Start, words[i].End = words[i].Start+from, words[i].End+from
		if words[i].Start < p.First {
			first = i + 1
		}
		if words[i].End > p.Last {
			last = min(last, i)
		}
	}
	return words[first:last]
}

// oneLine makes white space blanks and bytes that are no UTF-8 question
// marks, byte for byte.
func oneLine(s string) string {
	if utf8.ValidString(s) && !strings.ContainsAny(s, "\n\r\t\f\v") {
		return s
	}
	b := []byte(s)
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b[i] = '?'
		case size == 1 && strings.IndexByte("\n\r\t\f\v", b[i]) >= 0:
			b[i] = ' '
		}
		i += size
	}
	return string(b)
}

// place returns where a byte of a field stands in the letter.
func (s *snipping) place(f TextField, off int) imr.Place {
	it := s.d.Item
	switch f {
	case RationaleText:
		return it.Rationale.Place(off)
	case SummaryText:
		return s.d.Letter.Summary.Place(off)
	case ReviewerGuidelineText:
		return imr.Place{Page: it.ReviewerGuidelines.Page, Line: it.ReviewerGuidelines.Line}
	case ClaimsGuidelineText:
		return imr.Place{Page: it.ClaimsAdministrator.Page, Line: it.ClaimsAdministrator.Line}
	case RequestText, HeadingText:
		return imr.Place{Page: it.Page, Line: it.Line}
	case DiagnosisText:
		return s.d.Letter.Places["diagnoses"]
	}
	return imr.Place{}
}
