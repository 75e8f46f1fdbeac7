package query

import (
	"regexp"
	"strings"
)

// letterID is the shape of ids that are read as such without a field: an x and
// 12 digits of a hash, of a letter without a number, with or without an item's
// number behind it.
var letterID = regexp.MustCompile(`^(?i:x[0-9a-f]{12})(?:/\d{1,3})?$`)

// caseForm is a case number in any of the forms in which people write it: with
// its hyphen, a blank or nothing between the year and the number, the number's
// leading zeros left out where a hyphen or blank shows where it begins. The
// short ones of 2013 have six digits and no CM.
var (
	caseForm  = regexp.MustCompile(`^(?i:CM) ?(\d{2})(?:[- _.]? ?(\d{7})|[- _.] ?(\d{3,6}))(/\d{1,3})?$`)
	shortForm = regexp.MustCompile(`^\d{2}-\d{6,7}(?:/\d{1,3})?$`)
)

// CaseNumber returns the case number or item id that s is, in the form in which
// letters have it: CM16-0213037 for "cm16 0213037", "CM160213037" and
// "CM16-213037", with an item's number behind it if s has one. It reports false
// for what is neither.
func CaseNumber(s string) (id string, ok bool) {
	if m := caseForm.FindStringSubmatch(s); m != nil {
		number := m[2] + m[3]
		return "CM" + m[1] + "-" + strings.Repeat("0", 7-len(number)) + number + m[4], true
	}
	if letterID.MatchString(s) || shortForm.MatchString(s) {
		return s, true
	}
	return "", false
}

// caseNumber emits text[start:end], with the next chunk where a blank parts
// the two halves of a case number, if it is one.
func (l *lexer) caseNumber(start, end int) bool {
	if id, ok := CaseNumber(l.text[start:end]); ok {
		l.emitLeaf(start, end, ID{At: l.span(start, end), Text: id})
		return true
	}
	if end-start != 4 {
		return false
	}
	from := end
	for from < len(l.text) && l.text[from] == ' ' {
		from++
	}
	next := from
	for next < len(l.text) && strings.IndexByte(` "()`, l.text[next]) < 0 {
		next++
	}
	number := strings.TrimRight(l.text[from:next], ".,;:'?")
	last := from + len(number)
	id, ok := CaseNumber(l.text[start:end] + " " + number)
	if !ok || from == end {
		return false
	}
	l.pos = next
	l.emitLeaf(start, last, ID{At: l.span(start, last), Text: id})
	return true
}
