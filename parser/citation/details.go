package citation

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"imrsearch/parser/ascii"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
)

var webAddress = pattern.New(`(?i)\b(?:https?://|www\.)\S+`)

// withoutEdition drops leading words that name an edition.
func withoutEdition(s string) string {
	for {
		n := len(editionWord.FindString(s))
		if n == 0 {
			return s
		}
		s = s[n:]
	}
}

func newCitation(f imr.Family, title string) imr.Citation {
	return imr.Citation{Family: f, Title: title, Sections: []string{}, Topics: []string{}, Pages: [][]int{}}
}

var trailingSeparator = pattern.New(`(?i)[\s,;:(/–-]*(?:\band(?:\s+(?:the|MTUS))?)?[\s,;:(/–-]*(?:MTUS)?[\s,;:(/]*$`)

// mayEndInSeparator tells by the end whether trailingSeparator can take anything: most
// texts end in another letter, in a figure or in a bracket.
func mayEndInSeparator(s string) bool {
	if s == "" {
		return false
	}
	switch c := s[len(s)-1]; {
	case c >= utf8.RuneSelf:
		return true
	case c < 'A':
		return c < '0' || c > '9'
	}
	for _, word := range [...]string{"and", "the", "mtus"} {
		if n := len(s) - len(word); n >= 0 && strings.EqualFold(s[n:], word) {
			return true
		}
	}
	return false
}

// asWorded trims the words that join a citation with the next.
func asWorded(s string) string {
	if mayEndInSeparator(s) {
		tail := max(0, len(s)-40)
		s = s[:tail] + trailingSeparator.ReplaceAllString(s[tail:], "")
	}
	if strings.Count(s, "(") < strings.Count(s, ")") {
		s = strings.TrimRight(s, ")")
	}
	return strings.TrimSpace(strings.TrimRight(s, ".,;: "))
}

var (
	partMarks    = pattern.New(`(?i)\bsections?\s*(?:\(s\))?\s*:\s*|\b(?:pages?\s*(?:\(s\))?|pgs?\.?|pp?\.?)\s*[:.]?\s*(?:numbers?\s*)?(\d{1,4}(?:\s*[-–]\s*\d{1,4})?(?:(?:\s*,\s*(?:and\s+)?|\s*;\s*|\s+and\s+|\s*&\s*)\d{1,4}(?:\s*[-–]\s*\d{1,4})?\b)*)`).Prefixes("section", "pag", "pg", "p")
	pageRange    = pattern.New(`(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?`)
	onlyPages    = pattern.New(`^\d{1,4}(?:\s*[-–]\s*\d{1,4})?$`)
	sectionStart = pattern.New(`^\d+(?:\.\d+)*\.?\s+[A-Z]`)
	chapterWord  = pattern.New(`(?i)^(?:the\s+)?(?:chapters?|sections?|topics?|(?:(?:occupational\s+medicine\s+)?practice\s+)?guidelines?|procedure\s+summary|treatment\s+index|llc|inc|work\s+loss\s+data\s+institute|corpus\s+christi|tx|treatment\s+in\s+workers['’]?\s+comp(?:ensation)?|\d{1,2}(?:st|nd|rd|th)\s+ed(?:ition)?|(?:has|states?|recommends?)\s.*|pages?(?:\(s\))?|of\s+\d+|\(?the|(?:last\s+)?updated\s.*|8\s*C\.?C\.?R\b.*|(?:chapter\s+)?(?:of|in|from)\s+the\s+(?:MTUS|ACOEM|ODG)\b.*|treatment\s+guidelines?|complaints|updated|version|online|index|problems)$`)
	editionWord  = pattern.New(`(?i)^[\s,]*\(?(?:(?:treatment\s+index,\s+)?\d{1,2}(?:st|nd|rd|th)\s+ed(?:ition|\.)?(?:\s*\(web\))?|(?:second|third)\s+edition|online\s+version|acute\s*(?:&|and)\s*chronic|revised|ODG)\)?`)
)

// readRest reads what follows a title: sections and pages behind their labels,
// and topics without a label.
func readRest(c *imr.Citation, g *lexicon.Guideline, rest string) {
	rest = withoutEdition(rest)
	marks := partMarks.FindAllStringSubmatchIndex(rest, -1)
	at, inSections := 0, false
	take := func(end int) {
		if inSections {
			takeSections(c, g, rest[at:end])
		} else {
			takeTopics(c, g, rest[at:end])
		}
	}
	for _, m := range marks {
		take(m[0])
		at = m[1]
		inSections = m[2] < 0
		if m[2] >= 0 {
			c.Pages = append(c.Pages, pageRanges(rest[m[2]:m[3]])...)
		}
	}
	take(len(rest))
}

// pageRanges reads "78-80, 91".
func pageRanges(s string) [][]int {
	var list [][]int
	for _, m := range pageRange.FindAllStringSubmatch(s, -1) {
		from, _ := strconv.Atoi(m[1])
		to := from
		if m[2] != "" {
			to, _ = strconv.Atoi(m[2])
			if digits := powerOfTen(len(m[2])); to < from && digits > 10 { // "298-01" means 298-301
				if to += from / digits * digits; to < from {
					to += digits
				}
			}
			if to < from {
				to = from
			}
		}
		list = append(list, []int{from, to})
	}
	return list
}

