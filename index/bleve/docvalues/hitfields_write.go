package docvalues

import (
	"slices"
	"unsafe"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/storedfields"
	"imrsearch/parser/imr"
)

// A HitFieldsBuilder collects the cards of a shard. Equal requests, and equal
// lists, are stored once.
type HitFieldsBuilder struct{ requests, families, specialties *valueColumn }

func NewHitFieldsBuilder() *HitFieldsBuilder {
	return &HitFieldsBuilder{NewValueColumn(), NewValueColumn(), NewValueColumn()}
}

// AddItem adds an item, and its letter with the first.
func (c *HitFieldsBuilder) AddItem(d *index.Determination, first bool) {
	if first {
		list := d.Letter.Reviewer.Specialties
		c.specialties.addRecord(list != nil, &specialtyCodec, unsafe.Pointer(&list))
	}
	c.requests.Add([]string{d.Item.Request})
	list := FamiliesOf(d.Item.ReviewerGuidelines.Citations)
	c.families.addRecord(list != nil, &familyCodec, unsafe.Pointer(&list))
}

// addRecord adds what c makes of a value, if there is one.
func (c *valueColumn) addRecord(is bool, codec *storedfields.RecordCodec, p unsafe.Pointer) {
	if !is {
		c.Add(nil)
		return
	}
	c.Add([]string{string(codec.Encode(nil, p))})
}

func (c *HitFieldsBuilder) write(out *sectionfile.Writer) {
	c.requests.Write(out, "card.request")
	c.families.Write(out, "card.families")
	c.specialties.Write(out, "card.specialties")
}

// FamiliesOf returns the families of citations, each once.
func FamiliesOf(citations []imr.Citation) []imr.Family {
	var out []imr.Family
	for _, c := range citations {
		if !slices.Contains(out, c.Family) {
			out = append(out, c.Family)
		}
	}
	return out
}
