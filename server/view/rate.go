package view

import (
	"fmt"
	"math"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// smallRate is the number of decided items below which a rate is shown in grey: its
// interval is wider than 50 points.
const smallRate = 10

// A Rate is the share of overturned items among those decided, with what
// is needed to judge it. Share and Said are one sentence.
type Rate struct {
	Share, Said, Detail, Label string
	Small                      bool
	Segments                   []Segment
	More                       *Link // to the rates by year; nil for none
}

// A Segment is a part of the bar, in thousandths of its width.
type Segment struct {
	Class, Title string
	X, W         int
}

// newListRate returns the rate of a list. Where a treatment is named, it stands
// on the items that ask for it alone. Nil means that none may be shown: of a
// partial result, where nothing was decided, or of items that have only some
// of the words.
func newListRate(t *index.Total, partial bool) *Rate {
	if partial {
		return nil
	}
	if r := t.Requested; r != nil {
		v := newRate(r.Outcomes)
		if v != nil {
			v.ofRequests(r.Outcomes)
		}
		return v
	}
	if t.AllWords != nil && *t.AllWords < t.Items {
		return nil
	}
	return newRate(t.Outcomes)
}

// newRate returns the rate of items counted by outcome, nil where nothing was
// decided.
func newRate(outcomes map[imr.Outcome]int) *Rate {
	overturned, modified, upheld := outcomes[imr.Overturned], outcomes[imr.Modified], outcomes[imr.Upheld]
	decided := overturned + modified + upheld
	if decided == 0 {
		return nil
	}
	v := &Rate{
		Share:  percent(float64(overturned) / float64(decided)),
		Said:   "overturned,",
		Small:  decided < smallRate,
		Detail: fmt.Sprintf("%s of %s decided; %s", Thousands(overturned), Thousands(decided), interval(overturned, decided)),
	}
	if modified > 0 {
		v.Detail += fmt.Sprintf("; %s modified besides", Thousands(modified))
	}
	if unknown := outcomes[imr.UnknownOutcome]; unknown > 0 {
		v.Detail += fmt.Sprintf("; %s without a stated outcome left out", Thousands(unknown))
	}
	v.Label = fmt.Sprintf("%d overturned, %d modified, %d upheld", overturned, modified, upheld)
	v.Segments = segments(decided, []part{{imr.Overturned, overturned}, {imr.Modified, modified}, {imr.Upheld, upheld}})
	return v
}

// ofRequests says of a rate that it counts requests for one treatment.
func (v *Rate) ofRequests(outcomes map[imr.Outcome]int) {
	overturned := outcomes[imr.Overturned]
	decided := overturned + outcomes[imr.Modified] + outcomes[imr.Upheld]
	_, v.Detail, _ = strings.Cut(v.Detail, "; ")
	noun := "requests"
	if decided == 1 {
		noun = "request"
	}
	v.Said = noun + " overturned (" + v.Share + "),"
	v.Share = Thousands(overturned) + " of " + Thousands(decided)
}

// interval words the 95 % interval of k in n.
func interval(k, n int) string {
	low, high := wilson(k, n)
	return fmt.Sprintf("95 %% interval %s to %s", percent(low), percent(high))
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
		o := NewOutcome(p.outcome)
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
