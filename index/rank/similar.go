package rank

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/index/text"
)

// A Feature is something of an item that another may have too.
type Feature struct {
	Expr   index.Expr // what the items match that have it
	Label  string     // what agrees, for people: "Body part"
	Value  string     // as people read it: "knee"
	Weight float64    // what agreeing is worth, more than 0
	Bond   Bond
}

// A Bond says how far a feature makes two items similar.
type Bond uint8

const (
	Loose         Bond = iota // agrees beside other things
	SameKind                  // the treatments are of the same subclass
	SameTreatment             // the treatments, or the drugs, are the same
)

// A similar item shares a SameTreatment feature. Where fewer than SimilarFew
// items do, those that share one of SameKind count too. Of an item without
// any of these SimilarShare of the weight of all its features must agree.
const (
	SimilarFew   = 20
	SimilarShare = 0.25
)

// What agreeing is worth. The treatment by its name, or the drug, outweighs
// all that may agree without it. Several values of one kind share its weight,
// words of the rationale by their idf.
const (
	alikeTreatment = 60 // all treatments by their names
	alikeDrug      = 60 // all drugs
	alikeBody      = 20 // all parts of the body
	alikeSide      = 6  // left, right or both
	alikeSubclass  = 8  // all subclasses of treatments
	alikeDrugClass = 4  // all classes of drugs
	alikeClass     = 2  // all classes of treatments
	alikeRequest   = 6  // what else the request says
	alikeDiagnosis = 12 // all diagnoses
	alikeRationale = 8  // the rarest words of the rationale

	alikeRationaleWords = 20 // how many words of the rationale count
)

// BodyLabel is the label of features that are parts of the body.
const BodyLabel = "Body part"

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

// A Likeness is what an item is compared with others by.
type Likeness struct {
	Features []Feature // the most telling first
	of       index.SimilarTo
}

