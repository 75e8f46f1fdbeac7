package highlight

import (
	"cmp"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/interval"
	"imrsearch/index/text"
)

func slowSnippets(d *index.Determination, m Marks, n int) []index.Snippet {
	if n <= 0 {
		return nil
	}
	s := slowSnipping{&snipping{d: d, marks: &m}, new([]slowPart)}
	found := s.marked()
	if len(found) == 0 {
		return s.reasons(n)
	}
	var out []index.Snippet
	if d.Item.Rationale.Text != "" {
		out = s.reasons(1)
	}
	shown := map[int]bool{}
	for len(out) < n && len(found) > 0 {
		best := slices.MaxFunc(found, func(a, b slowPiece) int {
			return cmp.Or(cmp.Compare(a.worth(shown), b.worth(shown)), cmp.Compare(b.order, a.order))
		})
		found = slices.DeleteFunc(found, func(p slowPiece) bool { return p.order == best.order })
		for _, k := range best.marks {
			shown[k.Concept] = true
		}
		if s.said(best.field, best.entry, best.start, best.entries[best.entry].Text[best.start:best.end]) {
			continue
		}
		snippet := s.cut(best)
		snippet.Kind = index.SnippetQuery
		out = append(out, snippet)
	}
	return out
}

// A slowSnipping makes the snippets of one determination.
type slowSnipping struct {
	*snipping
	parts *[]slowPart
}

// A slowPart is what a snippet shows of an entry.
type slowPart struct {
	field             index.TextField
	entry, start, end int
	text              string
}

// said reports whether a snippet shows a sentence already, there or elsewhere.
func (s slowSnipping) said(f index.TextField, entry, start int, sentence string) bool {
	return slices.ContainsFunc(*s.parts, func(p slowPart) bool {
		here := p.field == f && p.entry == entry && p.start <= start && start < p.end
		return here || strings.Contains(p.text, sentence)
	})
}

// A slowPiece is a sentence of a field.
type slowPiece struct {
	field       index.TextField
	entry       int
	start, end  int // bytes of the entry
	first, last int // tokens
	order       int // in which slowPieces stand, to tell them apart
	base        int
	marks       []interval.Interval
	entries     []text.Entry
	tokens      []text.Token
}

func (p slowPiece) worth(shown map[int]bool) int {
	w, seen := p.base+oneMark*min(len(p.marks), manyMarks), map[int]bool{}
	for _, k := range p.marks {
		if seen[k.Concept] {
			continue
		}
		seen[k.Concept] = true
		if shown[k.Concept] {
			w += shownAgain
		} else {
			w += newConcept
		}
	}
	return w
}

func (s slowSnipping) marked() []slowPiece {
	var out []slowPiece
	for _, row := range snippetFields {
		ks := s.marks.fields[row.field]
		if len(ks) == 0 || row.field == index.HeadingText && s.inRequest() {
			continue
		}
		entries := s.d.Entries(row.field)
		tokens := text.Tokenize(nil, entries)
		at := 0
		for len(ks) > 0 {
			for at < len(tokens) && (tokens[at].Entry < ks[0].Entry || tokens[at].Entry == ks[0].Entry && tokens[at].End <= ks[0].Start) {
				at++
			}
			if at == len(tokens) {
				break
			}
			p := s.sentence(row.field, entries, tokens, at)
			n := 1
			for n < len(ks) && ks[n].Entry == p.entry && ks[n].Start < p.end {
				n++
			}
			p.marks, p.base, p.order = ks[:n], row.worth, len(out)
			if row.field == index.RationaleText {
				p.base += 2 * max(-7, min(7, p.cues()))
			}
			ks = ks[n:]
			out = append(out, p)
		}
	}
	return out
}

func (s slowSnipping) sentence(f index.TextField, entries []text.Entry, tokens []text.Token, at int) slowPiece {
	e := tokens[at].Entry
	start, end := text.SentenceSpan(entries[e], tokens, at)
	first, last := at, at
	for first > 0 && tokens[first-1].Entry == e && tokens[first-1].Sentence == tokens[at].Sentence {
		first--
	}
	for last+1 < len(tokens) && tokens[last+1].Entry == e && tokens[last+1].Sentence == tokens[at].Sentence {
		last++
	}
	return slowPiece{field: f, entry: e, start: start, end: end, first: first, last: last, entries: entries, tokens: tokens}
}

func (s slowSnipping) cut(p slowPiece) (out index.Snippet) {
	start, end := p.start, s.withNext(p)
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
	out = index.Snippet{Field: p.field.String(), Spans: []index.Span{}}
	out.Text = before + text.OneLine(p.entries[p.entry].Text[start:end]) + after
	for _, k := range s.marks.fields[p.field] {
		if k.Entry == p.entry && k.Start < end && k.End > start {
			from, to := max(k.Start, start)-start, min(k.End, end)-start
			out.Spans = append(out.Spans, index.Span{from + len(before), to + len(before)})
		}
	}
	at := s.place(p.field, start)
	out.Page, out.Line = at.Page, at.Line
	*s.parts = append(*s.parts, slowPart{p.field, p.entry, p.start, max(end, p.start+1), p.entries[p.entry].Text[start:end]})
	return out
}

func (s slowSnipping) withNext(p slowPiece) int {
	next := p.last + 1
	if next >= len(p.tokens) || p.tokens[next].Entry != p.entry || p.tokens[next].Paragraph != p.tokens[p.last].Paragraph {
		return p.end
	}
	from, to := text.SentenceSpan(p.entries[p.entry], p.tokens, next)
	if to-p.start <= snippetBytes && !s.said(p.field, p.entry, from, p.entries[p.entry].Text[from:to]) {
		return to
	}
	return p.end
}

func (p slowPiece) window() (start, end int) {
	from := p.start
	if len(p.marks) > 0 {
		from = p.marks[0].Start
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

func (s slowSnipping) reasons(n int) []index.Snippet {
	field := index.RationaleText
	if s.d.Item.Rationale.Text == "" && s.d.Body != "" {
		field = index.BodyText
	}
	entries := s.d.Entries(field)
	tokens := text.Tokenize(nil, entries)
	var found []slowPiece
	for at := 0; at < len(tokens); {
		p := s.sentence(field, entries, tokens, at)
		p.order = len(found)
		found = append(found, p)
		at = p.last + 1
	}
	if field == index.RationaleText {
		for i := range found {
			found[i].base = found[i].saysWhy(len(found))
		}
	}
	slices.SortStableFunc(found, func(a, b slowPiece) int { return cmp.Compare(b.base, a.base) })
	var out []index.Snippet
	for _, p := range found {
		if len(out) == n {
			break
		}
		if s.said(p.field, p.entry, p.start, p.entries[p.entry].Text[p.start:p.end]) {
			continue
		}
		c := s.cut(p)
		c.Kind = index.SnippetReason
		out = append(out, c)
	}
	return out
}

func (p slowPiece) saysWhy(of int) int { return 2*min(p.cues(), 12) + 6*(p.order+1)/of }

func (p slowPiece) cues() int {
	s := strings.ToLower(p.entries[p.entry].Text[p.start:p.end])
	w := 0
	for _, c := range sayWhy {
		if strings.Contains(s, c.phrase) {
			w += c.worth
		}
	}
	for _, c := range recite {
		if strings.Contains(s, c.phrase) {
			w += c.worth
		}
	}
	if p.last-p.first < 4 {
		w -= 6
	}
	return w
}
