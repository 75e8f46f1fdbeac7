package resolve

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/index"
)

// colonWord is a word with a colon and a blank behind it, or nothing: a heading
// pasted from a letter ("Associated surgical service: Hip pad") rather than a
// field.
var colonWord = regexp.MustCompile(`(?:^|[\s(])([\pL_]+):(?:\s|$)`)

// plainColons reads the colon behind a word that names no field, or begins with
// a capital as headings do ("Diagnosis: "), as punctuation, and says so. The
// text keeps its length, so that places in it stay true. Quotes are left alone;
// other fields are the parser's to judge.
func plainColons(q string) (string, []index.Note) {
	if !hasLooseColon(q) {
		return q, nil
	}
	b := []byte(q)
	var notes []index.Note
	for _, m := range colonWord.FindAllStringSubmatchIndex(q, -1) {
		word := q[m[2]:m[3]]
		f, known := index.FieldNamed(word)
		first, _ := utf8.DecodeRuneInString(word)
		if known && !unicode.IsUpper(first) || strings.Count(q[:m[2]], `"`)%2 == 1 {
			continue
		}
		b[m[3]] = ' '
		msg := fmt.Sprintf("%s: is no field, and was read as a word", word)
		if known {
			msg = fmt.Sprintf("%s: was read as a word; the field is written without a blank, as in %s", word, index.ExampleOf(f))
		}
		notes = append(notes, index.Note{Message: msg})
	}
	return string(b), notes
}

// hasLooseColon reports whether white space or nothing follows a colon.
func hasLooseColon(q string) bool {
	for i := 1; i < len(q); i++ {
		if q[i-1] == ':' && strings.IndexByte(" \t\n\f\r", q[i]) >= 0 {
			return true
		}
	}
	return strings.HasSuffix(q, ":")
}
