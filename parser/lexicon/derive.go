package lexicon

import (
	"slices"
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/fold"
	"imrsearch/parser/measure"
)

// Derive says what a request asks for. The request decides; the item's
// heading and then the rationale help only where the request names nothing
// known. Slices of the result are never nil, except DrugClass. What is not
// known stays zero.
func Derive(request, heading, rationale string) imr.Treatment {
	var d derivation
	tr := imr.Treatment{Names: []string{}, Drugs: []string{}, BodyParts: []string{}}
	d.read(request)
	if !d.known() {
		d.read(heading)
	}
	if !d.known() {
		for _, s := range requestSentences(rationale) {
			if d.read(s); d.known() {
				break
			}
		}
	}
	d.fill(&tr)
	words := fold.Words(request)
	parts := bodyParts(words, d.in(request))
	if len(parts) == 0 && heading != request {
		parts = bodyParts(fold.Words(heading), d.in(heading))
	}
	if len(parts) == 0 {
		parts = d.impliedParts()
	}
	tr.BodyParts = append(tr.BodyParts, parts...)
	ofPart(&tr)
	tr.Side = side(request, words)
	if tr.Side == "" && heading != request {
		tr.Side = side(heading, fold.Words(heading))
	}
	if body := withoutMarker(request, words); len(body) > 0 && len(body) < len(words) {
		request = request[body[0].Start:]
	}
	tr.Quantity, tr.Frequency = measure.Amount(request)
	tr.Dose, tr.Levels = amounts(request, &tr)
	return tr
}

// NamesTreatment reports whether a text names a treatment or a drug outside a
// request too: words that name one only where something is asked for ("report")
// do not count.
func NamesTreatment(text string) bool {
	words := fold.Words(text)
	return len(terms().findIn(terms().trie, words, words, false)) > 0
}

// ofPart gives an operation on no part of the body the name that it has for the
// one part of the request, where there is one: "arthroscopy" beside a knee is
// "knee arthroscopy".
func ofPart(tr *imr.Treatment) {
	if len(tr.BodyParts) != 1 {
		return
	}
	for i, name := range tr.Names {
		v, ok := terms().treatments[tr.BodyParts[0]+" "+name]
		if !ok {
			continue
		}
		whole := &treatments()[terms().terms[v].treatment]
		if whole.class == "Surgery" && !slices.Contains(tr.Names, whole.name) {
			tr.Names[i] = whole.name
		}
	}
}

// amounts returns the doses and levels that the request for a treatment names.
// A per cent is a dose of a drug only, and what drugs and blood tests are
// called (T3, C-2) is no level.
func amounts(request string, tr *imr.Treatment) (doses, levels []string) {
	drug := len(tr.Drugs) > 0 || tr.Class == pharmaceuticals
	for _, d := range measure.Doses(request) {
		if drug || d.Unit != "%" {
			doses = append(doses, d.String())
		}
	}
	if tr.Class == pharmaceuticals || tr.Subclass == "Laboratory and pathology" {
		return doses, nil
	}
	for _, l := range measure.Levels(request) {
		levels = append(levels, l.String())
	}
	return doses, levels
}

// A derivation is what was found in the first text that names something.
type derivation struct {
	source string
	words  []fold.Word
	hits   []hit
	// What the words say of how a drug is applied, of all hits alike.
	cream, topical bool // a word of creams, of topicalForms
	mixed          bool // a cream mixed by a pharmacy
}

func (d *derivation) known() bool { return len(d.hits) > 0 }

// in returns the hits when they were found in this text.
func (d *derivation) in(text string) []hit {
	if d.source == text {
		return d.hits
	}
	return nil
}

func (d *derivation) read(text string) {
	d.source = text
	d.words = fold.Words(text)
	d.cream, d.topical = anyWord(d.words, creams), anyWord(d.words, topicalForms)
	body := withoutMarker(text, d.words)
	skipped := len(d.words) - len(body)
	d.hits = terms().find(body, d.words)
	for i := range d.hits {
		d.hits[i].start += skipped
		d.hits[i].end += skipped
	}
	if d.mixed = d.compound(); !d.mixed {
		d.applied()
		d.mixed = d.compound()
	}
}

// withoutMarker drops "Associated surgical service:" and the like: the words
// behind it decide.
func withoutMarker(text string, words []fold.Word) []fold.Word {
	for i, w := range words {
		if i > 5 {
			break
		}
		if strings.HasPrefix(text[w.End:], ":") {
			marker := strings.ToLower(text[words[0].Start:w.End])
			if strings.Contains(marker, "associated") || strings.Contains(marker, "surgical service") {
				return words[i+1:]
			}
		}
	}
	return words
}

// requestSentences are the sentences of a rationale that name the request,
// in their order.
func requestSentences(rationale string) []string {
	var found []string
	words := fold.Words(rationale)
	for _, s := range sentences(rationale, words) {
		text := rationale[s[0].Start:s[len(s)-1].End]
		lower := strings.ToLower(text)
		if i := strings.Index(lower, "request for "); i >= 0 {
			found = append(found, text[i:])
		} else if i := strings.Index(lower, "requested "); i >= 0 {
			found = append(found, text[i:])
		}
	}
	return found
}

