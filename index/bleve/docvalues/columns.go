// Package docvalues answers one question: which values has a document? Columns
// of keywords and numbers, the fields that a hit shows, and the table of
// letters, as Lucene's doc values are.
package docvalues

import (
	"fmt"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/parser/imr"
)

// Columns are the values and numbers of a segment's documents, as they lie in
// the mapped file.
type Columns struct {
	File    *sectionfile.File
	Values  map[string]*Keywords
	Numbers map[string]*NumberColumn
	Cites   *Cites
	Prints  Fingerprints
}

// Keywords is the column of a facet field. Ordinals count from 1; 0 is none.
type Keywords struct {
	Name  string
	Terms bool                // the values are terms of bleve's index
	List  sectionfile.Strings // by ordinal-1, in lexical order
	Ord   ordinals            // one a document: of its value, or of its set where there are sets
	First []uint32            // set, counted from 1 → its first in sets; nil where no document has several values
	sets  ordinals

	absent  sync.Once
	without *roaring.Bitmap // see WithoutValue
	folding sync.Once
	folded  []string
	reading sync.Once
	read    []string // see few
	Mapping sync.Once
	Bitmaps []*roaring.Bitmap // see segment.bitmaps
	Effort  uint64            // see effortOf
}

// ValuesOfSection opens what a valueColumn wrote.
func ValuesOfSection(f *sectionfile.File, name string) *Keywords {
	return &Keywords{
		List: sectionfile.StringsOf(f, name+".values"), Ord: ordinalsOf(f, name+".ord"),
		First: sectionfile.Numbers[uint32](f, name+".sets.first"), sets: ordinalsOf(f, name+".sets"),
	}
}

// ordinals are numbers of one, two or four bytes.
type ordinals struct {
	O8  []uint8
	O16 []uint16
	O32 []uint32
}

func ordinalsOf(f *sectionfile.File, name string) ordinals {
	return ordinals{sectionfile.Numbers[uint8](f, name+"8"), sectionfile.Numbers[uint16](f, name+"16"), sectionfile.Numbers[uint32](f, name+"32")}
}

func (o *ordinals) len() int { return len(o.O8) + len(o.O16) + len(o.O32) }

func (o *ordinals) at(i uint32) uint32 {
	switch {
	case o.O8 != nil:
		return uint32(o.O8[i])
	case o.O16 != nil:
		return uint32(o.O16[i])
	}
	return o.O32[i]
}

// Each calls f with the ordinals of a document.
func (v *Keywords) Each(doc uint32, f func(ordinal uint32)) {
	o := v.Ord.at(doc)
	switch {
	case o == 0:
	case v.First == nil:
		f(o)
	default:
		for i := v.First[o-1]; i < v.First[o]; i++ {
			f(v.sets.at(i))
		}
	}
}

// WithoutValue returns the documents that have no value. It must not be
// changed.
func (v *Keywords) WithoutValue() *roaring.Bitmap {
	v.absent.Do(func() {
		v.without = roaring.New()
		for doc := range uint32(v.Ord.len()) {
			if v.Ord.at(doc) == 0 {
				v.without.Add(doc)
			}
		}
	})
	return v.without
}

// FoldedValues returns the values as index.FoldValue compares them.
func (v *Keywords) FoldedValues() []string {
	v.folding.Do(func() {
		v.folded = make([]string, v.List.Len())
		for i := range v.folded {
			v.folded[i] = index.FoldValue(v.List.At(i))
		}
	})
	return v.folded
}

// A NumberColumn is the column of a field of numbers.
type NumberColumn struct {
	One   []int32  // one a document, noNumber for none; unused where first is set
	first []uint32 // document → its first in all
	all   []int32

	ranges ranges
}