// Like returns what can agree with d; items is the number of all.
func Like(d *index.Determination, rare WordRarity, items int) Likeness {
	l := Likeness{Features: Features(d, rare, items)}
	l.of = index.SimilarTo{ID: d.Item.ID, Letter: d.Letter.ID, Request: d.Item.Request, Outcome: d.Item.Outcome, Facts: []index.Fact{}}
	for _, f := range l.Features {
		l.of.Facts = append(l.of.Facts, index.Fact{Label: f.Label, Value: f.Value, Same: f.Bond == SameTreatment || f.Label == BodyLabel})
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

// Bound reports whether there is a treatment or a kind of treatment to share.
func (l *Likeness) Bound() bool {
	return slices.ContainsFunc(l.Features, func(f Feature) bool { return f.Bond >= SameKind })
}

// Features returns what can agree with d, the most telling first; items is
// the number of all.
func Features(d *index.Determination, rare WordRarity, items int) []Feature {
	var out []Feature
	words := text.Words(d.Item.Request)
	asked := resolve.Ask(words)
	var named []Feature
	for i, run := range asked.Treatments {
		f := Feature{Expr: wordingIn(index.RequestText.Set(), pick(words, run)), Label: "Treatment", Bond: SameTreatment, Value: strings.Join(pick(words, run), " ")}
		if i < len(d.Item.Treatment.Names) && len(d.Item.Treatment.Names) == len(asked.Treatments) {
			f.Value = d.Item.Treatment.Names[i]
		}
		if f.Expr != nil && len(d.Item.Treatment.Drugs) == 0 {
			named = append(named, f)
		}
	}
	out = shared(out, alikeTreatment, named)
	for _, facet := range []struct {
		field, label string
		weight       float64
		bond         Bond
	}{
		{"drug", "Drug", alikeDrug, SameTreatment},
		{"body", BodyLabel, alikeBody, Loose},
		{"subclass", "Kind of treatment", alikeSubclass, SameKind},
		{"drug_class", "Drug class", alikeDrugClass, Loose},
		{"class", "Class of treatment", alikeClass, Loose},
	} {
		found := facetsOf(d, facet.field)
		for i := range found {
			found[i].Label, found[i].Bond = facet.label, facet.bond
		}
		out = shared(out, facet.weight, found)
		if facet.field == "body" {
			out = shared(out, alikeSide, sideOf(d))
		}
	}
	out = shared(out, alikeRequest, restOf(words, asked))
	out = shared(out, alikeDiagnosis, diagnosesOf(d))
	return append(out, rationaleOf(d, rare, items)...)
}

// shared appends features that have a weight together.
func shared(out []Feature, weight float64, features []Feature) []Feature {
	for _, f := range features {
		f.Weight = weight / float64(len(features))
		out = append(out, f)
	}
	return out
}

func pick(words []string, at []int) []string {
	var out []string
	for _, i := range at {
		out = append(out, words[i])
	}
	return out
}

// wordingIn returns what finds words, or what the lexicon knows to mean the
// same, in some fields; nil for none.
func wordingIn(fields index.TextFields, words []string) index.Expr {
	plan, _, err := resolve.Resolve(&index.Request{Query: strings.Join(words, " ")})
	if err != nil || len(plan.Plain) == 0 {
		return nil
	}
	var of []index.Expr
	for _, x := range plan.Plain {
		var forms []index.Expr
		for _, a := range Alternatives(x.X) {
			a.Fields = fields
			forms = append(forms, a.Sequence)
		}
		of = append(of, index.Or{Of: forms})
	}
	return index.And{Of: of}
}

func facetsOf(d *index.Determination, field string) []Feature {
	var out []Feature
	f, _ := index.FieldNamed(field)
	for _, v := range f.Values(d) {
		out = append(out, Feature{Expr: index.Values{Field: f.Name, Exact: []string{v}}, Value: v})
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

// amountWords say how much and how often, which makes no items alike.
var amountWords = map[string]bool{
	"time": true, "times": true, "week": true, "weeks": true, "weekly": true, "day": true, "days": true, "daily": true,
	"month": true, "months": true, "session": true, "sessions": true, "visit": true, "visits": true, "additional": true,
	"one": true, "two": true, "three": true, "four": true, "five": true, "six": true, "eight": true, "ten": true, "twelve": true,
	"tablet": true, "tablets": true, "tab": true, "tabs": true, "refill": true, "refills": true, "once": true, "twice": true,
	"retrospective": true, "order": true, "dos": true, "unit": true, "associated": true, "surgical": true, "service": true,
}

// restOf returns the request's words that say something and name neither the
// treatment nor part or side.
func restOf(words []string, asked resolve.Asked) []Feature {
	said := slices.Concat(append(asked.Treatments, asked.Body, asked.Side)...)
	var rest []string
	for i, w := range words {
		if !slices.Contains(said, i) && !amountWords[w] {
			rest = append(rest, w)
		}
	}
	var out []Feature
	for _, w := range contentWords(rest) {
		out = append(out, Feature{Expr: oneWord(index.RequestText.Set(), w), Label: "Words of the request", Value: w})
	}
	return out
}

func diagnosesOf(d *index.Determination) []Feature {
	var out []Feature
	for _, diagnosis := range d.Letter.Diagnoses {
		var all []index.Expr
		for _, w := range contentWords(text.Words(diagnosis)) {
			all = append(all, oneWord(index.DiagnosisText.Set(), w))
		}
		if len(all) > 0 {
			out = append(out, Feature{Expr: index.And{Of: all}, Label: "Diagnosis", Value: diagnosis})
		}
	}
	return out
}

// rationaleOf returns the rarest words of the rationale, each worth its share
// by rarity.
func rationaleOf(d *index.Determination, rare WordRarity, items int) []Feature {
	var out []Feature
	total := 0.0
	for _, w := range rarest(contentWords(text.Words(d.Item.Rationale.Text)), rare) {
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

// contentWords returns the words that carry meaning, each once: three letters
// at least, no digits, none that only holds a sentence together.
func contentWords(words []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range words {
		class := text.Class(w)
		if len(w) < 3 || seen[class] || text.FunctionWord(w) || strings.IndexFunc(w, unicode.IsDigit) >= 0 {
			continue
		}
		seen[class] = true
		out = append(out, w)
	}
	return out
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
