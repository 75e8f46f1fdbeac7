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
			if isHead(l, rows, i, p) || isPageNumber(l.Plain(), rowPosition{p + 1, first || last, last && p+1 < len(pages), alone(rows, i) || l.indent > minPageNumberIndent}, &expected) {
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

// dropRepeated drops lines that are, but for numbers, repeated at the same edge
// of several pages and have words of a running head.
func dropRepeated(pages [][]Line, drop map[imr.Place]bool) {
	type spot struct {
		text   string
		atHead bool
	}
	seen := map[spot][]imr.Place{}
	for _, rows := range pages {
		for _, atHead := range []bool{true, false} {
			for _, l := range edgeLines(rows, atHead, 3, drop) {
				if !mayBeHead(l.Text) {
					continue
				}
				if _, ok := markAt([]Line{l}, 0); ok {
					continue
				}
				key := spot{withoutDigits(l.Plain()), atHead}
				seen[key] = append(seen[key], l.Place())
			}
		}
	}
	for key, places := range seen {
		if len(places) >= 2 && len(places)*2 >= len(pages) && !strings.HasSuffix(key.text, ".") && headWords.MatchString(key.text) {
			for _, p := range places {
				drop[p] = true
			}
		}
	}
}

// withoutDigits writes # for each run of digits.
func withoutDigits(s string) string {
	if !strings.ContainsAny(s, "0123456789") {
		return s
	}
	return digits.ReplaceAllString(s, "#")
}

// mayBeHead reports, cheaply, whether headWords could match.
func mayBeHead(s string) bool {
	if strings.HasSuffix(s, ".") {
		return false
	}
	small := ascii.Lower(s)
	for _, w := range []string{"imr", "maximus", "independent", "page", "case", "confidential", "final", "cm"} {
		if strings.Contains(small, w) {
			return true
		}
	}
	return false
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
