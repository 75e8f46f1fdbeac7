package forward

import (
	"math"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/rank"
)

// Impacts bound, for every class of inflection that is not rare, what it can
// add to the score of each item, as Lucene's impacts do for blocks of postings:
// they hold a bound of the weighted frequency that goes into BM25F, under the
// segment's own mean lengths. They are no scores: idf and mean lengths change
// with every generation, and the bound of a score is worked out at search time.
//
// The items of a class, in their order, are level 0; about a third of them,
// those with the highest frequencies, are at least level 1, a third of these
// at least level 2, and so on, and more than a third where they are few. Each
// level is bits: which of those of the level below belong to it. So a class
// takes a bit and a half an item that it stands in, and the few items at the
// top, which are all that a search shows, are told apart best.
//
// Six items with the frequencies 1 4 2 9 3 8, of which half may go up, make
//
//	level 1  0 1 0 1 0 1   items 2, 4 and 6: all others have 3 at most
//	level 2  0 1 0         of these item 4: the others have 8 at most
//
// and the top has 9 at most. These bounds are the worth of levels 0, 1 and 2.
const (
	levelLeast = 24  // items that are not divided further
	classLeast = 128 // items of a class that is not rare
)

// nextLevel returns how many of n items may go up to the next level.
func nextLevel(n int) int {
	switch {
	case n > 16<<10:
		return n / 3
	case n > 2<<10:
		return n / 2
	}
	return n * 2 / 3
}

// A frequency is kept as a byte q, which stands for (2^(q/24) - 1) / 4,
// rounded up.
const stepsPerDoubling = 24

// Quantize returns the least byte that stands for tf or more, or the highest.
func Quantize(tf float32) uint8 {
	q := quanta[min(max(int(math.Float32bits(1+4*tf)>>15)-127<<8, 0), len(quanta)-1)]
	for q < 255 && Unquantized[q] < tf {
		q++
	}
	return q
}

// quanta are bytes by the first bits of 1 + 4 tf, which are its logarithm,
// roughly: at most the right ones.
var quanta = func() (table [11 << 8]uint8) {
	for i := range table {
		log := math.Log2(float64(math.Float32frombits(uint32(127<<8+i) << 15)))
		table[i] = uint8(min(int(log*stepsPerDoubling), 255))
	}
	return table
}()

// Unquantized is the frequency that each byte stands for.
var Unquantized = func() (table [256]float32) {
	for q := range table {
		table[q] = float32((math.Exp2(float64(q)/stepsPerDoubling) - 1) / 4)
	}
	return table
}()

// An impactsBuilder gathers the levels of a segment, item by item.
type impactsBuilder struct {
	mean    [index.NumTextFields]float64
	classes []uint32 // rows, in the order of classes
	row     []int32  // code → row, -1 for words of rare classes
	lists   [NumScopes][]frequencyList
	outside []float32 // by row, the highest frequency of an item with the class in no default text

	shared []weighed // of the letter at hand
	sums   []weights // by row, of the item at hand
	used   []int32
}

// A frequencyList is the quantized frequencies of a row's items.
type frequencyList struct {
	q    []uint8
	most float32
}

// weights are the frequencies of a class in an item, by scope.
type weights struct {
	tf        [NumScopes]float32
	byDefault bool // in a default text
}

// A weighed is what a letter's texts add to the frequencies of its items.
type weighed struct {
	row int32
	weights
}

// newImpactsBuilder makes a builder for the classes, as lists of words in
// lexical order; df and codeOf are by that order.
func newImpactsBuilder(stats *FieldStats, v *vocabulary) *impactsBuilder {
	b := &impactsBuilder{mean: stats.Means(), row: make([]int32, len(v.words))}
	for i := range b.row {
		b.row[i] = -1
	}
	for class := range v.classes {
		members, items := v.of(class), 0
		for _, i := range members {
			items += int(v.df[i])
		}
		if items < classLeast {
			continue
		}
		for _, i := range members {
			b.row[v.code[i]] = int32(len(b.classes))
		}
		b.classes = append(b.classes, uint32(class))
	}
	for s := range b.lists {
		b.lists[s] = make([]frequencyList, len(b.classes))
	}
	b.outside, b.sums = make([]float32, len(b.classes)), make([]weights, len(b.classes))
	return b
}

