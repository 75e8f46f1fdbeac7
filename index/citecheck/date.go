package citecheck

import (
	"fmt"
	"regexp"
	"strings"

	"imrsearch/index/cite"
	"imrsearch/parser/imr"
)

// service is of what a date of the treatment is, which is no date of a letter.
const service = "service"

// dateCues tell of what a date is, by words before it.
var dateCues = []struct {
	of   string
	cues *regexp.Regexp
}{
	{service, regexp.MustCompile(`(?i)\b(?:DOS|service|services|performed|dispensed|prescribed|visit)\b`)},
	{"injury", regexp.MustCompile(`(?i)\b(?:injur\w*|DOI)\b`)},
	{"utilization review", regexp.MustCompile(`(?i)\b(?:utilization|UR|denied|denial|non-?certif\w*)\b(?:\W+(?:on|of|dated|date|letter|review|decision|determination|issued|from|the|was)\b){0,4}\W*$`)},
	{"application", regexp.MustCompile(`(?i)\b(?:received|application|applied)\b`)},
	{"assignment", regexp.MustCompile(`(?i)\bassigned\b`)},
	{"decision", regexp.MustCompile(`(?i)\b(?:decided|determin\w*|dated|issued|decision|overturn\w*|upheld|uph\w*)\b`)},
}

// denialBehind begins with what makes the date before it that of the denial:
// "overturned the January 11, 2016 denial".
var denialBehind = regexp.MustCompile(`(?i)^\s+(?:denial|utilization|UR|non-?certification|modification)\b`)

// dateOf returns of what a date is by the nearest word before it from byte
// from on, "" where no word tells.
func dateOf(text string, m *mention, from int) string {
	if denialBehind.MatchString(text[m.end:]) {
		return "utilization review"
	}
	const near = 60 // bytes
	before := text[max(min(from, m.start), m.start-near):m.start]
	if i := strings.LastIndexAny(before, ".;"); i >= 0 {
		before = before[i+1:]
	}
	of, at := "", -1
	for _, c := range dateCues {
		for _, x := range c.cues.FindAllStringIndex(before, -1) {
			if x[0] > at {
				of, at = c.of, x[0]
			}
		}
	}
	return of
}

// dateNamed returns the date of a letter.
func dateNamed(l *imr.Letter, of string) imr.Date {
	switch of {
	case "injury":
		return l.DateOfInjury
	case "utilization review":
		return l.URDenialDate
	case "application":
		return l.ApplicationReceived
	case "assignment":
		return l.DateAssigned
	}
	return l.DecisionDate
}

// is reports whether a date is d, as far as it is given.
func (p partDate) is(d imr.Date) bool {
	return p.year == int(d.Year) && (p.month == 0 || p.month == int(d.Month)) && (p.day == 0 || p.day == int(d.Day))
}

// requests reports whether a date is part of a request: a date of service.
func (l *letter) requests(m *mention) bool {
	for i := range l.doc.Letter.Items {
		if places(plain(l.doc.Letter.Items[i].Request), plain(m.p.text[m.start:m.end])) != nil {
			return true
		}
	}
	return false
}

// dates compares dates.
func (k *checker) dates(ref *reference, l *letter) {
	for _, m := range ref.dates {
		of := dateOf(ref.p.text, m, ref.m.start)
		if m.start < ref.m.start {
			of = dateOf(ref.p.text, m, 0)
		}
		if of == service || l.requests(m) {
			continue
		}
		if of == "" {
			of = "decision"
		}
		d := dateNamed(l.doc.Letter, of)
		switch {
		case m.date.is(d):
			k.add(ref, OfDate, Right, m, Finding{})
		case d.IsZero():
			k.add(ref, OfDate, Unchecked, m, Finding{How: "the letter states no date of the " + of})
		default:
			f := Finding{How: fmt.Sprintf("the date of the %s is %s", of, cite.Day(d)), Says: cite.Day(d)}
			for _, x := range dateCues {
				if other := dateNamed(l.doc.Letter, x.of); x.of != of && !other.IsZero() && m.date.is(other) {
					f.How += "; this is the date of the " + x.of
					break
				}
			}
			name := map[string]string{"decision": "decision_date", "injury": "date_of_injury", "utilization review": "ur_denial_date", "application": "application_received", "assignment": "date_assigned"}[of]
			if at, ok := l.doc.Letter.Places[name]; ok {
				f.At = &at
			}
			k.add(ref, OfDate, Differs, m, f)
		}
	}
}
