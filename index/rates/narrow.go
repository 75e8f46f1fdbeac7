package rates

import (
	"math"
	"slices"
	"strconv"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// narrowed returns filters that leave the items with a value of a field, of
// those that the filters left: a bucket, or bounds of numbers. Values of one
// field are alternatives, so those that are chosen in it already give way to
// what they have in common with the new one; ok is false where that is nothing.
func narrowed(filters []index.Filter, f *index.Field, value string) (out []index.Filter, ok bool) {
	var chosen []string
	for _, c := range filters {
		if have, known := index.FieldNamed(c.Field); known && have == f {
			chosen = append(chosen, c.Value)
		} else {
			out = append(out, c)
		}
	}
	if value == index.NoValue {
		value = index.NotStated
	}
	if len(chosen) == 0 {
		return append(out, index.Filter{Field: f.Name, Value: value}), true
	}
	for _, have := range chosen {
		if s, common := inBoth(f, have, value); common {
			out, ok = append(out, index.Filter{Field: f.Name, Value: s}), true
		}
	}
	return out, ok
}

// inBoth returns the value that stands for what two values of a field have in
// common.
func inBoth(f *index.Field, a, b string) (string, bool) {
	missing := func(s string) bool { return index.FoldValue(s) == index.NotStated }
	if missing(a) || missing(b) {
		return index.NotStated, missing(a) && missing(b)
	}
	if f.Kind == index.KindKeyword {
		return b, index.FoldValue(spelled(f, a)) == index.FoldValue(spelled(f, b))
	}
	from, to, fault := f.Span(index.ReadBounds(a))
	low, high, fault2 := f.Span(index.ReadBounds(b))
	if fault != nil || fault2 != nil {
		return "", false
	}
	switch {
	case max(from, low) > min(to, high):
		return "", false
	case from >= low && to <= high:
		return a, true
	case low >= from && high <= to:
		return b, true
	}
	return bounds(f, max(from, low), min(to, high))
}

func spelled(f *index.Field, value string) string {
	if f.Canonical != nil {
		if s := f.Canonical(value); s != "" {
			return s
		}
	}
	return value
}

// bounds writes a range of numbers of a field, neither end of which is open at
// both sides; ok is false for an empty one.
func bounds(f *index.Field, from, to int) (string, bool) {
	if f.Kind == index.KindDate {
		from, to = dayFrom(from), dayUpTo(to)
	}
	if from > to {
		return "", false
	}
	write := func(n int) string {
		if f.Kind == index.KindDate {
			return imr.Date{Year: int16(n / 10000), Month: uint8(n / 100 % 100), Day: uint8(n % 100)}.String()
		}
		return strconv.Itoa(n)
	}
	switch {
	case from == math.MinInt:
		return "<=" + write(to), true
	case to == math.MaxInt:
		return ">=" + write(from), true
	}
	return write(from) + ".." + write(to), true
}

// An end of a range that excludes a day is a number beside it, which may be no
// day: dayFrom returns the first day from it on, dayUpTo the last up to it.
func dayFrom(n int) int {
	for n != math.MinInt && !isDay(n) && n < 99991231 {
		n++
	}
	return n
}

func dayUpTo(n int) int {
	for n != math.MaxInt && !isDay(n) && n > 10000101 {
		n--
	}
	return n
}

func isDay(n int) bool {
	_, err := imr.NewDate(n/10000, n/100%100, n%100)
	return err == nil
}

// address returns the address of the search that finds the items of a cell.
func address(base *index.Request, fields []*index.Field, values []string) (index.Request, bool) {
	req := *base
	req.Filters = slices.Clone(base.Filters)
	for i, f := range fields {
		var ok bool
		if req.Filters, ok = narrowed(req.Filters, f, values[i]); !ok {
			return req, false
		}
	}
	return req, true
}
