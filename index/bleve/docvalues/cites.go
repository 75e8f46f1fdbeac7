package docvalues

import (
	"fmt"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
)

// citesSection names the sections of the column of citations.
const citesSection = "citation"

// Cites is the column of citations: for each document the set of its units.
// Letters cite the same guidelines in the same words, so that there are far
// fewer units, and sets of them, than documents.
type Cites struct {
	units *Keywords

	reading sync.Once
	read    []index.CiteUnit
}

func openCites(f *sectionfile.File, items int) (*Cites, error) {
	c := &Cites{units: ValuesOfSection(f, citesSection)}
	if v := c.units; v.Ord.len() != items || v.First != nil && !sectionfile.Ascending(v.First, v.sets.len()) {
		return nil, fmt.Errorf("column %s has not %d documents: %w", citesSection, items, index.ErrDamaged)
	}
	return c, nil
}

// AddCites adds the citations of the next document.
func (b *ColumnsBuilder) AddCites(d *index.Determination) {
	units := index.CiteUnits(d)
	keys := make([]string, len(units))
	for i := range units {
		keys[i] = units[i].Key()
	}
	b.cites.Add(keys)
}

// Units returns the distinct citations of all documents, in the order of their
// keys. They are read once, and must not be changed; one that cannot be read is
// a citation of no side.
func (c *Cites) Units() []index.CiteUnit {
	c.reading.Do(func() {
		c.read = make([]index.CiteUnit, c.units.List.Len())
		for i := range c.read {
			c.read[i], _ = index.ReadCiteUnit(c.units.List.At(i))
		}
	})
	return c.read
}

// Sets returns how many sets of citations documents may have, the empty one
// included.
func (c *Cites) Sets() int { return c.units.Width() }

// SetOf returns the set of citations of a document, 0 for none.
func (c *Cites) SetOf(doc uint32) uint32 { return c.units.Ord.at(doc) }

// InSet calls f with the place in Units of each citation of a set.
func (c *Cites) InSet(set uint32, f func(unit uint32)) {
	switch {
	case set == 0:
	case c.units.First == nil:
		f(set - 1)
	default:
		for i := c.units.First[set-1]; i < c.units.First[set]; i++ {
			f(c.units.sets.at(i) - 1)
		}
	}
}

// Matching returns the documents with a citation that passes the test of x.
func (c *Cites) Matching(x index.Cited) *roaring.Bitmap {
	units := c.Units()
	passes := make([]bool, len(units))
	for i := range units {
		passes[i] = units[i].Side != index.EitherSide && x.Test.Passes(&units[i])
	}
	sets := make([]bool, c.Sets())
	for set := range sets {
		c.InSet(uint32(set), func(unit uint32) { sets[set] = sets[set] || passes[unit] })
	}
	found := roaring.New()
	var docs []uint32
	for doc := range uint32(c.units.Ord.len()) {
		if sets[c.SetOf(doc)] {
			docs = append(docs, doc)
		}
	}
	found.AddMany(docs)
	return found
}