// OpenColumns opens the columns of a segment of so many items. Errors:
// index.ErrDamaged, and those of the file system.
func OpenColumns(path string, items int) (*Columns, error) {
	f, err := sectionfile.Open(path)
	if err != nil {
		return nil, err
	}
	c := &Columns{File: f, Values: map[string]*Keywords{}, Numbers: map[string]*NumberColumn{}, Prints: fingerprintsOf(f)}
	if !c.Prints.fit(items) {
		_ = f.Close()
		return nil, fmt.Errorf("%s: not %d fingerprints: %w", path, items, index.ErrDamaged)
	}
	for _, field := range index.Fields() {
		ok := true
		if IsValueField(field) {
			v := ValuesOfSection(f, field.Name)
			v.Name, v.Terms = field.Name, field.Values != nil
			c.Values[field.Name] = v
			ok = v.Ord.len() == items && (v.First == nil || sectionfile.Ascending(v.First, v.sets.len()))
		}
		if field.Numbers != nil {
			n := &NumberColumn{
				One: sectionfile.Numbers[int32](f, field.Name+".number"), first: sectionfile.Numbers[uint32](f, field.Name+".numbers.first"), all: sectionfile.Numbers[int32](f, field.Name+".numbers"),
			}
			c.Numbers[field.Name] = n
			ok = ok && (len(n.One) == items || len(n.first) == items+1 && sectionfile.Ascending(n.first, len(n.all)))
		}
		if !ok {
			_ = f.Close()
			return nil, fmt.Errorf("%s: column %s has not %d documents: %w", path, field.Name, items, index.ErrDamaged)
		}
	}
	if c.Cites, err = openCites(f, items); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// What it takes to count documents, in picoseconds.
const (
	PerOrdinal = 1_100   // a document of a column
	PerRow     = 3_500   // a document with its row
	PerNumber  = 1_500   // a number that a part of rows may be
	perBlock   = 350_000 // a bitmap of a value in 65,536 documents
	perMember  = 1_500   // a document in a list of those with a value
)

// DateOf reads a date from its number YYYYMMDD.
func DateOf(n int32) imr.Date {
	return imr.Date{Year: int16(n / 10000), Month: uint8(n / 100 % 100), Day: uint8(n % 100)}
}

func addDigits[T uint8 | uint16](numbers []uint16, width uint16, ord []T) {
	for doc, o := range ord[:len(numbers)] {
		numbers[doc] = numbers[doc]*width + uint16(o)
	}
}

// Ordinals returns how many ordinals a column has beside those of its values.
func (v *Keywords) Ordinals() int { return len(v.First) }

// Spread counts by values what was counted by sets of them.
func (v *Keywords) Spread(sets, counts []uint32) {
	counts[0] += sets[0]
	for set, n := range sets[1:] {
		if n == 0 {
			continue
		}
		for i := v.First[set]; i < v.First[set+1]; i++ {
			counts[v.sets.at(i)] += n
		}
	}
}

// Width returns how many ordinals a column may have, none included.
func (v *Keywords) Width() int {
	if v.First != nil {
		return len(v.First)
	}
	return v.List.Len() + 1
}

// AddDigits puts a document's ordinal behind the digits of its number.
func (o *ordinals) AddDigits(numbers []uint16, width uint16) {
	switch {
	case o.O8 != nil:
		addDigits(numbers, width, o.O8)
	case o.O16 != nil:
		addDigits(numbers, width, o.O16)
	}
}

// Gather makes them from the column.
func (v *Keywords) Gather() []*roaring.Bitmap {
	lists := make([][]uint32, v.List.Len()+1)
	for doc := range uint32(v.Ord.len()) {
		v.Each(doc, func(o uint32) { lists[o] = append(lists[o], doc) })
	}
	out := make([]*roaring.Bitmap, len(lists))
	for o, docs := range lists {
		out[o] = roaring.New()
		out[o].AddMany(docs)
	}
	return out
}

// EffortOf returns what it takes to count a dense set of documents by the
// bitmaps of values, in picoseconds.
func (v *Keywords) EffortOf(items int) uint64 {
	blocks := uint64(items>>16 + 1)
	sum := uint64(0)
	for _, docs := range v.Bitmaps {
		if docs == nil {
			continue
		}
		if n := docs.GetCardinality(); n > blocks*docset.Sparse {
			sum += blocks * perBlock
		} else {
			sum += n * perMember
		}
	}
	return sum
}
