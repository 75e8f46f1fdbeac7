package resolve

import (
	"strings"
)

// functionWords are ignored among plain words. What decides cases stays: no
// negation is here, nor before, after, over, under, more, less, only.
var functionWords = wordSet(`
	a an the
	of for to in on at by with from as into about per
	and or but if so than then
	is are was were be been being am
	it its this that these those there
	he she his her him they their them we our you your i my me
	what which who whom whose when where why how
	do does did can could would should will shall may might
	has have had
	any some such also please`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// functionWord reports whether w only holds a sentence together. One in
// capitals is an abbreviation (IT band), unless all of the query is in
// capitals.
func functionWord(w, whole string) bool {
	lower := strings.ToLower(w)
	if !functionWords[lower] {
		return false
	}
	return len(w) == 1 || w != strings.ToUpper(w) || whole == strings.ToUpper(whole)
}
