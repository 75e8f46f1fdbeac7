package extract

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlLines are the elements that begin and end a line; htmlGaps have an empty
// line around them too.
var (
	htmlLines = atoms(atom.Div, atom.Li, atom.Dt, atom.Dd, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Address, atom.Caption, atom.Figcaption, atom.Main, atom.Form, atom.Fieldset)
	htmlGaps  = atoms(atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Blockquote, atom.Pre, atom.Hr, atom.Center)
	htmlCells = atoms(atom.Td, atom.Th)
	// htmlHidden are not read; their content is skipped up to their end.
	htmlHidden = atoms(atom.Script, atom.Style, atom.Title, atom.Template, atom.Svg, atom.Math, atom.Select, atom.Textarea, atom.Noscript, atom.Iframe, atom.Object)
)

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	set := make(map[atom.Atom]bool, len(list))
	for _, a := range list {
		set[a] = true
	}
	return set
}

// readHTML reads html as a browser would show it, roughly. It follows the
// tags one by one, without a tree, so that nesting costs nothing.
func readHTML(data []byte) (Document, error) {
	p := htmlPage{flow: newFlow(), tokens: html.NewTokenizer(bytes.NewReader([]byte(decodeText(data))))}
	for !p.flow.full() {
		switch p.tokens.Next() {
		case html.ErrorToken: // the end: bytes in memory know no other error
			return p.flow.document()
		case html.TextToken:
			if p.hidden == 0 {
				p.text(string(p.tokens.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start()
		case html.EndTagToken:
			p.end()
		}
	}
	return p.flow.document()
}

// An htmlPage is an html file on its way to lines.
type htmlPage struct {
	flow   *flow
	tokens *html.Tokenizer
	hidden atom.Atom // the element that is skipped
	depth  int       // how often it is open
	pre    bool
	cells  []bool // of each open table: whether a cell is open
	spaced bool   // white space was seen, a blank is due before the next word
}

// text writes text with white space folded, or unchanged inside pre.
func (p *htmlPage) text(s string) {
	if p.pre {
		lines := strings.Split(lineEnds.Replace(s), "\n")
		for i, l := range lines {
			if i > 0 {
				p.flow.endLine()
			}
			p.flow.write(l)
		}
		return
	}
	words := strings.FieldsFunc(s, isHTMLSpace)
	leading := s != "" && isHTMLSpace(rune(s[0]))
	for i, w := range words {
		if (p.spaced || i > 0 || leading) && !p.flow.lineEmpty() {
			p.flow.write(" ")
		}
		p.flow.write(w)
		p.spaced = false
	}
	if s != "" && isHTMLSpace(rune(s[len(s)-1])) {
		p.spaced = true
	}
}

func isHTMLSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

func (p *htmlPage) start() {
	name, more := p.tokens.TagName()
	tag := atom.Lookup(name)
	if p.hidden != 0 {
		if tag == p.hidden {
			p.depth++
		}
		return
	}
	if p.breaksPage(more) {
		p.flow.endPage()
	}
	switch {
	case htmlHidden[tag]:
		p.hidden, p.depth = tag, 1
	case tag == atom.Br:
		p.flow.endLine()
	case tag == atom.Tr:
		p.closeRow()
	case htmlCells[tag]:
		p.openCell()
	default:
		p.block(tag)
		if tag == atom.Table {
			p.cells = append(p.cells, false)
		}
	}
	p.pre = p.pre || tag == atom.Pre
}

// breaksPage looks for a page break in the style of the current tag.
func (p *htmlPage) breaksPage(more bool) bool {
	for more {
		var key, value []byte
		key, value, more = p.tokens.TagAttr()
		if string(key) == "style" && bytes.Contains(value, []byte("break-before")) && !bytes.Contains(value, []byte("avoid")) {
			return true
		}
	}
	return false
}

func (p *htmlPage) end() {
	name, _ := p.tokens.TagName()
	tag := atom.Lookup(name)
	if p.hidden != 0 {
		if tag == p.hidden {
			if p.depth--; p.depth == 0 {
				p.hidden = 0
			}
		}
		return
	}
	switch {
	case tag == atom.Tr:
		p.closeRow()
	case htmlCells[tag]:
		p.closeCell()
	case tag == atom.Table && len(p.cells) > 0:
		p.closeRow()
		p.cells = p.cells[:len(p.cells)-1]
	}
	if tag == atom.Pre {
		p.pre = false
	}
	p.block(tag)
}

// block ends the line, with a gap where the element has one.
func (p *htmlPage) block(tag atom.Atom) {
	switch {
	case htmlGaps[tag]:
		p.flow.gap()
	case htmlLines[tag]:
		p.flow.endText()
	default:
		return
	}
	p.spaced = false
}

// openCell begins a cell; an open one of the same table ends, for its end tag
// may be left out.
func (p *htmlPage) openCell() {
	p.closeCell()
	if n := len(p.cells); n > 0 {
		p.flow.openCell()
		p.cells[n-1] = true
	}
}

func (p *htmlPage) closeCell() {
	if n := len(p.cells); n > 0 && p.cells[n-1] {
		p.flow.closeCell()
		p.cells[n-1] = false
	}
	p.spaced = false
}

func (p *htmlPage) closeRow() {
	p.closeCell()
	if len(p.cells) > 0 {
		p.flow.endText()
		p.flow.endRow()
	}
}
