package bleve

import (
	"math"

	"imrsearch/index"
)

// Bounds say for every word the highest weighted frequency, as BM25F has it
// under the shard's own mean lengths, that any item has: over the whole shard
// for all words, over blocks of items for common ones. They are no scores:
// idf and mean lengths change with every generation, and what a bound is
// worth then is worked out at search time. A bound is a byte q, and stands
// for (2^(q/16) - 1) / 4, rounded up.

// boundBlock items share a bound.
const boundBlock = 16

// boundShare is the share of items from which on a word is common: one in
// twenty-five. (Blocks of 16 for 730 words are 46 bytes an item; with one in
// fifty it is 70.)
const boundShare = 25

// quantize returns the least bound that tf does not exceed, or the highest.
// The first bits of a float are its logarithm, rounded down.
func quantize(tf float32) uint8 {
	q := min(int(math.Float32bits(1+4*tf)>>19)-127*16, 255)
	for q < 255 && unquantized[q] < tf {
		q++
	}
	return uint8(q)
}

var unquantized = func() (table [256]float32) {
	for q := range table {
		table[q] = float32((math.Exp2(float64(q)/16) - 1) / 4)
	}
	return table
}()

// A boundsBuilder gathers the bounds of a shard, item by item. Words are
// final codes.
type boundsBuilder struct {
	mean   [index.NumTextFields]float64
	common []int32 // code → row in blocks, -1 for rare words
	rows   int
	blocks int

	most   []uint8   // by code
	table  []uint8   // row × blocks
	shared []weighed // of the letter at hand
	sums   []float32 // by code, of the item at hand
	used   []uint32
	item   int
}

// A weighed is what a text adds to a word's frequency.
type weighed struct {
	code uint32
	tf   float32
}

func newBoundsBuilder(stats *fieldStats, df []uint32, items int) *boundsBuilder {
	b := &boundsBuilder{
		common: make([]int32, len(df)), blocks: (items + boundBlock - 1) / boundBlock,
		most: make([]uint8, len(df)), sums: make([]float32, len(df)),
	}
	b.mean = stats.means()
	for code, n := range df {
		b.common[code] = -1
		if int(n)*boundShare >= items && items > boundBlock {
			b.common[code] = int32(b.rows)
			b.rows++
		}
	}
	b.table = make([]uint8, b.rows*b.blocks)
	return b
}

// means returns the mean length of each field, 1 where none has words.
func (s *fieldStats) means() (mean [index.NumTextFields]float64) {
	for f := range mean {
		mean[f] = 1
		if s.items[f] > 0 {
			mean[f] = float64(s.words[f]) / float64(s.items[f])
		}
	}
	return mean
}

// add adds the words of a text field to the item at hand.
func (b *boundsBuilder) add(f index.TextField, ids []uint32, codeOf []uint32) {
	tf := float32(fieldFrequency(f, 1, float64(len(ids)), b.mean[f]))
	for _, id := range ids {
		b.sum(codeOf[id], tf)
	}
}

func (b *boundsBuilder) sum(code uint32, tf float32) {
	if b.sums[code] == 0 {
		b.used = append(b.used, code)
	}
	b.sums[code] += tf
}

// endLetter keeps what was added for all items of the letter.
func (b *boundsBuilder) endLetter() {
	b.shared = b.shared[:0]
	for _, code := range b.used {
		b.shared = append(b.shared, weighed{code, b.sums[code]})
		b.sums[code] = 0
	}
	b.used = b.used[:0]
}

// endItem takes what was added, and what the letter shares, as the next
// item's.
func (b *boundsBuilder) endItem() {
	for _, w := range b.shared {
		b.sum(w.code, w.tf)
	}
	block := b.item / boundBlock
	for _, code := range b.used {
		q := quantize(b.sums[code])
		b.most[code] = max(b.most[code], q)
		if row := b.common[code]; row >= 0 {
			at := &b.table[int(row)*b.blocks+block]
			*at = max(*at, q)
		}
		b.sums[code] = 0
	}
	b.used = b.used[:0]
	b.item++
}

func (b *boundsBuilder) write(out *sectionWriter) {
	putNumbers(out, "bounds.most", b.most)
	putNumbers(out, "bounds.row", b.common)
	putNumbers(out, "bounds.blocks", b.table)
}
