package example

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/measure"
)

// A Change sets the values of a field; no values take what was read away.
type Change struct {
	Field  string
	Values []string
}

// A field is a value of a request that can be read and changed.
type field struct {
	name, label string
	aliases     []string
	read        func(d *index.Determination) []string
	// write sets the values, which are none or some; the determination may be
	// changed, its letter and item are copies.
	write func(d *index.Determination, values []string) error
	// request says that the request is worded anew, of its values.
	request bool
}

// fields are all fields, in the order in which people read them.
var fields = []field{
	{"treatment", "Treatment", []string{"named", "request", "rx"}, func(d *index.Determination) []string { return d.Item.Treatment.Names }, setTreatment, true},
	{"drug", "Drug", nil, func(d *index.Determination) []string { return d.Item.Treatment.Drugs }, setDrug, true},
	{"dose", "Dose", []string{"strength"}, func(d *index.Determination) []string { return d.Item.Treatment.Dose }, setDose, true},
	{"quantity", "Quantity", []string{"qty"}, readQuantity, setQuantity, true},
	{"body", "Body part", []string{"body_part"}, func(d *index.Determination) []string { return d.Item.Treatment.BodyParts }, setBody, true},
	{"side", "Side", nil, func(d *index.Determination) []string { return one(d.Item.Treatment.Side) }, setSide, true},
	{"level", "Level of the spine", []string{"levels"}, func(d *index.Determination) []string { return d.Item.Treatment.Levels }, setLevel, true},
	{"diagnosis", "Diagnoses", []string{"dx", "diagnoses"}, func(d *index.Determination) []string { return d.Letter.Diagnoses }, setDiagnosis, false},
	{"reason", "Reason of the denial", []string{"reason_against"}, func(d *index.Determination) []string { return d.Item.ReasonsAgainst }, setReason, false},
	{"guideline", "Guideline", []string{"family", "claims_family", "claims_guideline", "ur"}, readGuideline, setGuideline, false},
	{"age", "Age", nil, readAge, setAge, false},
	{"sex", "Sex", nil, func(d *index.Determination) []string { return one(d.Letter.Patient.Sex) }, setSex, false},
}

// Fields returns the names of the fields that can be changed, in their order.
func Fields() []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.name)
	}
	return names
}

// Nothing returns the fields without values.
func Nothing() []Value {
	values := make([]Value, len(fields))
	for i, f := range fields {
		values[i] = Value{Field: f.name, Label: f.label, Values: []string{}}
	}
	return values
}

// Choices returns the only values that a field can have, one at a time, or those
// of which it can have several; nil for neither.
func Choices(field string) (only, some []string) {
	switch field {
	case "side":
		return sides, nil
	case "sex":
		return sexes, nil
	case "guideline":
		return nil, familyNames()
	case "reason", "body":
		return nil, lexicon.Values(field)
	}
	return nil, nil
}

var (
	sides = []string{"left", "right", "bilateral"}
	sexes = []string{"female", "male"}
)

func familyNames() []string {
	var names []string
	for _, f := range families {
		names = append(names, string(f))
	}
	return names
}

func fieldNamed(name string) *field {
	name = strings.ToLower(name)
	for i := range fields {
		if f := &fields[i]; f.name == name || slices.Contains(f.aliases, name) {
			return f
		}
	}
	return nil
}

// ParseChanges reads changes as flags and forms write them: FIELD=VALUE, several
// values parted by semicolons or given by a field several times. Errors:
// *index.RequestError for a field that cannot be changed.
func ParseChanges(list []string) ([]Change, error) {
	var changes []Change
	for _, s := range list {
		name, value, ok := strings.Cut(s, "=")
		f := fieldNamed(strings.TrimSpace(name))
		switch {
		case !ok:
			return nil, &index.RequestError{Param: "with", Msg: fmt.Sprintf("%q: write FIELD=VALUE, as side=left", s)}
		case f == nil:
			msg := fmt.Sprintf("%s: no such field; these can be changed: %s", name, strings.Join(Fields(), ", "))
			if near := index.Nearest(name, Fields()); near != "" {
				msg = fmt.Sprintf("%s: no such field; did you mean %s? These can be changed: %s", name, near, strings.Join(Fields(), ", "))
			}
			return nil, &index.RequestError{Param: "with", Msg: msg}
		}
		values := splitValues(value)
		if i := slices.IndexFunc(changes, func(c Change) bool { return c.Field == f.name }); i >= 0 {
			changes[i].Values = append(changes[i].Values, values...)
			continue
		}
		changes = append(changes, Change{f.name, values})
	}
	return changes, nil
}

