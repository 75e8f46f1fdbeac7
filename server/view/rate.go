package view

import (
	"fmt"
	"strings"

	"imrsearch/index"
	"imrsearch/index/estimate"
	"imrsearch/parser/imr"
)

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
		v := newRate(r.Outcomes, r.Decided)
		if v != nil {
			v.ofRequests(r.Outcomes)
		}
		return v
	}
	if t.AllWords != nil && *t.AllWords < t.Items {
		return nil
	}
	return newRate(t.Outcomes, t.Decided)
}

// newRate returns the rate of items counted by outcome, nil where nothing was
// decided. Its interval is made of the same items by letters; it is left out
// where those were not counted.
func newRate(outcomes map[imr.Outcome]int, letters estimate.Sums) *Rate {
	overturned, modified, upheld := outcomes[imr.Overturned], outcomes[imr.Modified], outcomes[imr.Upheld]
	decided := overturned + modified + upheld
	if decided == 0 {
		return nil
	}
	v := &Rate{
		Share:  Percent(float64(overturned) / float64(decided)),
		Said:   "overturned,",
		Detail: fmt.Sprintf("%s of %s decided", Thousands(overturned), Thousands(decided)),
	}
	if letters.Items > 0 {
		i := letters.Interval()
		v.Small = letters.IsSmall()
		v.Detail += fmt.Sprintf("; 95%% interval %s to %s", Percent(i.Low), Percent(i.High))
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
