// Package measure answers one question: what amounts does a text name? It reads
// doses and strengths of drugs, quantities, how often something is done, and
// levels of the spine: in the request of a letter, where they stand among other
// words (Doses, Levels, Amount), and in a query, where a run of words is one
// amount and nothing else (ReadDose, ReadLevel, ReadQuantity, ReadFrequency).
//
// Both give the same canonical form ("7.5 mg", "10/325 mg", "5%", "L4-L5"),
// which is what an item holds and what a query looks for. Texts of queries are
// given in lower case with one blank between words. Every function is safe for
// concurrent use.
package measure

import (
	"regexp"
	"sync"
)

// whole compiles a pattern that must match a whole text, on first use.
func whole(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) })
}
