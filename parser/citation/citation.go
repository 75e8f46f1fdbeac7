// Package citation answers one question: which guidelines does a text cite? It
// reads the words by which a letter tells what a decision is based on, and
// knows titles, editions and headings from the lexicon. It does not know where
// in the letter these words stand.
package citation

import (
	"slices"
	"strconv"
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
)

// Fill reads the citations of both sides of every item out of their texts. A
// reviewer who adopts the claims administrator's guidelines without naming any
// cites these.
func Fill(items []imr.Item, decided imr.Date) {
	known := map[string][]imr.Citation{} // items of a letter often cite the same
	for i := range items {
		it := &items[i]
		readGuidelines(&it.ClaimsAdministrator, decided, known)
		readGuidelines(&it.ReviewerGuidelines, decided, known)
		if ours := &it.ReviewerGuidelines; len(ours.Citations) == 0 && adopts.MatchString(ours.Text) {
			ours.Citations = it.ClaimsAdministrator.Citations
			ours.Cited = it.ClaimsAdministrator.Cited
		}
	}
}

// readGuidelines reads the citations out of one side's text.
func readGuidelines(g *imr.Guidelines, decided imr.Date, known map[string][]imr.Citation) {
	list, ok := known[g.Text]
	if !ok {
		list = Read(g.Text, decided)
		known[g.Text] = list
	}
	g.Citations = list
	g.Cited = g.Text != "" && (len(g.Citations) > 0 || !citedNothing.MatchString(g.Text))
}

// maxGuidelineBytes is how many bytes of one side's text are read for
// citations: many times the longest that letters have.
const maxGuidelineBytes = 1 << 16

// Read returns the guidelines that a text cites, in its order: those behind
// "Decision based on", or, where no sentence begins so, those of running text.
// The day of the decision (zero when unknown) tells which edition an undated
// title means. The result is never nil, nor are the lists in it. Of a text
// longer than 64 kB only the beginning is read.
func Read(text string, decided imr.Date) []imr.Citation {
	list := []imr.Citation{}
	if len(text) > maxGuidelineBytes {
		text = strings.ToValidUTF8(text[:maxGuidelineBytes], "")
	}
	clauses := clausesOf(text)
	for _, c := range clauses {
		list = append(list, citeClause(c, decided)...)
	}
	return list
}

