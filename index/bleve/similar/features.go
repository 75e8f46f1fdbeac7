package similar

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"imrsearch/index"
	"imrsearch/index/bleve/match"
	"imrsearch/index/rank"
	"imrsearch/index/resolve"
	"imrsearch/index/text"
)

// A feature is something of an item that another may have too.
type feature struct {
	expr   index.Expr
	label  string // what agrees, for people
	value  string
	weight float64
	bond   bond
}

// A bond says what an item must share to be similar.
type bond uint8

const (
	loose         bond = iota // agrees beside other things
	sameKind                  // makes a treatment of the same kind
	sameTreatment             // makes the same treatment, or the same drug
)

// What agreeing is worth. The treatment by its name, or the drug, outweighs
// all that may agree without it; several values of one kind share its weight,
// words of the rationale by how rare they are.
const (
	treatmentWeight = 60
	drugWeight      = 60
	bodyWeight      = 20
	sideWeight      = 6
	leafWeight      = 8
	drugClassWeight = 4
	classWeight     = 2
	requestWeight   = 6
	diagnosisWeight = 12
	rationaleWeight = 8
	rationaleWords  = 20
)

// featuresOf returns what can agree with d, the most telling first. rare
// tells of a word in how many items it stands, 0 when it is of no use; items
// is the number of all.
func featuresOf(d *index.Determination, rare func(word string) int, items int) []feature {
	var out []feature
	words := text.Words(d.Item.Request)
	asked := resolve.Ask(words)
	var named []feature
	for i, run := range asked.Treatments {
		f := feature{expr: wordingIn(index.RequestText.Set(), pick(words, run)), label: "Treatment", bond: sameTreatment, value: strings.Join(pick(words, run), " ")}
		if i < len(d.Item.Treatment.Names) && len(d.Item.Treatment.Names) == len(asked.Treatments) {
			f.value = d.Item.Treatment.Names[i]
		}
		if f.expr != nil && len(d.Item.Treatment.Drugs) == 0 {
			named = append(named, f)
		}
	}
	out = share(out, treatmentWeight, named)
	for _, facet := range []struct {
		field, label string
		weight       float64
		bond         bond
	}{
		{"drug", "Drug", drugWeight, sameTreatment},
		{"body", "Body part", bodyWeight, loose},
		{"subclass", "Kind of treatment", leafWeight, sameKind},
		{"drug_class", "Drug class", drugClassWeight, loose},
		{"class", "Class of treatment", classWeight, loose},
	} {
		found := facetsOf(d, facet.field)
		for i := range found {
			found[i].label, found[i].bond = facet.label, facet.bond
		}
		out = share(out, facet.weight, found)
		if facet.field == "body" {
			out = share(out, sideWeight, sideOf(d))
		}
	}
	out = share(out, requestWeight, restOf(words, asked))
	out = share(out, diagnosisWeight, diagnosesOf(d))
	return append(out, rationaleOf(d, rare, items)...)
}

// share appends features that have a weight together.
func share(out []feature, weight float64, features []feature) []feature {
	for _, f := range features {
		f.weight = weight / float64(len(features))
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
		for _, a := range match.Alternatives(x.X, 1) {
			a.Fields = fields
			forms = append(forms, a.Sequence)
		}
		of = append(of, index.Or{Of: forms})
	}
	return index.And{Of: of}
}

func facetsOf(d *index.Determination, field string) []feature {
	var out []feature
	f, _ := index.FieldNamed(field)
	for _, v := range f.Values(d) {
		out = append(out, feature{expr: index.Values{Field: f.Name, Exact: []string{v}}, value: v})
	}
	return out
}

// sideWords are how requests name a side.
var sideWords = map[string][]string{"left": {"left", "lt"}, "right": {"right", "rt"}, "bilateral": {"bilateral", "both"}}

func sideOf(d *index.Determination) []feature {
	var of []index.Expr
	for _, w := range sideWords[d.Item.Treatment.Side] {
		of = append(of, oneWord(index.RequestText.Set(), w))
	}
	if of == nil {
		return nil
	}
	return []feature{{expr: index.Or{Of: of}, label: "Side", value: d.Item.Treatment.Side}}
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
func restOf(words []string, asked resolve.Asked) []feature {
	said := slices.Concat(append(asked.Treatments, asked.Body, asked.Side)...)
	var rest []string
	for i, w := range words {
		if !slices.Contains(said, i) && !amountWords[w] {
			rest = append(rest, w)
		}
	}
	var out []feature
	for _, w := range contentWords(rest) {
		out = append(out, feature{expr: oneWord(index.RequestText.Set(), w), label: "Words of the request", value: w})
	}
	return out
}

func diagnosesOf(d *index.Determination) []feature {
	var out []feature
	for _, diagnosis := range d.Letter.Diagnoses {
		var all []index.Expr
		for _, w := range contentWords(text.Words(diagnosis)) {
			all = append(all, oneWord(index.DiagnosisText.Set(), w))
		}
		if len(all) > 0 {
			out = append(out, feature{expr: index.And{Of: all}, label: "Diagnosis", value: diagnosis})
		}
	}
	return out
}

// rationaleOf returns the rarest words of the rationale, each worth its share
// by rarity.
func rationaleOf(d *index.Determination, rare func(word string) int, items int) []feature {
	var out []feature
	total := 0.0
	for _, w := range rarest(contentWords(text.Words(d.Item.Rationale.Text)), rare) {
		f := feature{expr: oneWord(index.RationaleText.Set(), w), label: "Words of the rationale", value: w, weight: rank.Idf(rare(w), items)}
		total += f.weight
		out = append(out, f)
	}
	for i := range out {
		out[i].weight *= rationaleWeight / total
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
		if len(w) < 3 || seen[class] || resolve.FunctionWord(w) || strings.IndexFunc(w, unicode.IsDigit) >= 0 {
			continue
		}
		seen[class] = true
		out = append(out, w)
	}
	return out
}

// rarest returns the words that stand in the fewest items.
func rarest(words []string, rare func(string) int) []string {
	count := map[string]int{}
	for _, w := range words {
		if n := rare(w); n > 0 {
			count[w] = n
		}
	}
	list := slices.Sorted(maps.Keys(count))
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(count[a], count[b]) })
	return list[:min(len(list), rationaleWords)]
}
