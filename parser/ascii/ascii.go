// Package ascii answers one question: which ASCII letters and digits does a
// text have, whatever their case? It works byte by byte and in place, so that
// offsets into the folded text are offsets into the text itself; bytes of other
// characters are neither letters nor digits and stay as they are.
package ascii

import "strings"

// IsLower reports whether b is one of a to z.
func IsLower(b byte) bool { return b >= 'a' && b <= 'z' }

// IsUpper reports whether b is one of A to Z.
func isUpper(b byte) bool { return b >= 'A' && b <= 'Z' }

// IsLetter reports whether b is a letter of either case.
func IsLetter(b byte) bool { return IsLower(b | 0x20) }

// IsDigit reports whether b is one of 0 to 9.
func IsDigit(b byte) bool { return b >= '0' && b <= '9' }

// IsAlnum reports whether b is a letter or a digit.
func IsAlnum(b byte) bool { return IsLetter(b) || IsDigit(b) }

// ToLower returns the small form of a capital, and any other byte unchanged.
func ToLower(b byte) byte {
	if isUpper(b) {
		return b + 'a' - 'A'
	}
	return b
}

// Lower returns s with its capitals small. It has the length of s, and is s
// itself where there is nothing to change.
func Lower(s string) string {
	i := 0
	for i < len(s) && !isUpper(s[i]) {
		i++
	}
	if i == len(s) {
		return s
	}
	small := []byte(s)
	for ; i < len(small); i++ {
		small[i] = ToLower(small[i])
	}
	return string(small)
}

// HasPrefixFold reports whether s begins with prefix in any case. The prefix
// is given in lower case.
func HasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if s[i] != prefix[i] && ToLower(s[i]) != prefix[i] {
			return false
		}
	}
	return true
}

// HasSuffixFold reports whether s ends in suffix, apart from case.
func HasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && HasPrefixFold(s[len(s)-len(suffix):], suffix)
}

// ContainsFold reports whether word stands in s in any case. The word is given
// in lower case and is not empty.
func ContainsFold(s, word string) bool {
	first := word[0]
	for i := 0; i+len(word) <= len(s); i++ {
		if s[i]|0x20 == first|0x20 && HasPrefixFold(s[i:], word) {
			return true
		}
	}
	return false
}

// HasLetter reports whether s has a letter.
func HasLetter(s string) bool {
	for i := range len(s) {
		if IsLetter(s[i]) {
			return true
		}
	}
	return false
}

// Key returns the letters and digits of s, the letters small: equal for texts
// that differ only in case, white space and punctuation.
func Key(s string) string {
	return strings.Map(func(c rune) rune {
		if c < 0x80 && IsAlnum(byte(c)) {
			return rune(ToLower(byte(c)))
		}
		return -1
	}, s)
}

// Words returns the runs of letters and digits in s, in lower case.
func Words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return c >= 0x80 || !IsAlnum(byte(c)) })
}
