package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"imrsearch/index/text"
)

// hasWord reports whether one of words is want, or fits it as a pattern.
func hasWord(words []string, want string) bool {
	if !strings.ContainsAny(want, "*?") {
		return slices.Contains(words, want)
	}
	return slices.ContainsFunc(words, Matcher{Kind: Pattern, Text: want}.Matches)
}

// Matches reports whether m matches word, a lower-case word of the index. It
// is the one definition for all engines; an engine that looks words up in its
// dictionary must find the same ones.
func (m Matcher) Matches(word string) bool {
	switch m.Kind {
	case Inflected:
		return word == m.Text || text.Class(word) == text.Class(m.Text)
	case Pattern:
		return fits(m.Text, word)
	case Fuzzy:
		return alike(m.Text, word)
	}
	return word == m.Text
}

// Beginnings returns with what the words begin that m may match, each with
// one of these.
func (m Matcher) Beginnings() []string {
	switch m.Kind {
	case Inflected:
		return text.Beginnings(text.Class(m.Text))
	case Pattern:
		if i := strings.IndexAny(m.Text, "*?"); i >= 0 {
			return []string{m.Text[:i]}
		}
	case Fuzzy:
		_, size := utf8.DecodeRuneInString(m.Text)
		return []string{m.Text[:size]}
	}
	return []string{m.Text}
}

// fits reports whether the whole of word fits a pattern of * (any run, also
// an empty one) and ? (one character). It takes time of at most the product
// of the lengths.
func fits(pattern, word string) bool {
	p, w, star, from := 0, 0, -1, 0
	for w < len(word) {
		_, size := utf8.DecodeRuneInString(word[w:])
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, w
			p++
		case p < len(pattern) && pattern[p] == '?':
			p++
			w += size
		case p < len(pattern) && w+size <= len(word) && hasPrefixAt(pattern, p, word[w:w+size]):
			p += size
			w += size
		case star >= 0:
			_, size := utf8.DecodeRuneInString(word[from:])
			from += size
			p, w = star+1, from
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

func hasPrefixAt(s string, at int, prefix string) bool {
	return len(s)-at >= len(prefix) && s[at:at+len(prefix)] == prefix
}

// fuzzyLong is the length from which on two edits are forgiven.
const fuzzyLong = 8

// alike reports whether word has the first letter of typed and is at most
// one edit away from it, two when typed has eight letters or more. An edit is
// a letter more, a letter less, another letter, or two neighbours swapped.
func alike(typed, word string) bool {
	a, b := []rune(typed), []rune(word)
	if len(a) == 0 || len(b) == 0 || a[0] != b[0] {
		return false
	}
	allowed := 1
	if len(a) >= fuzzyLong {
		allowed = 2
	}
	return edits(a, b, allowed) <= allowed
}

// edits returns the edits between a and b, or more than most.
func edits(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
