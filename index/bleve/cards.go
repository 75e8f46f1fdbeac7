package bleve

import (
	"bytes"
	"reflect"
	"sync"
	"unsafe"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// Cards are what hits say of their items and letters that no column has: with
// them a page is shown without reading any letter. They lie in the file of the
// catalogue.
type cards struct {
	requests    *values // of documents
	families    *lists[imr.Family]
	specialties *lists[string] // of letters
}

func cardsOf(f *sections) *cards {
	return &cards{
		valuesOfSection(f, "card.request"),
		listsOf[imr.Family](f, "card.families", &familyCodec),
		listsOf[string](f, "card.specialties", &specialtyCodec),
	}
}

// fit reports whether there is a card for every item and letter.
func (c *cards) fit(items, letters int) bool {
	return c.requests.ord.len() == items && c.families.ord.len() == items && c.specialties.ord.len() == letters
}

var (
	familyCodec    = codecOf(reflect.TypeFor[[]imr.Family]())
	specialtyCodec = codecOf(reflect.TypeFor[[]string]())
)

// Lists is a column whose values are lists, as a codec writes them.
type lists[T any] struct {
	*values
	all func() [][]T // by ordinal-1
}

func listsOf[T any](f *sections, name string, c *recordCodec) *lists[T] {
	l := &lists[T]{values: valuesOfSection(f, name)}
	l.all = sync.OnceValue(func() [][]T {
		all := make([][]T, l.list.len())
		for i := range all {
			// Strings share the memory of what they are read from, and must outlive
			// the mapped file.
			c.decode(&recordReader{b: bytes.Clone(l.list.raw(i))}, unsafe.Pointer(&all[i]))
		}
		return all
	})
	return l
}

// at returns the list of a document or letter, nil for none. It must not be
// changed.
func (l *lists[T]) at(i uint32) []T {
	if o := l.ord.at(i); o != 0 {
		return l.all()[o-1]
	}
	return nil
}

// one returns the value of i in a column in which none has more than one, ""
// for none.
func (v *values) one(i uint32) string {
	o := v.ord.at(i)
	if o == 0 {
		return ""
	}
	if v.list.len() <= fewValues {
		return v.few()[o-1]
	}
	return v.list.at(int(o - 1))
}

// fewValues is up to how many values of a column are kept in memory.
const fewValues = 256

// few returns the values of a column of few.
func (v *values) few() []string {
	v.reading.Do(func() {
		v.read = make([]string, v.list.len())
		for i := range v.read {
			v.read[i] = v.list.at(i)
		}
	})
	return v.read
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
		Specialties: cards.specialties.at(letter), TreatmentClass: values["class"].one(doc),
		Age: int(numbers["age"].at(doc)), Sex: values["sex"].one(doc), Families: cards.families.at(doc), Snippets: []index.Snippet{},
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
