package index

import (
	"fmt"
	"strconv"

	"imrsearch/parser/imr"
)

// An Answer is what the counts of a result say to a natural question. It is
// computed, never written: Text follows from the numbers.
type Answer struct {
	Text string `json:"text"` // "2 of 6 requests for acupuncture overturned"
	// Overturned counts the requests that were found necessary, in part too, of
	// Decided, which are those with a known outcome.
	Overturned int    `json:"overturned"`
	Decided    int    `json:"decided"`
	Definition string `json:"definition"`
}

// AnswerOf returns the answer to a question about requests for a treatment that
// was named, nil for what is no such question, or was cut by the time limit.
func AnswerOf(r *Result) *Answer {
	if r.Query.Question == "" || r.Total.Requested == nil || r.Partial {
		return nil
	}
	what := "it"
	for _, u := range r.Query.Understood {
		if u.Kind == "treatment" {
			what = u.From
		}
	}
	o := r.Total.Requested.Outcomes
	a := &Answer{
		Overturned: o[imr.Overturned] + o[imr.Modified],
		Definition: "Items that request " + what + ", under the filters chosen; overturned are those found necessary, in part too; items without a known outcome are left out.",
	}
	a.Decided = a.Overturned + o[imr.Upheld]
	if a.Decided == 0 {
		a.Text = "No request for " + what + " is in this corpus under the conditions of this search."
		return a
	}
	a.Text = fmt.Sprintf("%d of %s overturned", a.Overturned, requests(a.Decided, what))
	if r.Query.Question == "how often" {
		a.Text += " (" + strconv.FormatFloat(100*float64(a.Overturned)/float64(a.Decided), 'f', 1, 64) + "%)"
	}
	return a
}

func requests(n int, what string) string {
	if n == 1 {
		return "1 request for " + what
	}
	return fmt.Sprintf("%d requests for %s", n, what)
}
