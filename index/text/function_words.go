package text

import "strings"

// functionWords hold a sentence together. What decides cases is not here: no
// negation, nor before, after, over, under, more, less, only.
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

// FunctionWord reports whether a word, in lower case, only holds a sentence
// together: plain queries ignore it, and no positions are kept of it.
func FunctionWord(word string) bool { return functionWords[word] }

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
