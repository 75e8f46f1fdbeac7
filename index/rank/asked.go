package rank

import (
	"slices"

	"imrsearch/index"
	"imrsearch/index/resolve"
)

// What an item gets for being about the treatment or the part of the body that
// is asked for, by its request or by its facets.
const (
	// askedTreatment is due to the treatment asked for: the share of its name's
	// weight that stands in the request; 1 for the drug itself, whatever its
	// name; sameSubclass for another treatment of its subclass.
	askedTreatment = 0.90
	// askedBody is added to askedTreatment where the part of the body is the
	// one asked for, by its name or by what the request's words imply.
	askedBody = 0.40
	// askedSide is added to askedTreatment where the side is the one asked for.
	askedSide = 0.10
	// askedBodyAlone is due to the part of the body where no treatment is
	// asked for.
	askedBodyAlone = 0.40
	// sameSubclass is the share of another treatment of the same subclass.
	sameSubclass = 0.50
)

// Asked is what a query asks for, in the terms of its concepts and of the
// facets. Its lists hold facet values.
type Asked struct {
	Drugs, Subclasses, BodyParts []string

	treatments [][]int // concepts that name each treatment
	body, side []int   // concepts that name them
	whole      bool    // a class is named and none of its treatments
	named      bool    // every concept names one of these
}

// askedBy finds what concepts ask for by the words of each first alternative.
func askedBy(concepts []Concept) Asked {
	var words []string
	var of []int // word → concept
	for i := range concepts {
		if concepts[i].Context {
			continue
		}
		for _, m := range concepts[i].Alternatives[0].Words {
			if m.Kind == index.Inflected || m.Kind == index.Exact {
				words, of = append(words, m.Text), append(of, i)
			}
		}
	}
	found := resolve.Ask(words)
	conceptsOf := func(words []int) []int {
		var out []int
		for _, w := range words {
			if !slices.Contains(out, of[w]) {
				out = append(out, of[w])
			}
		}
		return out
	}
	a := Asked{Drugs: found.Drugs, Subclasses: found.Subclasses, BodyParts: found.BodyParts, whole: found.Whole, body: conceptsOf(found.Body), side: conceptsOf(found.Side)}
	covered := map[int]bool{}
	for _, words := range found.Treatments {
		a.treatments = append(a.treatments, conceptsOf(words))
	}
	for _, i := range slices.Concat(append(a.treatments, a.body, a.side)...) {
		covered[i] = true
	}
	a.named = len(covered) == len(concepts)
	return a
}

// asked returns what is due to a document for being about what is asked for.
func (r *Ranker) asked(doc *Document) float64 {
	a := &r.Asked
	body := r.share(doc, a.body)
	if doc.BodyPart {
		body = 1
	}
	if len(a.treatments) == 0 {
		return askedBodyAlone * body
	}
	best, sum := 0.0, 0.0
	for _, concepts := range a.treatments {
		share := r.share(doc, concepts)
		best, sum = max(best, share), sum+share
	}
	treatment := (best + sum/float64(len(a.treatments))) / 2
	switch {
	case doc.Drug, a.whole && doc.Subclass:
		treatment = 1
	case doc.Subclass:
		treatment = max(treatment, sameSubclass)
	}
	return treatment * (askedTreatment + askedBody*body + askedSide*r.share(doc, a.side))
}

// share returns the share of some concepts' weight that stands in the request.
func (r *Ranker) share(doc *Document, concepts []int) float64 {
	if len(concepts) == 0 {
		return 0
	}
	have, all := 0.0, 0.0
	for _, i := range concepts {
		all += r.Concepts[i].Idf
		if slices.ContainsFunc(doc.Fields[index.RequestText].Occurrences, func(o Occurrence) bool { return int(o.Concept) == i }) {
			have += r.Concepts[i].Idf
		}
	}
	return have / all
}
