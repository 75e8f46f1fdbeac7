package bleve

import (
	"slices"
	"unsafe"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A cardsBuilder collects the cards of a shard. Equal requests, and equal
// lists, are stored once.
type cardsBuilder struct{ requests, families, specialties *valueColumn }

func newCardsBuilder() *cardsBuilder {
	return &cardsBuilder{newValueColumn(), newValueColumn(), newValueColumn()}
}

// addItem adds an item, and its letter with the first.
func (c *cardsBuilder) addItem(d *index.Determination, first bool) {
	if first {
		list := d.Letter.Reviewer.Specialties
		c.specialties.addRecord(list != nil, &specialtyCodec, unsafe.Pointer(&list))
	}
	c.requests.add([]string{d.Item.Request})
	list := familiesOf(d.Item.ReviewerGuidelines.Citations)
	c.families.addRecord(list != nil, &familyCodec, unsafe.Pointer(&list))
}

// addRecord adds what c makes of a value, if there is one.
func (c *valueColumn) addRecord(is bool, codec *recordCodec, p unsafe.Pointer) {
	if !is {
		c.add(nil)
		return
	}
	c.add([]string{string(codec.encode(nil, p))})
}

func (c *cardsBuilder) write(out *sectionWriter) {
	c.requests.write(out, "card.request")
	c.families.write(out, "card.families")
	c.specialties.write(out, "card.specialties")
}

// familiesOf returns the families of citations, each once.
func familiesOf(citations []imr.Citation) []imr.Family {
	var out []imr.Family
	for _, c := range citations {
		if !slices.Contains(out, c.Family) {
			out = append(out, c.Family)
		}
	}
	return out
}