// add adds the words of a text field to the item at hand.
func (b *impactsBuilder) add(f index.TextField, ids []uint32, codeOf []uint32) {
	w := weights{byDefault: index.DefaultTexts.Has(f)}
	w.tf[InAll] = float32(rank.FieldFrequency(f, 1, float64(len(ids)), b.mean[f]))
	if f == index.RationaleText {
		w.tf[InRationale] = w.tf[InAll]
	}
	for _, id := range ids {
		if row := b.row[codeOf[id]]; row >= 0 {
			b.sum(row, &w)
		}
	}
}

func (b *impactsBuilder) sum(row int32, w *weights) {
	s := &b.sums[row]
	if s.tf[InAll] == 0 {
		b.used = append(b.used, row)
	}
	for i, tf := range w.tf {
		s.tf[i] += tf
	}
	s.byDefault = s.byDefault || w.byDefault
}

// endLetter keeps what was added for all items of the letter.
func (b *impactsBuilder) endLetter() {
	b.shared = b.shared[:0]
	for _, row := range b.used {
		b.shared = append(b.shared, weighed{row, b.sums[row]})
		b.sums[row] = weights{}
	}
	b.used = b.used[:0]
}

// endItem takes what was added, and what the letter shares, as the next
// item's.
func (b *impactsBuilder) endItem() {
	for i := range b.shared {
		b.sum(b.shared[i].row, &b.shared[i].weights)
	}
	for _, row := range b.used {
		w := &b.sums[row]
		if !w.byDefault {
			b.outside[row] = max(b.outside[row], w.tf[InAll])
		}
		for s, tf := range w.tf {
			if tf > 0 && (w.byDefault || Scope(s) != InAll) {
				b.lists[s][row].add(tf)
			}
		}
		*w = weights{}
	}
	b.used = b.used[:0]
}

func (l *frequencyList) add(tf float32) {
	l.q = append(l.q, Quantize(tf))
	l.most = max(l.most, tf)
}

// An impactsFile is the levels as they are written: for each row and scope the
// place of its first level, for each level what it is worth at most, how many
// items it has with those above, and where its bits begin, in words.
type impactsFile struct {
	first, items, off []uint32
	worth             []float32
	bits              []uint64
}

func (b *impactsBuilder) write(out *sectionfile.Writer) {
	f := impactsFile{}
	for row := range b.classes {
		out.Offset(len(f.bits))
		for s := range b.lists {
			f.first = append(f.first, uint32(len(f.worth)))
			f.add(&b.lists[s][row])
			b.lists[s][row].q = nil
		}
	}
	sectionfile.PutNumbers(out, "impacts.class", b.classes)
	sectionfile.PutNumbers(out, "impacts.outside", b.outside)
	sectionfile.PutNumbers(out, "impacts.first", append(f.first, uint32(len(f.worth))))
	sectionfile.PutNumbers(out, "impacts.worth", f.worth)
	sectionfile.PutNumbers(out, "impacts.items", f.items)
	sectionfile.PutNumbers(out, "impacts.off", f.off)
	sectionfile.PutNumbers(out, "impacts.bits", f.bits)
}

// add divides a list into levels.
func (f *impactsFile) add(l *frequencyList) {
	var counts [256]int
	for _, q := range l.q {
		counts[q]++
	}
	left, q := l.q, l.q
	for {
		f.items = append(f.items, uint32(len(left)))
		f.off = append(f.off, uint32(len(f.bits)))
		cut, above := cutOf(&counts, nextLevel(len(left)))
		if above == 0 || len(left) <= levelLeast {
			f.worth = append(f.worth, l.most)
			return
		}
		f.worth = append(f.worth, min(Unquantized[cut], l.most))
		f.bits = append(f.bits, make([]uint64, (len(left)+63)/64)...)
		bits := f.bits[f.off[len(f.off)-1]:]
		next := q[:0:0]
		for i, x := range left {
			if x > cut {
				bits[i/64] |= 1 << (i % 64)
				next = append(next, x)
			}
		}
		clear(counts[:int(cut)+1])
		left = next
	}
}

// cutOf returns the least frequency that no more than most items exceed, and
// how many do.
func cutOf(counts *[256]int, most int) (cut uint8, above int) {
	for q := 255; q > 0; q-- {
		if above+counts[q] > most {
			return uint8(q), above
		}
		above += counts[q]
	}
	return 0, above
}

// A Scope is the fields that frequencies are summed up over.
type Scope uint8

// The scopes. Items of InAll are those with the class in a default text; what
// they have in other texts is added.
const (
	InRationale Scope = iota // the rationale alone
	InAll                    // all texts
	NumScopes                // how many there are
)
