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
	s := slowSnipping{&snipping{d: d, marks: &m}}
	found := s.marked()
	if len(found) == 0 {
		return s.reasons(n)
	}
	out := s.reasons(1)
	if d.Item.Rationale.Text == "" {
		out = nil
	}
	shown := map[int]bool{}
	first := slowPiece{}
	if len(out) > 0 {
		first = s.firstReason()
	}
	for len(out) < n && len(found) > 0 {
		best := slices.MaxFunc(found, func(a, b slowPiece) int {
			return cmp.Or(cmp.Compare(a.worth(shown), b.worth(shown)), cmp.Compare(b.order, a.order))
		})
		if len(out) > 0 && out[0].Kind == index.SnippetReason && best.field == index.RationaleText && best.entry == first.entry {
			if _, end := s.cut(first); first.start <= best.start && best.start < end {
				for _, k := range best.marks {
					shown[k.Concept] = true
				}
				found = slices.DeleteFunc(found, func(p slowPiece) bool { return p.order == best.order })
				continue
			}
		}
		snippet, end := s.cut(best)
		snippet.Kind = index.SnippetQuery
		found = slices.DeleteFunc(found, func(p slowPiece) bool {
			return p.order == best.order || p.field == best.field && p.entry == best.entry && best.start <= p.start && p.start < end
		})
		for _, k := range best.marks {
			shown[k.Concept] = true
		}
		out = append(out, snippet)
	}
	return out
}

// A slowSnipping makes the snippets of one determination.
type slowSnipping struct{ *snipping }

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

func (s slowSnipping) cut(p slowPiece) (out index.Snippet, end int) {
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
	out = index.Snippet{Field: p.field.String(), Spans: []index.Span{}}
	out.Text = before + oneLine(p.entries[p.entry].Text[start:end]) + after
	for _, k := range s.marks.fields[p.field] {
		if k.Entry == p.entry && k.Start < end && k.End > start {
			from, to := max(k.Start, start)-start, min(k.End, end)-start
			out.Spans = append(out.Spans, index.Span{from + len(before), to + len(before)})
		}
	}
	at := s.place(p.field, start)
	out.Page, out.Line = at.Page, at.Line
	return out, end
}

func (p slowPiece) withNext() int {
	next := p.last + 1
	if next >= len(p.tokens) || p.tokens[next].Entry != p.entry || p.tokens[next].Paragraph != p.tokens[p.last].Paragraph {
		return p.end
	}
	if _, to := text.SentenceSpan(p.entries[p.entry], p.tokens, next); to-p.start <= snippetBytes {
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
	shown := ""
	for _, p := range found {
		if len(out) == n {
			break
		}
		c, _ := s.cut(p)
		c.Kind = index.SnippetReason
		if !strings.Contains(shown, p.entries[p.entry].Text[p.start:p.end]) {
			out = append(out, c)
			shown += c.Text
		}
	}
	return out
}

// firstReason returns the sentence of the rationale that says best why.
func (s slowSnipping) firstReason() slowPiece {
	entries := s.d.Entries(index.RationaleText)
	tokens := text.Tokenize(nil, entries)
	var found []slowPiece
	for at := 0; at < len(tokens); {
		p := s.sentence(index.RationaleText, entries, tokens, at)
		found = append(found, p)
		at = p.last + 1
	}
	best := 0
	for i := range found {
		found[i].order = i
		found[i].base = found[i].saysWhy(len(found))
		if found[i].base > found[best].base {
			best = i
		}
	}
	return found[best]
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