func splitValues(s string) []string {
	var values []string
	for v := range strings.SplitSeq(s, ";") {
		if v = strings.Join(strings.Fields(v), " "); v != "" && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}

// namesTreatment reports whether changes say what is asked for.
func namesTreatment(changes []Change) bool {
	return slices.ContainsFunc(changes, func(c Change) bool { return (c.Field == "treatment" || c.Field == "drug") && len(c.Values) > 0 })
}

// with makes changes in each item.
func (e *Example) with(changes []Change) error {
	for i := range e.Items {
		if err := e.Items[i].with(changes); err != nil {
			return err
		}
	}
	return nil
}

func (it *Item) with(changes []Change) error {
	letter, item := *it.Like.Letter, *it.Like.Item
	d := &index.Determination{Letter: &letter, Item: &item}
	reworded, changed := false, false
	for i := range fields { // in the order of the table: a dose after its drug
		f := &fields[i]
		for _, c := range changes {
			// a form sends every field: what stands as it was read changes nothing,
			// also where another change has changed it
			if c.Field != f.name || slices.Equal(c.Values, it.Read[i].Values) {
				continue
			}
			if err := f.write(d, c.Values); err != nil {
				return err
			}
			changed, reworded = true, reworded || f.request
		}
	}
	if !changed {
		return nil
	}
	if reworded {
		reword(d)
	}
	before := it.Read
	it.Like, it.Read, it.Request = d, valuesOf(d), item.Request
	for i := range it.Read {
		if !slices.Equal(it.Read[i].Values, before[i].Values) {
			it.Read[i].Changed, it.Read[i].Was = true, before[i].Values
		}
	}
	return nil
}

// valuesOf returns what is read of a determination.
func valuesOf(d *index.Determination) []Value {
	values := make([]Value, len(fields))
	for i, f := range fields {
		values[i] = Value{Field: f.name, Label: f.label, Values: append([]string{}, f.read(d)...)}
	}
	return values
}

// reword writes the request of its values, as such requests are written, so that
// what reads the request finds them, and nothing that was taken away.
func reword(d *index.Determination) {
	t := &d.Item.Treatment
	words := slices.Concat(t.Names, t.Drugs, t.Dose)
	if t.Quantity > 0 {
		words = append(words, "#"+strconv.Itoa(t.Quantity))
	}
	if len(t.Levels) > 0 {
		words = append(words, "at "+strings.Join(t.Levels, ", "))
	}
	if len(t.BodyParts) > 0 || t.Side != "" {
		words = append(words, strings.TrimSpace(t.Side+" "+strings.Join(t.BodyParts, ", ")))
	}
	d.Item.Request = strings.Join(words, " ")
	d.Item.Heading = d.Item.Request
	read := lexicon.Derive(d.Item.Request, "", "")
	t.Class, t.Subclass, t.DrugClass = read.Class, read.Subclass, read.DrugClass
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// bad is the error of a value that a field cannot have.
func bad(field, value, want string) error {
	return &index.RequestError{Param: field, Msg: fmt.Sprintf("%q: %s", value, want)}
}

func setTreatment(d *index.Determination, values []string) error {
	t := &d.Item.Treatment
	var said imr.Treatment
	for _, v := range values {
		read := lexicon.Derive(v, "", "")
		if read.Class == "" && len(read.Names)+len(read.Drugs) == 0 {
			return bad("treatment", v, "no treatment or drug is known by that name"+nearest(v, lexicon.Values("named"), lexicon.Values("drug")))
		}
		said.Names = append(said.Names, read.Names...)
		said.Drugs = append(said.Drugs, read.Drugs...)
		said.Dose = append(said.Dose, read.Dose...)
		said.Levels = append(said.Levels, read.Levels...)
		said.BodyParts = append(said.BodyParts, read.BodyParts...)
		said.Side, said.Quantity = read.Side, read.Quantity
	}
	t.Names, t.Drugs = orEmpty(said.Names), orEmpty(said.Drugs)
	t.Dose = said.Dose
	if said.Levels != nil || !spinal(said.BodyParts) {
		t.Levels = said.Levels
	}
	if len(said.BodyParts) > 0 {
		t.BodyParts = said.BodyParts
	}
	if said.Side != "" {
		t.Side = said.Side
	}
	t.Quantity, t.Frequency = said.Quantity, ""
	return nil
}

// spinal reports whether levels of the spine may stay beside parts of the body:
// none is named, or one of the spine.
func spinal(parts []string) bool {
	return len(parts) == 0 || slices.ContainsFunc(parts, func(p string) bool {
		return strings.Contains(p, "back") || strings.Contains(p, "neck") || strings.Contains(p, "spine")
	})
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func setDrug(d *index.Determination, values []string) error {
	drugs := []string{}
	for _, v := range values {
		read := lexicon.Derive(v, "", "")
		if len(read.Drugs) == 0 {
			return bad("drug", v, "no drug is known by that name"+nearest(v, lexicon.Values("drug")))
		}
		for _, drug := range read.Drugs {
			if !slices.Contains(drugs, drug) {
				drugs = append(drugs, drug)
			}
		}
	}
	d.Item.Treatment.Drugs = drugs
	return nil
}

func setDose(d *index.Determination, values []string) error {
	var doses []string
	for _, v := range values {
		dose, ok := measure.ReadDose(strings.ToLower(v))
		if !ok {
			return bad("dose", v, "no dose; write it as 50 mg, 10/325 mg or 5%")
		}
		doses = append(doses, dose.String())
	}
	d.Item.Treatment.Dose = doses
	return nil
}

func readQuantity(d *index.Determination) []string {
	if d.Item.Treatment.Quantity == 0 {
		return nil
	}
	return []string{strconv.Itoa(d.Item.Treatment.Quantity)}
}

func setQuantity(d *index.Determination, values []string) error {
	n, err := number("quantity", values, 1, 100_000)
	d.Item.Treatment.Quantity, d.Item.Treatment.Frequency = n, ""
	return err
}

// number reads the one number of a field, 0 for none.
func number(field string, values []string, least, most int) (int, error) {
	if len(values) == 0 {
		return 0, nil
	}
	n, err := strconv.Atoi(strings.TrimPrefix(values[0], "#"))
	if err != nil || len(values) > 1 || n < least || n > most {
		return 0, bad(field, strings.Join(values, "; "), fmt.Sprintf("want a whole number from %d to %d", least, most))
	}
	return n, nil
}

func setBody(d *index.Determination, values []string) error {
	parts := []string{}
	for _, v := range values {
		found := lexicon.Ask(strings.Fields(strings.ToLower(v))).BodyParts
		if len(found) == 0 {
			return bad("body", v, "no part of the body is known by that name"+nearest(v, lexicon.Values("body")))
		}
		for _, p := range found {
			if !slices.Contains(parts, p) {
				parts = append(parts, p)
			}
		}
	}
	d.Item.Treatment.BodyParts = parts
	return nil
}

func setSide(d *index.Determination, values []string) error {
	side, err := choice("side", values, sides)
	d.Item.Treatment.Side = side
	return err
}

// choice reads the one value of a field, "" for none.
func choice(field string, values, allowed []string) (string, error) {
	if len(values) == 0 {
		return "", nil
	}
	v := strings.ToLower(values[0])
	if len(values) > 1 || !slices.Contains(allowed, v) {
		return "", bad(field, strings.Join(values, "; "), "want one of "+strings.Join(allowed, ", "))
	}
	return v, nil
}

func setLevel(d *index.Determination, values []string) error {
	var levels []string
	for _, v := range values {
		found := measure.Levels(v)
		if level, ok := measure.ReadLevel(strings.ToLower(v)); ok {
			found = []measure.Level{level}
		}
		if len(found) == 0 {
			return bad("level", v, "no level of the spine; write it as L4-L5 or C6")
		}
		for _, level := range found {
			levels = append(levels, level.String())
		}
	}
	d.Item.Treatment.Levels = levels
	return nil
}

func setDiagnosis(d *index.Determination, values []string) error {
	d.Letter.Diagnoses, d.Letter.DiagnosisDetails = orEmpty(values), nil
	return nil
}

func setReason(d *index.Determination, values []string) error {
	known := lexicon.Values("reason")
	reasons := []string{}
	for _, v := range values {
		i := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, v) })
		if i < 0 {
			return bad("reason", v, "no such reason"+nearest(v, known))
		}
		reasons = append(reasons, known[i])
	}
	d.Item.Reasons, d.Item.ReasonsAgainst, d.Item.ReasonsFor = reasons, reasons, []string{}
	return nil
}

