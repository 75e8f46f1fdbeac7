// Package fold answers one question: which words, and which known runs of
// words, does a text have? Words are folded, so that case, hyphens and plurals
// do not matter. It does not know what a word means.
package fold

import (
	"unicode"
	"unicode/utf8"

	"imrsearch/parser/ascii"
)

// A Word is a word of a text. Its key, a hash, is equal for all forms that count
// as one word, and never 0; Start and End are the byte offsets of the word as
// written.
type Word struct {
	Key        uint64
	Start, End int
}

// Words returns the words of a text. Letters are folded to lower case,
// apostrophes and the dots of "P.T." vanish, a dot inside a number stays, "&"
// is "and", and everything else parts words, also a number from its unit.
// Regular plurals have the key of the singular.
func Words(text string) []Word { return AppendWords(make([]Word, 0, len(text)/5+1), text) }

// AppendWords appends the words of a text to list.
func AppendWords(list []Word, text string) []Word {
	var buf [48]byte
	word, start := buf[:0], 0 // the word that is read
	flush := func(end int) {
		if len(word) == 0 {
			return
		}
		if k := unitAt(word); k > 0 {
			list = append(list, Word{hash(word[:k]), start, start + k})
			word, start = word[k:], start+k
		}
		list = append(list, Word{hash(singular(word)), start, end})
		word = buf[:0]
	}
	end := 0
	for i := 0; i < len(text); {
		if lowered[text[i]] != 0 { // most of a text
			if len(word) == 0 {
				start = i
			}
			for i < len(text) && lowered[text[i]] != 0 {
				word = append(word, lowered[text[i]])
				i++
			}
			end = i
			continue
		}
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if len(word) == 0 {
				start = i
			}
			word = utf8.AppendRune(word, unicode.ToLower(r))
			end = i + size
		case r == '\'' || r == '’' || r == '\u00ad':
			// inside a word it vanishes; elsewhere it is nothing
		case r == '.' && dotInside(text, i, start, len(word)):
			if ascii.IsDigit(text[i-1]) {
				word = append(word, '.')
			}
		case r == '&':
			flush(end)
			list = append(list, Word{And, i, i + 1})
		default:
			flush(end)
		}
		i += size
	}
	flush(end)
	return list
}

// units are glued to their numbers ("100mg") and still words.
var units = map[string]bool{
	"mg": true, "mcg": true, "ml": true, "gm": true, "cc": true, "iu": true, "meq": true,
}

// unitAt returns where the unit of a glued measure begins, 0 for other words.
func unitAt(word []byte) int {
	if !ascii.IsDigit(word[0]) {
		return 0
	}
	for k, b := range word {
		if b != '.' && !ascii.IsDigit(b) {
			if units[string(word[k:])] {
				return k
			}
			return 0
		}
	}
	return 0
}

// And is the key of "and" and of "&".
var And = hash([]byte("and"))

// lowered holds ASCII letters and digits, the letters small; 0 for all else.
var lowered = func() (table [256]byte) {
	for c := range 128 {
		switch b := byte(c); {
		case ascii.IsLetter(b):
			table[c] = b | 0x20
		case ascii.IsDigit(b):
			table[c] = b
		}
	}
	return table
}()

// dotInside reports whether the dot at text[i] belongs to the word that began
// at start: between digits, or between single letters.
func dotInside(text string, i, start, length int) bool {
	if length == 0 || i+1 >= len(text) {
		return false
	}
	if ascii.IsDigit(text[i-1]) {
		return ascii.IsDigit(text[i+1])
	}
	if !ascii.IsLetter(text[i-1]) || !ascii.IsLetter(text[i+1]) {
		return false
	}
	before := i-1 == start || text[i-2] == '.'
	after := i+2 >= len(text) || !ascii.IsLetter(text[i+2])
	return before && after
}

// notPlural reports whether a word ends in s and must not lose it: without it
// it would be another word.
func notPlural(word []byte) bool {
	switch string(word) {
	case "tens", "does", "this", "less", "dos", "lens", "news", "series", "cans", "pros",
		"biceps", "triceps", "forceps", "quadriceps", "diabetes", "rabies", "scabies", "herpes":
		return true
	}
	return false
}

// singular folds regular plurals. Its results are keys, not English: it only
// has to send both forms to the same place.
func singular(w []byte) []byte {
	n := len(w)
	if n < 4 || w[n-1] != 's' || notPlural(w) {
		return w
	}
	switch {
	case w[n-2] == 's' || w[n-2] == 'u' || w[n-2] == 'i' || w[n-2] == '.':
		return w
	case n > 4 && w[n-2] == 'e' && w[n-3] == 'i':
		w[n-3] = 'y'
		return w[:n-2]
	case n > 6 && w[n-2] == 'e' && w[n-3] == 's' && (w[n-4] == 'o' || w[n-4] == 'e' || w[n-4] == 'y'):
		w[n-2] = 'i' // orthoses, prostheses, analyses
		return w
	case n > 4 && w[n-2] == 'e' && sibilant(w[:n-2]):
		return w[:n-2]
	}
	return w[:n-1]
}

func sibilant(w []byte) bool {
	n := len(w)
	switch w[n-1] {
	case 'x', 'z':
		return true
	case 's':
		return w[n-2] == 's'
	case 'h':
		return w[n-2] == 'c' || w[n-2] == 's'
	}
	return false
}

// hash is FNV-1a of 64 bits.
func hash(w []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range w {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h
}

// At reports whether the run stands in s from word i on.
func At(s []Word, i int, run []Word) bool {
	if i+len(run) > len(s) {
		return false
	}
	for k, w := range run {
		if s[i+k].Key != w.Key {
			return false
		}
	}
	return true
}

// Contains reports whether the run is part of words.
func Contains(words, run []Word) bool {
	for i := range words {
		if At(words, i, run) {
			return true
		}
	}
	return false
}
