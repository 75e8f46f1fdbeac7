package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"imrsearch/index"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
)

// A FieldValue is a value of a field of values, as stored and as
// index.FoldValue compares it, and how many items have it.
type FieldValue struct {
	Value, Folded string
	Items         int
}

// ValuesCounted returns counted values of a field, all spellings of one as the
// commonest of them.
func ValuesCounted(f *index.Field, counts map[string]int) []FieldValue {
	var out []FieldValue
	for v, n := range index.OneSpelling(f, counts) {
		out = append(out, FieldValue{v, index.FoldValue(v), n})
	}
	return out
}

// CheckValues holds the values that a query and filters ask for against those
// that items have: have returns the values of a field, each of which an item
// has. A value that no item has and no letter could have is a
// *index.RequestError with the nearest values. One that other corpora may have
// is noted in the plan's reading, for a permalink of another corpus must open,
// and so are patterns, values of fields that hold what letters print, and any
// value where no item has one.
func CheckValues(plan *index.Plan, filters []index.FacetFilter, have func(*index.Field) []FieldValue) error {
	for _, f := range filters {
		if f.Field.Kind != index.KindKeyword {
			continue
		}
		for _, v := range f.Values {
			if v.Missing {
				continue
			}
			if err := checkValue(plan, f.Field, index.Values{Field: f.Field.Name, Exact: []string{v.Folded}}, v.Value, have); err != nil {
				return err
			}
		}
	}
	var err error
	index.Visit(plan.Root, func(e index.Expr) {
		x, ok := e.(index.Values)
		if !ok || err != nil {
			return
		}
		f, _ := index.FieldNamed(x.Field)
		for _, v := range x.Exact {
			if err == nil {
				err = checkValue(plan, f, index.Values{Field: x.Field, Exact: []string{v}}, v, have)
			}
		}
		for _, words := range x.Contains {
			if err == nil {
				err = checkValue(plan, f, index.Values{Field: x.Field, Contains: [][]string{words}}, strings.Join(words, " "), have)
			}
		}
	})
	return err
}

// checkValue holds one value against those that items have.
func checkValue(plan *index.Plan, f *index.Field, x index.Values, typed string, have func(*index.Field) []FieldValue) error {
	values := have(f)
	match := x.Matcher()
	if slices.ContainsFunc(values, func(v FieldValue) bool { return match(v.Folded) }) {
		return nil
	}
	switch {
	case slices.ContainsFunc(possibleValues()[f.Name], match):
		plan.Reading.Warnings = append(plan.Reading.Warnings, index.Note{Message: fmt.Sprintf("no item of this corpus has %s:%s; other corpora may", f.Name, quoted(typed))})
		return nil
	case strings.ContainsAny(typed, "*?"):
		plan.Reading.Warnings = append(plan.Reading.Warnings, index.Note{Message: fmt.Sprintf("no value of %s fits %s", f.Name, typed)})
		return nil
	}
	if len(values) == 0 {
		plan.Reading.Warnings = append(plan.Reading.Warnings, index.Note{Message: "no item of this corpus has a value of " + f.Name})
		return nil
	}
	nearest := nearestValues(f, index.FoldValue(typed), values)
	list := make([]string, len(nearest))
	for i, b := range nearest {
		list[i] = fmt.Sprintf("%s (%d)", b.Value, b.Count)
	}
	msg := fmt.Sprintf("there is no value %s; the nearest are %s", quoted(typed), strings.Join(list, ", "))
	if f.Printed { // whatever a letter prints is a value
		plan.Reading.Warnings = append(plan.Reading.Warnings, index.Note{Message: f.Name + ": " + msg})
		return nil
	}
	return &index.RequestError{Param: f.Name, Msg: msg, Nearest: nearest}
}

func quoted(s string) string {
	if strings.Contains(s, " ") {
		return `"` + s + `"`
	}
	return s
}

// possibleValues are the values, folded, that fields with a fixed list can
// have, by field: as the field table and the lexicon have them.
var possibleValues = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{
		"sex":          {"female", "male"},
		"priority":     {"standard", "expedited"},
		"case_outcome": {string(imr.CaseUpheld), string(imr.CaseOverturned), string(imr.CasePartial), string(imr.CaseUnknown)},
	}
	for _, f := range index.Fields() {
		list := append(slices.Concat(all[f.Name], f.Order), lexicon.Values(f.Name)...)
		for i := range list {
			list[i] = index.FoldValue(list[i])
		}
		all[f.Name] = list
	}
	return all
})

// maxNearest is how many values an error offers.
const maxNearest = 5

// nearestValues returns the values that a typed one may stand for, the likeliest
// first: what the lexicon has for it, then values with a word that is like one
// of its words; where nothing is like it, the commonest.
func nearestValues(f *index.Field, typed string, values []FieldValue) []index.Bucket {
	type near struct {
		FieldValue
		distance int
	}
	meant := map[string]bool{}
	if treatmentFields[f.Name] {
		for _, e := range lexicon.Synonyms(strings.Fields(typed)) {
			for _, to := range e.To {
				meant[index.FoldValue(to)] = true
			}
		}
	}
	all := make([]near, len(values))
	for i, v := range values {
		all[i] = near{v, distance(typed, v.Folded)}
		if meant[v.Folded] {
			all[i].distance = 0
		}
	}
	slices.SortFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.Items, a.Items), cmp.Compare(a.Value, b.Value))
	})
	var out []index.Bucket
	for _, v := range all[:min(len(all), maxNearest)] {
		if len(out) > 0 && v.distance == unlike && all[0].distance < unlike {
			break
		}
		out = append(out, index.Bucket{Value: v.Value, Label: v.Value, Count: v.Items})
	}
	return out
}

// unlike is the distance of values that have nothing in common.
const unlike = 2

// distance says how far apart two folded values are: 0 for values with a word
// in common, 1 for words that begin with each other or are an edit or two
// apart.
func distance(typed, value string) int {
	least := unlike
	for w := range strings.FieldsSeq(typed) {
		for v := range strings.FieldsSeq(value) {
			switch {
			case functionWord(w, w):
			case w == v:
				least = min(least, 0)
			case sameStem(w, v) || index.Nearest(w, []string{v}) != "" || index.Nearest(v, []string{w}) != "":
				least = min(least, 1)
			}
		}
	}
	return least
}

// sameStem reports whether two words begin with the same letters for more than
// half of the longer one.
func sameStem(a, b string) bool {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n >= 4 && 2*n > max(len(a), len(b))
}
