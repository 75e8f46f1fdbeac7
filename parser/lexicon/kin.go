package lexicon

import (
	"slices"
	"strings"
	"sync"

	"imrsearch/parser/lexicon/fold"
)

// A kinRow is a row of kin.tsv.
type kinRow struct{ names, near []string }

var kin = sync.OnceValue(func() map[string]kinRow {
	rows := map[string]kinRow{}
	for _, r := range readTable("kin") {
		row := kinRow{r.list("names"), r.list("near")}
		for _, name := range row.names {
			rows[name] = row
		}
	}
	return rows
})

// SameTreatment returns the names of treatments, as in imr.Treatment, that
// guidelines and reviewers do not tell from one: its own and those of its row
// in kin.tsv.
func SameTreatment(name string) []string {
	if names := kin()[name].names; names != nil {
		return slices.Clone(names)
	}
	return []string{name}
}

// NearTreatment returns the names of treatments that are near one though of
// another class, where there are few of the same; nil for none.
func NearTreatment(name string) []string { return slices.Clone(kin()[name].near) }

// SameSubstance returns the generic names of drugs, as in imr.Treatment, with
// the active substance of one: its own, and of an opioid those with and without
// what is combined with it. What is put on the skin is another drug than what is
// swallowed.
func SameSubstance(generic string) []string {
	if names := substances()[substanceOf(generic)]; names != nil {
		return slices.Clone(names)
	}
	return []string{generic}
}

var substances = sync.OnceValue(func() map[string][]string {
	of := map[string][]string{}
	for i := range drugs() {
		name := substanceOf(drugs()[i].generic)
		of[name] = append(of[name], drugs()[i].generic)
	}
	return of
})

// substanceOf is the name of what a drug is called for.
func substanceOf(generic string) string {
	d, ok := drugsByName()[generic]
	if !ok {
		return generic
	}
	name := commonName(d)
	if strings.HasSuffix(generic, " topical") || strings.HasSuffix(generic, " ophthalmic") {
		return generic
	}
	return name
}

var drugsByName = sync.OnceValue(func() map[string]*drug {
	of := map[string]*drug{}
	for i := range drugs() {
		of[drugs()[i].generic] = &drugs()[i]
	}
	return of
})

// Tells reports whether a name of a treatment tells one from others: a
// "consultation", "surgery" or "laboratory tests" may be any, and what goes
// along with another treatment ("fluoroscopy") is not what is asked for.
func Tells(name string) bool {
	i, ok := treatmentRows()[name]
	if !ok {
		return true
	}
	return !treatments()[i].minor && !vague[name] && !strings.HasSuffix(name, "(unnamed)")
}

// vague are names of treatments that leave open which.
var vague = map[string]bool{
	"consultation": true, "surgery": true, "injection": true, "laboratory tests": true, "brace": true,
	"durable medical equipment": true, "equipment rental or purchase": true, "medical supplies": true,
	"associated surgical service": true, "diagnostic test": true, "rehabilitation": true, "pain treatment unspecified": true,
	"nuclear medicine scan": true, "upper limb surgery": true, "lower limb surgery": true, "spine surgery": true,
	"postoperative medication": true, "postoperative dme": true, "physical therapy modality": true, "arthroscopy": true,
	"compounded topical medication": true,
}

var treatmentRows = sync.OnceValue(func() map[string]int {
	at := map[string]int{}
	for i := range treatments() {
		at[treatments()[i].name] = i
	}
	return at
})

// wholeParts holds for a part of the body that stands for a stretch or a limb
// the parts inside it that letters name instead.
var wholeParts = map[string][]string{
	"spine":     {"neck", "upper back", "low back", "back"},
	"back":      {"upper back", "low back", "spine"},
	"arm":       {"shoulder", "elbow", "forearm", "wrist", "hand", "thumb", "finger"},
	"hand":      {"thumb", "finger"},
	"leg":       {"hip", "thigh", "knee", "ankle", "foot"},
	"foot":      {"heel", "toe"},
	"trapezius": {"neck", "shoulder", "upper back"},
}

// SamePart returns the parts of the body, as in imr.Treatment, that a request
// may name instead of one: it, those inside it, and those it is inside of.
func SamePart(part string) []string {
	parts := append([]string{part}, wholeParts[part]...)
	for _, b := range BodyParts() {
		if slices.Contains(wholeParts[b.Name], part) {
			parts = appendNew(parts, b.Name)
		}
	}
	return parts
}

// PartsNamed returns the parts of the body that a text names, as a diagnosis,
// in its order, systems of the body ("skin") left out; nil for none.
func PartsNamed(text string) []string {
	parts := bodyParts(fold.Words(text), nil)
	return slices.DeleteFunc(parts, systemic)
}
