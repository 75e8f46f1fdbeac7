package measure

import (
	"regexp"
	"strconv"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/lexicon/pattern"
)

// A Level is one vertebra or nerve root of the spine, or a stretch from one to
// another. The letters are in lower case: "c", "t", "l", "s".
type Level struct {
	Letter string
	Number string
	// ToLetter and ToNumber are "" for one vertebra.
	ToLetter, ToNumber string
}

// String returns the level in its canonical form: "L4", "L4-L5".
func (l Level) String() string {
	s := strings.ToUpper(l.Letter) + l.Number
	if l.ToLetter != "" {
		s += "-" + strings.ToUpper(l.ToLetter) + l.ToNumber
	}
	return s
}

// vertebrae is how many of each letter there are, with the nerve root C8 and a
// sixth lumbar vertebra, which some people have.
var vertebrae = map[string]int{"c": 8, "t": 12, "l": 6, "s": 5}

// spineOrder is the order of the letters, from the head down.
const spineOrder = "ctls"

// place is where a vertebra stands, counted from the head; 0 for none.
func place(letter, number string) int {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > vertebrae[letter] {
		return 0
	}
	for i := range spineOrder {
		if spineOrder[i:i+1] == letter {
			return 100*(i+1) + n
		}
	}
	return 0
}

// stretch makes a level of two vertebrae, the second of which may lack its
// letter: then it is the first's, or s in "L5-1".
func stretch(letter, number, toLetter, toNumber string) Level {
	if toLetter == "" {
		toLetter = letter
		if letter == "l" && number == "5" && toNumber == "1" {
			toLetter = "s"
		}
	}
	return Level{letter, number, toLetter, toNumber}
}

var wholeLevel = whole(`([ctls])-?(\d{1,2})[-/ ]?([ctls])-?(\d{1,2})|([ctls])-?(\d{1,2})[-/](\d{1,2})`)

// ReadLevel reads a text that is nothing but a stretch of the spine: "l4-5",
// "l4 l5", "c5/6".
func ReadLevel(text string) (Level, bool) {
	m := wholeLevel().FindStringSubmatch(text)
	if m == nil {
		return Level{}, false
	}
	l := stretch(m[1]+m[5], m[2]+m[6], m[3], m[4]+m[7])
	if l.Letter == l.ToLetter && len(l.Number) == len(l.ToNumber) && l.Number >= l.ToNumber {
		return Level{}, false
	}
	return l, true
}

var (
	levelIn = pattern.New(`\b[ctls]-?\d{1,2}(?:(?: ?[-/] ?| (?:to|through|thru) )(?:[ctls]-?)?\d{1,2})*\b`).Prefixes("c", "t", "l", "s")
	oneOf   = regexp.MustCompile(`([ctls])?-?(\d{1,2})`)
)

// Levels returns the levels that a request names, each once, in their order;
// nil where there is none. A chain ("L3-4-5") is each of its steps.
func Levels(text string) []Level {
	var found []Level
	seen := map[Level]bool{}
	add := func(l Level) {
		if !seen[l] {
			seen[l] = true
			found = append(found, l)
		}
	}
	for _, whole := range levelIn.FindAllStringSubmatch(ascii.Lower(text), -1) {
		var at Level
		run := whole[0]
		for i, m := range oneOf.FindAllStringSubmatch(run, -1) {
			next := Level{Letter: m[1], Number: m[2]}
			if i > 0 {
				step := stretch(at.Letter, at.Number, m[1], m[2])
				next.Letter = step.ToLetter
				from, to := place(at.Letter, at.Number), place(next.Letter, next.Number)
				if from == 0 || to <= from {
					break // "L4-12-2016" is no level
				}
				add(step)
			} else if run == m[0] && place(next.Letter, next.Number) > 0 {
				add(next)
			}
			at = next
		}
	}
	return found
}
