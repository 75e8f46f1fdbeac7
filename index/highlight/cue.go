package highlight

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A cue is a phrase that tells what a sentence is for, in lower-case ASCII of
// at least three letters.
type cue struct {
	phrase string
	worth  int
}

// cuesByStart are all cues by their first bytes, as cueStart has them;
// cueBegins has a bit for the first three bytes of each.
var cuesByStart, cueBegins = byStart(slices.Concat(sayWhy, recite))

// A numberedCue is a cue with its number among all, below 64.
type numberedCue struct {
	cue
	bit uint64
}

const cueStarts = 1 << 10

// cueStart brings two bytes, in either case, into one number.
func cueStart(a, b byte) uint { return uint(a&31)<<5 | uint(b&31) }

func byStart(cues []cue) (table [cueStarts][]numberedCue, begins [32 * cueStarts / 64]uint64) {
	for i, c := range cues {
		at := cueStart(c.phrase[0], c.phrase[1])
		table[at] = append(table[at], numberedCue{c, 1 << i})
		at = at<<5 | uint(c.phrase[2]&31)
		begins[at/64] |= 1 << (at % 64)
	}
	return table, begins
}

// cueWorth returns what the cues in s are worth together, each counted once.
func cueWorth(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			s = strings.ToLower(s)
			break
		}
	}
	w, seen := 0, uint64(0)
	at := uint(0) // of the last three bytes
	for i := 0; i < len(s); i++ {
		at = (at<<5 | uint(s[i]&31)) % (32 * cueStarts)
		if cueBegins[at/64]>>(at%64)&1 == 0 || i < 2 {
			continue
		}
		for _, c := range cuesByStart[at>>5] {
			if seen&c.bit == 0 && beginsFolded(s[i-2:], c.phrase) {
				seen |= c.bit
				w += c.worth
			}
		}
	}
	return w
}

// beginsFolded reports whether s begins with an ASCII phrase, capitals of s
// read as small letters.
func beginsFolded(s, phrase string) bool {
	if len(s) < len(phrase) {
		return false
	}
	for i := 0; i < len(phrase); i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != phrase[i] {
			return false
		}
	}
	return true
}