// citeClause reads the citations of a clause.
func citeClause(c clause, decided imr.Date) []imr.Citation {
	// blanked out, not removed: offsets stay those of c.text, from which As is cut
	text := c.text
	if strings.IndexByte(text, '(') >= 0 {
		text = dateBrackets.ReplaceAllStringFunc(c.text, func(m string) string { return strings.Repeat(" ", len(m)) })
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	parts := partsOf(text, c.scope)
	if len(parts) == 0 {
		return unknownPart(c.text, c.scope)
	}
	var list []imr.Citation
	head := strings.TrimSpace(text[:parts[0].start])
	work := acoemWork.MatchString(head) && parts[0].editions[0].Family == imr.MTUSACOEM
	topic := ""
	if m := sectionOf.FindStringIndex(head); m != nil {
		topic, head = trimTopic(head[:m[0]]), ""
	}
	if c.scope != anyScope && !mtusOnly(head) && !work {
		list = append(list, unknownHead(head, c.scope)...)
	}
	for _, p := range parts {
		if rest := text[p.end:p.stop]; p.editions[0].Family == imr.MTUS && c.scope == inMTUS &&
			p.editions[0].Title == wholeWorks[1] && startsName.MatchString(rest) && !chapterOf.MatchString(rest) {
			list = append(list, unknownHead(c.text[p.start:p.stop], c.scope)...)
			continue
		}
		list = append(list, citePart(text, c.text, p, c.scope, decided)...)
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

// startsName is the beginning of a title that the lexicon does not have.
var startsName = pattern.New(`^ [A-Z][a-z]`)

// citePart reads one guideline with its year, sections, topics and pages.
func citePart(text, original string, p part, w scope, decided imr.Date) []imr.Citation {
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
	if w == outsideMTUS && g.Family == imr.MTUSACOEM {
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

// unknownPart keeps a clause that names no known guideline, unless it may be
// prose.
func unknownPart(text string, w scope) []imr.Citation {
	if w == anyScope {
		return nil
	}
	return unknownHead(text, w)
}

// unknownHead keeps words that name no known guideline as they are printed.
func unknownHead(text string, w scope) []imr.Citation {
	text = asWorded(text)
	if text == "" || strings.EqualFold(text, "the") {
		return nil
	}
	if w == outsideMTUS {
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

// mergeSources joins a source with the chapter named right behind it
// ("Official Disability Guidelines (ODG), Low Back Chapter"), and drops
// repetitions.
func mergeSources(list []imr.Citation) []imr.Citation {
	var out []imr.Citation
	for i, c := range list {
		if i+1 < len(list) && namesWholeWork(c) && continues(c.Family, list[i+1].Family) {
			if !strings.Contains(list[i+1].As, c.As) {
				list[i+1].As = c.As + ", " + list[i+1].As
			}
			if list[i+1].Year == 0 {
				list[i+1].Year = c.Year
			}
			list[i+1].Pages = append(c.Pages, list[i+1].Pages...)
			continue
		}
		if i+1 < len(list) && c.Title == wholeWorks[0] && len(c.Topics) > 0 && list[i+1].Family == imr.ODG && len(list[i+1].Topics) == 0 {
			list[i+1].Topics, list[i+1].As = c.Topics, c.As+", "+list[i+1].As // "ODG physical therapy, elbow chapter"
			continue
		}
		out = append(out, c)
	}
	shareTopics(out)
	return movePagesOfMTUS(out)
}

// movePagesOfMTUS gives the pages of a bare MTUS behind one of its parts
// ("Chronic Pain Medical Treatment Guidelines, MTUS, page 22") to that part.
func movePagesOfMTUS(list []imr.Citation) []imr.Citation {
	n := len(list) - 1
	if n < 1 || list[n].Family != imr.MTUS || !namesWholeWork(list[n]) || !isMTUS(list[n-1].Family) || len(list[n-1].Pages) > 0 {
		return list
	}
	list[n-1].Pages = list[n].Pages
	if list[n-1].Year == 0 {
		list[n-1].Year = list[n].Year
	}
	return list[:n]
}

func continues(a, b imr.Family) bool {
	return a == b || a == imr.MTUS && isMTUS(b) || a == imr.ACOEM && b == imr.MTUSACOEM
}

// namesWholeWork reports whether a citation names only the work as a whole.
func namesWholeWork(c imr.Citation) bool {
	return len(c.Sections) == 0 && len(c.Topics) == 0 && slices.Contains(wholeWorks, c.Title)
}

var wholeWorks = []string{
	"Official Disability Guidelines", "Medical Treatment Utilization Schedule",
	"ACOEM Practice Guidelines in the MTUS", "ACOEM Occupational Medicine Practice Guidelines", "ACOEM Practice Guidelines, 3rd Edition",
}

// shareTopics gives chapters of ODG that are named together ("Low Back and
// Neck chapters, Physical therapy") the topics of the last.
func shareTopics(list []imr.Citation) {
	for i := len(list) - 2; i >= 0; i-- {
		c, n := &list[i], list[i+1]
		if c.Family == imr.ODG && n.Family == imr.ODG && len(c.Topics) == 0 && len(n.Topics) > 0 && !namesWholeWork(*c) && !strings.HasPrefix(n.Title, "ODG ") {
			c.Topics = slices.Clone(n.Topics)
		}
	}
}

var (
	yearWord     = pattern.New(`^[\s,]*(?:Guidelines?\s*)?\(?(?:ACOEM,?\s+)?(?:(?:effective\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+(?:\d{1,2},\s*)?)?((?:19|20)\d\d)\)?`)
	dateBrackets = pattern.New(`(?i)\s*\((?:updated|last\s+updated|accessed|online\s+version|web|version|acute\s+and\s+chronic\s+only)[^)]*\)`).Literals("(updated", "(last", "(accessed", "(online", "(web", "(version", "(acute")
)
