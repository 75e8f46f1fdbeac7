package docvalues

import (
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/parser/imr"
)

// A HitFieldsBuilder collects the hit fields of a segment. Equal requests, and equal
// lists, are stored once.
type HitFieldsBuilder struct{ requests, families, specialties *valueColumn }

// NewHitFieldsBuilder returns an empty builder.
func NewHitFieldsBuilder() *HitFieldsBuilder {
	return &HitFieldsBuilder{NewValueColumn(), NewValueColumn(), NewValueColumn()}
}

// AddItem adds an item, and its letter with the first.
func (c *HitFieldsBuilder) AddItem(d *index.Determination, first bool) {
	if first {
		addList(c.specialties, d.Letter.Reviewer.Specialties)
	}
	c.requests.Add([]string{d.Item.Request})
	addList(c.families, FamiliesOf(d.Item.ReviewerGuidelines.Citations))
}

// addList adds a list, no value for nil.
func addList[T ~string](c *valueColumn, list []T) {
	if list == nil {
		c.Add(nil)
		return
	}
	c.Add([]string{string(appendList(nil, list))})
}

func (c *HitFieldsBuilder) write(out *sectionfile.Writer) {
	c.requests.Write(out, "hit.request")
	c.families.Write(out, "hit.families")
	c.specialties.Write(out, "hit.specialties")
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
