package outline

import (
	"strconv"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
)

var (
	// runningHead is a line that repeats the letter's name on every page.
	runningHead = pattern.New(`(?i)^(?:page\s*\d+\s*(?:of\s*\d+)?\s*)?(?:final determination letter for\s*)?(?:imr\s*)?case\s*(?:number|no\.?|#)?:?\s*(?:CM)?\d{2}\s?-\s?\d{6,7}\s*(?:[-–|]?\s*(?:page\s*)?\d{1,3}(?:\s*of\s*\d{1,3})?)?$`)
	tableLabel  = pattern.New(`(?i)^(?:date\s+assigned|date\s+of\s+injury|decision\s+date|ur\s+denial\s+date|priority)\s*:`)
	letterHead  = pattern.New(`(?i)^final determination letter(?: for imr case number)?\b.{0,40}$`)
	pageWord    = pattern.New(`(?i)^[-–—\s]*(?:page|pg\.?)\s*(\d{1,3})(?:\s*(?:of|/)\s*\d{1,3})?[-–—\s]*$`)
	pageOf      = pattern.New(`(?i)^(\d{1,3})\s*(?:of|/)\s*(\d{1,3})$`)
	pageDigits  = pattern.New(`^[-–—\s]*(\d{1,3})[-–—\s]*$`)
	digits      = pattern.New(`\d+`)
	headWords   = pattern.New(`(?i)\b(?:imr|maximus|independent medical review|page|case number|confidential|final determination|CM\d\d)\b`)
)

// findFurniture returns the places of running heads, running feet and page
// numbers.
func findFurniture(pages [][]Line) map[imr.Place]bool {
	drop := map[imr.Place]bool{}
	expected := 0 // the last page number met in a text without pages
	for p, rows := range pages {
		top, foot := edges(rows)
		for i, l := range rows {
			if l.Text == "" || len(l.Text) > 120 {
				continue
			}
			first, last := i == top, i == foot
			if isHead(l, rows, i, p) || isStamped(l.Plain(), first, last) || isPageNumber(l.Plain(), rowPosition{p + 1, first || last, last && p+1 < len(pages), alone(rows, i) || l.indent > minPageNumberIndent}, &expected) {
				drop[l.Place()] = true
			}
		}
	}
	if len(pages) > 1 {
		dropRepeated(pages, drop)
	}
	return drop
}

// isHead reports whether line i of a page is a running head, and not the letter's own
// header, which has a label with a date beside or below it.
func isHead(l Line, rows []Line, i, page int) bool {
	s := l.Plain()
	if !endsInDigit(s) && !ascii.ContainsFold(s, "determination letter") {
		return false
	}
	if letterHead.MatchString(s) {
		return strings.Contains(s, "for") || endsInDigit(s)
	}
	if !runningHead.MatchString(s) {
		return false
	}
	if page > 0 { // unless the table of another letter begins here
		for j := i + 1; j < len(rows) && j <= i+4; j++ {
			if tableLabel.MatchString(rows[j].Plain()) {
				return false
			}
		}
		return true
	}
	for j := i + 1; j < len(rows) && j <= i+8; j++ { // a header's neighbours
		if strings.Contains(rows[j].Text, "Date") || strings.Contains(rows[j].Text, "Priority") {
			return false
		}
	}
	return i > 0
}

