package text

import (
	_ "embed" // the list of exceptions
	"strings"
)

// Class returns the inflection class of a word as Words gives it: two words
// are inflections of each other exactly when their classes are equal. A class
// is a name, not always a word, and Class(Class(w)) is Class(w).
//
// One class holds a word's plural and its -s, -ed, -ing forms: taper, tapers,
// tapered, tapering; therapy, therapies; plan, plans, planned, planning; note,
// noted, noting (never not); refer, referred, referring. The reviewed list
// data/irregular.tsv holds what no rule can know: vertebra, vertebrae;
// diagnosis, diagnoses (diagnose, diagnosed are a class of their own); take,
// took, taken; and words that only look inflected (during, TENS, bus). Not one
// class: relatives (medical, medication), adjectives and nouns made of verbs
// (necessary, necessity), forms of "be".
//
// A word with a digit or with anything but the letters a to z is the only one
// of its class.
func Class(word string) string {
	for n := len(word) - 2; n > 0 && word[n:] == "'s"; n -= 2 {
		word = word[:n]
	}
	for i := 0; i < len(word); i++ {
		if word[i] < 'a' || word[i] > 'z' {
			return word
		}
	}
	class := classOf(word)
	if class == word || stable(class) {
		return class
	}
	return class + stemMark
}

// stable reports whether a class read as a word is in that class.
func stable(class string) bool {
	if own, ok := irregular[class]; ok {
		return own == class
	}
	switch class[len(class)-1] {
	case 's', 'd', 'g', 'e': // the only endings that rules touch
		return classOf(class) == class
	}
	return true
}

// stemMark stands behind a stem that is, read as a word, in another class
// ("pleas" of please, pleased), so that Class of a class is that class.
const stemMark = "~"

// classOf applies the exceptions, then the rules for plurals, then those for
// -ed and -ing.
func classOf(word string) string {
	if class, ok := irregular[word]; ok {
		return class
	}
	singular := singularOf(word)
	if singular != word && irregular[singular] == singular {
		return singular
	}
	// Another form than the base is no stem: "ranged" is not of "rang".
	if stem, ok := verbStem(singular); ok && irregular[stem] != stem {
		return stemOfBase(stem)
	} else if ok {
		return stem
	}
	return stemOfBase(singular)
}

// singularOf takes a plural's ending off: -s, -es behind a hiss, -ies.
func singularOf(w string) string {
	n := len(w)
	if n < 4 || w[n-1] != 's' {
		return w
	}
	switch w[n-2] {
	case 's', 'u', 'i':
		return w
	case 'e':
		before := w[:n-2]
		if w[n-3] == 'i' && n > 4 {
			return w[:n-3] + "y"
		}
		for _, hiss := range [...]string{"ss", "sh", "ch", "x", "zz"} {
			if strings.HasSuffix(before, hiss) {
				return before
			}
		}
	}
	return w[:n-1]
}

// verbStem takes -ed or -ing off a verb and restores what they changed: the
// doubled consonant (planned), y (applied), and e behind a short vowel
// (noted). An e that may or may not have been there (evaluated, visited)
// stays off, as stemOfBase leaves it off.
func verbStem(w string) (string, bool) {
	n := len(w)
	var stem string
	switch {
	case n > 4 && strings.HasSuffix(w, "ied"):
		return w[:n-3] + "y", true
	case n > 3 && strings.HasSuffix(w, "ed") && w[n-3] != 'e':
		stem = w[:n-2]
	case n > 4 && strings.HasSuffix(w, "ing"):
		stem = w[:n-3]
	default:
		return w, false
	}
	if vowelGroups(stem) == 0 {
		return w, false
	}
	return mended(stem), true
}

// mended undoes the doubling of a stem's last consonant, or gives a short
// stem its e back.
func mended(stem string) string {
	n := len(stem)
	if n > 3 && stem[n-1] == stem[n-2] {
		if strings.IndexByte("bdgkmnprtv", stem[n-1]) >= 0 {
			return stem[:n-1]
		}
		return stem
	}
	if short(stem) {
		return stem + "e"
	}
	return stem
}

// stemOfBase returns the class of a word without ending: itself, but without
// its last e where -ed and -ing would not show whether it had one, and with y
// for -ie, whose plural looks like that of -y.
func stemOfBase(w string) string {
	n := len(w)
	if n < 4 || w[n-1] != 'e' {
		return w
	}
	stem := w[:n-1]
	switch {
	case stem[n-2] == 'i' && n > 4:
		return stem[:n-2] + "y"
	case strings.IndexByte("eioy", stem[n-2]) >= 0, vowelGroups(stem) == 0, short(stem):
		return w
	}
	return stem
}

// short reports whether w is one syllable with one vowel letter and one
// consonant behind it: there a doubled consonant tells "planned" from
// "planed", so that -ed without one means a lost e.
func short(w string) bool {
	n := len(w)
	if n < 2 || vowelGroups(w) != 1 || vowel(w, n-1) || strings.IndexByte("wxy", w[n-1]) >= 0 {
		return false
	}
	return vowel(w, n-2) && (n == 2 || !vowel(w, n-3))
}

// vowelGroups counts the runs of vowel letters.
func vowelGroups(w string) int {
	groups, inside := 0, false
	for i := range len(w) {
		is := vowel(w, i)
		if is && !inside {
			groups++
		}
		inside = is
	}
	return groups
}

// vowel reports whether w[i] is a vowel letter: y behind a consonant is one, u
// behind q is none.
func vowel(w string, i int) bool {
	switch w[i] {
	case 'a', 'e', 'i', 'o':
		return true
	case 'u':
		return i == 0 || w[i-1] != 'q'
	case 'y':
		return i > 0 && !vowel(w, i-1)
	}
	return false
}

//go:embed data/irregular.tsv
var irregularList string

// irregular maps each form in the list to its class, the line's first form;
// irregularForms the class to its forms.
var (
	irregular      = readIrregular(irregularList)
	irregularForms = formsOf(irregular)
)

func formsOf(classes map[string]string) map[string][]string {
	forms := make(map[string][]string)
	for form, class := range classes {
		forms[class] = append(forms[class], form)
	}
	return forms
}

// Beginnings returns with what the words of a class begin, class being what
// Class gives: every one of them with one of these. Rules change no letter of
// a word before the last one of its class; the list's forms begin in ways of
// their own.
func Beginnings(class string) []string {
	stem := strings.TrimSuffix(class, stemMark)
	for i := 0; i < len(stem); i++ {
		if stem[i] < 'a' || stem[i] > 'z' {
			return []string{class}
		}
	}
	return append([]string{stem[:min(len(stem), max(1, len(stem)-1))]}, irregularForms[class]...)
}

func readIrregular(list string) map[string]string {
	classes := make(map[string]string)
	for _, line := range strings.Split(list, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		forms := strings.Fields(line)
		for _, form := range forms {
			classes[form] = forms[0]
		}
	}
	return classes
}
