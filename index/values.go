package index

import (
	"strconv"
	"strings"
	"unicode"
)

// FoldValue brings a keyword value into the form in which values are
// compared: letters and digits in lower case, everything between them as one
// blank. British spellings that boards and letters mix with American ones
// (Orthopaedic Surgery) read as the American.
func FoldValue(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return american.Replace(b.String())
}

var american = strings.NewReplacer("orthopaed", "orthoped", "anaesth", "anesth", "paediatr", "pediatr", "gynaec", "gynec")

// Band returns the bucket that a number of the field falls in: "40..49",
// "2016", or the number itself.
func (f *Field) Band(n int) string {
	switch f.Bands {
	case DecadeBands:
		from := n / 10 * 10
		return strconv.Itoa(from) + ".." + strconv.Itoa(from+9)
	case YearBands:
		return strconv.Itoa(n / 10000) // dates are YYYYMMDD
	}
	return strconv.Itoa(n)
}

// BandStart returns the number that a bucket named by Band begins with; 0 for
// any other string.
func BandStart(band string) int {
	from, _, _ := strings.Cut(band, "..")
	n, err := strconv.Atoi(from)
	if err != nil {
		return 0
	}
	return n
}

// OneSpelling joins the counts of values that FoldValue makes equal, of a
// field whose values are as printed ("Physical Therapy", "physical therapy"):
// a filter chooses them together, so they are one bucket, under the commonest
// spelling, of equally common ones the first by name. Other fields' counts
// come back as they are.
func OneSpelling(f *Field, counts map[string]int) map[string]int {
	if !f.Printed {
		return counts
	}
	best := map[string]string{}
	for v, n := range counts {
		folded := FoldValue(v)
		if have, ok := best[folded]; !ok || n > counts[have] || n == counts[have] && v < have {
			best[folded] = v
		}
	}
	if len(best) == len(counts) {
		return counts
	}
	joined := make(map[string]int, len(best))
	for v, n := range counts {
		joined[best[FoldValue(v)]] += n
	}
	return joined
}

// appendSpelling appends s unless the list has it in this or another
// spelling.
func appendSpelling(list []string, s string) []string {
	for _, have := range list {
		if have == s || FoldValue(have) == FoldValue(s) {
			return list
		}
	}
	return append(list, s)
}
