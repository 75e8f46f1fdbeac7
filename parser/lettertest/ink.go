package lettertest

import (
	"bytes"
	"fmt"
	"strings"
)

// The measures of a page, in points.
const (
	fontSize    = 11
	lineHeight  = 13.5
	topLine     = 740
	leftMargin  = 72
	centerLine  = 306
	blankWeight = 250 // width of a blank in Times, in thousandths of the size
)

// columns are where the cells of a table's row begin.
var columns = []float64{72, 200, 330, 450}

// An ink writes the content of pages, always in the manner of one program.
type ink struct {
	source
	manner    int  // see show
	byColumns bool // tables are written a column at a time
	ligatures bool
}

func newInk(s source, ligatures bool) *ink {
	return &ink{source: s, manner: s.IntN(4), byColumns: s.chance(50), ligatures: ligatures}
}

func (k *ink) page(pg page) []byte {
	var b bytes.Buffer
	var late []func()
	for i, l := range pg {
		y := topLine - float64(i)*lineHeight
		switch {
		case l.cells != nil:
			for c, cell := range l.cells {
				write := func() { k.show(&b, "F1", columns[c], y, cell) }
				if k.byColumns && c >= 2 {
					late = append(late, write)
				} else {
					write()
				}
			}
			continue
		case l.center:
			k.show(&b, "F2", centerLine-width(l.text)/2, y, l.text)
		default:
			for _, write := range late {
				write()
			}
			late = nil
			k.show(&b, "F1", leftMargin, y, l.text)
		}
	}
	for _, write := range late {
		write()
	}
	return b.Bytes()
}

// width returns how wide a line is set, in points.
func width(text string) float64 {
	total := 0
	for _, c := range text {
		total += glyphWidth(c)
	}
	return float64(total) * fontSize / 1000
}

// show sets a line of text: as one string, as an array that is kerned inside
// words, as an array whose blanks are moves, or a word at a time.
func (k *ink) show(b *bytes.Buffer, font string, x, y float64, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	fmt.Fprintf(b, "BT\n/%s %d Tf\n1 0 0 1 %.2f %.2f Tm\n", font, fontSize, x, y)
	words := strings.Split(text, " ")
	manner := k.manner
	if font != "F1" {
		manner = 0 // the widths are those of the plain font
	}
	switch manner {
	case 0:
		fmt.Fprintf(b, "(%s) Tj\n", k.encode(text))
	case 1:
		fmt.Fprintf(b, "[%s] TJ\n", k.kerned(text))
	case 2:
		for i, w := range words {
			words[i] = "(" + k.encode(w) + ")"
		}
		fmt.Fprintf(b, "[%s] TJ\n", strings.Join(words, fmt.Sprintf(" -%d ", blankWeight)))
	case 3:
		for _, w := range words {
			fmt.Fprintf(b, "(%s) Tj\n%.3f 0 Td\n", k.encode(w), width(w)+blankWeight*fontSize/1000.0)
		}
	}
	b.WriteString("ET\n")
}

// kerned breaks the text into strings with small moves between them.
func (k *ink) kerned(text string) string {
	var b strings.Builder
	for text != "" {
		n := min(len(text), k.between(2, 14))
		for n < len(text) && text[n]&0xc0 == 0x80 {
			n++
		}
		fmt.Fprintf(&b, "(%s)", k.encode(text[:n]))
		if text = text[n:]; text != "" {
			fmt.Fprintf(&b, " %d ", k.between(-18, 30))
		}
	}
	return b.String()
}

// encode writes text as the inside of a string in the fonts' encoding.
func (k *ink) encode(text string) string {
	if k.ligatures {
		text = strings.NewReplacer("fi", "\x01", "fl", "\x02").Replace(text)
	}
	var b strings.Builder
	for _, c := range encode1252(text) {
		switch {
		case c == '(' || c == ')' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c > '~':
			fmt.Fprintf(&b, "\\%03o", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// glyphWidth returns the width of a character in Times-Roman, in thousandths
// of the size.
func glyphWidth(c rune) int {
	if c >= ' ' && c <= '~' {
		return timesWidths[c-' ']
	}
	return 444
}

// timesWidths are the widths of the characters from blank to tilde, of the
// metrics that Adobe publishes for its core fonts.
var timesWidths = [...]int{
	250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
	500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
	921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
	556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
	333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
	500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
}
