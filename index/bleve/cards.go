package bleve

import (
	"bytes"
	"reflect"
	"unsafe"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// Cards are what hits say of their items and letters that no column has: with
// them a page is shown without reading any letter. They lie in the file of the
// catalogue.
type cards struct {
	requests    *values // of documents
	families    *values // of documents, lists as familyCodec writes them
	specialties *values // of letters, lists as specialtyCodec writes them
}

var (
	familyCodec    = codecOf(reflect.TypeFor[[]imr.Family]())
	specialtyCodec = codecOf(reflect.TypeFor[[]string]())
)

func cardsOf(f *sections) *cards {
	return &cards{valuesOfSection(f, "card.request"), valuesOfSection(f, "card.families"), valuesOfSection(f, "card.specialties")}
}

// fit reports whether there is a card for every item and letter.
func (c *cards) fit(items, letters int) bool {
	return c.requests.ord.len() == items && c.families.ord.len() == items && c.specialties.ord.len() == letters
}

// familiesAt returns the families that the reviewer cites for a document.
func (c *cards) familiesAt(doc uint32) (list []imr.Family) {
	c.families.decode(doc, &familyCodec, unsafe.Pointer(&list))
	return list
}

// specialtiesAt returns the specialties of a letter's reviewer, as printed.
func (c *cards) specialtiesAt(letter uint32) (list []string) {
	c.specialties.decode(letter, &specialtyCodec, unsafe.Pointer(&list))
	return list
}

// decode reads the value of i, which a codec wrote, into what p points to,
// and leaves that as it is where there is none.
func (v *values) decode(i uint32, c *recordCodec, p unsafe.Pointer) {
	if o := v.ord.at(i); o != 0 {
		// Strings share the memory of what they are read from, and must outlive
		// the mapped file.
		c.decode(&recordReader{b: bytes.Clone(v.list.raw(int(o - 1)))}, p)
	}
}

// one returns the value of i in a column in which none has more than one, ""
// for none.
func (v *values) one(i uint32) string {
	if o := v.ord.at(i); o != 0 {
		return v.list.at(int(o - 1))
	}
	return ""
}

// hit returns what a hit says of a document and its letter, without score,
// snippets and marks.
func (s *shard) hit(doc uint32) index.Hit {
	letter, n := s.item(doc)
	values, numbers, cards := s.columns.values, s.columns.numbers, s.letters.cards
	from, to := s.letters.docs(letter)
	h := index.Hit{
		ID: s.itemID(doc), N: n, Request: cards.requests.one(doc), Outcome: s.outcome(doc),
		DecisionDate: dateOf(numbers["decided"].at(doc)), DateOfInjury: dateOf(numbers["injured"].at(doc)),
		Specialties: cards.specialtiesAt(letter), TreatmentClass: values["class"].one(doc),
		Age: int(numbers["age"].at(doc)), Sex: values["sex"].one(doc), Families: cards.familiesAt(doc), Snippets: []index.Snippet{},
	}
	h.Letter = h.ID[:len(s.letters.ids.raw(int(letter)))]
	if n == 0 {
		return h
	}
	h.Items = int(to - from)
	if h.Items > 1 {
		h.Siblings = make([]index.Sibling, 0, h.Items-1)
	}
	for d := from; d < to; d++ {
		if d != doc {
			h.Siblings = append(h.Siblings, index.Sibling{N: int(d-from) + 1, Request: cards.requests.one(d), Outcome: s.outcome(d)})
		}
	}
	return h
}

func (s *shard) outcome(doc uint32) imr.Outcome {
	return imr.Outcome(s.columns.values["outcome"].one(doc))
}

// at returns the number of a document in a column in which none has more than
// one, 0 for none.
func (n *numberList) at(doc uint32) int32 {
	if x := n.one[doc]; x != noNumber {
		return x
	}
	return 0
}
