package segment

import (
	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/parser/imr"
)

// Hit returns what a hit says of a document and its letter, without score,
// snippets and marks.
func (s *Segment) Hit(doc uint32) index.Hit {
	letter, n := s.Item(doc)
	values, numbers, fields := s.Columns.Values, s.Columns.Numbers, s.Letters.HitFields
	from, to := s.Letters.Docs(letter)
	h := index.Hit{
		ID: s.ItemID(doc), N: n, Request: fields.Requests.One(doc), Outcome: s.outcome(doc),
		DecisionDate: docvalues.DateOf(numbers["decided"].At(doc)), DateOfInjury: docvalues.DateOf(numbers["injured"].At(doc)),
		Specialties: fields.Specialties.At(letter), TreatmentClass: values["class"].One(doc),
		Age: int(numbers["age"].At(doc)), Sex: values["sex"].One(doc), Families: fields.Families.At(doc), Snippets: []index.Snippet{},
	}
	h.Letter = h.ID[:len(s.Letters.IDs.Raw(int(letter)))]
	if n == 0 {
		return h
	}
	h.Items = int(to - from)
	if h.Items > 1 {
		h.Siblings = make([]index.Sibling, 0, h.Items-1)
	}
	for d := from; d < to; d++ {
		if d != doc {
			h.Siblings = append(h.Siblings, index.Sibling{N: int(d-from) + 1, Request: fields.Requests.One(d), Outcome: s.outcome(d)})
		}
	}
	return h
}

func (s *Segment) outcome(doc uint32) imr.Outcome {
	return imr.Outcome(s.Columns.Values["outcome"].One(doc))
}
