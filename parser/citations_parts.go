package parser

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
)

// A part is what a clause says of one guideline.
type part struct {
	start, end int // of the title, in the clause
	stop       int // where the part ends
	editions   []*lexicon.Guideline
}

var (
	yearWord     = pattern.New(`^[\s,]*(?:Guidelines?\s*)?\(?(?:ACOEM,?\s+)?(?:(?:effective\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+(?:\d{1,2},\s*)?)?((?:19|20)\d\d)\)?`)
	partSign     = pattern.New(`(?i)^[\s,]*(?:\(?(?:19|20)\d\d\b|sections?\s*(?:\(s\))?\s*:|pages?\s*(?:\(s\))?\s*:)`)
	dateBrackets = pattern.New(`(?i)\s*\((?:updated|last\s+updated|accessed|online\s+version|web|version|acute\s+and\s+chronic\s+only)[^)]*\)`).Literals("(updated", "(last", "(accessed", "(online", "(web", "(version", "(acute")
	mtusWord     = pattern.New(`(?i)^(?:the\s+)?(?:CA(?:LIFORNIA)?\s+)?(?:MTUS|Medical\s+Treatment\s+Utilization\s+Schedule(?:\s*\(MTUS\))?)\b[\s,:/-]*`)
	sourceWord   = pattern.New(`(?i)\b(?:MTUS|ACOEM|ODG|Official\s+Disabilit(?:y|ies)\s+Guidelines?|American\s+College\s+of\s+Occupational|Medical\s+Treatment|Treatment\s+Guidelines?|Chapter\s+\d+)\b`).Prefixes("mtus", "acoem", "odg", "official", "american", "medical", "treatment", "chapter")
	webAddress   = pattern.New(`(?i)\b(?:https?://|www\.)\S+`)
)

// isMTUS tells the families of the MTUS from those outside it.
func isMTUS(f imr.Family) bool { return strings.HasPrefix(string(f), "MTUS") }

