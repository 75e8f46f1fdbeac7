package bleve

import (
	"math/bits"
	"slices"
)

// Levels are the levels of a shard's classes, as they lie in the mapped file.
type levels struct {
	class   []uint32 // of each row, ascending
	outside []float32
	first   []uint32 // row and scope → first level
	worth   []float32
	items   []uint32
	off     []uint32
	bits    []uint64
}

func levelsOf(f *sections) levels {
	return levels{
		class: numbers[uint32](f, "levels.class"), outside: numbers[float32](f, "levels.outside"),
		first: numbers[uint32](f, "levels.first"), worth: numbers[float32](f, "levels.worth"),
		items: numbers[uint32](f, "levels.items"), off: numbers[uint32](f, "levels.off"), bits: numbers[uint64](f, "levels.bits"),
	}
}

// A ladder is the levels of a class in a scope, made ready for looking
// documents up.
type ladder struct {
	docs    ranks // of the class
	steps   []ranks
	worth   []float32 // by level
	items   []uint32  // by level, with those above
	outside float32
}

// ranks are bits, and how many of them stand before each 64.
type ranks struct {
	bits   []uint64
	before []uint32
}

// find returns the row of a class; not ok for rare ones.
func (l *levels) find(class uint32) (row int, ok bool) { return slices.BinarySearch(l.class, class) }

// count returns how many documents the list of a row and scope has.
func (l *levels) count(row int, s scope) int { return int(l.items[l.first[row*int(numScopes)+int(s)]]) }

// ladder returns the levels of a row in a scope; docs are the documents of
// its list.
func (l *levels) ladder(row int, s scope, docs []uint64, mem *arena[uint32]) *ladder {
	from, to := l.first[row*int(numScopes)+int(s)], l.first[row*int(numScopes)+int(s)+1]
	out := &ladder{docs: rank(docs, mem), worth: l.worth[from:to], items: l.items[from:to], outside: l.outside[row]}
	for i := from; i+1 < to; i++ {
		out.steps = append(out.steps, rank(l.bits[l.off[i]:][:(l.items[i]+63)/64], mem))
	}
	return out
}

func rank(b []uint64, mem *arena[uint32]) ranks {
	r := ranks{b, mem.room(len(b))}
	n := uint32(0)
	for i, w := range b {
		r.before[i] = n
		n += uint32(bits.OnesCount64(w))
	}
	return r
}

// of returns how many bits stand before bit i, and whether it is set.
func (r *ranks) of(i uint32) (n uint32, set bool) {
	w, bit := r.bits[i/64], uint64(1)<<(i%64)
	if w&bit == 0 {
		return 0, false
	}
	return r.before[i/64] + uint32(bits.OnesCount64(w&(bit-1))), true
}

// addMany adds to sums what the level of each document is worth.
func (l *ladder) addMany(docs []uint32, gains, sums []float32) {
	all, before := l.docs.bits, l.docs.before
	if len(before) < len(all) || len(sums) < len(docs) || len(gains) <= len(l.steps) {
		return
	}
	var first ranks
	if len(l.steps) > 0 {
		first = l.steps[0]
	}
	for k, doc := range docs {
		w, bit := all[doc/64], uint64(1)<<(doc%64)
		if w&bit == 0 {
			continue
		}
		level := 0
		if first.bits != nil {
			i := before[doc/64] + uint32(bits.OnesCount64(w&(bit-1)))
			for ok := first.bits[i/64]>>(i%64)&1 == 1; ok; {
				i, _ = l.steps[level].of(i)
				level++
				ok = level < len(l.steps) && l.steps[level].bits[i/64]>>(i%64)&1 == 1
			}
		}
		sums[k] += gains[level]
	}
}

// addAll adds to sums, which are by document, what the level of each document
// of the class is worth, by weight.
func (l *ladder) addAll(weight float32, sums []float32) {
	i := uint32(0)
	for k, w := range l.docs.bits {
		for ; w != 0; w &= w - 1 {
			level := 0
			for at := i; level < len(l.steps); level++ {
				next, ok := l.steps[level].of(at)
				if !ok {
					break
				}
				at = next
			}
			sums[k*64+bits.TrailingZeros64(w)] += weight * l.worth[level]
			i++
		}
	}
}

// list returns the documents of a level and those above, in their order.
func (l *ladder) list(level int, mem *arena[uint32]) []uint32 {
	below := &l.docs
	if level > 0 {
		below = &l.steps[level-1]
	}
	room := func(level int) []uint32 { return mem.room(int(l.items[level]))[:0] }
	places := placesOf(below.bits, room(level))
	for k := level - 1; k >= 0; k-- {
		if below = &l.docs; k > 0 {
			below = &l.steps[k-1]
		}
		if int(l.items[k]) > len(places)*findWorth {
			below.find(places)
			continue
		}
		all := placesOf(below.bits, room(k))
		for i, n := range places {
			places[i] = all[n]
		}
	}
	return places
}

// findWorth is how many bits are taken one after the other in the time in
// which one is found by its number.
const findWorth = 16

// placesOf appends the places of bits.
func placesOf(b []uint64, places []uint32) []uint32 {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			places = append(places, uint32(i*64+bits.TrailingZeros64(w)))
		}
	}
	return places
}

// find puts the places of bits for their numbers, which ascend.
func (r *ranks) find(numbers []uint32) {
	at := 0
	for i, n := range numbers {
		for at+1 < len(r.before) && r.before[at+1] <= n {
			at++
		}
		numbers[i] = uint32(at*64) + bitOf(r.bits[at], uint64(n-r.before[at]))
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
