package parser

import (
	"time"

	"imrsearch/parser/imr"
)

// A dated step of a case, in the order in which they come.
type step struct {
	name string
	date *imr.Date
}

// checkDates holds the dates against each other and against today: injured,
// denied, received, assigned, decided, none of them to come. One that cannot be
// is left out, with a problem, where the others show which it is; where two
// alone differ, both stay and the problem names them.
func (r *reading) checkDates() {
	l := &r.letter
	steps := []step{
		{"date_of_injury", &l.DateOfInjury}, {"ur_denial_date", &l.URDenialDate}, {"application_received", &l.ApplicationReceived},
		{"date_assigned", &l.DateAssigned}, {"decision_date", &l.DecisionDate},
	}
	now := time.Now()
	today := now.Year()*10_000 + int(now.Month())*100 + now.Day()
	for _, s := range steps {
		if s.date.Number() > today {
			r.leaveOut(s, "%s %s is a day to come", s.name, *s.date)
		}
	}
	against := make([][]int, len(steps)) // the steps that each one contradicts
	for i, a := range steps {
		for k := i + 1; k < len(steps); k++ {
			if b := steps[k]; !a.date.IsZero() && !b.date.IsZero() && a.date.Number() > b.date.Number() {
				against[i], against[k] = append(against[i], k), append(against[k], i)
			}
		}
	}
	most := 0
	for i := range steps {
		if len(against[i]) > len(against[most]) {
			most = i
		}
	}
	switch n := len(against[most]); {
	case n == 0:
	case n == 1:
		a, b := steps[min(most, against[most][0])], steps[max(most, against[most][0])]
		r.problem("dates-differ", 0, r.letter.Places[a.name], "%s %s is after %s %s", a.name, *a.date, b.name, *b.date)
	default:
		s, other := steps[most], steps[against[most][0]]
		r.leaveOut(s, "%s %s cannot be: %s is %s, and others are against it too", s.name, *s.date, other.name, *other.date)
	}
}

// leaveOut takes a date out of the letter's values; the text keeps it.
func (r *reading) leaveOut(s step, format string, args ...any) {
	r.problem("date-impossible", 0, r.letter.Places[s.name], format, args...)
	*s.date = imr.Date{}
	delete(r.letter.Places, s.name)
}
