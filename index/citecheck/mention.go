package citecheck

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"imrsearch/parser/imr"
)

// A mention is something in a passage that may be said of a letter.
type mention struct {
	kind       mentionKind
	p          *passage
	start, end int // in the passage

	id      string   // of a letter, in the form that letters have; as written where it is no case number
	items   []int    // of an item, or behind the slash of a case number
	date    partDate // of a date
	outcome outcome
	pages   [2]int
	content [2]int // of a quotation, without its marks
	ends    []int  // where its content may end as well, when marks stand inside
	block   bool   // a block quotation

	checked bool // a page that was compared
}

type mentionKind uint8

const (
	aCase mentionKind = iota
	anID              // "Id.": the letter cited before
	anItem
	aDate
	anOutcome
	aPage
	aQuotation
)

// An outcome is what a draft says was decided.
type outcome struct {
	is []imr.Outcome // those that it may be called so for
}

// A partDate is a date of which the day, or the month too, may be missing.
type partDate struct{ year, month, day int }

// patterns of what is looked for. Case numbers of another length than there is
// are found too: they are no case.
var (
	casePattern = regexp.MustCompile(`(?i)(?:\bIMR\s+)?(?:\b(?:Case|Letter|Determination)\s+)?(?:\b(?:Nos?\.|Number:?|#)\s*)?\b(CM[ -]?\d{2}[-\x{2010}-\x{2015}\x{2212}]\d{4,9})\b(?:/(\d{1,3})\b)?`)
	oldPattern  = regexp.MustCompile(`(?i)\b(?:IMR\s+)?Case\s+(?:Nos?\.|Number:?|#)\s*(\d{2}[-\x{2010}-\x{2015}\x{2212}]\d{4,9})\b(?:/(\d{1,3})\b)?|\b(\d{2}-\d{6,7})(?:/(\d{1,3})\b|,?\s+item\b)`)
	hashPattern = regexp.MustCompile(`(?:\bIMR\s+letter\s+)?\b(x[0-9a-f]{12})\b(?:/(\d{1,3})\b)?`)
	idPattern   = regexp.MustCompile(`\b[Ii]d\.`)
	itemPattern = regexp.MustCompile(`(?i)\b(?:items?|issues?)\s+(?:nos?\.\s*|numbers?\s+|#\s*)?(\d{1,3}(?:\s*(?:,|and|&|,\s*and)\s*\d{1,3}\b)*)\b`)
	pagePattern = regexp.MustCompile(`(?i)\b(?:at|pp?\.|pgs?\.|pages?|at\s+pp?\.|at\s+pages?)\s*(\d{1,4})(?:\s*[-\x{2010}-\x{2015}\x{2212}]\s*(\d{1,4}))?\b`)

	monthDate = regexp.MustCompile(`(?i)\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?((?:19|20)\d{2})\b`)
	dayDate   = regexp.MustCompile(`(?i)\b(\d{1,2})\s+(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?,?\s+((?:19|20)\d{2})\b`)
	slashDate = regexp.MustCompile(`\b(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d{2}|\d{2})\b`)
	isoDate   = regexp.MustCompile(`\b((?:19|20)\d{2})-(\d{2})-(\d{2})\b`)
	yearDate  = regexp.MustCompile(`\(((?:19|20)\d{2})\)`)

	outcomePattern = regexp.MustCompile(`(?i)\b(?:(?:partially|partly)\s+overturned|overturned\s+in\s+part|(overturn(?:ed|s|ing))|(upheld|upholds|upholding)|(modified|modifies|modifying)|(reversed|reverses)|(affirmed|affirms))\b`)
	necessary      = regexp.MustCompile(`(?i)\b(?:found|finds|deemed|considered|held|determined|concluded)\b[^.;:"“”]{0,80}?\b(not\s+)?(?:to\s+be\s+)?(?:not\s+)?medically\s+necessary\b`)
	denialWas      = regexp.MustCompile(`(?i)\b(?:denial|decision|determination|request|non-?certification)\s+(?:was|is|were|has\s+been)\s+$`)
	aboutDenial    = regexp.MustCompile(`(?i)^[^.;]{0,40}\b(?:denial|decision|determination|utilization|UR|non-?certification)\b`)
)

