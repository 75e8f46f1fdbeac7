// Package dates answers one question: which day does a text name? It reads
// dates as letters and denials write them, month first.
package dates

import (
	"strconv"
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
)

// Pattern is a regular expression of a date, Months of a month's name. Both want
// the flag (?i), and have no groups.
const (
	Pattern = `(?:` + isoDate + `|` + numericDate + `|` + wordDate + `)`
	Months  = monthNames

	numericDate = `\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})\b`
	isoDate     = `(?:19|20)\d\d-\d{1,2}-\d{1,2}\b`
	monthNames  = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	wordDate    = monthNames + `\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b|\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+` + monthNames + `,?\s+\d{4}\b`
)

var (
	dateHere  = pattern.New(`(?i)^` + Pattern)
	dateThere = pattern.New(`(?i)` + Pattern)
)

// mayOpenDate are the bytes that a date may begin with.
var mayOpenDate = func() (set [256]bool) {
	for _, c := range "0123456789jfmasondJFMASOND\u017f" {
		set[string(c)[0]] = true
	}
	return set
}()

// Find returns the text of the first date in s, "" where there is none.
func Find(s string) string { return dateThere.FindString(s) }

// Read reads the date that s begins with. A year of two digits is the
// latest that is not after the year near. ok is false when s is no date at
// all; a zero Date with ok means that there is no such day.
func Read(s string, near int) (d imr.Date, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || !mayOpenDate[s[0]] {
		return imr.Date{}, false
	}
	loc := dateHere.FindStringIndex(s)
	if loc == nil {
		return imr.Date{}, false
	}
	s = s[:loc[1]]
	nums := strings.FieldsFunc(s, func(c rune) bool { return c < '0' || c > '9' })
	var n [3]int
	if month := monthIn(s); month > 0 {
		if len(nums) < 2 {
			return imr.Date{}, false
		}
		n[0] = month
		n[1], _ = strconv.Atoi(nums[0])
		n[2], _ = strconv.Atoi(nums[1])
		d, _ = imr.NewDate(n[2], n[0], n[1])
		return d, true
	}
	if len(nums) != 3 {
		return imr.Date{}, false
	}
	for i := range nums {
		n[i], _ = strconv.Atoi(nums[i])
	}
	if len(nums[0]) == 4 {
		n[0], n[1], n[2] = n[1], n[2], n[0]
	}
	if n[2] < 100 {
		n[2] = century(n[2], near)
	}
	d, _ = imr.NewDate(n[2], n[0], n[1])
	return d, true
}

// monthIn returns the number of the month that a word of a date names, 0 for
// none.
func monthIn(s string) int {
	for word := range strings.FieldsFuncSeq(s, func(c rune) bool { return !isLetter(c) }) {
		if n := Month(word); n > 0 {
			return n
		}
	}
	return 0
}

func isLetter(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// Month returns the number of the month that a word of three letters at least
// begins the name of, 0 for none.
func Month(word string) int {
	if len(word) < 3 {
		return 0
	}
	i := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(word[:3]))
	if i < 0 || i%3 != 0 {
		return 0
	}
	return i/3 + 1
}

// lastYear stands for the letter's own year where it tells none.
const lastYear = 2030

// century completes a year of two digits.
func century(yy, near int) int {
	if near == 0 {
		near = lastYear
	}
	y := near/100*100 + yy
	if y > near {
		y -= 100
	}
	return y
}
