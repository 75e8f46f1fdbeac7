package stats

import (
	"iter"
	"math"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/facet"
	"imrsearch/parser/imr"
)

// A key names a cell by the places of its values; whole stands for all values of
// a field.
type key [2]uint32

const whole = math.MaxUint32

// A cell counts the items with some values in one segment. What it has of the
// letter under way is added to the sums when the next letter begins.
type cell struct {
	sides [2]tally
	both  index.Overlap

	letter uint32 // under way, counted from 1
}

// A tally counts the items of one side.
type tally struct {
	index.Tally
	items, decided, overturned int // of the letter under way
}

// add counts an item of a letter, numbered from 1, on one side.
func (c *cell) add(letter uint32, side int, outcome imr.Outcome) {
	if c.letter != letter {
		c.finish()
		c.letter = letter
	}
	t := &c.sides[side]
	t.items++
	switch outcome {
	case imr.Overturned:
		t.Overturned++
		t.overturned++
	case imr.Modified:
		t.Modified++
	case imr.Upheld:
		t.Upheld++
	default:
		t.Unknown++
		return
	}
	t.decided++
}

// finish adds the letter under way.
func (c *cell) finish() {
	a, b := &c.sides[0], &c.sides[1]
	c.both.Decided.Add(a.overturned, a.decided, b.overturned, b.decided)
	for _, t := range []*tally{a, b} {
		if t.items > 0 {
			t.Items += t.items
			t.Letters++
			t.Decided.Add(t.overturned, t.decided)
		}
		t.items, t.decided, t.overturned = 0, 0, 0
	}
	c.letter = 0
}

// merge adds what another segment counted; both are finished.
func (c *cell) merge(o *cell) {
	for i := range c.sides {
		t, from := &c.sides[i].Tally, &o.sides[i].Tally
		t.Items += from.Items
		t.Letters += from.Letters
		t.Overturned += from.Overturned
		t.Modified += from.Modified
		t.Upheld += from.Upheld
		t.Unknown += from.Unknown
		t.Decided.Merge(from.Decided)
	}
	c.both.Items += o.both.Items
	c.both.Decided.Merge(o.both.Decided)
}

// asked returns the cell of so many searches.
func (c *cell) asked(values []string, sides int) index.StatsCell {
	out := index.StatsCell{Values: values}
	for _, t := range c.sides[:sides] {
		out.Sides = append(out.Sides, t.Tally)
	}
	if sides > 1 {
		out.Both = c.both
	}
	return out
}

// A counter counts the items of one segment.
type counter struct {
	at      int
	tables  []table
	columns []*docvalues.Keywords
	places  [][]uint32 // of each field: ordinal-1 → place
	// room holds the cells; found says where: by place for the total and for each
	// field, by key for pairs.
	room    []cell
	total   int32
	single  [2][]int32
	dense   []int32 // of pairs, where there are few possible ones: by first × width + second
	width   uint32
	pairs   map[key]int32 // where there are many
	spelled [][]uint32    // of each field: place → items
	full    bool          // there are too many pairs

	outcome  *docvalues.Keywords
	decision []imr.Outcome // by ordinal
}

// densePairs is up to how many possible pairs of values have a place each: 1 MB
// a segment. Tests set it.
var densePairs = 1 << 18

// none marks a cell that there is not yet.
const none = -1

func newCounter(tables []table, outcomes *facet.Table, at int) *counter {
	c := &counter{at: at, tables: tables, total: none, pairs: map[key]int32{}}
	for i, t := range tables {
		column, places := t.Column(at)
		c.columns, c.places = append(c.columns, column), append(c.places, places)
		c.single[i] = make([]int32, len(t.Values())+1)
		for k := range c.single[i] {
			c.single[i][k] = none
		}
		c.spelled = append(c.spelled, make([]uint32, len(t.Values())))
	}
	if len(tables) == 2 {
		c.width = uint32(len(c.single[1]))
		if n := len(c.single[0]) * len(c.single[1]); n <= densePairs {
			c.dense = make([]int32, n)
			for i := range c.dense {
				c.dense[i] = none
			}
		}
	}
	column, places := outcomes.Column(at)
	c.outcome, c.decision = column, []imr.Outcome{imr.UnknownOutcome}
	for _, place := range places {
		c.decision = append(c.decision, imr.Outcome(outcomes.Values()[place]))
	}
	return c
}