// mentionsOf finds the mentions of a passage, in its order; none overlap.
func mentionsOf(p *passage) []mention {
	f := &finder{p: p}
	f.quotations()
	if p.block {
		f.blockQuotation()
	}
	f.cases()
	f.dates()
	f.each(itemPattern, func(m []int, x *mention) bool {
		x.kind = anItem
		for _, n := range digits.FindAllString(p.text[m[2]:m[3]], -1) {
			x.items = append(x.items, number(n))
		}
		return true
	})
	f.each(pagePattern, func(m []int, x *mention) bool {
		x.kind = aPage
		x.pages = [2]int{number(p.text[m[2]:m[3]]), number(p.text[m[2]:m[3]])}
		if m[4] >= 0 {
			x.pages[1] = endPage(x.pages[0], p.text[m[4]:m[5]])
		}
		return x.pages[0] > 0
	})
	f.outcomes()
	slices.SortFunc(f.found, func(a, b mention) int { return a.start - b.start })
	for i := range f.found {
		f.found[i].p = p
	}
	return f.found
}

var digits = regexp.MustCompile(`\d+`)

// number reads digits that a pattern bounds.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// endPage reads the end of a range of pages, of which the leading digits may
// be left out: 298-301, 298-99.
func endPage(from int, s string) int {
	to := number(s)
	for unit := 10; to < from && unit <= 1000; unit *= 10 {
		if filled := from/unit*unit + to; len(s) == len(strconv.Itoa(unit))-1 {
			to = filled
		}
	}
	return max(from, to)
}

// A finder finds the mentions of a passage.
type finder struct {
	p     *passage
	found []mention
}

// free reports whether a stretch overlaps no mention found before.
func (f *finder) free(start, end int) bool {
	return !slices.ContainsFunc(f.found, func(m mention) bool { return start < m.end && m.start < end })
}

// each finds what a pattern matches outside of other mentions.
func (f *finder) each(pattern *regexp.Regexp, read func(m []int, x *mention) bool) {
	for _, m := range pattern.FindAllStringSubmatchIndex(f.p.text, -1) {
		x := mention{start: m[0], end: m[1]}
		if f.free(m[0], m[1]) && read(m, &x) {
			f.found = append(f.found, x)
		}
	}
}

func (f *finder) cases() {
	text := f.p.text
	read := func(m []int, x *mention) bool {
		x.kind = aCase
		for g := 2; g+3 < len(m); g += 4 {
			if m[g] < 0 {
				continue
			}
			x.id = text[m[g]:m[g+1]]
			if m[g+2] >= 0 {
				x.items = []int{number(text[m[g+2]:m[g+3]])}
			} else {
				x.end = m[g+1] // what the pattern looked ahead for is a mention of its own
			}
			break
		}
		if c := imr.FindCaseNumber(x.id); c != "" {
			x.id = string(c)
		}
		return x.id != ""
	}
	f.each(casePattern, read)
	f.each(oldPattern, read)
	f.each(hashPattern, read)
	f.each(idPattern, func(_ []int, x *mention) bool { x.kind = anID; return true })
}

var monthNames = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

func monthNamed(s string) int { return 1 + slices.Index(monthNames, strings.ToLower(s)[:3]) }

func (f *finder) dates() {
	text := f.p.text
	at := func(m []int, group int) string {
		if m[2*group] < 0 {
			return ""
		}
		return text[m[2*group]:m[2*group+1]]
	}
	date := func(year, month, day int, x *mention) bool {
		x.kind, x.date = aDate, partDate{year, month, day}
		return year > 0 && month >= 0 && month <= 12 && day >= 0 && day <= 31
	}
	f.each(dayDate, func(m []int, x *mention) bool {
		return date(number(at(m, 3)), monthNamed(at(m, 2)), number(at(m, 1)), x)
	})
	f.each(monthDate, func(m []int, x *mention) bool {
		return date(number(at(m, 3)), monthNamed(at(m, 1)), number(at(m, 2)), x)
	})
	f.each(isoDate, func(m []int, x *mention) bool {
		return date(number(at(m, 1)), number(at(m, 2)), number(at(m, 3)), x)
	})
	f.each(slashDate, func(m []int, x *mention) bool {
		year := number(at(m, 3))
		if year < 100 {
			year += 2000
		}
		return number(at(m, 1)) > 0 && date(year, number(at(m, 1)), number(at(m, 2)), x)
	})
	f.each(yearDate, func(m []int, x *mention) bool { return date(number(at(m, 1)), 0, 0, x) })
}

