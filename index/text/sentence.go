package text

import (
	_ "embed" // the list of abbreviations
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed data/abbreviations.tsv
var abbreviationList string

// abbreviations tells of each known abbreviation, in lower case and without
// its last full stop, whether it is one only before a number.
var abbreviations = readAbbreviations(abbreviationList)

func readAbbreviations(list string) map[string]bool {
	known := make(map[string]bool)
	for _, line := range strings.Split(list, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		form, when, _ := strings.Cut(line, "\t")
		known[form] = when == "number"
	}
	return known
}

// abbreviationLengths has, for the first letter of abbreviations, a bit for
// each length of those that begin with it: few other words have any.
var abbreviationLengths = lengthsByLetter(abbreviations)

func lengthsByLetter(known map[string]bool) (lengths [32]uint16) {
	for form := range known {
		lengths[form[0]%32] |= 1 << len(form)
	}
	return lengths
}

// longestAbbreviation bounds the look back from a full stop, in bytes.
const longestAbbreviation = 10

// sentenceEnd returns the offset behind the first sentence end in s[from:to],
// which lies between two neighbouring words of one paragraph, or -1.
func sentenceEnd(s string, from, to int) int {
	for i := from; i < to; i++ {
		if s[i] != '.' && s[i] != '?' && s[i] != '!' {
			continue
		}
		end, single := marksEnd(s, i)
		if (!single || !abbreviated(s, i)) && opens(s, end) {
			return end
		}
		i = end - 1
	}
	return -1
}

// marksEnd returns the end of the marks that begin with s[at], closing quotes
// and brackets included, and whether they hold one single full stop.
func marksEnd(s string, at int) (end int, single bool) {
	marks := 0
	for end = at; end < len(s); {
		if c := s[end]; c < utf8.RuneSelf {
			if c == '.' || c == '?' || c == '!' {
				marks++
			} else if c != '"' && c != '\'' && c != ')' && c != ']' && c != '}' {
				break
			}
			end++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[end:])
		if r != '”' && r != '’' && r != '»' {
			break
		}
		end += size
	}
	return end, marks == 1 && s[at] == '.'
}

// opens reports whether a sentence may begin at s[at:]: behind white space
// with anything but a small letter, without it only with a capital.
func opens(s string, at int) bool {
	if at+1 < len(s) && s[at] == ' ' && s[at+1] > ' ' && s[at+1] < utf8.RuneSelf {
		return s[at+1] < 'a' || s[at+1] > 'z'
	}
	rest := strings.TrimLeftFunc(s[at:], unicode.IsSpace)
	r, _ := utf8.DecodeRuneInString(rest)
	if rest == "" || len(rest) < len(s)-at {
		return !unicode.IsLower(r)
	}
	return unicode.IsUpper(r)
}

// abbreviated reports whether the full stop s[at] stands behind an initial or
// a known abbreviation.
func abbreviated(s string, at int) bool {
	start := at
	for start > 0 && at-start <= longestAbbreviation && (s[start-1] == '.' || asciiLetter(s[start-1])) {
		start--
	}
	if last := at - 1; last >= start && 'A' <= s[last] && s[last] <= 'Z' && initial(s, last) {
		return true
	}
	if at-start > longestAbbreviation || abbreviationLengths[s[start]%32]>>(at-start)&1 == 0 {
		return false
	}
	var small [longestAbbreviation]byte
	for i := range at - start {
		small[i] = s[start+i]
		if 'A' <= small[i] && small[i] <= 'Z' {
			small[i] += 'a' - 'A'
		}
	}
	beforeNumber, known := abbreviations[string(small[:at-start])]
	if !known || !beforeNumber {
		return known
	}
	behind := strings.TrimLeftFunc(s[at+1:], unicode.IsSpace)
	return behind != "" && (behind[0] == '#' || '0' <= behind[0] && behind[0] <= '9')
}

// initial reports whether the capital s[at] stands alone.
func initial(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return at == 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !apostrophe(r) && r != '-' && r != '/'
}

func asciiLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
