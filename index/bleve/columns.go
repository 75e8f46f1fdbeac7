package bleve

import (
	"fmt"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// Columns are the values and numbers of a shard's documents, as they lie in
// the mapped file.
type columns struct {
	file    *sections
	values  map[string]*values
	numbers map[string]*numberList
}

// Values is the column of a facet field. Ordinals count from 1; 0 is none.
type values struct {
	name  string
	terms bool       // the values are terms of bleve's index
	list  stringList // by ordinal-1, in lexical order
	ord   ordinals   // one a document: of its value, or of its set where there are sets
	first []uint32   // set, counted from 1 → its first in sets; nil where no document has several values
	sets  ordinals

	folding sync.Once
	folded  []string
	reading sync.Once
	read    []string // see few
	mapping sync.Once
	bitmaps []*roaring.Bitmap // see shard.bitmaps
	effort  uint64            // see effortOf
}

// valuesOfSection opens what a valueColumn wrote.
func valuesOfSection(f *sections, name string) *values {
	return &values{
		list: stringsOf(f, name+".values"), ord: ordinalsOf(f, name+".ord"),
		first: numbers[uint32](f, name+".sets.first"), sets: ordinalsOf(f, name+".sets"),
	}
}

// Ordinals are numbers of one, two or four bytes.
type ordinals struct {
	o8  []uint8
	o16 []uint16
	o32 []uint32
}

func ordinalsOf(f *sections, name string) ordinals {
	return ordinals{numbers[uint8](f, name+"8"), numbers[uint16](f, name+"16"), numbers[uint32](f, name+"32")}
}

func (o *ordinals) len() int { return len(o.o8) + len(o.o16) + len(o.o32) }

func (o *ordinals) at(i uint32) uint32 {
	switch {
	case o.o8 != nil:
		return uint32(o.o8[i])
	case o.o16 != nil:
		return uint32(o.o16[i])
	}
	return o.o32[i]
}

// each calls f with the ordinals of a document.
func (v *values) each(doc uint32, f func(ordinal uint32)) {
	o := v.ord.at(doc)
	switch {
	case o == 0:
	case v.first == nil:
		f(o)
	default:
		for i := v.first[o-1]; i < v.first[o]; i++ {
			f(v.sets.at(i))
		}
	}
}

// foldedValues returns the values as index.FoldValue compares them.
func (v *values) foldedValues() []string {
	v.folding.Do(func() {
		v.folded = make([]string, v.list.len())
		for i := range v.folded {
			v.folded[i] = index.FoldValue(v.list.at(i))
		}
	})
	return v.folded
}

// A numberList is the column of a field of numbers.
type numberList struct {
	one   []int32  // one a document, noNumber for none; unused where first is set
	first []uint32 // document → its first in all
	all   []int32

	ranges ranges
}

func openColumns(path string, items int) (*columns, error) {
	f, err := openSections(path)
	if err != nil {
		return nil, err
	}
	c := &columns{file: f, values: map[string]*values{}, numbers: map[string]*numberList{}}
	for _, field := range index.Fields() {
		ok := true
		if isValueField(field) {
			v := valuesOfSection(f, field.Name)
			v.name, v.terms = field.Name, field.Values != nil
			c.values[field.Name] = v
			ok = v.ord.len() == items
		}
		if field.Numbers != nil {
			n := &numberList{
				one: numbers[int32](f, field.Name+".number"), first: numbers[uint32](f, field.Name+".numbers.first"), all: numbers[int32](f, field.Name+".numbers"),
			}
			c.numbers[field.Name] = n
			ok = ok && (len(n.one) == items || len(n.first) == items+1)
		}
		if !ok {
			_ = f.close()
			return nil, fmt.Errorf("%s: column %s has not %d documents: %w", path, field.Name, items, index.ErrDamaged)
		}
	}
	return c, nil
}