// count counts what the sides selected in the segment.
func (c *counter) count(sides []Side) {
	sel := sides[0].Selections[c.at]
	docs := docsOf(sides, c.at)
	letters := sel.Segment.Letters.Of
	var have [2][]uint32 // places of a document's values
	docset.EachBatch(docs, docs.GetCardinality(), sel.Segment.Items, func(batch []uint32) {
		for _, doc := range batch {
			outcome := imr.UnknownOutcome
			c.outcome.Each(doc, func(o uint32) { outcome = c.decision[o] })
			for i := range c.tables {
				have[i] = c.values(have[i][:0], i, doc)
			}
			first := true
			for side := range sides {
				if len(sides) > 1 && !sides[side].Selections[c.at].Result.Contains(doc) {
					continue
				}
				c.item(letters[doc]+1, side, outcome, have, !first)
				first = false
			}
		}
	})
	for i := range c.room {
		c.room[i].finish()
	}
}

// values appends the places of a document's values in a field, those of all
// spellings of one as one; the last place is that of no value.
func (c *counter) values(to []uint32, field int, doc uint32) []uint32 {
	t, places := &c.tables[field], c.places[field]
	c.columns[field].Each(doc, func(o uint32) {
		place := places[o-1]
		c.spelled[field][place]++
		to = append(to, t.Same(place))
	})
	if len(to) == 0 {
		to = append(to, uint32(len(t.Values())))
	}
	return to
}

// item counts an item of a side in all its cells; both says that the side
// before has it, too.
func (c *counter) item(letter uint32, side int, outcome imr.Outcome, have [2][]uint32, both bool) {
	add := func(at int32) {
		x := &c.room[at]
		x.add(letter, side, outcome)
		if both {
			x.both.Items++
		}
	}
	add(c.cell(&c.total))
	for i := range c.tables {
		for _, place := range have[i] {
			add(c.cell(&c.single[i][place]))
		}
	}
	if len(c.tables) < 2 {
		return
	}
	for _, a := range have[0] {
		for _, b := range have[1] {
			if c.dense != nil {
				add(c.cell(&c.dense[a*c.width+b]))
				continue
			}
			k := key{a, b}
			at, ok := c.pairs[k]
			if !ok {
				if len(c.pairs) >= index.MaxStatsCells {
					c.full = true
					return
				}
				at = none
				c.cell(&at)
				c.pairs[k] = at
			}
			add(at)
		}
	}
}

// cell returns a cell, making it where there is none yet.
func (c *counter) cell(at *int32) int32 {
	if *at == none {
		*at = int32(len(c.room))
		c.room = append(c.room, cell{})
	}
	return *at
}

// cells returns all cells by their keys.
func (c *counter) cells() iter.Seq2[key, *cell] {
	return func(yield func(key, *cell) bool) {
		if c.total != none && !yield(key{whole, whole}, &c.room[c.total]) {
			return
		}
		for i, list := range c.single {
			for place, at := range list {
				k := key{whole, whole}
				k[i] = uint32(place)
				if at != none && !yield(k, &c.room[at]) {
					return
				}
			}
		}
		for i, at := range c.dense {
			if at != none && !yield(key{uint32(i) / c.width, uint32(i) % c.width}, &c.room[at]) {
				return
			}
		}
		for k, at := range c.pairs {
			if !yield(k, &c.room[at]) {
				return
			}
		}
	}
}
