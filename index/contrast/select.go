package contrast

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// LeastZ is what a feature's log-odds must be, in standard errors, to be
// listed: below, the sides hardly differ.
const LeastZ = 1

// A Contrast is a row with how much the sides differ in it.
type Contrast struct {
	Row
	Ratio
}

// Select returns the rows that speak for the overturned and those that speak for
// the upheld side, the most telling first, at most so many of each. A row must
// have at least least letters on the side that it speaks for. Of phrases and
// words that contain one another, one is listed.
func Select(rows []Row, of [2]int, share func(Feature) float64, least, most int) (for_, against []Contrast) {
	if of[Overturned] == 0 || of[Upheld] == 0 {
		return nil, nil
	}
	var sides [2][]Contrast
	for _, r := range rows {
		c := Contrast{r, Compare(r.Letters, of, share(r.Feature))}
		switch {
		case c.Z >= LeastZ && r.Letters[Overturned] >= least:
			sides[Overturned] = append(sides[Overturned], c)
		case c.Z <= -LeastZ && r.Letters[Upheld] >= least:
			sides[Upheld] = append(sides[Upheld], c)
		}
	}
	for i := range sides {
		slices.SortFunc(sides[i], func(a, b Contrast) int {
			return cmp.Or(cmp.Compare(math.Abs(b.Z), math.Abs(a.Z)), len(b.Text)-len(a.Text), strings.Compare(a.Key, b.Key))
		})
		sides[i] = distinct(sides[i], most)
	}
	return sides[Overturned], sides[Upheld]
}

// distinct leaves of rows that contain one another the first.
func distinct(rows []Contrast, most int) []Contrast {
	var out []Contrast
	for _, r := range rows {
		if len(out) == most {
			break
		}
		if !slices.ContainsFunc(out, func(have Contrast) bool { return overlaps(have, r) }) {
			out = append(out, r)
		}
	}
	return out
}

// overlaps reports whether one of two words or phrases contains the other, or
// both share all but one word.
func overlaps(a, b Contrast) bool {
	if a.Kind != Term && a.Kind != Phrase {
		return false
	}
	x, y := strings.Fields(a.Text), strings.Fields(b.Text)
	common := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			common++
		}
	}
	return common > 0 && common >= min(len(x), len(y)) || common > 1
}
