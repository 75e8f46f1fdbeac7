package highlight

import (
	"strings"

	"imrsearch/index"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// snippetBytes is about how long a snippet may be: three lines of a card.
// Longer sentences are cut at words.
const snippetBytes = 320

// cut makes the snippet of a piece: the sentence with its next one where
// both fit, or the part of a long one around its first marks. What it shows no
// other snippet will.
func (s *snipping) cut(p *piece) (out index.Snippet) {
	start, end := p.Start, p.End
	if s.fits(p) {
		end = p.list[1].End
	}
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
	out = index.Snippet{Field: p.field.String(), Spans: []index.Span{}}
	if out.Text = before + text.OneLine(p.text[start:end]) + after; len(out.Text) == end-start {
		out.Text = strings.Clone(out.Text) // of the letter nothing is kept
	}
	for _, k := range s.marks.fields[p.field] {
		if k.Entry == p.entry && k.Start < end && k.End > start {
			from, to := max(k.Start, start)-start, min(k.End, end)-start
			out.Spans = append(out.Spans, index.Span{from + len(before), to + len(before)})
		}
	}
	at := s.place(p.field, start)
	out.Page, out.Line = at.Page, at.Line
	s.parts = append(s.parts, shownPart{p.field, p.entry, p.Start, max(end, p.Start+1), p.text[start:end]})
	return out
}

// fits reports whether the sentence behind p goes with it: into one snippet, of
// one paragraph, and not where another snippet shows it.
func (s *snipping) fits(p *piece) bool {
	if len(p.list) < 2 || p.list[1].Paragraph != p.Paragraph || p.list[1].End-p.Start > snippetBytes {
		return false
	}
	next := piece{Sentence: p.list[1], field: p.field, entry: p.entry, text: p.text}
	return !s.says(&next)
}

// window returns the words of a long sentence around its first marks, a
// third of the room before them.
func (p *piece) window() (start, end int) {
	from := p.Start
	if len(p.marks) > 0 {
		from = p.marks[0].Start
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

// place returns where a byte of a field stands in the letter.
func (s *snipping) place(f index.TextField, off int) imr.Place {
	it := s.d.Item
	switch f {
	case index.RationaleText:
		return it.Rationale.Place(off)
	case index.SummaryText:
		return s.d.Letter.Summary.Place(off)
	case index.ReviewerGuidelineText:
		return imr.Place{Page: it.ReviewerGuidelines.Page, Line: it.ReviewerGuidelines.Line}
	case index.ClaimsGuidelineText:
		return imr.Place{Page: it.ClaimsAdministrator.Page, Line: it.ClaimsAdministrator.Line}
	case index.RequestText, index.HeadingText:
		return imr.Place{Page: it.Page, Line: it.Line}
	case index.DiagnosisText:
		return s.d.Letter.Places["diagnoses"]
	}
	return imr.Place{}
}
