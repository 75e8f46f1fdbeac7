package lettertest

import (
	"fmt"
	"strings"
	"time"

	"imrsearch/parser/imr"
)

// A draft is a letter before it is laid out on pages: the facts of the case,
// the wordings of this letter's authors, and the truth as far as it stands.
type draft struct {
	source
	*tables
	style
	truth imr.Letter
	name  string
	traps map[Trap]bool

	part     bodyPart
	partKey  string
	side     string
	drugName string    // a drug that the patient takes, for prose
	request  string    // of the item being written, for prose
	injured  time.Time // and the other days of the case, in their order
	denied   time.Time
	received time.Time
	assigned time.Time
	decided  time.Time
	header   bool // whether the case table stands in the letter

	headingBroken          bool   // a page has ended inside a heading
	associatedBefore       bool   // the item before goes with an operation
	capitals               bool   // headings are in capitals
	numbered               bool   // every item's heading begins with "1 ", which does not count
	lastTopic, lastRequest string // of the item before
	headOnTop              bool   // the running line stands at the head of the page
}

// A style is how the authors of one letter put things.
type style struct {
	who         string // "the patient", "the injured worker", ...
	date        string // layout of days in prose
	ageDash     bool
	manWoman    bool
	twoSpaces   bool // after a full stop
	runningFoot bool
}

var dateStyles = []string{"1/2/2006", "01/02/2006", "1-2-06", "01-02-2006", "January 2, 2006", "1/2/06"}

func newStyle(s source, layout imr.Layout) style {
	st := style{who: pick(s, []string{"the patient", "the injured worker", "the patient", "the injured worker", "the claimant", "the applicant"}),
		date: pick(s, dateStyles), ageDash: s.chance(35), manWoman: s.chance(15), twoSpaces: s.chance(10)}
	switch layout {
	case imr.LayoutZ, imr.LayoutA, imr.LayoutB:
		st.who = pick(s, []string{"the employee", "the patient", "the claimant"})
		st.runningFoot = s.chance(60)
	case imr.LayoutC, imr.LayoutD:
		st.twoSpaces = s.chance(60)
		st.runningFoot = s.chance(30)
	}
	return st
}

// An era is when letters of a layout were decided.
type era struct{ from, to string }

var eras = map[imr.Layout]era{
	imr.LayoutZ: {"2013-03-01", "2013-06-30"},
	imr.LayoutA: {"2013-07-15", "2013-11-15"},
	imr.LayoutB: {"2013-11-16", "2014-02-28"},
	imr.LayoutC: {"2014-03-01", "2014-11-15"},
	imr.LayoutD: {"2014-11-16", "2015-06-15"},
	imr.LayoutE: {"2015-06-16", "2017-11-30"},
	imr.LayoutF: {"2018-01-15", "2020-12-15"},
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// dates draws the days of the case backwards from the decision.
func (d *draft) dates(layout imr.Layout) {
	e := eras[layout]
	span := int(day(e.to).Sub(day(e.from)).Hours() / 24)
	d.decided = day(e.from).AddDate(0, 0, d.IntN(span+1))
	d.assigned = d.decided.AddDate(0, 0, -d.between(25, 60))
	d.received = d.assigned.AddDate(0, 0, -d.between(3, 25))
	d.denied = d.received.AddDate(0, 0, -d.between(4, 30))
	days := d.between(40, 700)
	if d.chance(60) {
		days = d.between(700, 4200)
	}
	d.injured = d.denied.AddDate(0, 0, -days)
	d.truth.DateOfInjury = dateOf(d.injured)
}

func dateOf(t time.Time) imr.Date {
	return imr.Date{Year: int16(t.Year()), Month: uint8(t.Month()), Day: uint8(t.Day())}
}

// caseDates puts the days that only a case table tells into the truth.
func (d *draft) caseDates() {
	d.truth.DecisionDate = dateOf(d.decided)
	d.truth.URDenialDate = dateOf(d.denied)
	d.truth.ApplicationReceived = dateOf(d.received)
}

// past draws a day on which the patient was seen.
func (d *draft) past() string {
	days := int(d.denied.Sub(d.injured).Hours()/24) - 5
	if days > 330 {
		days = 330
	}
	return d.denied.AddDate(0, 0, -3-d.IntN(days)).Format(d.date)
}

// patient draws age and sex.
func (d *draft) patient() {
	d.truth.Patient = imr.Patient{Age: d.between(21, 68), Sex: pick(d.source, []string{"male", "male", "male", "female", "female"})}
	if d.chance(2) {
		d.truth.Patient.Age = 0
	}
}

// reviewer draws specialties and states.
func (d *draft) reviewer(layout imr.Layout) {
	first := d.specialty.draw(d.source)
	list := []specialty{first}
	switch {
	case first.printed == "Preventive Medicine":
		list = append(list, specialty{"Occupational Medicine", "Occupational Medicine"})
	case d.chance(30):
		list = append(list, pick(d.source, d.second))
	}
	r := &d.truth.Reviewer
	for _, s := range list {
		r.Specialties = append(r.Specialties, s.printed)
		r.SpecialtyNames = append(r.SpecialtyNames, s.name)
	}
	r.LicensedIn = []string{d.states.draw(d.source)}
	for d.chance(30) && len(r.LicensedIn) < 4 {
		if s := d.states.draw(d.source); !contains(r.LicensedIn, s) {
			r.LicensedIn = append(r.LicensedIn, s)
		}
	}
}

func contains(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}

// number names the case.
func (d *draft) number(i int) {
	year := d.received.Year() % 100
	n := imr.CaseNumber(fmt.Sprintf("CM%02d-%07d", year, (990000+i)%10000000))
	if d.truth.Layout == imr.LayoutZ && d.chance(30) {
		n = imr.CaseNumber(fmt.Sprintf("13-%06d", (990000+i)%1000000))
	}
	d.truth.CaseNumber = n
	d.name = string(n)
	if d.chance(12) {
		d.name = fmt.Sprintf("letter-%05d", i)
	}
}

// capital returns s with its first letter capital.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
