package docvalues

import (
	"iter"
	"maps"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/postings"
	"imrsearch/index/bleve/sectionfile"
)

// NoNumber marks an item without a value in a column of numbers.
const NoNumber = math.MinInt32

// A valueColumn collects the values of a facet field while a segment is built.
type valueColumn struct {
	ids    map[string]uint32
	Values []string
	first  []uint32 // document → first of its values in ords
	ords   []uint32
}

func NewValueColumn() *valueColumn { return &valueColumn{ids: map[string]uint32{}} }

func (c *valueColumn) Add(values []string) {
	c.first = append(c.first, uint32(len(c.ords)))
	for i, v := range values {
		if slices.Contains(values[:i], v) {
			continue
		}
		id, ok := c.ids[v]
		if !ok {
			id = uint32(len(c.Values))
			c.ids[v] = id
			c.Values = append(c.Values, v)
		}
		c.ords = append(c.ords, id)
	}
}

// Write writes the values in lexical order, and an ordinal for each document,
// counted from 1, 0 for none: of its value, or, where documents have several,
// of its set of values; then the sets.
func (c *valueColumn) Write(out *sectionfile.Writer, name string) {
	sorted := slices.Sorted(maps.Keys(c.ids))
	final := make([]uint32, len(sorted))
	for i, v := range sorted {
		final[c.ids[v]] = uint32(i + 1)
	}
	sectionfile.PutStrings(out, name+".values", sorted)
	ords := make([]uint32, len(c.first))
	if !c.several() {
		for d := range ords {
			for _, id := range c.of(d) {
				ords[d] = final[id]
			}
		}
		putOrdinals(out, name+".ord", ords, len(sorted))
		return
	}
	sets := valueSets{ids: map[string]uint32{}}
	for d := range ords {
		set := make([]uint32, 0, 4)
		for _, id := range c.of(d) {
			set = append(set, final[id])
		}
		slices.Sort(set)
		ords[d] = sets.id(set)
	}
	sets.write(out, name, len(sorted))
	putOrdinals(out, name+".ord", ords, len(sets.ids))
}

// several reports whether a document has more than one value.
func (c *valueColumn) several() bool {
	for d := range c.first {
		if len(c.of(d)) > 1 {
			return true
		}
	}
	return false
}

// of returns the values of a document, in the order of first sight.
func (c *valueColumn) of(doc int) []uint32 {
	if doc+1 == len(c.first) {
		return c.ords[c.first[doc]:]
	}
	return c.ords[c.first[doc]:c.first[doc+1]]
}

// valueSets are the sets of values that documents have.
type valueSets struct {
	ids   map[string]uint32
	first []uint32
	ords  []uint32
}

// id returns the ordinal of a set of values, 0 for the empty one.
func (s *valueSets) id(set []uint32) uint32 {
	if len(set) == 0 {
		return 0
	}
	id, ok := s.ids[string(sectionfile.BytesOf(set))]
	if !ok {
		id = uint32(len(s.ids) + 1)
		s.ids[string(sectionfile.BytesOf(set))] = id
		s.first = append(s.first, uint32(len(s.ords)))
		s.ords = append(s.ords, set...)
	}
	return id
}

func (s *valueSets) write(out *sectionfile.Writer, name string, values int) {
	sectionfile.PutNumbers(out, name+".sets.first", append(s.first, uint32(len(s.ords))))
	putOrdinals(out, name+".sets", s.ords, values)
}

// putOrdinals writes ordinals in as few bytes as their largest needs.
func putOrdinals(out *sectionfile.Writer, name string, ords []uint32, largest int) {
	switch {
	case largest < 1<<8:
		sectionfile.PutNumbers(out, name+"8", narrow[uint8](ords))
	case largest < 1<<16:
		sectionfile.PutNumbers(out, name+"16", narrow[uint16](ords))
	default:
		sectionfile.PutNumbers(out, name+"32", ords)
	}
}

func narrow[T uint8 | uint16](v []uint32) []T {
	out := make([]T, len(v))
	for i, x := range v {
		out[i] = T(x)
	}
	return out
}

// A numberColumn collects the numbers of a field while a segment is built.
type numberColumn struct {
	first []uint32
	all   []int32
}

func (c *numberColumn) Add(numbers []int) {
	c.first = append(c.first, uint32(len(c.all)))
	for _, n := range numbers {
		c.all = append(c.all, int32(min(max(n, NoNumber+1), math.MaxInt32)))
	}
}

func (c *numberColumn) write(out *sectionfile.Writer, name string) {
	n := len(c.first)
	c.first = append(c.first, uint32(len(c.all)))
	single := make([]int32, n)
	for d := range n {
		list := c.all[c.first[d]:c.first[d+1]]
		if len(list) > 1 {
			sectionfile.PutNumbers(out, name+".numbers.first", c.first)
			sectionfile.PutNumbers(out, name+".numbers", c.all)
			return
		}
		single[d] = NoNumber
		if len(list) == 1 {
			single[d] = list[0]
		}
	}
	sectionfile.PutNumbers(out, name+".number", single)
}

// ColumnsBuilder collects all columns of a segment.
type ColumnsBuilder struct {
	Values  map[string]*valueColumn
	Numbers map[string]*numberColumn
	cites   *valueColumn // of citation units, by their keys
	prints  Fingerprints
}

func NewColumnsBuilder() *ColumnsBuilder {
	b := &ColumnsBuilder{Values: map[string]*valueColumn{}, Numbers: map[string]*numberColumn{}, cites: NewValueColumn()}
	for _, f := range index.Fields() {
		if IsValueField(f) {
			b.Values[f.Name] = NewValueColumn()
		}
		if f.Numbers != nil {
			b.Numbers[f.Name] = &numberColumn{}
		}
	}
	return b
}

// IsValueField reports whether a field has a column of values: keywords, and
// numbers that a facet divides into bands.
func IsValueField(f *index.Field) bool { return f.Values != nil || f.Bands != index.NoBands }

// ValuesOf returns the facet values of a determination.
func ValuesOf(f *index.Field, d *index.Determination) []string {
	if f.Values != nil {
		return f.Values(d)
	}
	var out []string
	for _, n := range f.Numbers(d) {
		out = append(out, f.Band(n))
	}
	return out
}

// Write writes the columns file.
func (b *ColumnsBuilder) Write(path string) error {
	out, err := sectionfile.Create(path)
	if err != nil {
		return err
	}
	for _, f := range index.Fields() {
		if c := b.Values[f.Name]; c != nil {
			c.Write(out, f.Name)
		}
		if c := b.Numbers[f.Name]; c != nil {
			c.write(out, f.Name)
		}
	}
	b.cites.Write(out, citesSection)
	b.prints.write(out)
	return out.Close()
}

// Terms yields the values of a facet field.
func (c *valueColumn) Terms() iter.Seq[postings.Term] {
	return func(yield func(postings.Term) bool) {
		docs := make([]*roaring.Bitmap, len(c.Values))
		for i := range docs {
			docs[i] = roaring.New()
		}
		for doc := range c.first {
			for _, id := range c.of(doc) {
				docs[id].Add(uint32(doc))
			}
		}
		for _, v := range slices.Sorted(maps.Keys(c.ids)) {
			if !yield(postings.Term{Term: v, Docs: docs[c.ids[v]]}) {
				return
			}
		}
	}
}
