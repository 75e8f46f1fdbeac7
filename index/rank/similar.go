package rank

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/index/text"
)

// A Feature is something of an item that another may have too.
type Feature struct {
	Expr   index.Expr // what the items match that have it
	Label  string     // what agrees, for people: "Body part"
	Value  string     // as people read it: "knee"
	Field  string     // of the language, where one finds it
	Weight float64    // what agreeing is worth, more than 0
}

// SimilarFew is how many items with the same treatment there are at least
// before others are near: those with a treatment of the same kind and, where
// these too are fewer than half as many, of the same class.
const SimilarFew = 20

// What agreeing is worth. The treatment or the drug outweighs all that may
// agree without it. Several values of one kind share its weight, words of the
// rationale by their idf.
const (
	alikeTreatment = 50 // all treatments, or drugs by their substances
	alikeExactly   = 10 // the same under the very name
	alikeBody      = 20 // all parts of the body
	alikePart      = 4  // the same under the very name
	alikeDiagnosed = 8  // all parts of the body that the diagnoses name
	alikeStage     = 12 // the stage of care
	alikeSide      = 6  // left, right or both
	alikeLevel     = 4  // all levels of the spine
	alikeSubclass  = 8  // all subclasses of treatments
	alikeDrugClass = 4  // all classes of drugs
	alikeClass     = 2  // all classes of treatments
	alikeDose      = 3  // all doses
	alikeQuantity  = 2  // the number of pills, visits or things
	alikeManner    = 2  // retrospective, of a remaining portion: each
	alikeReason    = 3  // all reasons of the decision
	alikeRequest   = 6  // what else the request says
	alikeDiagnosis = 12 // all diagnoses
	alikeRationale = 6  // the rarest words of what the rationale says of the case

	alikeRationaleWords = 20 // how many words of the rationale count
)

// WordRarity tells of a word, in lower case, in how many items it stands, 0
// when that says nothing about an item: see Rare.
type WordRarity func(word string) int

// Rare returns n, the number of items with a word, where the word may tell
// that two of all items are alike; 0 where it stands in one item alone, or in
// more than a twentieth (but 4 at least).
func Rare(n, all int) int {
	if n < 2 || n > max(all/20, 4) {
		return 0
	}
	return n
}

// features returns what can agree with d, the most telling first; items is
// the number of all.
func features(d *index.Determination, rare WordRarity, items int) []Feature {
	a, tr := askOf(d), &d.Item.Treatment
	words := text.Words(d.Item.Request)
	var out []Feature
	out = sameOf(out, treatmentLabel, a.names, resolve.SameTreatment, valuesOf("named"), alikeTreatment, alikeExactly)
	out = sameOf(out, drugLabel, a.drugs, resolve.SameSubstance, a.given, alikeTreatment, alikeExactly)
	if !a.diagnosed {
		out = sameOf(out, BodyLabel, tr.BodyParts, resolve.SamePart, valuesOf("body"), alikeBody, alikePart)
	}
	out = shared(out, alikeSide, sideOf(d))
	out = shared(out, alikeStage, facetsOf(d, "stage", stageLabel))
	if a.class != pharmaceuticals {
		out = shared(out, alikeDiagnosed, facetsOf(d, "diagnosed", diagnosedLabel))
	}
	out = shared(out, alikeLevel, facetsOf(d, "level", "Level of the spine"))
	out = shared(out, alikeSubclass, facetsOf(d, "subclass", "Kind of treatment"))
	out = shared(out, alikeDrugClass, facetsOf(d, "drug_class", "Drug class"))
	out = shared(out, alikeClass, facetsOf(d, "class", "Class of treatment"))
	out = shared(out, alikeDose, facetsOf(d, "dose", "Dose"))
	if n := tr.Quantity; n > 0 {
		of := index.Range{Field: "quantity", From: n, To: n}
		out = shared(out, alikeQuantity, []Feature{{Expr: of, Label: "Quantity", Value: strconv.Itoa(n), Field: of.Field}})
	}
	for _, manner := range []struct {
		is           bool
		field, label string
	}{{d.Item.Retrospective, "retrospective", "Retrospective"}, {d.Item.RemainingPortion, "remaining", "Remaining portion"}} {
		if manner.is {
			out = shared(out, alikeManner, facetsOf(d, manner.field, manner.label))
		}
	}
	out = shared(out, alikeDiagnosis, diagnosesOf(d))
	if len(a.names)+len(a.drugs) == 0 {
		out = shared(out, alikeTreatment, wordsOf(words))
	} else {
		out = shared(out, alikeRequest, restOf(words, resolve.Ask(words)))
	}
	out = shared(out, alikeReason, facetsOf(d, "reason", "Reason given"))
	return append(out, rationaleOf(d, rare, items)...)
}

