package rank

import (
	"slices"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/index/text"
)

// A Likeness is what an item is compared with others by.
//
// The same request is the same treatment, of the same part of the body where
// both name one, at the same stage of care where both tell it:
//
//   - Treatments are the same by their names, or, for drugs, by their substance.
//     A name that leaves open which treatment is meant ("consultation") counts
//     only where there is no other. Of several treatments one is enough. A
//     mixture for the skin is like other such mixtures alone. Where no table
//     knows what is asked for, the words of the request are its name.
//   - What is swallowed or rubbed in has no part of the body. A course of visits
//     or an injection whose request names none is for those of the diagnoses.
//   - A further course of visits, and one after an operation, is another request
//     than one of which neither is said; so is a drug with or after an operation.
type Likeness struct {
	Features  []Feature  // what can agree, the most telling first
	Treatment index.Expr // matches the items with the same treatment; nil where none is known
	Same      index.Expr // those of Treatment that are the same request; nil where none is known
	// Kinds match the items with a treatment of its kind, each more than the one
	// before: of the same subclass, drug class or near one; of the same class.
	Kinds []Kind
	of    index.SimilarTo
}

// Like returns what can agree with d; items is the number of all.
func Like(d *index.Determination, rare WordRarity, items int) Likeness {
	l := Likeness{Features: features(d, rare, items)}
	a := askOf(d)
	l.Treatment, l.Kinds = a.treatment(), a.kinds()
	if l.Treatment == nil {
		l.Treatment, l.Kinds = wordingOf(d, l.Kinds)
	}
	if l.Treatment != nil {
		l.Same = index.And{Of: append([]index.Expr{l.Treatment}, a.conditions()...)}
	}
	l.of = index.SimilarTo{ID: d.Item.ID, Letter: d.Letter.ID, Request: d.Item.Request, Outcome: d.Item.Outcome, Facts: []index.Fact{}}
	for _, f := range l.Features {
		fact := index.Fact{Label: f.Label, Value: f.Value, Field: f.Field, Same: a.decides(f.Label)}
		if !slices.Contains(l.of.Facts, fact) {
			l.of.Facts = append(l.of.Facts, fact)
		}
	}
	return l
}

// Of says what the item is, as it was read.
func (l *Likeness) Of() index.SimilarTo { return l.of }

// Weight is the weight of all that can agree.
func (l *Likeness) Weight() float64 {
	total := 0.0
	for _, f := range l.Features {
		total += f.Weight
	}
	return total
}

// Labels of what items are compared by.
const (
	treatmentLabel = "Treatment"
	drugLabel      = "Drug"
	BodyLabel      = "Body part"
	diagnosedLabel = "Body part diagnosed"
	stageLabel     = "Stage of care"
	requestLabel   = "Words of the request"
)

// Classes of the lexicon.
const (
	pharmaceuticals   = "Pharmaceuticals"
	topicalCompounds  = "Topical compounds"
	topicalAnalgesics = "Topical analgesics"
	rehabilitation    = "Rehabilitation"
	injection         = "Injection"
)

// Stages of care, as the lexicon names them.
const (
	surgical  = "with or after surgery"
	continued = "continued or repeated"
)

// An ask is what an item asks for, as far as it makes a request.
type ask struct {
	names     []string // of treatments: those that tell which, else all
	drugs     []string // generics, where drugs are asked for
	class     string
	subclass  string
	drugClass []string // of drugs that are asked for
	unnamed   bool     // any drug of the subclass ("opioids")
	parts     []string // of the body; nil where they do not matter
	diagnosed bool     // parts are those of the diagnoses
	stage     string   // of care
}

// askOf reads what an item asks for.
func askOf(d *index.Determination) *ask {
	tr := &d.Item.Treatment
	a := &ask{class: tr.Class, subclass: tr.Subclass, stage: d.Item.Stage}
	for _, name := range tr.Names {
		if resolve.Tells(name) {
			a.names = append(a.names, name)
		}
	}
	if tr.Class == pharmaceuticals || len(a.names) == 0 {
		a.drugs, a.drugClass = tr.Drugs, tr.DrugClass
	}
	if len(a.names) == 0 && len(a.drugs) == 0 {
		a.names = tr.Names
		a.unnamed = tr.Class == pharmaceuticals && tr.Subclass != ""
	}
	if tr.Class != pharmaceuticals {
		a.parts = tr.BodyParts
		if a.visits() && (len(a.parts) == 0 || slices.Equal(a.parts, []string{vaguePart})) {
			f, _ := index.FieldNamed("diagnosed")
			if parts := f.Values(d); len(parts) > 0 {
				a.parts, a.diagnosed = parts, true
			}
		}
	}
	return a
}

// visits reports whether what is asked for is done to the part that hurts,
// named or not.
func (a *ask) visits() bool { return a.class == rehabilitation || a.class == injection }

// apart returns the stages of care that make another request than where none of
// them is told.
func (a *ask) apart() []string {
	switch a.class {
	case rehabilitation:
		return []string{surgical, continued}
	case pharmaceuticals:
		return []string{surgical}
	}
	return nil
}

// treatment matches the items with one of the treatments; nil for none.
func (a *ask) treatment() index.Expr {
	var any []index.Expr
	if names := kinOf(a.names, resolve.SameTreatment); len(names) > 0 {
		any = append(any, index.Values{Field: "named", Exact: names})
	}
	if a.unnamed {
		any = append(any, index.Values{Field: "subclass", Exact: []string{a.subclass}})
	}
	if drugs := kinOf(a.drugs, resolve.SameSubstance); len(drugs) > 0 {
		any = append(any, a.given(drugs))
	}
	if any == nil {
		return nil
	}
	return index.Or{Of: any}
}

