package resolve

import (
	"strings"

	"imrsearch/index/text"
)

// functionWord reports whether w only holds a sentence together. One in
// capitals is an abbreviation (IT band), unless all of the query is in
// capitals.
func functionWord(w, whole string) bool {
	lower := strings.ToLower(w)
	if !text.FunctionWord(lower) {
		return false
	}
	return len(w) == 1 || w != strings.ToUpper(w) || whole == strings.ToUpper(whole)
}

// wordSet is a set of the words of a list, which blanks part.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
