package index

import (
	"cmp"
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
func Snippets(d *Determination, m Marks, n int) []Snippet {
	if n <= 0 {
		return nil
	}
	s := snipping{d: d, marks: &m}
	found := s.marked()
	if len(found) == 0 {
		return s.reasons(n)
	}
	var out []Snippet
	shown := map[int]bool{}
	for len(out) < n && len(found) > 0 {
		best := slices.MaxFunc(found, func(a, b piece) int {
			return cmp.Or(cmp.Compare(a.worth(shown), b.worth(shown)), cmp.Compare(b.order, a.order))
		})
		snippet, end := s.cut(best)
		found = slices.DeleteFunc(found, func(p piece) bool {
			return p.order == best.order || p.field == best.field && p.entry == best.entry && best.start <= p.start && p.start < end
		})
		for _, k := range best.marks {
			shown[k.concept] = true
		}
		out = append(out, snippet)
	}
	return out
}

// A snipping makes the snippets of one determination.
type snipping struct {
	d     *Determination
	marks *Marks
}

// A piece is a sentence of a field.
type piece struct {
	field       TextField
	entry       int
	start, end  int // bytes of the entry
	first, last int // tokens
	order       int // in which pieces stand, to tell them apart
	base        int
	marks       []mark
	entries     []text.Entry
	tokens      []text.Token
}

func (p piece) worth(shown map[int]bool) int {
	w, seen := p.base+oneMark*min(len(p.marks), manyMarks), map[int]bool{}
	for _, k := range p.marks {
		if seen[k.concept] {
			continue
		}
		seen[k.concept] = true
		if shown[k.concept] {
			w += shownAgain
		} else {
			w += newConcept
		}
	}
	return w
}

// tokensOf returns the tokens of a field, from the marking when it read it.
func (s *snipping) tokensOf(f TextField, entries []text.Entry) []text.Token {
	if t := s.marks.tokens[f]; t != nil {
		return t
	}
	return tokenize(entries)
}

// marked returns the sentences with marks.
func (s *snipping) marked() []piece {
	var out []piece
	for _, row := range snippetFields {
		ks := s.marks.fields[row.field]
		if len(ks) == 0 || row.field == HeadingText && s.inRequest() {
			continue
		}
		entries := s.d.Entries(row.field)
		tokens := s.tokensOf(row.field, entries)
		at := 0
		for len(ks) > 0 {
			for at < len(tokens) && (tokens[at].Entry < ks[0].entry || tokens[at].Entry == ks[0].entry && tokens[at].End <= ks[0].start) {
				at++
			}
			if at == len(tokens) {
				break
			}
			p := s.sentence(row.field, entries, tokens, at)
			n := 1
			for n < len(ks) && ks[n].entry == p.entry && ks[n].start < p.end {
				n++
			}
			p.marks, p.base, p.order = ks[:n], row.worth, len(out)
			if row.field == RationaleText {
				p.base += 2 * max(-7, min(7, p.cues()))
			}
			ks = ks[n:]
			out = append(out, p)
		}
	}
	return out
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

// sentence returns the sentence in which token at stands.
func (s *snipping) sentence(f TextField, entries []text.Entry, tokens []text.Token, at int) piece {
	e := tokens[at].Entry
	start, end := text.SentenceSpan(entries[e], tokens, at)
	first, last := at, at
	for first > 0 && tokens[first-1].Entry == e && tokens[first-1].Sentence == tokens[at].Sentence {
		first--
	}
	for last+1 < len(tokens) && tokens[last+1].Entry == e && tokens[last+1].Sentence == tokens[at].Sentence {
		last++
	}
	return piece{field: f, entry: e, start: start, end: end, first: first, last: last, entries: entries, tokens: tokens}
}

// cut makes the snippet of a piece: the sentence with its next one where
// both fit, or the part of a long one around its first marks. end is where it
// ends in the entry.
func (s *snipping) cut(p piece) (out Snippet, end int) {
	start, end := p.start, p.withNext()
	before, after := "", ""
	if end-start > snippetBytes {
		start, end = p.window()
		if start > p.start {
			before = "… "
		}
		if end < p.end {
			after = " …"
		}
	}
	out = Snippet{Field: p.field.String(), Spans: []Span{}}
	out.Text = before + oneLine(p.entries[p.entry].Text[start:end]) + after
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
func (p piece) withNext() int {
	next := p.last + 1
	if next >= len(p.tokens) || p.tokens[next].Entry != p.entry || p.tokens[next].Paragraph != p.tokens[p.last].Paragraph {
		return p.end
	}
	if _, to := text.SentenceSpan(p.entries[p.entry], p.tokens, next); to-p.start <= snippetBytes {
		return to
	}
	return p.end
}

// window returns the words of a long sentence around its first marks, a
// third of the room before them.
func (p piece) window() (start, end int) {
	from := p.start
	if len(p.marks) > 0 {
		from = p.marks[0].start
	}
	if from-p.start > snippetBytes/3 {
		from -= snippetBytes / 3
	} else {
		from = p.start
	}
	if p.end-from < snippetBytes {
		from = p.end - snippetBytes
	}
	start, end = -1, -1
	for _, t := range p.tokens[p.first : p.last+1] {
		if start < 0 && t.Start >= from {
			start = t.Start
		}
		if start >= 0 && (t.End-start <= snippetBytes || end < 0) {
			end = t.End
		}
	}
	if start < 0 {
		t := p.tokens[p.last]
		return t.Start, t.End
	}
	if from <= p.start {
		start = p.start
	}
	if end == p.tokens[p.last].End {
		end = p.end
	}
	return start, end
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
