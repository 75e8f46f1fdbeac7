package resolve

import (
	"strings"
	"unicode"

	"imrsearch/index/text"
)

// Content returns the words that carry meaning, each once: three letters at
// least, no digits, none that only holds a sentence together.
func Content(words []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range words {
		class := text.Class(w)
		if len(w) < 3 || seen[class] || text.FunctionWord(w) || strings.IndexFunc(w, unicode.IsDigit) >= 0 {
			continue
		}
		seen[class] = true
		out = append(out, w)
	}
	return out
}

// Amount reports whether a word of a request, in lower case, says how much, how
// often or on what occasion, which makes no two requests alike.
func Amount(word string) bool { return amountWords[word] }

var amountWords = map[string]bool{
	"time": true, "times": true, "week": true, "weeks": true, "weekly": true, "day": true, "days": true, "daily": true,
	"month": true, "months": true, "session": true, "sessions": true, "visit": true, "visits": true, "additional": true,
	"one": true, "two": true, "three": true, "four": true, "five": true, "six": true, "eight": true, "ten": true, "twelve": true,
	"tablet": true, "tablets": true, "tab": true, "tabs": true, "refill": true, "refills": true, "once": true, "twice": true,
	"retrospective": true, "order": true, "dos": true, "unit": true, "associated": true, "surgical": true, "service": true,
}
