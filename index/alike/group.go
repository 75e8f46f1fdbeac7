package alike

import (
	"cmp"
	"math/bits"
	"slices"
)

// Items are what Group divides: items 0 to N-1.
type Items struct {
	N int
	// Of returns the fingerprint of an item. What it points to is not changed.
	Exact func(i int) uint64
	Bands func(i int) []uint32
	// Before orders items by what they are, not by where they lie: by their
	// ids.
	Before func(i, j int) bool
	// Tokens appends the tokens of an item's rationale.
	Tokens func(i int, dst []Token) []Token
	// Stop, where it is not nil, is asked now and then whether to give up.
	Stop func() bool
}

// Limits of what is compared in one bucket of a band, so that the work grows
// with the number of items. A bucket of more than crowded items, which share
// a long quotation, is divided by the next band, too; an item is compared with
// the last leaders of its bucket alone.
const (
	crowded = 64
	leaders = 16
)

// Group returns for each item the first item of its group; an item that is
// alike to none is alone in a group of its own. The groups depend on the
// items and Before alone, not on the order in which they are numbered. Every
// member of a group is equal, or Same, to its first item. It returns nil when
// Stop said so.
//
// Time: sorting, once for Exact and once for each band, of the items that
// share a number; at most leaders comparisons an item and band. Memory: 20
// bytes an item, and the tokens of one bucket's leaders.
func Group(in Items) []uint32 {
	g := &grouping{Items: in, first: make([]uint32, in.N)}
	g.joinEqual()
	near := slices.Clone(g.first)
	for b := range Bands {
		if in.Stop != nil && in.Stop() {
			return nil
		}
		g.joinBand(b, near)
	}
	g.settle(near)
	return g.first
}

type grouping struct {
	Items
	first []uint32
	heads [leaders]rationale // of the bucket at hand
	mine  rationale
}

type keyed struct {
	key  uint64
	item uint32
}

func byKey(a, b keyed) int { return cmp.Compare(a.key, b.key) }

// joinEqual makes groups of the items that are equal.
func (g *grouping) joinEqual() {
	list := g.shared(func(i int) uint64 { return g.Exact(i) }, func(i int) { g.first[i] = uint32(i) })
	runs(list, func(run []keyed) {
		head := run[0].item
		for _, k := range run[1:] {
			if g.Before(int(k.item), int(head)) {
				head = k.item
			}
		}
		for _, k := range run {
			g.first[k.item] = head
		}
	})
}

// shared returns the items with a key that is not 0 and that another item may
// have too, sorted by key; every item is visited first.
func (g *grouping) shared(key func(i int) uint64, visit func(i int)) []keyed {
	// Two bits for each hash of a key: most keys stand alone, and need no
	// sorting.
	size := uint64(1 << 16)
	for size < uint64(g.N)*8 {
		size *= 2
	}
	once, twice := make([]uint64, size/64), make([]uint64, size/64)
	for i := range g.N {
		visit(i)
		k := key(i)
		if k == 0 {
			continue
		}
		at := mix(k) % size
		bit := uint64(1) << (at % 64)
		if once[at/64]&bit != 0 {
			twice[at/64] |= bit
		}
		once[at/64] |= bit
	}
	var list []keyed
	for i := range g.N {
		k := key(i)
		if at := mix(k) % size; k != 0 && twice[at/64]>>(at%64)&1 == 1 {
			list = append(list, keyed{k, uint32(i)})
		}
	}
	slices.SortFunc(list, byKey)
	return list
}

// runs calls f with each run of two or more of one key.
func runs(list []keyed, f func([]keyed)) {
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].key == list[0].key {
			n++
		}
		if n > 1 {
			f(list[:n])
		}
		list = list[n:]
	}
}

// joinBand joins in near, a forest of parents, the first items of equal ones
// that are Same as another in a bucket of a band.
func (g *grouping) joinBand(b int, near []uint32) {
	key := func(i int) uint64 {
		if g.first[i] != uint32(i) {
			return 0
		}
		return uint64(g.Bands(i)[b])
	}
	runs(g.shared(key, func(int) {}), func(run []keyed) {
		if len(run) <= crowded {
			g.joinBucket(run, near)
			return
		}
		next := make([]keyed, len(run))
		for i, k := range run {
			next[i] = keyed{uint64(g.Bands(int(k.item))[(b+1)%Bands]), k.item}
		}
		slices.SortFunc(next, byKey)
		runs(next, func(run []keyed) { g.joinBucket(run, near) })
	})
}

