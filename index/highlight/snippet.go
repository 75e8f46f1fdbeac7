package highlight

import (
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/interval"
	"imrsearch/index/text"
)

// snippetFields are the fields that snippets come from, best first, with
// what being there is worth beside the marks. The request is shown whole.
var snippetFields = []struct {
	field index.TextField
	worth int
}{
	{index.RationaleText, 60}, {index.ReviewerGuidelineText, 30}, {index.ClaimsGuidelineText, 28},
	{index.SummaryText, 20}, {index.DiagnosisText, 18}, {index.BodyText, 16}, {index.OtherText, 4}, {index.HeadingText, 0},
}

// worth of a sentence's marks: each word of the query that no snippet has
// shown yet, and each mark, up to a few.
const (
	newConcept = 40
	oneMark    = 3
	manyMarks  = 5
	shownAgain = 8 // a word of the query that another snippet has shown
)

// Snippets returns up to n pieces of d: first the sentence of the rationale that
// says best why it was decided so, then what shows why it is a hit: sentences
// with the most different words of the query, those of the rationale before
// others, the best first. Without marks all are sentences that say why. Texts are valid UTF-8, cut only between words, and
// have Spans into them; page and line are those of their first word.
func Snippets(d *index.Determination, m Marks, n int) []index.Snippet {
	return new(snipping).snippets(d, &m, n)
}

// Snippets is as the function Snippets, with memory of the marker's. The
// snippets share none with d.
func (m *Marker) Snippets(d *index.Determination, marks Marks, n int) []index.Snippet {
	return m.snipping.snippets(d, &marks, n)
}

func (s *snipping) snippets(d *index.Determination, m *Marks, n int) []index.Snippet {
	if n <= 0 {
		return nil
	}
	s.begin(d, m)
	s.offer()
	if len(s.sources) == 0 {
		return s.reasons(n)
	}
	out := s.deciding()
	for len(out) < n {
		best := s.best()
		if best == nil {
			break
		}
		if s.says(best) {
			best.gone = true
			for _, k := range best.marks {
				s.show(k.Concept)
			}
			continue
		}
		snippet := s.cut(best)
		snippet.Kind = index.SnippetQuery
		for _, k := range best.marks {
			s.show(k.Concept)
		}
		best.gone = true
		out = append(out, snippet)
	}
	return out
}

// A shownPart is the part of an entry that a snippet shows, with its text.
type shownPart struct {
	field             index.TextField
	entry, start, end int
	text              string
}

// says reports whether a snippet that is made shows a piece, or says the same
// elsewhere: a summary is often repeated in the rationale.
func (s *snipping) says(p *piece) bool {
	for _, w := range s.parts {
		if p.field == w.field && p.entry == w.entry && w.start <= p.Start && p.Start < w.end || strings.Contains(w.text, p.text[p.Start:p.End]) {
			return true
		}
	}
	return false
}

// deciding returns the snippet of the sentence of the rationale that says best
// why; none where there is no rationale.
func (s *snipping) deciding() []index.Snippet {
	if s.d.Item.Rationale.Text == "" {
		return nil
	}
	from := len(s.found)
	s.reasonPieces(index.RationaleText)
	best := from
	for i := from + 1; i < len(s.found); i++ {
		if s.found[i].base > s.found[best].base {
			best = i
		}
	}
	if best == len(s.found) {
		return nil
	}
	p := s.found[best]
	s.found = s.found[:from]
	snippet := s.cut(&p)
	snippet.Kind = index.SnippetReason
	return []index.Snippet{snippet}
}

// A snipping makes the snippets of one determination at a time.
type snipping struct {
	d         *index.Determination
	marks     *Marks
	sources   []source // fields with marks, whose sentences are not found yet
	found     []piece
	sentences []text.Sentence // of what is opened
	concepts  []int           // of sources and pieces
	shown     []int           // concepts
	parts     []shownPart     // of the snippets that are made
}

func (s *snipping) begin(d *index.Determination, m *Marks) {
	s.d, s.marks = d, m
	s.sources, s.found, s.sentences, s.concepts, s.shown = s.sources[:0], s.found[:0], s.sentences[:0], s.concepts[:0], s.shown[:0]
	s.parts = s.parts[:0]
}

// conceptsOf returns the different concepts of marks.
func (s *snipping) conceptsOf(ks []interval.Interval) []int {
	from := len(s.concepts)
	for _, k := range ks {
		if !slices.Contains(s.concepts[from:], k.Concept) {
			s.concepts = append(s.concepts, k.Concept)
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
		if len(ks) == 0 || f == index.HeadingText && s.inRequest() {
			continue
		}
		s.sources = append(s.sources, source{row: row, concepts: s.conceptsOf(ks)})
	}
}

// most returns what a sentence of src may be worth at most.
func (s *snipping) most(src *source) int {
	w := snippetFields[src.row].worth + oneMark*manyMarks + s.worthOf(src.concepts)
	if snippetFields[src.row].field == index.RationaleText {
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
	field   index.TextField
	row     int // of snippetFields
	order   int // in its field
	entry   int
	text    string          // of the entry
	list    []text.Sentence // of the entry, from this one on
	base    int             // what it is worth beside its marks
	marks   []interval.Interval
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
	if !p.cued && p.field == index.RationaleText {
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
		entry := ks[0].Entry
		list := s.sentencesOf(entries[entry])
		for len(ks) > 0 && ks[0].Entry == entry {
			for len(list) > 1 && list[1].First <= ks[0].Start {
				list = list[1:]
			}
			p := piece{Sentence: list[0], field: f, row: row, order: order, entry: entry, text: entries[entry].Text, list: list, base: snippetFields[row].worth}
			n := 1
			for n < len(ks) && ks[n].Entry == entry && ks[n].Start < p.End {
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
	for _, k := range s.marks.fields[index.RequestText] {
		seen[k.Concept] = true
	}
	return !slices.ContainsFunc(s.marks.fields[index.HeadingText], func(k interval.Interval) bool { return !seen[k.Concept] })
}
