package extract

import "strings"

// A flow lays running text out as pages of lines: what docx and html have in
// common. Cells of a table's row come side by side, line by line, with a
// column gap between.
type flow struct {
	pages  [][]string
	blocks []block // the page, then the cells that are open
	bytes  int
	deep   int // cells beyond maxCells, whose text runs into the one around
}

// A block is a column of lines: a page or a cell.
type block struct {
	lines []string
	line  strings.Builder
	row   [][]string // finished cells of the open row
}

const (
	maxTextSize = 16 << 20 // of the text of one file
	lineCost    = maxTextSize/maxLines + 1
	maxCells    = 20 // tables within tables
)

func newFlow() *flow { return &flow{blocks: make([]block, 1, maxCells+1)} }

func (f *flow) top() *block { return &f.blocks[len(f.blocks)-1] }

// full reports whether the text has reached its limit.
func (f *flow) full() bool { return f.bytes > maxTextSize }

// write adds text to the current line.
func (f *flow) write(s string) {
	f.bytes += len(s)
	if !f.full() {
		f.top().line.WriteString(s)
	}
}

// inCell reports whether a cell of a table is open.
func (f *flow) inCell() bool { return len(f.blocks) > 1 }

// lineEmpty reports whether the current line has nothing yet.
func (f *flow) lineEmpty() bool { return f.top().line.Len() == 0 }

// endLine ends the current line, empty or not.
func (f *flow) endLine() {
	b := f.top()
	f.bytes += lineCost
	if f.full() {
		return
	}
	b.lines = append(b.lines, b.line.String())
	b.line.Reset()
}

// endText ends the current line unless it is empty.
func (f *flow) endText() {
	if !f.lineEmpty() {
		f.endLine()
	}
}

// gap ends the current line and makes sure of one empty line behind it.
func (f *flow) gap() {
	f.endText()
	if b := f.top(); len(b.lines) > 0 && b.lines[len(b.lines)-1] != "" {
		f.endLine()
	}
}

// endPage ends the page; inside a table it does nothing.
func (f *flow) endPage() {
	f.endText()
	if len(f.blocks) == 1 {
		f.pages = append(f.pages, f.blocks[0].lines)
		f.blocks[0].lines = nil
	}
}

// openCell begins a cell of the open row.
func (f *flow) openCell() {
	if len(f.blocks) > maxCells {
		f.deep++
		return
	}
	f.endText()
	f.blocks = append(f.blocks, block{})
}

// closeCell ends the cell begun last; without one it does nothing.
func (f *flow) closeCell() {
	f.endText()
	if f.deep > 0 {
		f.deep--
		return
	}
	if n := len(f.blocks); n > 1 {
		f.endRow()
		lines := f.top().lines
		f.blocks = f.blocks[:n-1]
		f.top().row = append(f.top().row, lines)
	}
}

// endRow puts the finished cells of the row side by side.
func (f *flow) endRow() {
	b := f.top()
	height := 0
	for _, cell := range b.row {
		height = max(height, len(cell))
	}
	for i := range height {
		var parts []string
		for _, cell := range b.row {
			if i < len(cell) && cell[i] != "" {
				parts = append(parts, strings.TrimSpace(cell[i]))
			}
		}
		b.lines = append(b.lines, strings.Join(parts, columnGap))
	}
	b.row = nil
}

// document returns the pages.
func (f *flow) document() (Document, error) {
	if f.full() {
		return Document{}, refuse(ErrTooLarge, "more than %d MB of text", maxTextSize>>20)
	}
	for len(f.blocks) > 1 {
		f.closeCell()
	}
	f.endRow()
	f.endPage()
	var doc Document
	for _, lines := range f.pages {
		doc.Pages = append(doc.Pages, cleanPage(lines))
	}
	return doc, nil
}