func (f *finder) outcomes() {
	text := f.p.text
	f.each(outcomePattern, func(m []int, x *mention) bool {
		x.kind = anOutcome
		behind := text[m[1]:]
		switch {
		case m[2] >= 0:
			x.outcome.is = []imr.Outcome{imr.Overturned}
		case m[4] >= 0:
			x.outcome.is = []imr.Outcome{imr.Upheld}
		case m[6] >= 0: // "modified duty" is none
			x.outcome.is = []imr.Outcome{imr.Modified}
			return f.stated(m[0]) && (aboutDenial.MatchString(behind) || denialWas.MatchString(tail(text, m[0])) || f.standsAlone(m[0], m[1]))
		case m[8] >= 0:
			x.outcome.is = []imr.Outcome{imr.Overturned}
			return f.stated(m[0]) && aboutDenial.MatchString(behind)
		case m[10] >= 0:
			x.outcome.is = []imr.Outcome{imr.Upheld}
			return f.stated(m[0]) && aboutDenial.MatchString(behind)
		default:
			x.outcome.is = []imr.Outcome{imr.Modified}
		}
		return f.stated(m[0])
	})
	f.each(necessary, func(m []int, x *mention) bool {
		x.kind = anOutcome
		x.outcome.is = []imr.Outcome{imr.Overturned, imr.Modified}
		if negated.MatchString(text[m[0]:m[1]]) {
			x.outcome.is = []imr.Outcome{imr.Upheld, imr.Modified}
		}
		return f.stated(m[0])
	})
}

var (
	negated = regexp.MustCompile(`(?i)\bnot\s+(?:to\s+be\s+)?medically|\bnot\s+(?:found|deemed)`)
	// supposed ends with what makes an outcome a wish, a question or a denial.
	supposed = regexp.MustCompile(`(?i)\b(?:(?:should|must|may|might|could|would|can|will|shall|not|never|to|be|requests?|asks?|urges?)\s+(?:\w+\s+){0,2}|(?:whether|if)\s+(?:\w+\s+){0,5})$`)
	counted  = regexp.MustCompile(`(?i)(?:\b(\d[\d,.]*)|%|\b(?:percent|half|most|none|all|some|many|few))\s*(?:\w+\s+){0,3}$`)
	year     = regexp.MustCompile(`^(?:19|20)\d\d$`)
	before   = regexp.MustCompile(`(?:[|(:,]|   )\s*$`)
	behind   = regexp.MustCompile(`^(?:\s*(?:[|),.;:]|$)|   )`)
)

// stated reports whether the outcome at i is said to have been decided: it is
// no wish, no question, and no count of several.
func (f *finder) stated(i int) bool {
	from := max(0, i-60)
	for _, m := range f.found {
		if m.kind != aQuotation && m.end <= i && m.end > from {
			from = m.end
		}
	}
	clause := f.p.text[from:i]
	if j := strings.LastIndexAny(clause, ".;:()|"); j >= 0 {
		clause = clause[j+1:]
	}
	if m := counted.FindStringSubmatch(clause); m != nil && !year.MatchString(m[1]) {
		return false
	}
	return !supposed.MatchString(clause)
}

// standsAlone reports whether a word is all that a cell or a bracket has, but
// for a date.
func (f *finder) standsAlone(start, end int) bool {
	rest := f.p.text[end:]
	next := end + len(rest) - len(strings.TrimLeft(rest, " "))
	return before.MatchString(tail(f.p.text, start)) && (behind.MatchString(rest) || !f.free(next, next+1))
}

// tail is what stands closely before byte i of a text.
func tail(s string, i int) string { return s[max(0, i-100):i] }
