package export

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// Columns returns the table of columns in its order: first those that the
// default has, at the end every other field of the query language. It must not
// be changed.
func Columns() []*Column { return columnTable().all }

// ColumnNamed returns the column with that name or alias, in any case.
func ColumnNamed(name string) (*Column, bool) {
	c, ok := columnTable().named[strings.ToLower(name)]
	return c, ok
}

// DefaultColumns are the columns that are written where none are chosen.
func DefaultColumns() []*Column { return slices.Clone(columnTable().byDefault) }

// HitColumns are those of a list that is not read from the letters.
func HitColumns() []*Column {
	cs, err := ReadColumns("id,outcome,request,treatment_class,decision_date,date_of_injury,age,sex,specialties,snippet")
	if err != nil {
		panic(err)
	}
	return cs
}

// AllColumns chooses every column in ReadColumns.
const AllColumns = "all"

// ReadColumns reads a choice of columns: names with commas between, in the
// order of the table to come; AllColumns is every one, "" the default ones. An
// alias becomes the heading. The error is a *index.RequestError.
func ReadColumns(list string) ([]*Column, error) {
	var out []*Column
	for name := range strings.SplitSeq(list, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		switch c, ok := ColumnNamed(name); {
		case name == "":
		case name == AllColumns:
			for _, c := range Columns() {
				out = appendColumn(out, c)
			}
		case !ok:
			return nil, unknownColumn(name)
		case name != c.Name:
			as := *c
			as.Name = name
			out = appendColumn(out, &as)
		default:
			out = appendColumn(out, c)
		}
	}
	if out == nil {
		return DefaultColumns(), nil
	}
	return out, nil
}

// appendColumn appends c unless there is a column of its name.
func appendColumn(list []*Column, c *Column) []*Column {
	if slices.ContainsFunc(list, func(have *Column) bool { return have.Name == c.Name }) {
		return list
	}
	return append(list, c)
}

func unknownColumn(name string) error {
	var names []string
	for _, c := range Columns() {
		names = append(append(names, c.Name), c.Aliases...)
	}
	if near := index.Nearest(name, names); near != "" {
		return &index.RequestError{Param: "columns", Msg: fmt.Sprintf("%s is no column; did you mean %s?", name, near)}
	}
	return &index.RequestError{Param: "columns", Msg: fmt.Sprintf("%s is no column; imr export --help lists them, and so does the page /export", name)}
}

type columnSet struct {
	all, byDefault []*Column
	named          map[string]*Column
}

// columnTable makes the one table of columns: those below, and of every other
// field of the query language one that has its values.
var columnTable = sync.OnceValue(func() *columnSet {
	t := &columnSet{named: map[string]*Column{}}
	read := map[string]bool{} // fields that a column below stands for
	for _, c := range described {
		t.all = append(t.all, c)
		t.named[c.Name] = c
		for _, a := range c.Aliases {
			read[a] = true
		}
	}
	for _, f := range index.Fields() {
		if c := columnOf(f); c != nil && t.named[f.Name] == nil && !read[f.Name] {
			t.all = append(t.all, c)
			t.named[c.Name] = c
		}
	}
	for _, c := range t.all {
		for _, a := range c.Aliases {
			if t.named[a] == nil {
				t.named[a] = c
			}
		}
		if c.Default {
			t.byDefault = append(t.byDefault, c)
		}
	}
	return t
})

// single are the keyword fields of which an item has one value at most.
var single = map[string]bool{
	"outcome": true, "class": true, "subclass": true, "sex": true, "priority": true, "case_outcome": true,
	"layout": true, "retrospective": true, "remaining": true, "ocr": true,
}

// many are the number fields of which an item may have several values.
var many = map[string]bool{"page": true, "chapter": true}

// columnOf returns the column of a field of values; nil for other fields.
func columnOf(f *index.Field) *Column {
	means, _, _ := strings.Cut(f.Help, ": ") // behind it stands an example
	c := &Column{Name: f.Name, Aliases: f.Aliases, Label: f.Label, Help: means, Needs: Whole}
	switch {
	case f.Values != nil && single[f.Name]:
		c.Kind = Text
		c.value = func(r *Row) any { return strings.Join(f.Values(r.Hit.Determination), separator) }
	case f.Values != nil:
		c.Kind = List
		c.value = func(r *Row) any { return f.Values(r.Hit.Determination) }
	case f.Numbers != nil && f.Kind == index.KindDate:
		c.Kind = Date
		c.value = func(r *Row) any { return dateOf(f.Numbers(r.Hit.Determination)) }
	case f.Numbers != nil && many[f.Name]:
		c.Kind = Numbers
		c.value = func(r *Row) any { return f.Numbers(r.Hit.Determination) }
	case f.Numbers != nil:
		c.Kind = Number
		c.value = func(r *Row) any {
			if n := f.Numbers(r.Hit.Determination); len(n) > 0 {
				return n[0]
			}
			return nil
		}
	default:
		return nil
	}
	return c
}

// dateOf returns a date of a field, YYYYMMDD.
func dateOf(numbers []int) any {
	if len(numbers) == 0 {
		return nil
	}
	n := numbers[0]
	return imr.Date{Year: int16(n / 10000), Month: uint8(n / 100 % 100), Day: uint8(n % 100)}
}
