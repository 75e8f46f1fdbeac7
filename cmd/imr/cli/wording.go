package cli

import (
	"strings"
	"unicode/utf8"

	"github.com/dustin/go-humanize"
)

func Plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return Thousands(n) + " " + word + "s"
}

// Thousands writes 1234567 as 1,234,567.
func Thousands(n int) string { return humanize.Comma(int64(n)) }

// Wrap breaks s between words into lines of at most width letters; a longer
// word has a line of its own.
func Wrap(s string, width int) []string {
	var lines []string
	line, length := "", 0
	for _, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case line == "":
			line, length = word, n
		case length+1+n > width:
			lines = append(lines, line)
			line, length = word, n
		default:
			line, length = line+" "+word, length+1+n
		}
	}
	return append(lines, line)
}