// given matches the items that ask for one of some drugs as it is asked for
// here: in a mixture for the skin, or otherwise.
func (a *ask) given(drugs []string) index.Expr {
	of := []index.Expr{index.Values{Field: "drug", Exact: drugs}}
	mixture := index.Values{Field: "subclass", Exact: []string{topicalCompounds}}
	switch {
	case a.class != pharmaceuticals:
	case a.subclass == topicalCompounds:
		of = append(of, mixture)
	default:
		of = append(of, index.Values{Field: "class", Exact: []string{pharmaceuticals}}, index.Not{X: mixture})
	}
	return index.And{Of: of}
}

// A Kind matches items with a treatment of the kind of another. It counts
// where fewer than Below items are found without it.
type Kind struct {
	Expr  index.Expr
	Below int
}

// kinds returns the kinds of a treatment, the narrowest first.
func (a *ask) kinds() []Kind {
	var near []index.Expr
	values := func(field string, list []string) {
		if len(list) > 0 {
			near = append(near, index.Values{Field: field, Exact: list})
		}
	}
	switch a.subclass {
	case "":
		return nil
	case topicalCompounds, topicalAnalgesics:
		values("subclass", []string{topicalCompounds, topicalAnalgesics})
	default:
		values("subclass", []string{a.subclass})
		values("drug_class", a.drugClass)
	}
	values("named", kinOf(a.names, resolve.NearTreatment))
	kind := index.Expr(index.Or{Of: near})
	if len(a.drugClass) > 0 && a.subclass != topicalCompounds && a.subclass != topicalAnalgesics {
		kind = index.And{Of: []index.Expr{kind, index.Not{X: index.Values{Field: "subclass", Exact: []string{topicalCompounds}}}}}
	}
	class := index.Values{Field: "class", Exact: []string{a.class}}
	return []Kind{{kind, SimilarFew}, {class, SimilarFew / 2}}
}

// wordingOf matches the items whose requests have all the words of a request
// that say something, nil where there are none; where no kind is known, those
// with any of the words are of its kind.
func wordingOf(d *index.Determination, kinds []Kind) (index.Expr, []Kind) {
	var words []index.Expr
	for _, f := range wordsOf(text.Words(d.Item.Request)) {
		words = append(words, f.Expr)
	}
	if words == nil {
		return nil, kinds
	}
	if kinds == nil {
		kinds = []Kind{{index.Or{Of: words}, SimilarFew}}
	}
	return index.And{Of: words}, kinds
}

// conditions are what must be true beside the treatment.
func (a *ask) conditions() []index.Expr {
	var all []index.Expr
	if len(a.parts) > 0 {
		all = append(all, a.part())
	}
	if x := a.staged(); x != nil {
		all = append(all, x)
	}
	return all
}

// staged matches the items at the same stage of care; nil for any.
func (a *ask) staged() index.Expr {
	apart := a.apart()
	switch {
	case slices.Contains(apart, a.stage):
		return index.Values{Field: "stage", Exact: []string{a.stage}}
	case apart != nil:
		return index.Not{X: index.Values{Field: "stage", Exact: apart}}
	case a.stage == "":
		return nil
	}
	return index.Or{Of: []index.Expr{index.Values{Field: "stage", Exact: []string{a.stage}}, without("stage")}}
}

// part matches the items of one of the parts, or of none that they tell.
func (a *ask) part() index.Expr {
	parts := kinOf(a.parts, resolve.SamePart)
	var untold index.Expr = index.Or{Of: []index.Expr{without("body"), index.Values{Field: "body", Exact: []string{vaguePart}}}}
	if !slices.Contains(a.parts, vaguePart) {
		parts = slices.DeleteFunc(parts, func(p string) bool { return p == vaguePart })
	}
	if a.visits() {
		untold = index.And{Of: []index.Expr{untold, index.Or{Of: []index.Expr{
			index.Values{Field: "diagnosed", Exact: parts}, without("diagnosed"),
		}}}}
	}
	return index.Or{Of: []index.Expr{index.Values{Field: "body", Exact: parts}, untold}}
}

// without matches the items without a value in a field.
func without(field string) index.Expr {
	return index.Not{X: index.Values{Field: field, Contains: [][]string{{"*"}}}}
}

// vaguePart is a part of the body that tells as little as none: "spinal
// manipulation" may be of any stretch.
const vaguePart = "spine"

// decides reports whether items of the same request share what has the label.
func (a *ask) decides(label string) bool {
	switch label {
	case treatmentLabel:
		return len(a.names) > 0
	case drugLabel:
		return len(a.drugs) > 0
	case BodyLabel:
		return len(a.parts) > 0 && !a.diagnosed
	case diagnosedLabel:
		return len(a.parts) > 0 && a.diagnosed
	case stageLabel:
		return true
	case requestLabel:
		return len(a.names)+len(a.drugs) == 0
	}
	return false
}

// kinOf returns all that is the same as one of a list, each once.
func kinOf(list []string, same func(string) []string) []string {
	var all []string
	for _, v := range list {
		for _, k := range same(v) {
			if !slices.Contains(all, k) {
				all = append(all, k)
			}
		}
	}
	return all
}