// sameOf appends a feature for each value, which all that is the same as the
// value has, and one for the very value.
func sameOf(out []Feature, label string, values []string, same func(string) []string, having func([]string) index.Expr, weight, exactly float64) []Feature {
	var kin, exact []Feature
	for _, v := range values {
		f := Feature{Expr: having(same(v)), Label: label, Value: v, Field: fieldOf[label]}
		kin = append(kin, f)
		f.Expr = having([]string{v})
		exact = append(exact, f)
	}
	return shared(shared(out, weight, kin), exactly, exact)
}

// fieldOf holds the fields of the language behind some labels.
var fieldOf = map[string]string{treatmentLabel: "named", drugLabel: "drug", BodyLabel: "body"}

// valuesOf returns what matches the items with one of some values in a field.
func valuesOf(field string) func([]string) index.Expr {
	return func(values []string) index.Expr { return index.Values{Field: field, Exact: values} }
}

// shared appends features that have a weight together.
func shared(out []Feature, weight float64, features []Feature) []Feature {
	for _, f := range features {
		f.Weight = weight / float64(len(features))
		out = append(out, f)
	}
	return out
}

func facetsOf(d *index.Determination, field, label string) []Feature {
	var out []Feature
	f, _ := index.FieldNamed(field)
	for _, v := range f.Values(d) {
		out = append(out, Feature{Expr: index.Values{Field: f.Name, Exact: []string{v}}, Label: label, Value: v, Field: f.Name})
	}
	return out
}

// sideWords are how requests name a side.
var sideWords = map[string][]string{"left": {"left", "lt"}, "right": {"right", "rt"}, "bilateral": {"bilateral", "both"}}

func sideOf(d *index.Determination) []Feature {
	var of []index.Expr
	for _, w := range sideWords[d.Item.Treatment.Side] {
		of = append(of, oneWord(index.RequestText.Set(), w))
	}
	if of == nil {
		return nil
	}
	return []Feature{{Expr: index.Or{Of: of}, Label: "Side", Value: d.Item.Treatment.Side}}
}

// restOf returns the request's words that say something and name neither the
// treatment nor part or side.
func restOf(words []string, asked resolve.Asked) []Feature {
	said := slices.Concat(append(asked.Treatments, asked.Body, asked.Side)...)
	var rest []string
	for i, w := range words {
		if !slices.Contains(said, i) {
			rest = append(rest, w)
		}
	}
	return wordsOf(rest)
}

// wordsOf returns the words of a request that say something: which treatment is
// meant, where no table knows it.
func wordsOf(words []string) []Feature {
	var out []Feature
	for _, w := range resolve.Content(words) {
		if !resolve.Amount(w) {
			out = append(out, Feature{Expr: oneWord(index.RequestText.Set(), w), Label: requestLabel, Value: w})
		}
	}
	return out
}

func diagnosesOf(d *index.Determination) []Feature {
	var out []Feature
	for _, diagnosis := range d.Letter.Diagnoses {
		var all []index.Expr
		for _, w := range resolve.Content(text.Words(diagnosis)) {
			all = append(all, oneWord(index.DiagnosisText.Set(), w))
		}
		if len(all) > 0 {
			out = append(out, Feature{Expr: index.And{Of: all}, Label: "Diagnosis", Value: diagnosis})
		}
	}
	return out
}

// rationaleOf returns the rarest words of what the rationale says of the case,
// each worth its share by rarity: what is quoted or recited from guidelines
// makes no items alike.
func rationaleOf(d *index.Determination, rare WordRarity, items int) []Feature {
	var out []Feature
	total := 0.0
	for _, w := range rarest(resolve.Content(text.Words(resolve.OfCase(d.Item.Rationale.Text))), rare) {
		f := Feature{Expr: oneWord(index.RationaleText.Set(), w), Label: "Words of the rationale", Value: w, Weight: Idf(rare(w), items)}
		total += f.Weight
		out = append(out, f)
	}
	for i := range out {
		out[i].Weight *= alikeRationale / total
	}
	return out
}

func oneWord(fields index.TextFields, w string) index.Sequence {
	return index.Sequence{Fields: fields, Words: []index.Matcher{{Kind: index.Inflected, Text: w}}}
}

// rarest returns the words that stand in the fewest items.
func rarest(words []string, rare WordRarity) []string {
	count := map[string]int{}
	for _, w := range words {
		if n := rare(w); n > 0 {
			count[w] = n
		}
	}
	list := slices.Sorted(maps.Keys(count))
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(count[a], count[b]) })
	return list[:min(len(list), alikeRationaleWords)]
}