func endsInDigit(s string) bool { return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

// edges returns the rows of a page that hold its first and last text.
func edges(rows []Line) (first, last int) {
	first, last = -1, -1
	for i := range rows {
		if rows[i].Text != "" {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// minPageNumberIndent is how many blanks stand at least before a page number in the middle
// or at the right of its line.
const minPageNumberIndent = 24

// alone reports whether empty lines, or the page's ends, stand on both sides.
func alone(rows []Line, i int) bool {
	return (i == 0 || rows[i-1].Text == "") && (i+1 == len(rows) || rows[i+1].Text == "")
}

// A rowPosition is where on a page a row is: at an edge, at the foot of a page
// that is not the last, alone between empty lines.
type rowPosition struct {
	page              int
	edge, foot, alone bool
}

// isPageNumber reports whether s is a page number: worded as one, or a bare
// number that fits the page, or, in a text without pages, the number after
// expected, which is then advanced.
func isPageNumber(s string, at rowPosition, expected *int) bool {
	if len(s) > 24 || !strings.ContainsAny(s, "0123456789") {
		return false
	}
	if pageWord.MatchString(s) {
		return true
	}
	if m := pageOf.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		of, _ := strconv.Atoi(m[2])
		return n >= 1 && n <= of && (at.edge || at.alone)
	}
	m := pageDigits.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	n, _ := strconv.Atoi(m[1])
	switch {
	case at.foot && n < 100, at.edge && n >= at.page-1 && n <= at.page+1:
		*expected = n
		return true
	case at.alone && (n == *expected+1 || *expected == 0 && n <= 2):
		*expected = n
		return true
	}
	return false
}

// edgeRows is how many rows at an edge of a page may be furniture: a fax banner,
// a running head, a page number.
const edgeRows = 3

// dropRepeated drops lines by their place, whatever they say: those that stand at
// the same edge of several pages, at least of every second one, and are the same
// or count from page to page (Bates numbers, exhibits, fax banners, addresses of
// a browser).
func dropRepeated(pages [][]Line, drop map[imr.Place]bool) {
	type spot struct {
		text   string
		atHead bool
	}
	seen := map[spot][]Line{}
	for _, rows := range pages {
		for _, atHead := range []bool{true, false} {
			for _, l := range edgeLines(rows, atHead, edgeRows, drop) {
				if saysOnly(l) {
					continue
				}
				key := spot{withoutDigits(l.Plain()), atHead}
				if n := len(seen[key]); n == 0 || seen[key][n-1].Page != l.Page { // the outermost of a page
					seen[key] = append(seen[key], l)
				}
			}
		}
	}
	for key, lines := range seen {
		if len(lines) < 2 || len(lines)*2 < len(pages) || !counts(lines) && !headWords.MatchString(key.text) {
			continue
		}
		for _, l := range lines {
			drop[l.Place()] = true
		}
	}
}

// saysOnly reports whether a line at an edge can only be the letter's: it ends a
// sentence, has a verdict, is a heading or a label, or opens the header's table.
func saysOnly(l Line) bool {
	if strings.HasSuffix(l.Text, ".") || endsIn(l.Text, "pheld") || endsIn(l.Text, "verturned") || strings.Contains(l.Text, ":") && headLabel.MatchString(l.Text) {
		return true
	}
	_, mark := markAt([]Line{l}, 0)
	return mark
}

var headLabel = pattern.New(`(?i)^(?:imr\s+)?(?:case\s+(?:number|no\.?)|date\s+assigned|date\s+of\s+injury|decision\s+date|priority)\s*:`)

// endsIn reports whether a line ends in a word, but for punctuation.
func endsIn(s, word string) bool {
	s = strings.TrimRight(s, " .,;:!)*_")
	return len(s) >= len(word) && strings.EqualFold(s[len(s)-len(word):], word)
}

// counts reports whether lines that differ in numbers alone are the same, or
// have a number that rises from page to page.
func counts(lines []Line) bool {
	same, rises := true, false
	numbers := make([][]string, len(lines))
	for i, l := range lines {
		numbers[i] = strings.FieldsFunc(l.Text, func(r rune) bool { return r < '0' || r > '9' })
	}
	for at := range numbers[0] {
		rising, before := true, -1
		for i := range lines {
			n, err := strconv.Atoi(numbers[i][at])
			rising = rising && err == nil && n > before
			before = n
		}
		rises = rises || rising
	}
	for _, l := range lines {
		same = same && l.Text == lines[0].Text
	}
	return same || rises
}

var (
	batesNumber = pattern.New(`^(?:[A-Z][A-Za-z]{0,11}[-_. ]{0,2}){1,3}\d{5,10}$`)
	faxBanner   = pattern.New(`(?i)\b\d{1,2}:\d\d\b.*(?:\bp\.?\s?\d|\bpage\b|\bfax\b|\bfrom:|\bto:)`)
)

// isStamped reports whether a line at the outermost edge of a page is a Bates
// number or a fax banner, as it is known on a single page too.
func isStamped(s string, first, last bool) bool {
	if !first && !last {
		return false
	}
	return endsInDigit(s) && len(s) < 40 && batesNumber.MatchString(s) || first && strings.Contains(s, ":") && faxBanner.MatchString(s)
}

// withoutDigits writes # for each run of digits.
func withoutDigits(s string) string {
	if !strings.ContainsAny(s, "0123456789") {
		return s
	}
	return digits.ReplaceAllString(s, "#")
}

// edgeLines returns the first, or last, n lines of text of a page.
func edgeLines(rows []Line, atHead bool, n int, drop map[imr.Place]bool) []Line {
	var found []Line
	for i := range rows {
		l := rows[i]
		if !atHead {
			l = rows[len(rows)-1-i]
		}
		if l.Text == "" || drop[l.Place()] || len(l.Text) > 120 {
			if len(l.Text) > 120 {
				break
			}
			continue
		}
		if found = append(found, l); len(found) == n {
			break
		}
	}
	return found
}
