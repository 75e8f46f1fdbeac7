package view

import (
	"fmt"
	"math"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// smallRate is the number of decided items below which a rate is shown in grey: its
// interval is wider than 50 points.
const smallRate = 10

// A Rate is the share of overturned items among those decided, with what
// is needed to judge it.
type Rate struct {
	Share, Detail, Label string
	Small                bool
	Segments             []Segment
}

// A Segment is a part of the bar, in thousandths of its width.
type Segment struct {
	Class, Title string
	X, W         int
}

// newRate returns the rate of a total, nil where none may be shown: of a
// partial result, or where nothing was decided.
func newRate(t *index.Total, partial bool) *Rate {
	overturned, modified, upheld := t.Outcomes[imr.Overturned], t.Outcomes[imr.Modified], t.Outcomes[imr.Upheld]
	decided := overturned + modified + upheld
	if partial || decided == 0 {
		return nil
	}
	low, high := wilson(overturned, decided)
	v := &Rate{
		Share:  percent(float64(overturned) / float64(decided)),
		Small:  decided < smallRate,
		Detail: fmt.Sprintf("%s of %s decided; 95 %% interval %s to %s", Thousands(overturned), Thousands(decided), percent(low), percent(high)),
	}
	if modified > 0 {
		v.Detail += fmt.Sprintf("; %s modified besides", Thousands(modified))
	}
	if unknown := t.Outcomes[imr.UnknownOutcome]; unknown > 0 {
		v.Detail += fmt.Sprintf("; %s without a stated outcome left out", Thousands(unknown))
	}
	v.Label = fmt.Sprintf("%d overturned, %d modified, %d upheld", overturned, modified, upheld)
	v.Segments = segments(decided, []part{{imr.Overturned, overturned}, {imr.Modified, modified}, {imr.Upheld, upheld}})
	return v
}

// A part is the number of items of an outcome.
type part struct {
	outcome imr.Outcome
	n       int
}

// segments divides the bar by the parts. A part that is there can be seen,
// and the largest gives what that takes.
func segments(all int, parts []part) []Segment {
	const whole, least = 1000, 4
	widths := make([]int, len(parts))
	largest, rest := 0, whole
	for i, p := range parts {
		if p.n > 0 {
			widths[i] = max(least, p.n*whole/all)
		}
		rest -= widths[i]
		if p.n > parts[largest].n {
			largest = i
		}
	}
	widths[largest] += rest
	var out []Segment
	at := 0
	for i, p := range parts {
		if p.n == 0 {
			continue
		}
		o := newOutcome(p.outcome)
		out = append(out, Segment{Class: o.Class, Title: o.Label + ": " + Thousands(p.n), X: at, W: widths[i]})
		at += widths[i]
	}
	return out
}

// wilson returns the 95 % score interval of k in n (n > 0).
func wilson(k, n int) (low, high float64) {
	const z = 1.959964 // the normal distribution's 97.5 % point
	p, m := float64(k)/float64(n), float64(n)
	centre := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, centre-half), min(1, centre+half)
}
