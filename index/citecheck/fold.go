package citecheck

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A folded text is one in which what counts as the same is written the same.
type folded struct {
	text string
	at   []int32 // for each byte of text, and its end, the byte of the source
}

// fold folds a text.
func fold(s string) folded {
	f := folded{at: make([]int32, 0, len(s)+1)}
	var b strings.Builder
	b.Grow(len(s))
	write := func(what string, at int) {
		for range len(what) {
			f.at = append(f.at, int32(at))
		}
		b.WriteString(what)
	}
	last := byte(' ') // white space at the beginning is left out
	for i, r := range s {
		what := foldRune(r)
		if what == "" || what == " " && last == ' ' || what == "-" && last == '-' {
			continue
		}
		if what == "\x00" {
			what = s[i : i+utf8.RuneLen(r)]
		}
		write(what, i)
		last = what[len(what)-1]
	}
	f.text = b.String()
	if strings.HasSuffix(f.text, " ") {
		f.text, f.at = f.text[:len(f.text)-1], f.at[:len(f.at)-1]
	}
	f.at = append(f.at, int32(len(s)))
	return f
}

// foldRune returns what a character is read as: "" for nothing, "\x00" for
// itself.
func foldRune(r rune) string {
	switch r {
	case '"', '\'', '‘', '’', '‚', '‛', '“', '”', '„', '‟', '′', '″', '´', '«', '»':
		return "'"
	case '-', '‐', '‑', '‒', '–', '—', '―', '−':
		return "-"
	case '…':
		return "..."
	case '*', '_', '`', '\u00ad', '\ufeff', markOfNote, endOfNote:
		return ""
	case utf8.RuneError:
		return "?"
	}
	switch {
	case unicode.IsSpace(r):
		return " "
	case unicode.Is(unicode.Cf, r), unicode.IsControl(r):
		return ""
	}
	return "\x00"
}

// plain is the folded text alone.
func plain(s string) string { return fold(s).text }

// wordAt reports whether a word goes on over byte i of s.
func wordAt(s string, i int) bool {
	if i <= 0 || i >= len(s) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i:])
	return letterOrDigit(before) && letterOrDigit(after)
}

func letterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
