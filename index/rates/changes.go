package rates

import (
	"slices"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A Change is a day on which the guidelines changed that reviewers go by.
type Change struct {
	Name   string   `json:"name"`
	Label  string   `json:"label"`
	From   imr.Date `json:"from"` // the first day of the new law
	Source string   `json:"source"`
}

// changes are the changes of the Medical Treatment Utilization Schedule (8 CCR
// 9792.20 onward) since the first determinations of 2013, with the rule that
// says so; the days are those in the lexicon's table of guidelines. A decision
// is put before or after by its own day: a reviewer may still have had to go by
// the law of the day of the treatment, so that the weeks behind a change are
// mixed.
var changes = []Change{
	{"evidence-2015", "Order in which evidence is searched and weighed", imr.Date{Year: 2015, Month: 4, Day: 20},
		"8 CCR 9792.21.1 and 9792.25.1, effective April 20, 2015"},
	{"chronic-pain-2016", "Chronic Pain Guidelines revised, Opioids Treatment Guidelines new", imr.Date{Year: 2016, Month: 7, Day: 28},
		"8 CCR 9792.24.2 and 9792.24.4, effective July 28, 2016"},
	{"acoem-2017", "ACOEM's current guidelines adopted in place of those of 2004", imr.Date{Year: 2017, Month: 12, Day: 1},
		"8 CCR 9792.22 to 9792.24.4 as amended by order of the Administrative Director (Labor Code 5307.27), effective December 1, 2017"},
	{"formulary-2018", "MTUS Drug Formulary", imr.Date{Year: 2018, Month: 1, Day: 1},
		"8 CCR 9792.27.1 to 9792.27.23, effective January 1, 2018"},
}

// Changes returns the changes of guidelines that a request may name, earliest
// first.
func Changes() []Change { return slices.Clone(changes) }

func changeNamed(name string) (Change, bool) {
	i := slices.IndexFunc(changes, func(c Change) bool { return c.Name == name })
	if i < 0 {
		return Change{}, false
	}
	return changes[i], true
}

func changeNames() []string {
	var names []string
	for _, c := range changes {
		names = append(names, c.Name)
	}
	return names
}

// sides returns the searches of the request: one, or two to be compared.
func (r *Request) sides() ([]*index.Request, error) {
	first := r.Search
	if !r.Compares() {
		return []*index.Request{&first}, nil
	}
	second := r.Search
	second.Unknown = nil // said once
	c, changing := changeNamed(r.Change)
	if !changing {
		second.Query = r.Versus
		return []*index.Request{&first, &second}, nil
	}
	day := c.From.String()
	for side, bounds := range map[*index.Request]string{&first: "<" + day, &second: ">=" + day} {
		filters, ok := narrowed(side.Filters, decided, bounds)
		if !ok {
			return nil, &index.RequestError{Param: "change", Msg: "the chosen years of decision are all on one side of " + day}
		}
		side.Filters = filters
	}
	return []*index.Request{&first, &second}, nil
}

var decided, _ = index.FieldNamed("decided")
