package lettertest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A page is what stands on one page, line by line.
type page []pageLine

// A pageLine is one line: running text, or the cells of a table's row.
type pageLine struct {
	text   string
	center bool
	cells  []string // label, value, label, value
}

// paper lays lines on pages.
type paper struct {
	pages     []page
	width     int // characters a line
	height    int // lines a page
	breakIn   int // lines until a page break that is wanted; 0: none
	twoSpaces bool
	hyphens   bool // lines may end behind a hyphen
}

func (p *paper) add(l pageLine) {
	if len(p.pages) == 0 {
		p.pages = append(p.pages, nil)
	}
	last := &p.pages[len(p.pages)-1]
	if len(*last) >= p.height {
		p.newPage()
		last = &p.pages[len(p.pages)-1]
	}
	if len(*last) == 0 && l.empty() && len(p.pages) > 1 {
		return // no page begins with a gap
	}
	*last = append(*last, l)
	if p.breakIn > 0 {
		if p.breakIn--; p.breakIn == 0 {
			p.newPage()
		}
	}
}

func (l pageLine) empty() bool { return l.text == "" && l.cells == nil }

// newPage begins a page, unless the last one is empty.
func (p *paper) newPage() {
	if n := len(p.pages); n > 0 && len(p.pages[n-1]) > 0 {
		p.pages = append(p.pages, nil)
	}
}

func (p *paper) blank()             { p.add(pageLine{}) }
func (p *paper) line(text string)   { p.add(pageLine{text: text}) }
func (p *paper) center(text string) { p.add(pageLine{text: text, center: true}) }
func (p *paper) row(cells ...string) {
	p.add(pageLine{cells: cells})
}

// para adds running text, broken into lines.
func (p *paper) para(text string) {
	for _, l := range p.wrap(text) {
		p.line(l)
	}
}

// wrap breaks text into lines at blanks, and behind hyphens where letters
// had that.
func (p *paper) wrap(text string) []string {
	var lines []string
	var b strings.Builder
	column := 0
	stop := false // the line so far ends a sentence
	for _, word := range strings.Fields(text) {
		gap := ""
		switch {
		case column > 0 && stop && p.twoSpaces:
			gap = "  "
		case column > 0:
			gap = " "
		}
		for _, piece := range p.pieces(word) {
			n := runes(piece)
			if column > 0 && column+len(gap)+n > p.width {
				lines = append(lines, b.String())
				b.Reset()
				column, gap = 0, ""
			}
			b.WriteString(gap)
			b.WriteString(piece)
			column += len(gap) + n
			gap = ""
		}
		stop = strings.HasSuffix(word, ".")
	}
	if column > 0 {
		lines = append(lines, b.String())
	}
	return lines
}

// pieces divides a word behind its hyphens that stand between letters or
// digits.
func (p *paper) pieces(word string) []string {
	if !p.hyphens || !strings.Contains(word, "-") || strings.Contains(word, "/") {
		return []string{word}
	}
	var out []string
	from := 0
	for i := 1; i+1 < len(word); i++ {
		if word[i] == '-' && wordByte(word[i-1]) && wordByte(word[i+1]) {
			out = append(out, word[from:i+1])
			from = i + 1
		}
	}
	return append(out, word[from:])
}

func wordByte(b byte) bool {
	return unicode.IsLetter(rune(b)) || unicode.IsDigit(rune(b))
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// left returns how many lines the page still takes.
func (p *paper) left() int {
	if len(p.pages) == 0 {
		return p.height
	}
	return p.height - len(p.pages[len(p.pages)-1])
}
