package index

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"imrsearch/parser/imr"
)

// A valueFault is a value of a number or date that cannot be: what is wrong,
// and what to write instead where that is clear.
type valueFault struct{ msg, repair string }

var datePattern = regexp.MustCompile(`^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$`)
var americanDate = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$`)

// interval reads one value of a Number or Date field: from where to where it
// reaches. A year or a month is the whole of it.
func (f *Field) interval(value string) (from, to int, fault *valueFault) {
	value = strings.TrimSpace(value)
	if f.Kind == KindDate {
		return dateInterval(value)
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return 0, 0, &valueFault{msg: fmt.Sprintf("%s is a number: write %s:%s", f.Name, f.Name, f.example())}
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

func dateInterval(value string) (from, to int, fault *valueFault) {
	if m := americanDate.FindStringSubmatch(value); m != nil {
		value = m[3] + "-" + m[1] + "-" + m[2]
	}
	m := datePattern.FindStringSubmatch(value)
	if m == nil {
		return 0, 0, &valueFault{msg: "a date is a year, a month or a day: 2016, 2016-03 or 2016-03-14"}
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	switch {
	case year < 1000:
		return 0, 0, &valueFault{msg: "a year has four digits"}
	case m[2] == "":
		return year*10000 + 101, year*10000 + 1231, nil
	case month < 1 || month > 12:
		return 0, 0, &valueFault{msg: "there is no month " + m[2], repair: m[1]}
	case m[3] == "":
		return year*10000 + month*100 + 1, year*10000 + month*100 + lastDay(year, month), nil
	}
	d, err := imr.NewDate(year, month, day)
	if err != nil {
		return 0, 0, &valueFault{
			msg:    fmt.Sprintf("%04d-%02d has %d days", year, month, lastDay(year, month)),
			repair: fmt.Sprintf("%04d-%02d-%02d", year, month, min(max(day, 1), lastDay(year, month))),
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

// bounds is a range as written; empty ends are open.
type bounds struct {
	from, to         string
	fromOpen, toOpen bool // exclusive
}

// span turns bounds into numbers, both included.
func (f *Field) span(b bounds) (from, to int, fault *valueFault) {
	from, to = math.MinInt, math.MaxInt
	if b.from != "" {
		lo, hi, fault := f.interval(b.from)
		if fault != nil {
			return 0, 0, fault.in(b, true)
		}
		from = lo
		if b.fromOpen {
			from = hi + 1
		}
	}
	if b.to != "" {
		lo, hi, fault := f.interval(b.to)
		if fault != nil {
			return 0, 0, fault.in(b, false)
		}
		to = hi
		if b.toOpen {
			to = lo - 1
		}
	}
	if from > to && b.from != "" && b.to != "" {
		return 0, 0, &valueFault{msg: "the range ends before it begins", repair: b.to + ".." + b.from}
	}
	return from, to, nil
}

// in puts the repair of one end into the whole range.
func (v *valueFault) in(b bounds, first bool) *valueFault {
	if v.repair == "" {
		return v
	}
	single := b.from == b.to
	if first || single {
		b.from = v.repair
	}
	if !first || single {
		b.to = v.repair
	}
	return &valueFault{msg: v.msg, repair: b.String()}
}

// String writes bounds as a query does.
func (b bounds) String() string {
	switch {
	case b.from == b.to && !b.fromOpen && !b.toOpen:
		return b.from
	case b.to == "" && b.fromOpen:
		return ">" + b.from
	case b.to == "":
		return ">=" + b.from
	case b.from == "" && b.toOpen:
		return "<" + b.to
	case b.from == "":
		return "<=" + b.to
	}
	return b.from + ".." + b.to
}

// readBounds reads a range as it stands in a query or a URL: 40..49, >=3,
// 2016.
func readBounds(s string) bounds {
	s = strings.TrimSpace(s)
	if from, to, ok := strings.Cut(s, ".."); ok {
		return bounds{from: strings.TrimSpace(from), to: strings.TrimSpace(to)}
	}
	for _, op := range []string{">=", "<=", ">", "<"} {
		rest, ok := strings.CutPrefix(s, op)
		if !ok {
			continue
		}
		rest = strings.TrimSpace(rest)
		if op[0] == '>' {
			return bounds{from: rest, fromOpen: op == ">"}
		}
		return bounds{to: rest, toOpen: op == "<"}
	}
	return bounds{from: s, to: s}
}
