package parser

import (
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/imr"
)

// verdictsByName reads the verdicts of several issues that one rationale
// argues: a sentence of necessity speaks of the issue that was named last, by
// the most of its words.
func verdictsByName(text string, requests []string) []imr.Outcome {
	outcomes := make([]imr.Outcome, len(requests))
	words := make([]map[string]bool, len(requests))
	for i, request := range requests {
		outcomes[i] = imr.UnknownOutcome
		words[i] = map[string]bool{}
		for _, w := range ascii.Words(request) {
			if len(w) > 2 && !plainWords[w] {
				words[i][w] = true
			}
		}
	}
	named := -1
	for _, s := range strings.SplitAfter(text, ". ") {
		if i := bestNamed(ascii.Words(s), words); i >= 0 {
			named = i
		}
		if o := closingVerdict(s); o != imr.UnknownOutcome && named >= 0 {
			outcomes[named] = o
		}
	}
	return outcomes
}

// plainWords say nothing of what was asked for.
var plainWords = map[string]bool{
	"the": true, "and": true, "for": true, "with": true, "without": true, "was": true, "were": true, "not": true,
	"request": true, "requested": true, "medically": true, "necessary": true, "appropriate": true, "times": true, "week": true, "weeks": true,
}

// bestNamed returns the issue most of whose words stand in a sentence, -1
// when none do or two do alike.
func bestNamed(sentence []string, issues []map[string]bool) int {
	best, most, tie := -1, 0, false
	for i, words := range issues {
		n, seen := 0, map[string]bool{}
		for _, w := range sentence {
			if words[w] && !seen[w] {
				seen[w] = true
				n++
			}
		}
		switch {
		case n > most:
			best, most, tie = i, n, false
		case n == most && n > 0:
			tie = true
		}
	}
	if tie {
		return -1
	}
	return best
}
