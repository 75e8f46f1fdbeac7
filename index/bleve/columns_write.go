package bleve

import (
	"math"
	"slices"
	"strconv"

	"imrsearch/index"
)

// noNumber marks an item without a value in a column of numbers.
const noNumber = math.MinInt32

// A valueColumn collects the values of a facet field while a shard is built.
type valueColumn struct {
	ids    map[string]uint32
	values []string
	first  []uint32 // document → first of its values in ords
	ords   []uint32
}

func newValueColumn() *valueColumn { return &valueColumn{ids: map[string]uint32{}} }

func (c *valueColumn) add(values []string) {
	c.first = append(c.first, uint32(len(c.ords)))
	for i, v := range values {
		if slices.Contains(values[:i], v) {
			continue
		}
		id, ok := c.ids[v]
		if !ok {
			id = uint32(len(c.values))
			c.ids[v] = id
			c.values = append(c.values, v)
		}
		c.ords = append(c.ords, id)
	}
}

// write writes the values in lexical order, and for each document their
// ordinals, counted from 1: one a document, 0 for none, where no document
// has more, else lists.
func (c *valueColumn) write(out *sectionWriter, name string) {
	sorted := sortedKeys(c.ids)
	final := make([]uint32, len(sorted))
	for i, v := range sorted {
		final[c.ids[v]] = uint32(i + 1)
	}
	putStrings(out, name+".values", sorted)
	n := len(c.first)
	c.first = append(c.first, uint32(len(c.ords)))
	single := make([]uint32, n)
	for d := range n {
		list := c.ords[c.first[d]:c.first[d+1]]
		if len(list) > 1 {
			for i := range c.ords {
				c.ords[i] = final[c.ords[i]]
			}
			putNumbers(out, name+".first", c.first)
			putOrdinals(out, name+".ords", c.ords, len(sorted))
			return
		}
		if len(list) == 1 {
			single[d] = final[list[0]]
		}
	}
	putOrdinals(out, name+".ord", single, len(sorted))
}

// putOrdinals writes ordinals in as few bytes as their largest needs.
func putOrdinals(out *sectionWriter, name string, ords []uint32, largest int) {
	switch {
	case largest < 1<<8:
		putNumbers(out, name+"8", narrow[uint8](ords))
	case largest < 1<<16:
		putNumbers(out, name+"16", narrow[uint16](ords))
	default:
		putNumbers(out, name+"32", ords)
	}
}

func narrow[T uint8 | uint16](v []uint32) []T {
	out := make([]T, len(v))
	for i, x := range v {
		out[i] = T(x)
	}
	return out
}

// A numberColumn collects the numbers of a field while a shard is built.
type numberColumn struct {
	first []uint32
	all   []int32
}

func (c *numberColumn) add(numbers []int) {
	c.first = append(c.first, uint32(len(c.all)))
	for _, n := range numbers {
		c.all = append(c.all, int32(min(max(n, noNumber+1), math.MaxInt32)))
	}
}

func (c *numberColumn) write(out *sectionWriter, name string) {
	n := len(c.first)
	c.first = append(c.first, uint32(len(c.all)))
	single := make([]int32, n)
	for d := range n {
		list := c.all[c.first[d]:c.first[d+1]]
		if len(list) > 1 {
			putNumbers(out, name+".numbers.first", c.first)
			putNumbers(out, name+".numbers", c.all)
			return
		}
		single[d] = noNumber
		if len(list) == 1 {
			single[d] = list[0]
		}
	}
	putNumbers(out, name+".number", single)
}

// columnsBuilder collects all columns of a shard.
type columnsBuilder struct {
	values  map[string]*valueColumn
	numbers map[string]*numberColumn
}

func newColumnsBuilder() *columnsBuilder {
	b := &columnsBuilder{values: map[string]*valueColumn{}, numbers: map[string]*numberColumn{}}
	for _, f := range index.Fields() {
		if isValueField(f) {
			b.values[f.Name] = newValueColumn()
		}
		if f.Numbers != nil {
			b.numbers[f.Name] = &numberColumn{}
		}
	}
	return b
}

// isValueField reports whether a field has a column of values: keywords, and
// numbers that a facet divides into bands.
func isValueField(f *index.Field) bool { return f.Values != nil || f.Bands != index.NoBands }

// valuesOf returns the facet values of a determination.
func valuesOf(f *index.Field, d *index.Determination) []string {
	if f.Values != nil {
		return f.Values(d)
	}
	var out []string
	for _, n := range f.Numbers(d) {
		out = append(out, band(f.Bands, n))
	}
	return out
}

func band(kind index.Bands, n int) string {
	switch kind {
	case index.DecadeBands:
		return index.DecadeBand(n)
	case index.YearBands:
		return index.YearBand(n)
	}
	return strconv.Itoa(n)
}

// write writes the columns file.
func (b *columnsBuilder) write(path string) error {
	out, err := createSections(path)
	if err != nil {
		return err
	}
	for _, f := range index.Fields() {
		if c := b.values[f.Name]; c != nil {
			c.write(out, f.Name)
		}
		if c := b.numbers[f.Name]; c != nil {
			c.write(out, f.Name)
		}
	}
	return out.close()
}