func powerOfTen(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

// takeSections adds the sections of a list. A bare number is a page.
func takeSections(c *imr.Citation, g *lexicon.Guideline, s string) {
	for _, name := range splitTopics(g, s, false) {
		if onlyPages.MatchString(name) {
			c.Pages = append(c.Pages, pageRanges(name)...)
			continue
		}
		c.Sections = append(c.Sections, name)
	}
}

// takeTopics adds the headings that follow a title without a label.
func takeTopics(c *imr.Citation, g *lexicon.Guideline, s string) {
	s = webAddress.ReplaceAllString(s, "")
	for _, name := range splitTopics(g, s, true) {
		if g != nil && lexicon.GuidelineNamed(g.Family, name) == g || onlyPages.MatchString(name) && len(name) < 4 || chapterWord.MatchString(name) || !ascii.HasLetter(name) {
			continue
		}
		c.Topics = append(c.Topics, name)
	}
}

// splitTopics parts a list of headings. Headings that the guideline, or one
// of its sisters, has stay whole in spite of their commas; numbered ones part
// only before a number.
func splitTopics(g *lexicon.Guideline, s string, colons bool) []string {
	cuts := cutPoints(s, colons)
	if numberedSections(s) {
		cuts = filterCuts(cuts, func(c [2]int) bool { return sectionStart.MatchString(s[c[1]:]) })
	} else if g != nil && len(cuts) > 0 {
		whole := lexicon.MatchTopics(s, topicsOf(g)...)
		cuts = filterCuts(cuts, func(c [2]int) bool {
			for _, m := range whole {
				if m.Start <= c[0] && c[1] <= m.End {
					return false
				}
			}
			return true
		})
	}
	var list []string
	start := 0
	for _, c := range append(cuts, [2]int{len(s), len(s)}) {
		for _, part := range sectionAnd.Split(s[start:c[0]], -1) {
			if name := trimTopic(part); name != "" {
				list = append(list, name)
			}
		}
		start = c[1]
	}
	return list
}

// topicsOf returns the guidelines whose headings may stand behind g's title:
// its own and its sisters'; for ODG, whose chapters share many, any (none).
func topicsOf(g *lexicon.Guideline) []*lexicon.Guideline {
	if g.Family == imr.ODG {
		return nil
	}
	return append([]*lexicon.Guideline{g}, lexicon.RelatedGuidelines(g)...)
}

// sectionAnd parts "Opioids Section and Weaning Section".
var (
	sectionAnd  = pattern.New(`(?i)\s+sections?\s+and\s+(?:the\s+)?`).Literals("section")
	sectionTail = pattern.New(`(?i)\s+sections?$`).Literals("section")
)

func filterCuts(cuts [][2]int, keep func([2]int) bool) [][2]int {
	var kept [][2]int
	for _, c := range cuts {
		if keep(c) {
			kept = append(kept, c)
		}
	}
	return kept
}

// numberedSections reports whether the list's entries begin with section numbers.
func numberedSections(s string) bool {
	return sectionStart.MatchString(strings.TrimLeft(s, " ,"))
}

// cutPoints returns the commas, semicolons and, with colons, colons and
// dashes outside brackets, with the space behind them.
func cutPoints(s string, colons bool) [][2]int {
	var cuts [][2]int
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		case ',', ';', ':', '/':
			if s[i] == ':' && !colons || s[i] == '/' && !(colons && slashParts(s, i)) {
				continue
			}
			if depth > 0 || strings.HasPrefix(s[i:], "://") {
				continue
			}
			end := i + 1
			for end < len(s) && s[end] == ' ' {
				end++
			}
			if strings.HasPrefix(s[end:], "and ") {
				end += len("and ")
			}
			cuts = append(cuts, [2]int{i, end})
		}
	}
	return cuts
}

// slashParts reports whether a slash stands between two headings, as in
// "chapter/ x-ray".
func slashParts(s string, i int) bool {
	left := strings.TrimSpace(s[:i])
	return left == "" || ascii.HasSuffixFold(left, "chapter") || ascii.HasSuffixFold(left, "section") || i+1 < len(s) && s[i+1] == ' '
}

var chapterLead = pattern.New(`(?i)^(?:(?:chapters?|sections?|problems|(?:medical\s+)?treatment\s+guidelines?|guidelines?)\b[\s,:–-]*|(?:in|under|regarding|for|on)\s+(?:the\s+)?)`)

// trimTopic drops brackets around a heading, and the words that join it.
func trimTopic(s string) string {
	s = strings.Trim(s, " .,;:–-/\"“”")
	for {
		n := len(chapterLead.FindString(s))
		if n == 0 || n == len(s) {
			break
		}
		s = s[n:]
	}
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && strings.Count(s, "(") == strings.Count(s, ")") && closesLast(s) {
		s = s[1 : len(s)-1]
	}
	s = strings.TrimSuffix(strings.TrimSpace(s), " and")
	if strings.EqualFold(s, "and") || strings.EqualFold(s, "the") || strings.EqualFold(s, "and the") {
		return ""
	}
	return strings.Trim(sectionTail.ReplaceAllString(s, ""), " .,;:")
}

// closesLast reports whether the bracket that opens s closes at its end.
func closesLast(s string) bool {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i == len(s)-1
			}
		}
	}
	return false
}
