package resolve

import (
	"fmt"
	"regexp"
	"strings"

	"imrsearch/index"
)

// colonWord is a word with a colon and a blank behind it: a heading pasted
// from a letter ("Associated surgical service: Hip pad") rather than a field.
var colonWord = regexp.MustCompile(`(?:^|[\s(])([\pL_]+):\s`)

// plainColons reads the colon behind a word that names no field as
// punctuation, and says so. The text keeps its length, so that places in it
// stay true. Quotes are left alone; known fields are the parser's to judge.
func plainColons(q string) (string, []index.Note) {
	if !hasLooseColon(q) {
		return q, nil
	}
	b := []byte(q)
	var notes []index.Note
	for _, m := range colonWord.FindAllStringSubmatchIndex(q, -1) {
		word := q[m[2]:m[3]]
		if _, known := index.FieldNamed(word); known || strings.Count(q[:m[2]], `"`)%2 == 1 {
			continue
		}
		b[m[3]] = ' '
		notes = append(notes, index.Note{Message: fmt.Sprintf("%s: is no field, and was read as a word", word)})
	}
	return string(b), notes
}

// hasLooseColon reports whether white space follows a colon.
func hasLooseColon(q string) bool {
	for i := 1; i < len(q); i++ {
		if q[i-1] == ':' && strings.IndexByte(" \t\n\f\r", q[i]) >= 0 {
			return true
		}
	}
	return false
}
