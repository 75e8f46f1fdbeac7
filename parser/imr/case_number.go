package imr

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A CaseNumber names an IMR case, in the form CM16-0990412; the first posted
// ones have a shorter number after two digits of year (13-000004).
type CaseNumber string

var caseNumber = regexp.MustCompile(`(?i)\b(?:CM)?[ -]?(\d{2})[-\x{2010}-\x{2015}](\d{6,7})\b`)

// scannedNumber is a case number in which character recognition may have read
// letters for digits: CM16-O99O4I2.
var scannedNumber = regexp.MustCompile(`\bCM[ -]?([\dOoIl]{2})[-\x{2010}-\x{2015}]([\dOoIl]{7})\b`)

var lettersToDigits = strings.NewReplacer("O", "0", "o", "0", "I", "1", "l", "1")

// FindCaseNumber returns the first case number in s in its canonical form
// (capitals, one dash, digits for the letters that look like them), or "".
func FindCaseNumber(s string) CaseNumber {
	m := caseNumber.FindStringSubmatchIndex(s)
	if m == nil {
		if m := scannedNumber.FindStringSubmatch(s); m != nil {
			return CaseNumber("CM" + lettersToDigits.Replace(m[1]+"-"+m[2]))
		}
		return ""
	}
	number := s[m[2]:m[3]] + "-" + s[m[4]:m[5]]
	if strings.HasPrefix(strings.ToUpper(s[m[0]:m[1]]), "CM") {
		number = "CM" + number
	}
	return CaseNumber(number)
}

// ItemID returns the id of item n of a letter.
func ItemID(letter string, n int) string { return letter + "/" + strconv.Itoa(n) }

// SplitID takes an item's id apart. A letter's id gives n = -1.
func SplitID(id string) (letter string, n int, err error) {
	letter, number, ok := strings.Cut(id, "/")
	if letter == "" {
		return "", 0, fmt.Errorf("id %q: want a letter's id, or LETTER/n", id)
	}
	if !ok {
		return letter, -1, nil
	}
	n, err = strconv.Atoi(number)
	if err != nil || n < 0 {
		return "", 0, fmt.Errorf("id %q: want a number of an item after the slash", id)
	}
	return letter, n, nil
}

// CompareIDs orders item ids by letter, then by number (/2 before /10).
func CompareIDs(a, b string) int {
	la, na, _ := SplitID(a)
	lb, nb, _ := SplitID(b)
	if c := strings.Compare(la, lb); c != 0 {
		return c
	}
	return na - nb
}

// CaseNumbers returns the case numbers in s, each as often as it stands there.
func CaseNumbers(s string) []CaseNumber {
	var out []CaseNumber
	for _, m := range caseNumber.FindAllString(s, -1) {
		out = append(out, FindCaseNumber(m))
	}
	return out
}
