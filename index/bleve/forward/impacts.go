package forward

import (
	"math/bits"
	"slices"

	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/sectionfile"
)

// Impacts are the impact lists of a segment's classes, as they lie in the
// mapped file; impacts_write.go describes them.
type Impacts struct {
	class   []uint32 // of each row, ascending
	outside []float32
	first   []uint32 // row and scope → first level
	worth   []float32
	items   []uint32
	off     []uint32
	bits    []uint64
}

func impactsOf(f *sectionfile.File) Impacts {
	return Impacts{
		class: sectionfile.Numbers[uint32](f, "impacts.class"), outside: sectionfile.Numbers[float32](f, "impacts.outside"),
		first: sectionfile.Numbers[uint32](f, "impacts.first"), worth: sectionfile.Numbers[float32](f, "impacts.worth"),
		items: sectionfile.Numbers[uint32](f, "impacts.items"), off: sectionfile.Numbers[uint32](f, "impacts.off"), bits: sectionfile.Numbers[uint64](f, "impacts.bits"),
	}
}

// An ImpactList is the levels of a class in a scope, made ready for looking
// documents up.
type ImpactList struct {
	Docs    Ranks // of the class
	steps   []Ranks
	Worth   []float32 // by level
	Items   []uint32  // by level, with those above
	Outside float32
}

// Ranks are bits, and how many of them stand before each 64.
type Ranks struct {
	Bits   []uint64
	before []uint32
}

// Find returns the row of a class; not ok for rare ones.
func (l *Impacts) Find(class uint32) (row int, ok bool) { return slices.BinarySearch(l.class, class) }

// Count returns how many documents the list of a row and scope has.
func (l *Impacts) Count(row int, s Scope) int {
	return int(l.items[l.first[row*int(NumScopes)+int(s)]])
}

// List returns the impact list of a row in a scope; docs are the documents of
// its list.
func (l *Impacts) List(row int, s Scope, docs []uint64, mem *docset.Arena[uint32]) *ImpactList {
	from, to := l.first[row*int(NumScopes)+int(s)], l.first[row*int(NumScopes)+int(s)+1]
	out := &ImpactList{Docs: newRanks(docs, mem), Worth: l.worth[from:to], Items: l.items[from:to], Outside: l.outside[row]}
	for i := from; i+1 < to; i++ {
		out.steps = append(out.steps, newRanks(l.bits[l.off[i]:][:(l.items[i]+63)/64], mem))
	}
	return out
}

func newRanks(b []uint64, mem *docset.Arena[uint32]) Ranks {
	r := Ranks{b, mem.Room(len(b))}
	n := uint32(0)
	for i, w := range b {
		r.before[i] = n
		n += uint32(bits.OnesCount64(w))
	}
	return r
}

// Of returns how many bits stand before bit i, and whether it is set.
func (r *Ranks) Of(i uint32) (n uint32, set bool) {
	w, bit := r.Bits[i/64], uint64(1)<<(i%64)
	if w&bit == 0 {
		return 0, false
	}
	return r.before[i/64] + uint32(bits.OnesCount64(w&(bit-1))), true
}

// AddMany adds to sums what the level of each document is worth.
func (l *ImpactList) AddMany(docs []uint32, gains, sums []float32) {
	all, before := l.Docs.Bits, l.Docs.before
	if len(before) < len(all) || len(sums) < len(docs) || len(gains) <= len(l.steps) {
		return
	}
	var first Ranks
	if len(l.steps) > 0 {
		first = l.steps[0]
	}
	for k, doc := range docs {
		w, bit := all[doc/64], uint64(1)<<(doc%64)
		if w&bit == 0 {
			continue
		}
		level := 0
		if first.Bits != nil {
			i := before[doc/64] + uint32(bits.OnesCount64(w&(bit-1)))
			for ok := first.Bits[i/64]>>(i%64)&1 == 1; ok; {
				i, _ = l.steps[level].Of(i)
				level++
				ok = level < len(l.steps) && l.steps[level].Bits[i/64]>>(i%64)&1 == 1
			}
		}
		sums[k] += gains[level]
	}
}

// AddAll adds to sums, which are by document, what the level of each document
// of the class is worth, by weight.
func (l *ImpactList) AddAll(weight float32, sums []float32) {
	i := uint32(0)
	for k, w := range l.Docs.Bits {
		for ; w != 0; w &= w - 1 {
			level := 0
			for at := i; level < len(l.steps); level++ {
				next, ok := l.steps[level].Of(at)
				if !ok {
					break
				}
				at = next
			}
			sums[k*64+bits.TrailingZeros64(w)] += weight * l.Worth[level]
			i++
		}
	}
}

// List returns the documents of a level and those above, in their order.
func (l *ImpactList) List(level int, mem *docset.Arena[uint32]) []uint32 {
	below := &l.Docs
	if level > 0 {
		below = &l.steps[level-1]
	}
	room := func(level int) []uint32 { return mem.Room(int(l.Items[level]))[:0] }
	places := docset.AppendBits(below.Bits, room(level))
	for k := level - 1; k >= 0; k-- {
		if below = &l.Docs; k > 0 {
			below = &l.steps[k-1]
		}
		if int(l.Items[k]) > len(places)*findWorth {
			below.find(places)
			continue
		}
		all := docset.AppendBits(below.Bits, room(k))
		for i, n := range places {
			places[i] = all[n]
		}
	}
	return places
}

// findWorth is how many bits are taken one after the other in the time in
// which one is found by its number.
const findWorth = 16

// find puts the places of bits for their numbers, which ascend.
func (r *Ranks) find(numbers []uint32) {
	at := 0
	for i, n := range numbers {
		for at+1 < len(r.before) && r.before[at+1] <= n {
			at++
		}
		numbers[i] = uint32(at*64) + bitOf(r.Bits[at], uint64(n-r.before[at]))
	}
}

// bitOf returns the place of bit number k of a word that has so many: the byte
// is found by the sums of the bytes' bits (S. Vigna, Broadword implementation
// of rank/select queries, 2008).
func bitOf(w, k uint64) uint32 {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	s := w - w>>1&0x5555555555555555
	s = s&0x3333333333333333 + s>>2&0x3333333333333333
	s = (s + s>>4) & 0x0f0f0f0f0f0f0f0f * ones
	place := uint32(bits.OnesCount64(((k*ones|highs)-s)&highs)) * 8
	k -= s << 8 >> place & 0xff
	b := uint8(w >> place)
	for ; k > 0; k-- {
		b &= b - 1
	}
	return place + uint32(bits.TrailingZeros8(b))
}