func (g *grouping) joinBucket(run []keyed, near []uint32) {
	g.inOrder(run)
	var heads [leaders]uint32
	n := 0
	for _, k := range run {
		g.read(k.item)
		joined := false
		for h := range min(n, leaders) {
			a, b := root(near, heads[h]), root(near, k.item)
			if a == b || g.heads[h].same(&g.mine) {
				near[b] = a
				joined = true
				break
			}
		}
		if !joined {
			at := n % leaders
			heads[at] = k.item
			g.heads[at].tokens = append(g.heads[at].tokens[:0], g.mine.tokens...)
			g.heads[at].bag = g.mine.bag
			n++
		}
	}
}

// A rationale is an item's tokens, and which there are, by hashes.
type rationale struct {
	tokens []Token
	bag    [8]uint64
}

// read makes an item's rationale the one at hand.
func (g *grouping) read(item uint32) {
	g.mine.tokens = g.Tokens(int(item), g.mine.tokens[:0])
	g.mine.bag = [8]uint64{}
	for _, t := range g.mine.tokens {
		h := uint32(t) * 0x9e3779b1
		g.mine.bag[h>>29] |= 1 << (h >> 23 & 63)
	}
}

// same is Same; most pairs are told apart by their bags: a change takes one
// bit away and adds one, at most.
func (r *rationale) same(s *rationale) bool {
	differ := 0
	for i, x := range r.bag {
		differ += bits.OnesCount64(x ^ s.bag[i])
	}
	return differ <= 2*allowed(r.tokens, s.tokens) && Same(r.tokens, s.tokens)
}

func (g *grouping) inOrder(run []keyed) {
	slices.SortFunc(run, func(a, b keyed) int {
		switch {
		case a.item == b.item:
			return 0
		case g.Before(int(a.item), int(b.item)):
			return -1
		}
		return 1
	})
}

func root(forest []uint32, i uint32) uint32 {
	for forest[i] != i {
		forest[i] = forest[forest[i]]
		i = forest[i]
	}
	return i
}

// settle divides what was joined so that every member is Same as the first of
// its group: by chains, texts may have drifted apart.
func (g *grouping) settle(near []uint32) {
	var list []keyed
	for i := range g.N {
		if g.first[i] == uint32(i) {
			if r := root(near, uint32(i)); r != uint32(i) || near[i] != uint32(i) {
				list = append(list, keyed{uint64(r), uint32(i)})
			}
		}
	}
	if len(list) == 0 {
		return
	}
	heads := map[uint32]bool{}
	for _, k := range list {
		if r := uint32(k.key); !heads[r] {
			heads[r] = true
			list = append(list, keyed{k.key, r})
		}
	}
	slices.SortFunc(list, byKey)
	moved := map[uint32]uint32{}
	runs(list, func(run []keyed) {
		g.inOrder(run)
		var firsts []uint32
		var heads []rationale
		for _, k := range run {
			g.read(k.item)
			at := slices.IndexFunc(heads, func(h rationale) bool { return h.same(&g.mine) })
			if at >= 0 {
				moved[k.item] = firsts[at]
				continue
			}
			firsts, heads = append(firsts, k.item), append(heads, rationale{slices.Clone(g.mine.tokens), g.mine.bag})
		}
	})
	for i := range g.first {
		if to, ok := moved[g.first[i]]; ok {
			g.first[i] = to
		}
	}
}

// Earlier returns for each of a few items the first one before it, by number,
// that says the same and is itself not the same as an earlier one; -1 for none.
// It needs neither Before nor Stop, and takes time by the square of N.
func Earlier(in Items) []int {
	out := make([]int, in.N)
	tokens := make([][]Token, in.N)
	of := func(i int) []Token {
		if tokens[i] == nil {
			tokens[i] = in.Tokens(i, nil)
		}
		return tokens[i]
	}
	shares := func(i, j int) bool {
		a, b := in.Bands(i), in.Bands(j)
		for k := range a {
			if a[k] != 0 && a[k] == b[k] {
				return true
			}
		}
		return false
	}
	for i := range out {
		out[i] = -1
		for j := 0; j < i && out[i] < 0; j++ {
			if exact := in.Exact(i); out[j] < 0 && (exact != 0 && exact == in.Exact(j) || shares(i, j) && Same(of(i), of(j))) {
				out[i] = j
			}
		}
	}
	return out
}
