package citecheck

import (
	"regexp"
	"strings"

	"imrsearch/parser/extract"
)

// Around the text of a footnote, set where its mark stands.
const (
	markOfNote = '\x0e'
	endOfNote  = '\x0f'
)

// A passage is a paragraph of the draft, with footnotes where their marks are.
type passage struct {
	text    string
	places  []place // where lines of the draft begin in text, ascending
	heading bool
	block   bool // a block quotation
	row     bool // of a table
}

// A place is where a stretch of a passage stands in the draft.
type place struct{ at, line, page, start int }

// place returns where byte i of the passage stands in the draft.
func (p *passage) place(i int) place {
	var found place
	for _, x := range p.places {
		if x.at > i {
			break
		}
		found = x
	}
	found.start += i - found.at
	return found
}

var (
	noteMark       = regexp.MustCompile(`\[\^([^\]\s]{1,40})\]`)
	noteDefinition = regexp.MustCompile(`^\s{0,3}\[\^([^\]\s]{1,40})\]:\s*`)
	headingLine    = regexp.MustCompile(`^\s{0,3}#{1,6}\s+`)
	blockLine      = regexp.MustCompile(`^\s{0,3}(?:>\s?)+`)
	tableRule      = regexp.MustCompile(`^[\s|:-]+$`)
	escaped        = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)
)

// A reader divides a draft into its paragraphs.
type reader struct {
	lines bool // each line is a paragraph
	all   []*passage
	open  *passage // goes on with the next line
	notes map[string]*passage
	order []string // the names of notes
}

// paragraphsOf divides a draft into its paragraphs.
func paragraphsOf(d Draft) []*passage {
	r := &reader{lines: d.Paragraphs, notes: map[string]*passage{}}
	line, start := 1, 0
	for page, sheet := range strings.Split(d.Text, "\f") {
		for _, s := range strings.Split(sheet, "\n") {
			r.line(strings.TrimRight(s, "\r"), place{line: line, page: page + 1, start: start})
			line, start = line+1, start+len(s)+1
		}
	}
	used := map[string]bool{}
	for _, p := range r.all {
		p.setNotes(r.notes, used)
	}
	for _, name := range r.order {
		if !used[name] {
			r.all = append(r.all, r.notes[name])
		}
	}
	return r.all
}

func (r *reader) line(s string, at place) {
	trimmed := strings.TrimSpace(s)
	if trimmed == "" {
		r.open = nil
		return
	}
	if m := noteDefinition.FindStringSubmatchIndex(s); m != nil {
		r.open = &passage{}
		r.open.add(s[m[1]:], at)
		if name := s[m[2]:m[3]]; r.notes[name] == nil {
			r.notes[name] = r.open
			r.order = append(r.order, name)
		}
		return
	}
	kind := passage{heading: headingLine.MatchString(s), block: blockLine.MatchString(s), row: isRow(trimmed)}
	switch {
	case kind.row && tableRule.MatchString(trimmed) && strings.Contains(trimmed, "-"):
		return
	case kind.heading:
		s = headingLine.ReplaceAllString(s, "")
	case kind.block:
		s = blockLine.ReplaceAllString(s, "")
		if strings.TrimSpace(s) == "" {
			r.open = nil
			return
		}
	}
	if o := r.open; o == nil || len(o.text) > longParagraph || r.lines || kind.heading || kind.row || o.heading || o.row || kind.block && !o.block {
		r.open = &kind
		r.all = append(r.all, r.open)
	}
	for len(s) > longParagraph { // no text of people
		cut := strings.LastIndexByte(s[:longParagraph], ' ')
		if cut <= 0 {
			cut = longParagraph
		}
		r.open.add(s[:cut], at)
		s, at.start = s[cut:], at.start+cut
		r.open = &passage{}
		r.all = append(r.all, r.open)
	}
	r.open.add(s, at)
}

// isRow reports whether a line is a row of a table: Markdown's, or one whose
// columns are parted as package extract does.
func isRow(s string) bool {
	return strings.HasPrefix(s, "|") && strings.Count(s, "|") > 1 || strings.Count(s, "   ") > 1
}

// add adds a line of Markdown.
func (p *passage) add(s string, at place) {
	s = escaped.ReplaceAllString(s, "$1")
	if p.text != "" {
		p.text += " "
	}
	at.at = len(p.text)
	p.places = append(p.places, at)
	p.text += s
}

// setNotes writes the footnotes where their marks stand.
func (p *passage) setNotes(notes map[string]*passage, used map[string]bool) {
	marks := noteMark.FindAllStringSubmatchIndex(p.text, -1)
	if marks == nil {
		return
	}
	old := *p
	p.text, p.places = "", nil
	keep := func(from, to int) {
		if from >= to {
			return
		}
		at := old.place(from)
		at.at = len(p.text)
		p.places = append(p.places, at)
		for _, x := range old.places {
			if x.at > from && x.at < to {
				x.at += len(p.text) - from
				p.places = append(p.places, x)
			}
		}
		p.text += old.text[from:to]
	}
	from := 0
	for _, m := range marks {
		note := notes[old.text[m[2]:m[3]]]
		used[old.text[m[2]:m[3]]] = true
		keep(from, m[0])
		from = m[1]
		if note == nil || len(p.text)+len(note.text) > maxPassage {
			continue
		}
		shift := len(p.text) + 1
		for _, x := range note.places {
			x.at += shift
			p.places = append(p.places, x)
		}
		p.text += string(markOfNote) + note.text + string(endOfNote)
	}
	keep(from, len(old.text))
}

// longParagraph is where a paragraph is divided, and maxPassage bounds one with
// its footnotes, of which a draft may name each any number of times: mentions
// are compared with one another. In bytes.
const (
	longParagraph = 16 << 10
	maxPassage    = 32 << 10
)

// DraftOf returns the draft in a file that was read.
func DraftOf(doc extract.Document) Draft {
	pages := make([]string, len(doc.Pages))
	for i, p := range doc.Pages {
		pages[i] = strings.Join(p.Lines, "\n")
	}
	kind, _, _ := strings.Cut(doc.Extractor, "/")
	return Draft{Text: strings.Join(pages, "\f"), Paragraphs: kind == "docx" || kind == "html"}
}