// citeClause reads the citations of a clause.
func citeClause(c clause, decided imr.Date) []imr.Citation {
	// what is blanked out keeps its place, so that As can be cut from the original
	text := c.text
	if strings.IndexByte(text, '(') >= 0 {
		text = dateBrackets.ReplaceAllStringFunc(c.text, func(m string) string { return strings.Repeat(" ", len(m)) })
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	parts := partsOf(text, c.where)
	if len(parts) == 0 {
		return unknownPart(c.text, c.where)
	}
	var list []imr.Citation
	head := strings.TrimSpace(text[:parts[0].start])
	work := acoemWork.MatchString(head) && parts[0].editions[0].Family == imr.MTUSACOEM
	topic := ""
	if m := sectionOf.FindStringIndex(head); m != nil {
		topic, head = trimTopic(head[:m[0]]), ""
	}
	if c.where != anywhere && !mtusOnly(head) && !work {
		list = append(list, unknownHead(head, c.where)...)
	}
	for _, p := range parts {
		if rest := text[p.end:p.stop]; p.editions[0].Family == imr.MTUS && c.where == inside &&
			p.editions[0].Title == wholeWorks[1] && startsName.MatchString(rest) && !chapterOf.MatchString(rest) {
			list = append(list, unknownHead(c.text[p.start:p.stop], c.where)...)
			continue
		}
		list = append(list, citePart(text, c.text, p, c.where, decided)...)
	}
	if len(list) == 0 {
		return nil
	}
	if topic != "" {
		list[0].Topics = append([]string{topic}, list[0].Topics...)
	}
	if y, _ := strconv.Atoi(fullYear.FindString(head)); work && y > 0 && list[0].Year == 0 {
		list[0].Year = y
	}
	return mergeSources(list)
}

// sectionOf joins a section with the guideline named behind it: "the NSAIDs
// section of the Chronic Pain Medical Treatment Guidelines".
var sectionOf = pattern.New(`(?i)\s+(?:sections?|portions?|topics?)\s+(?:of|in|from)(?:\s+the)?(?:\s+(?:CA|California|MTUS|ODG|ACOEM))*[\s,:]*$`).Literals("section", "portion", "topic")

// startsName is the beginning of a title that the lexicon does not have.
var startsName = pattern.New(`^ [A-Z][a-z]`)

// acoemWork is the name of the ACOEM Practice Guidelines before one of their
// chapters.
var acoemWork = pattern.New(`(?i)^(?:the\s+)?(?:(?:CA\s+|California\s+)?MTUS[\s/,-]*)?(?:ACOEM|American\s+College\s+of\s+Occupational)[^;]*$`)

func mtusOnly(s string) bool {
	return strings.Trim(mtusWord.ReplaceAllString(s, ""), " ,:-") == ""
}

// partsOf finds the guidelines named in a clause and parts it there.
func partsOf(text string, w where) []part {
	accept := func(f imr.Family) bool {
		switch w {
		case inside:
			return isMTUS(f)
		case outside:
			return !isMTUS(f) || f == imr.MTUSACOEM
		}
		return true
	}
	var parts []part
	for _, m := range lexicon.MatchGuidelines(text, accept) {
		if !opensPart(text, m, w, len(parts) == 0) {
			continue
		}
		if n := len(parts); n > 0 && m.Guideline.Family == imr.OtherFamily && parts[n-1].editions[0] == m.Guideline {
			continue
		}
		parts = append(parts, part{m.Start, closeBracket(text, m.Start, m.End), len(text), m.Editions})
	}
	for i := range parts[:max(0, len(parts)-1)] {
		parts[i].stop = parts[i+1].start
	}
	return parts
}

// closeBracket takes in the bracket that closes one inside text[start:end].
func closeBracket(text string, start, end int) int {
	title := text[start:end]
	if strings.Count(title, "(") > strings.Count(title, ")") && strings.HasPrefix(text[end:], ")") {
		return end + 1
	}
	return end
}

// inProse is what stands before a part of the body that is none of a title.
var inProse = pattern.New(`(?i)\b(?:to|of|for|at)\s+the\s+$`)

// inAddress is the beginning of a web address that goes on.
var inAddress = pattern.New(`(?i)(?:https?://|www\.)\S*$`).Literals("http", "www")

var (
	joint     = pattern.New(`(?i)(?:^|[,;:/(]|\band|\bthe|\bplus|\.|[-–]|\bODG\b|Guidelines\b|\(ODG\)|MTUS|\bor)[\s,:"“–-]*$`)
	hardJoint = pattern.New(`(?i)(?:^|;|\.|\band|MTUS|\bplus)[\s,:]*$`)
)

// opensPart reports whether a title found in a clause is cited there, and is
// no section or topic of another.
func opensPart(text string, m lexicon.GuidelineMatch, w where, first bool) bool {
	before, after, title := text[max(0, m.Start-60):m.Start], text[m.End:], text[m.Start:m.End]
	if !joint.MatchString(before) || m.Guideline.Family == imr.ODG && inAddress.MatchString(before) {
		return false
	}
	if m.Guideline.Family == imr.ODG && inProse.MatchString(before) {
		return false // "trauma to the knee" is no chapter
	}
	work := m.Guideline.Family == imr.MTUSACOEM && acoemWork.MatchString(text[:m.Start])
	if first && w == inside && (mtusOnly(text[:m.Start]) || work) {
		return true
	}
	named := sourceWord.MatchString(title) || endsInYear(title) || partSign.MatchString(after)
	switch w {
	case inside:
		return named && (sectionOf.MatchString(before) || hardJoint.MatchString(before) || endsInYear(title) || strings.Contains(title, "Chapter"))
	case outside:
		if m.Guideline.Family == imr.ODG && !named && !odgName.MatchString(before) && !chapterEnds.MatchString(after) {
			return false // "Knee brace" is no chapter
		}
		return named || m.Guideline.Family == imr.ODG || first || hardJoint.MatchString(before)
	}
	return named || m.Guideline.Family == imr.ODG && (chapterEnds.MatchString(after) || first) && odgBefore.MatchString(before) ||
		m.Guideline.Family == imr.OtherFamily && len(title) > 4
}

// chapterEnds is what stands behind the name of a chapter of ODG.
var chapterEnds = pattern.New(`(?i)^\s*(?:$|[,;:/().–-]|and\b|&|chapters?\b|sections?\b|guidelines?\b)`)

var odgName = pattern.New(`(?i)(?:\bODG\)?|Disabilit(?:y|ies)\s+Guidelines?(?:\s*\(ODG\))?)[\s,:–-]*$`).Literals("odg", "guideline")

var odgBefore = pattern.New(`(?i)(?:ODG\)?|Disability\s+Guidelines?\s*(?:\(ODG\))?|Chapters?)[\s,:–-]*$`).Literals("odg", "guideline", "chapter")

func endsInYear(s string) bool {
	if len(s) < 4 {
		return false
	}
	n, err := strconv.Atoi(s[len(s)-4:])
	return err == nil && n > 1990 && n < 2100
}

// citePart reads one guideline with its year, sections, topics and pages.
func citePart(text, original string, p part, w where, decided imr.Date) []imr.Citation {
	rest := withoutEdition(text[p.end:p.stop])
	year := 0
	if title := text[p.start:p.end]; endsInYear(title) {
		year, _ = strconv.Atoi(title[len(title)-4:])
	} else if m := yearWord.FindStringSubmatch(rest); m != nil {
		year, _ = strconv.Atoi(m[1])
		rest = withoutEdition(rest[len(yearWord.FindString(rest)):])
	} else if m := fullYear.FindString(title); m != "" {
		year, _ = strconv.Atoi(m)
	}
	g := lexicon.Edition(p.editions, year, decided)
	if m := chapterOf.FindStringSubmatch(rest); m != nil && slices.Contains(wholeWorks, g.Title) && g.Family != imr.ODG {
		if ch := chapterNumbered(m[1]); ch != nil {
			g, rest = ch, rest[len(m[0]):]
		}
	}
	rest = withoutTitle(rest, g)
	c := newCitation(g.Family, g.Title)
	c.Chapter, c.Year = g.Chapter, year
	if w == outside && g.Family == imr.MTUSACOEM {
		c.Family = imr.ACOEM
	}
	if g.Family != imr.OtherFamily {
		readRest(&c, g, rest)
	}
	c.As = asWorded(original[p.start:p.stop])
	if len(g.Years) > 1 || g.Chapter == 0 {
		chapterOfSections(&c, g)
	}
	return []imr.Citation{c}
}

// withoutEdition drops the words that tell an edition.
func withoutEdition(s string) string {
	for {
		n := len(editionWord.FindString(s))
		if n == 0 {
			return s
		}
		s = s[n:]
	}
}

// withoutTitle drops the guideline's title behind its number: "Chapter 12,
// Low Back Complaints".
func withoutTitle(rest string, g *lexicon.Guideline) string {
	if g.Chapter == 0 {
		return rest
	}
	found := lexicon.MatchGuidelines(rest, func(f imr.Family) bool { return f == imr.MTUSACOEM })
	if len(found) > 0 && strings.Trim(rest[:found[0].Start], " ,:(–-") == "" && found[0].Guideline.Chapter == g.Chapter {
		return rest[found[0].End:]
	}
	return rest
}

var chapterOf = pattern.New(`(?i)^[\s,]*(?:ACOEM[\s,]+)?(?:chapter|ch\.?)\s*(\d{1,2})\b`)

// chapterNumbered returns the first guideline that is this chapter of the
// ACOEM Practice Guidelines.
func chapterNumbered(s string) *lexicon.Guideline {
	n, _ := strconv.Atoi(s)
	for _, g := range lexicon.Guidelines() {
		if g.Chapter == n && n > 0 {
			return g
		}
	}
	return nil
}

func newCitation(f imr.Family, title string) imr.Citation {
	return imr.Citation{Family: f, Title: title, Sections: []string{}, Topics: []string{}, Pages: [][]int{}}
}

var trailingJoint = pattern.New(`(?i)[\s,;:(/–-]*(?:\band(?:\s+(?:the|MTUS))?)?[\s,;:(/–-]*(?:MTUS)?[\s,;:(/]*$`)

// mayEndInJoint tells by the end whether trailingJoint can take anything: most
// texts end in another letter, in a figure or in a bracket.
func mayEndInJoint(s string) bool {
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
	if mayEndInJoint(s) {
		tail := max(0, len(s)-40)
		s = s[:tail] + trailingJoint.ReplaceAllString(s[tail:], "")
	}
	if strings.Count(s, "(") < strings.Count(s, ")") {
		s = strings.TrimRight(s, ")")
	}
	return strings.TrimSpace(strings.TrimRight(s, ".,;: "))
}

// chapterOfSections numbers a citation of General Approaches by the one
// chapter that stands as its section.
func chapterOfSections(c *imr.Citation, g *lexicon.Guideline) {
	if g.Family != imr.MTUSACOEM || len(c.Sections) != 1 {
		return
	}
	if ch := lexicon.GuidelineNamed(imr.MTUSACOEM, c.Sections[0]); ch != nil && c.Chapter == 0 && strings.HasPrefix(g.Title, "General Approaches") {
		c.Chapter = ch.Chapter
	}
}

// unknownPart keeps a clause that names no known guideline.
func unknownPart(text string, w where) []imr.Citation {
	if w == anywhere {
		return nil
	}
	return unknownHead(text, w)
}

// unknownHead keeps words that name no known guideline as they are printed.
func unknownHead(text string, w where) []imr.Citation {
	text = asWorded(text)
	if text == "" || strings.EqualFold(text, "the") {
		return nil
	}
	if w == outside {
		c := newCitation(imr.OtherFamily, text)
		c.As = text
		return []imr.Citation{c}
	}
	c := newCitation(imr.MTUS, "")
	c.As = text
	s := mtusWord.ReplaceAllString(text, "")
	end := len(s)
	if m := partMarks.FindStringIndex(s); m != nil {
		end = m[0]
	}
	c.Title = asWorded(s[:end])
	rest := s[end:]
	if endsInYear(c.Title) {
		c.Year, _ = strconv.Atoi(c.Title[len(c.Title)-4:])
		c.Title = asWorded(c.Title[:len(c.Title)-4])
	}
	readRest(&c, nil, rest)
	return []imr.Citation{c}
}
