package lettertest

import (
	"fmt"
	"strings"
)

// An encoding is how a letter's text becomes bytes.
type encoding int

const (
	utf8Text encoding = iota
	windows1252
)

// text renders the pages as a good extractor gives them.
func (d *draft) text(p *paper) string {
	var pages []string
	for _, pg := range p.pages {
		var b strings.Builder
		for _, l := range pg {
			b.WriteString(strings.TrimRight(d.plain(l, p.width), " "))
			b.WriteByte('\n')
		}
		pages = append(pages, b.String())
	}
	return strings.Join(pages, "\f")
}

func (d *draft) plain(l pageLine, width int) string {
	switch {
	case l.cells != nil:
		return fmt.Sprintf("%-22s%-32s%-21s%s", l.cells[0], l.cells[1], l.cells[2], l.cells[3])
	case l.center:
		return strings.Repeat(" ", max(0, (width-runes(l.text))/2)) + l.text
	}
	return l.text
}