// fill sets names, drugs and classes.
func (d *derivation) fill(tr *imr.Treatment) {
	for _, h := range d.hits {
		if h.drug >= 0 {
			drug := &drugs()[h.drug]
			tr.Drugs = appendNew(tr.Drugs, drug.generic)
			tr.DrugClass = appendNew(tr.DrugClass, drug.class)
		} else {
			tr.Names = appendNew(tr.Names, treatments()[h.treatment].name)
		}
	}
	tr.Class, tr.Subclass = d.class()
}

// class is that of the first hit that is not minor.
func (d *derivation) class() (class, subclass string) {
	if len(d.hits) == 0 {
		return "", ""
	}
	if d.mixed {
		return pharmaceuticals, "Topical compounds"
	}
	first := d.first()
	h := d.hits[first]
	if h.treatment >= 0 {
		t := &treatments()[h.treatment]
		return t.class, t.subclass
	}
	drug := &drugs()[h.drug]
	if mixedByPharmacy[drug.class] && drug.leaf() != "Topical analgesics" && d.onSkin(h, d.cream) {
		return pharmaceuticals, "Topical compounds"
	}
	if given := d.injected(first); given >= 0 {
		t := &treatments()[given]
		return t.class, t.subclass
	}
	return pharmaceuticals, drug.leaf()
}

// first returns the hit that decides: the first that is not minor, and of
// visits the first that names a specialty.
func (d *derivation) first() int {
	first := slices.IndexFunc(d.hits, func(h hit) bool { return h.treatment < 0 || !treatments()[h.treatment].minor })
	if first < 0 {
		return 0
	}
	if t := d.hits[first].treatment; t < 0 || !treatments()[t].visit {
		return first
	}
	for i, h := range d.hits[first+1:] {
		if h.treatment >= 0 && visits[treatments()[h.treatment].subclass] && !treatments()[h.treatment].visit {
			return first + 1 + i
		}
	}
	return first
}

// visits are the leaves of the tree that hold visits.
var visits = map[string]bool{
	"Medical specialties": true, "Surgical consultation": true,
	"Psychological evaluation and management": true, "Dental": true,
}

const pharmaceuticals = "Pharmaceuticals"

// injected returns the injection that the drug of a hit is for ("Kenalog
// injection to the knee"), -1 when the drug itself is asked for.
func (d *derivation) injected(first int) int32 {
	switch drugs()[d.hits[first].drug].class {
	case "corticosteroid", "local anesthetic", "viscosupplement", "botulinum toxin", "contrast agent":
	default:
		return -1
	}
	for _, h := range d.hits[first:] {
		if h.treatment >= 0 && treatments()[h.treatment].class == "Injection" {
			return h.treatment
		}
	}
	for _, h := range terms().findIn(terms().weak, d.words, d.words, true) {
		if h.treatment >= 0 && treatments()[h.treatment].class == "Injection" {
			return h.treatment
		}
	}
	return -1
}

// applied turns a drug that is named with a per cent or the form of a cream
// into its topical row, where there is one.
func (d *derivation) applied() {
	t := terms()
	for i, h := range d.hits {
		if h.drug < 0 || !d.onSkin(h, d.topical) {
			continue
		}
		if v, ok := t.drugs[drugs()[h.drug].generic+" topical"]; ok {
			d.hits[i].drug = t.terms[v].drug
		}
	}
}

// onSkin reports whether a per cent follows the drug's name, or a word of the
// form stands in the request.
func (d *derivation) onSkin(h hit, form bool) bool {
	return form || percentBehind(d.source, d.words, h.end)
}

func anyWord(words []fold.Word, of map[uint64]bool) bool {
	return slices.ContainsFunc(words, func(w fold.Word) bool { return of[w.Key] })
}

var (
	creams       = wordSet("cream gel ointment lotion topical topically transdermal roll-on foam salve")
	topicalForms = wordSet("cream gel ointment lotion topical topically transdermal patch solution spray pad")
)

// mixedByPharmacy are the drug classes whose creams are always compounded by a
// pharmacy.
var mixedByPharmacy = map[string]bool{
	"NSAID": true, "muscle relaxant": true, "antiepileptic": true, "antidepressant": true,
	"opioid": true, "anesthesia drug": true, "anesthetic": true,
}

// compound reports whether a cream mixed by a pharmacy is asked for: two or
// more drugs with per cents, or two that no ready-made cream holds in the form
// of one.
func (d *derivation) compound() bool {
	percents, mixed := 0, 0
	for _, h := range d.hits {
		if h.drug < 0 {
			continue
		}
		class := drugs()[h.drug].class
		if class == "compounded topical" {
			return true
		}
		if percentBehind(d.source, d.words, h.end) {
			percents++
		}
		if mixedByPharmacy[class] && d.onSkin(h, d.cream) {
			mixed++
		}
	}
	return percents >= 2 && strings.Count(d.source, "%") >= 2 || mixed >= 2
}

// percentBehind reports whether a per cent follows the word within a few.
func percentBehind(text string, words []fold.Word, at int) bool {
	from := words[at-1].End
	to := len(text)
	if at+3 < len(words) {
		to = words[at+3].Start
	}
	return strings.Contains(text[from:to], "%")
}

// impliedParts are the parts of the body that the names imply.
func (d *derivation) impliedParts() []string {
	var parts []string
	for _, h := range d.hits {
		if h.treatment < 0 {
			continue
		}
		if p := treatments()[h.treatment].bodyPart; p != "" && p != noPart && p != "spine" {
			parts = appendNew(parts, p)
		}
	}
	return parts
}
