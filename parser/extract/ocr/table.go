package ocr

import (
	"slices"
	"strconv"
	"strings"

	"imrsearch/parser/extract/pdf"
)

// A table is what tesseract writes of a page as TSV: a row a word, with its
// place, in dots from the top left, and its confidence.
type table struct {
	width, height int
	words         []box
}

// A box is a word at its place.
type box struct {
	Word
	left, top, width, height int
	line                     int // words of one line have one number
}

// The columns of the TSV, and the level of its rows.
const (
	columns   = 12
	pageLevel = "1"
	lineLevel = "4"
	wordLevel = "5"
)

// maxBoxes is how many words of a page are kept.
const maxBoxes = 20_000

// parseTable reads the TSV; rows of another form are passed over.
func parseTable(tsv string) *table {
	t := &table{}
	line := 0
	for row := range strings.Lines(tsv) {
		f := strings.SplitN(strings.TrimRight(row, "\r\n"), "\t", columns)
		if len(f) != columns {
			continue
		}
		var n [4]int
		ok := true
		for i := range n {
			v, err := strconv.Atoi(f[6+i])
			ok = ok && err == nil && v >= 0 && v <= 1<<20
			n[i] = v
		}
		if !ok {
			continue
		}
		switch f[0] {
		case pageLevel:
			t.width, t.height = n[2], n[3]
		case lineLevel:
			line++
		case wordLevel:
			sure, err := strconv.ParseFloat(f[10], 64)
			text := strings.TrimSpace(f[11])
			if err != nil || !(sure >= 0) || isRule(text, sure) || len(t.words) >= maxBoxes {
				continue
			}
			t.words = append(t.words, box{Word{Text: text, Confidence: min(int(sure), 100)}, n[0], n[1], n[2], n[3], line})
		}
	}
	return t
}

// isRule reports whether a word is none: the lines of a table are read as such,
// and specks as points and quotes.
func isRule(text string, sure float64) bool {
	return strings.Trim(text, "|_~[]{}¦=") == "" || sure < sureWord && strings.Trim(text, "-—–‘’'`\"“”.,:;°«»<>^*") == ""
}

// A table is good when its words are many and sure; another way up would give
// no better one.
const (
	goodWords = 10
	goodSure  = 70 // the mean confidence
	sureWord  = 60
)

func (t *table) good() bool {
	sum := 0
	for _, w := range t.words {
		sum += w.Confidence
	}
	return len(t.words) >= goodWords && sum >= goodSure*len(t.words)
}

// sure counts the letters of the words that are sure, those of one letter left
// out: noise gives such ones.
func (t *table) sure() int {
	n := 0
	for _, w := range t.words {
		if w.Confidence >= sureWord && len(w.Text) > 1 {
			n += len(w.Text)
		}
	}
	return n
}

// lines lays the words out by their places, as those of a PDF.
func (t *table) lines() []Line {
	sizes := t.sizes()
	slope := t.slope()
	words := make([]pdf.Word, len(t.words))
	for i, w := range t.words {
		base := float64(w.top + w.height)
		if strings.ContainsAny(w.Text, descenders) {
			base -= descent * sizes[w.line]
		}
		base -= slope * float64(w.left)
		words[i] = pdf.Word{Left: float64(w.left), Right: float64(w.left + w.width), Base: float64(t.height) - base, Size: sizes[w.line]}
	}
	var lines []Line
	for _, l := range pdf.LayOut(words, float64(t.width), float64(t.height)) {
		line := make(Line, len(l.Words))
		for i, k := range l.Words {
			line[i] = t.words[k].Word
			line[i].Column = l.Column[i]
		}
		lines = append(lines, line)
	}
	return lines
}

// A line tells the slope of a page when it is so many times as long as it is
// high, and the page is askew when most such lines say so.
const (
	longLine = 8
	someLine = 3
	maxSlope = 0.2
)

// slope returns how many dots the lines of a page that was laid askew go down
// for each dot to the right, 0 for an upright one.
func (t *table) slope() float64 {
	first, last := map[int]box{}, map[int]box{}
	for _, w := range t.words {
		if f, ok := first[w.line]; !ok || w.left < f.left {
			first[w.line] = w
		}
		if l, ok := last[w.line]; !ok || w.left > l.left {
			last[w.line] = w
		}
	}
	var slopes []float64
	for line, f := range first {
		l := last[line]
		if wide := l.left - f.left; wide > longLine*max(f.height, l.height) {
			middle := func(w box) float64 { return float64(w.top) + float64(w.height)/2 }
			slopes = append(slopes, (middle(l)-middle(f))/float64(wide))
		}
	}
	if len(slopes) < someLine {
		return 0
	}
	slices.Sort(slopes)
	slope := slopes[len(slopes)/2]
	if low, high := slopes[len(slopes)/4], slopes[len(slopes)*3/4]; low*high <= 0 || slope > maxSlope || slope < -maxSlope {
		return 0
	}
	return slope
}

// Heights of letters in font sizes, of most fonts.
const (
	ascenders  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789bdfhklt()/"
	descenders = "gjpqy,;()/"
	ascent     = 0.70
	xHeight    = 0.50
	descent    = 0.21
)

// sizes returns the font size of each line: the median that its words tell.
func (t *table) sizes() map[int]float64 {
	of := map[int][]float64{}
	for _, w := range t.words {
		height := xHeight
		if strings.ContainsAny(w.Text, ascenders) {
			height = ascent
		}
		if strings.ContainsAny(w.Text, descenders) {
			height += descent
		}
		of[w.line] = append(of[w.line], float64(w.height)/height)
	}
	sizes := map[int]float64{}
	for line, list := range of {
		slices.Sort(list)
		sizes[line] = max(list[len(list)/2], 1)
	}
	return sizes
}
