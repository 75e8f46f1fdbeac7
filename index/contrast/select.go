package contrast

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// LeastZ is what a feature's log-odds must be, in standard errors, to be
// listed: of features that stand on both sides alike, one in ten is beyond it
// on each side, by chance.
const LeastZ = 1.28

// A Contrast is a row with how much the sides differ in it.
type Contrast struct {
	Row
	Ratio
}

// weight is what a row is ordered by. A phrase says more than its words, and
// comes before a word that is a little more telling.
func (c *Contrast) weight() float64 {
	if c.Kind == Reason {
		return float64(c.Letters[Overturned] + c.Letters[Upheld])
	}
	return math.Abs(c.Z) * (1 + phraseBonus*float64(strings.Count(c.Text, " ")))
}

const phraseBonus = 0.1

// Select returns the rows that speak for the overturned and those that speak for
// the upheld side, the most telling first, at most so many of each. A row must
// have at least least letters on the side that it speaks for. Of phrases and
// words that contain one another, one is listed.
// Reasons are read from one side alone, so that no ratio is asked of them: they
// come by their letters, and are all that is listed where a side has no letters.
func Select(rows []Row, of [2]int, share func(Feature) float64, least, most int) (for_, against []Contrast) {
	empty := of[Overturned] == 0 || of[Upheld] == 0
	var sides [2][]Contrast
	for _, r := range rows {
		c := Contrast{r, Compare(r.Letters, of, share(r.Feature))}
		z := c.Z
		switch {
		case c.Kind == Reason: // on the side that has it
			z = math.Inf(r.Letters[Overturned] - r.Letters[Upheld])
		case empty:
			continue
		}
		switch {
		case z >= LeastZ && r.Letters[Overturned] >= least:
			sides[Overturned] = append(sides[Overturned], c)
		case z <= -LeastZ && r.Letters[Upheld] >= least:
			sides[Upheld] = append(sides[Upheld], c)
		}
	}
	for i := range sides {
		slices.SortFunc(sides[i], func(a, b Contrast) int {
			return cmp.Or(cmp.Compare(b.weight(), a.weight()), len(b.Text)-len(a.Text), strings.Compare(a.Key, b.Key))
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
