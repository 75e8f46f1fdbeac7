package index

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
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
	case DayBands:
		return dayBand(n)
	}
	return strconv.Itoa(n)
}

// dayBands are the last days of the bands of waiting: a standard review is due
// 30 days after the request and its documents have come (Labor Code 4610.6(d));
// behind it half months, months and half years.
var dayBands = []int{30, 45, 60, 90, 120, 180}

func dayBand(n int) string {
	from := 0
	for _, to := range dayBands {
		if n <= to {
			return strconv.Itoa(from) + ".." + strconv.Itoa(to)
		}
		from = to + 1
	}
	return strconv.Itoa(from) + ".."
}

// BucketLabel is a bucket of the field as people read it: with a capital,
// bands with a dash.
func (f *Field) BucketLabel(v string) string {
	switch {
	case f.Bands == DecadeBands || f.Bands == DayBands:
		if from, ok := strings.CutSuffix(v, ".."); ok {
			return from + " or more"
		}
		v = strings.Replace(v, "..", "–", 1)
	}
	first, size := utf8.DecodeRuneInString(v)
	if first == utf8.RuneError {
		return v
	}
	if word, rest, _ := strings.Cut(v, " "); slices.Contains(initials, word) {
		return strings.ToUpper(word) + strings.TrimSuffix(" "+rest, " ")
	}
	return string(unicode.ToUpper(first)) + v[size:]
}

// initials are the words of values that are letters of names.
var initials = []string{"mri", "mra", "ct", "emg", "ncv", "ncs", "ekg", "ecg", "tens", "cpap", "dna", "prp", "rfa"}

// CompareBuckets orders the buckets of the field by its fixed order, bands by
// their numbers (years newest first), others by name.
func (f *Field) CompareBuckets(a, b string) int {
	if f.Order != nil {
		return cmp.Or(cmp.Compare(placeIn(f.Order, a), placeIn(f.Order, b)), cmp.Compare(a, b))
	}
	if f.Bands == NoBands {
		return cmp.Compare(a, b)
	}
	c := cmp.Compare(BandStart(a), BandStart(b))
	if f.Bands == YearBands {
		return -c
	}
	return c
}

func placeIn(order []string, v string) int {
	if i := slices.Index(order, v); i >= 0 {
		return i
	}
	return len(order)
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

// IsBucket reports whether a chosen value of a field is the bucket's.
func (v FilterValue) IsBucket(f *Field, bucket string) bool {
	if f.Kind == KindKeyword {
		return FoldValue(bucket) == v.Folded
	}
	return bucket == v.Value
}

// CompareCounted orders buckets of a field: those that are chosen first, then by
// count, then as CompareBuckets.
func (f *Field) CompareCounted(a, b Bucket) int {
	chosen := 0
	switch {
	case a.Selected && !b.Selected:
		chosen = -1
	case b.Selected && !a.Selected:
		chosen = 1
	}
	return cmp.Or(chosen, cmp.Compare(b.Count, a.Count), f.CompareBuckets(a.Value, b.Value))
}

// LargestBuckets returns the limit largest counts as buckets; equal ones go by
// value.
func LargestBuckets(counts map[string]int, limit int) []Bucket {
	out := []Bucket{}
	for v, n := range counts {
		out = append(out, Bucket{Value: v, Label: v, Count: n})
	}
	slices.SortFunc(out, func(a, b Bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return out[:min(len(out), max(limit, 0))]
}

// minCorrectionRatio is how many times as frequent as the word itself a
// correction must be to be offered.
const minCorrectionRatio = 10

// Correctable reports whether corrections are offered for a word: not for a short
// one, nor for one with digits, of which each is right.
func Correctable(word string) bool {
	return utf8.RuneCountInString(word) >= 4 && !strings.ContainsFunc(word, unicode.IsDigit)
}

// LargestCorrections returns the limit most frequent words that may stand for one
// that so many items have, of counts that it changes.
func LargestCorrections(counts map[string]int, word string, own, limit int) []Bucket {
	for w, n := range counts {
		if w == word || n < max(1, own*minCorrectionRatio) || strings.ContainsFunc(w, unicode.IsDigit) {
			delete(counts, w)
		}
	}
	return LargestBuckets(counts, limit)
}
