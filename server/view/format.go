package view

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dustin/go-humanize"

	"imrsearch/parser/imr"
)

// Thousands writes a number with commas: 12,345.
func Thousands(n int) string { return humanize.Comma(int64(n)) }

// count writes a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Thousands(n) + " " + many
}

// Plural writes a number with a noun that takes an s: 1 item, 2 items.
func Plural(n int, noun string) string { return count(n, noun, noun+"s") }

// Percent writes a share between 0 and 1 with one decimal: 12.0%.
func Percent(share float64) string { return fmt.Sprintf("%.1f%%", 100*share) }

// milliseconds writes a time with two or three digits.
func milliseconds(ms float64) string {
	switch {
	case ms < 10:
		return fmt.Sprintf("%.1f ms", ms)
	case ms < 1000:
		return fmt.Sprintf("%.0f ms", ms)
	}
	return fmt.Sprintf("%.1f s", ms/1000)
}

// day writes a date as in a list: Mar 14, 2016; "" for the zero date.
func day(d imr.Date) string { return date(d, "Jan 2, 2006") }

// LongDay writes a date as in a text: March 14, 2016; "" for the zero date.
func LongDay(d imr.Date) string { return date(d, "January 2, 2006") }

func date(d imr.Date, layout string) string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format(layout)
}

// person writes age and sex as far as they are known: "53, female".
func person(age int, sex string) string {
	years := ""
	if age > 0 {
		years = strconv.Itoa(age)
	}
	return joined(", ", years, sex)
}

// joined joins the strings that are not empty.
func joined(separator string, list ...string) string {
	return strings.Join(nonEmpty(list...), separator)
}

// nonEmpty returns the strings that are not empty.
func nonEmpty(list ...string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// prefixed puts prefix before s; "" stays empty.
func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// capital writes the first letter in upper case.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 || first == utf8.RuneError && size == 1 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// Sentence gives a message a capital and a full stop.
func Sentence(s string) string {
	if s == "" {
		return s
	}
	s = capital(s)
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}

// shorten cuts a text between words so that it fits a line of small print.
func shorten(s string) string {
	const longest = 60 // bytes: two of them fit a line of a hit
	if len(s) <= longest {
		return s
	}
	cut := strings.LastIndexByte(s[:longest], ' ')
	if cut <= 0 {
		return s
	}
	return strings.TrimRight(s[:cut], " ,;:") + " …"
}
