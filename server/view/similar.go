package view

import (
	"slices"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A SimilarPage lists the items like one, those granted first.
type SimilarPage struct {
	Layout
	Item   SimilarItem
	Groups []SimilarGroup // only those with hits
	Next   string         // URL of the next page; "" on the last
	Export *ExportMenu    // of the items on the page
}

// A SimilarItem is the item that the others are compared with.
type SimilarItem struct {
	ID, URL, Request string
	Outcome          Outcome
}

// A SimilarGroup holds the hits of one kind of outcome, in the order of the
// result.
type SimilarGroup struct {
	Label string
	Hits  []Hit
}

// similarGroups are the groups in their order: overturned and modified items
// stand first, for they are what a petitioner can point to. An outcome that no
// group names belongs to the last.
var similarGroups = []struct {
	label    string
	outcomes []imr.Outcome
}{
	{"Overturned or modified", []imr.Outcome{imr.Overturned, imr.Modified}},
	{"Upheld", []imr.Outcome{imr.Upheld}},
	{"Outcome not stated", []imr.Outcome{imr.UnknownOutcome}},
}

// NewSimilarPage shows the items that are like d.
func NewSimilarPage(d *index.Determination, res *index.Result) *SimilarPage {
	p := &SimilarPage{
		Layout: NewLayout("similar", "Like "+d.Item.ID, ""),
		Item:   SimilarItem{d.Item.ID, Address{}.letter(d.Letter.ID, d.Item.N), d.Item.Request, NewOutcome(d.Item.Outcome)},
	}
	hits, ids := make([][]Hit, len(similarGroups)), make([][]string, len(similarGroups))
	for i := range res.Hits {
		g := groupOf(res.Hits[i].Outcome)
		hits[g], ids[g] = append(hits[g], newHit(&res.Hits[i], Address{})), append(ids[g], res.Hits[i].ID)
	}
	p.Export = NewExportMenu(slices.Concat(ids...))
	for i, g := range similarGroups {
		if hits[i] != nil {
			p.Groups = append(p.Groups, SimilarGroup{g.label, hits[i]})
		}
	}
	return p
}

// groupOf returns the place of an outcome's group in similarGroups.
func groupOf(o imr.Outcome) int {
	for i, g := range similarGroups {
		for _, of := range g.outcomes {
			if o == of {
				return i
			}
		}
	}
	return len(similarGroups) - 1
}
