package index

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"imrsearch/parser/imr"
)

// A ValueFault says why a value of a Number or Date field is impossible.
type ValueFault struct {
	Msg    string // what is wrong, and how values are written
	Repair string // what to write instead; "" when that is not clear
}

var datePattern = regexp.MustCompile(`^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$`)

var americanDate = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$`)

// interval reads one value of a Number or Date field: from where to where it
// reaches. A year or a month is the whole of it.
func (f *Field) interval(value string) (from, to int, fault *ValueFault) {
	value = strings.TrimSpace(value)
	if f.Kind == KindDate {
		return dateInterval(value)
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return 0, 0, &ValueFault{Msg: fmt.Sprintf("%s is a number: write %s:%s", f.Name, f.Name, f.example())}
	}
	return n, n, nil
}

func (f *Field) example() string {
	if f.Kind == KindDate {
		return "2016, 2016-03 or 2016-03-14"
	}
	if f.Name == "age" {
		return "40..60 or >=65"
	}
	return "3 or >=3"
}

// namedMonth is a date as Americans write it, with the month's name: Feb 24,
// 2017, or February 2017.
var namedMonth = regexp.MustCompile(`(?i)^(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?: +(\d{1,2})(?:st|nd|rd|th)?)?,? +(\d{4})$`)

// monthNames begin the names of the months.
var monthNames = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

func dateInterval(value string) (from, to int, fault *ValueFault) {
	if m := namedMonth.FindStringSubmatch(value); m != nil {
		value = fmt.Sprintf("%s-%d", m[3], 1+slices.Index(monthNames, strings.ToLower(m[1][:3])))
		if m[2] != "" {
			value += "-" + m[2]
		}
	}
	if m := americanDate.FindStringSubmatch(value); m != nil {
		value = m[3] + "-" + m[1] + "-" + m[2]
	}
	m := datePattern.FindStringSubmatch(value)
	if m == nil {
		return 0, 0, &ValueFault{Msg: "a date is a year, a month or a day: 2016, 2016-03 or 2016-03-14"}
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	switch {
	case year < 1000:
		return 0, 0, &ValueFault{Msg: "a year has four digits"}
	case m[2] == "":
		return year*10000 + 101, year*10000 + 1231, nil
	case month < 1 || month > 12:
		return 0, 0, &ValueFault{Msg: "there is no month " + m[2], Repair: m[1]}
	case m[3] == "":
		return year*10000 + month*100 + 1, year*10000 + month*100 + lastDay(year, month), nil
	}
	d, err := imr.NewDate(year, month, day)
	if err != nil {
		return 0, 0, &ValueFault{
			Msg:    fmt.Sprintf("%04d-%02d has %d days", year, month, lastDay(year, month)),
			Repair: fmt.Sprintf("%04d-%02d-%02d", year, month, min(max(day, 1), lastDay(year, month))),
		}
	}
	return d.Number(), d.Number(), nil
}

func lastDay(year, month int) int {
	for day := 31; day > 28; day-- {
		if _, err := imr.NewDate(year, month, day); err == nil {
			return day
		}
	}
	return 28
}

// Bounds is a range as written; empty ends are open.
type Bounds struct {
	From, To         string
	FromOpen, ToOpen bool // exclusive
}

// Span turns bounds into numbers of the field, both included; an open end is
// math.MinInt or math.MaxInt. The fault is nil when both ends can be read and
// are in order.
func (f *Field) Span(b Bounds) (from, to int, fault *ValueFault) {
	from, to = math.MinInt, math.MaxInt
	if b.From != "" {
		lo, hi, fault := f.interval(b.From)
		if fault != nil {
			return 0, 0, fault.in(b, true)
		}
		from = lo
		if b.FromOpen {
			from = hi + 1
		}
	}
	if b.To != "" {
		lo, hi, fault := f.interval(b.To)
		if fault != nil {
			return 0, 0, fault.in(b, false)
		}
		to = hi
		if b.ToOpen {
			to = lo - 1
		}
	}
	if from > to && b.From != "" && b.To != "" {
		return 0, 0, &ValueFault{Msg: "the range ends before it begins", Repair: b.To + ".." + b.From}
	}
	return from, to, nil
}

// in puts the repair of one end into the whole range.
func (v *ValueFault) in(b Bounds, first bool) *ValueFault {
	if v.Repair == "" {
		return v
	}
	single := b.From == b.To
	if first || single {
		b.From = v.Repair
	}
	if !first || single {
		b.To = v.Repair
	}
	return &ValueFault{Msg: v.Msg, Repair: b.String()}
}

// String writes bounds as a query does.
func (b Bounds) String() string {
	switch {
	case b.From == b.To && !b.FromOpen && !b.ToOpen:
		return b.From
	case b.To == "" && b.FromOpen:
		return ">" + b.From
	case b.To == "":
		return ">=" + b.From
	case b.From == "" && b.ToOpen:
		return "<" + b.To
	case b.From == "":
		return "<=" + b.To
	}
	return b.From + ".." + b.To
}

// ReadBounds reads a range as it stands in a query or a URL: 40..49, >=3,
// 2016.
func ReadBounds(s string) Bounds {
	s = strings.TrimSpace(s)
	if from, to, ok := strings.Cut(s, ".."); ok {
		return Bounds{From: strings.TrimSpace(from), To: strings.TrimSpace(to)}
	}
	for _, op := range []string{">=", "<=", ">", "<"} {
		rest, ok := strings.CutPrefix(s, op)
		if !ok {
			continue
		}
		rest = strings.TrimSpace(rest)
		if op[0] == '>' {
			return Bounds{From: rest, FromOpen: op == ">"}
		}
		return Bounds{To: rest, ToOpen: op == "<"}
	}
	return Bounds{From: s, To: s}
}