// families are the guideline families of the contract.
var families = []imr.Family{imr.MTUSACOEM, imr.MTUSChronicPain, imr.MTUSOpioids, imr.MTUSAcupuncture, imr.MTUSPostsurgical, imr.MTUS, imr.ODG, imr.ACOEM, imr.OtherFamily}

func readGuideline(d *index.Determination) []string {
	var list []string
	for _, c := range d.Item.ClaimsAdministrator.Citations {
		if !slices.Contains(list, string(c.Family)) {
			list = append(list, string(c.Family))
		}
	}
	return list
}

func setGuideline(d *index.Determination, values []string) error {
	cited := imr.Guidelines{Citations: []imr.Citation{}}
	for _, v := range values {
		i := slices.IndexFunc(families, func(f imr.Family) bool { return strings.EqualFold(string(f), v) })
		if i < 0 {
			return bad("guideline", v, "want one of "+strings.Join(familyNames(), ", "))
		}
		kept := 0
		for _, c := range d.Item.ClaimsAdministrator.Citations {
			if c.Family == families[i] {
				cited.Citations = append(cited.Citations, c)
				kept++
			}
		}
		if kept == 0 {
			cited.Citations = append(cited.Citations, imr.Citation{Family: families[i], Sections: []string{}, Topics: []string{}, Pages: [][]int{}})
		}
	}
	cited.Cited = len(cited.Citations) > 0
	d.Item.ClaimsAdministrator = cited
	return nil
}

func readAge(d *index.Determination) []string {
	if d.Letter.Patient.Age == 0 {
		return nil
	}
	return []string{strconv.Itoa(d.Letter.Patient.Age)}
}

func setAge(d *index.Determination, values []string) error {
	n, err := number("age", values, 1, 120)
	d.Letter.Patient.Age = n
	return err
}

func setSex(d *index.Determination, values []string) error {
	sex, err := choice("sex", values, sexes)
	d.Letter.Patient.Sex = sex
	return err
}

// nearest offers the known name that one may have been meant for.
func nearest(v string, lists ...[]string) string {
	if near := index.Nearest(v, slices.Concat(lists...)); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}
