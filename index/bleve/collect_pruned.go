package bleve

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// pruneFrom is the number of documents from which on bounds save more than
// they cost.
const pruneFrom = 1_000

// boundBins is how finely bounds are counted to find a first threshold.
const boundBins = 512

// clockBlocks is how many blocks are scored between two looks at the clock.
const clockBlocks = 64

// A blockDocs is a block of documents, and which of them are meant.
type blockDocs struct {
	block uint32
	docs  uint16
}

// blocksOf returns the blocks of a set of documents.
func blocksOf(b *roaring.Bitmap) []blockDocs {
	if b.IsEmpty() {
		return nil
	}
	if b.GetCardinality()*boundBlock > uint64(b.Maximum()) {
		return denseBlocks(b)
	}
	var out []blockDocs
	var buf [1024]uint32
	for it := b.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 {
			return out
		}
		for _, doc := range buf[:n] {
			if block := doc / boundBlock; len(out) == 0 || out[len(out)-1].block != block {
				out = append(out, blockDocs{block: block})
			}
			out[len(out)-1].docs |= 1 << (doc % boundBlock)
		}
	}
}

func denseBlocks(b *roaring.Bitmap) []blockDocs {
	words := b.ToDense()
	out := make([]blockDocs, 0, len(words)*64/boundBlock)
	for i, w := range words {
		for k := 0; w != 0; k, w = k+1, w>>boundBlock {
			if docs := uint16(w); docs != 0 {
				out = append(out, blockDocs{uint32(i*64/boundBlock + k), docs})
			}
		}
	}
	return out
}

// A pruning offers documents to a best as collect does, but scores only those
// whose bounds can reach the first k: first the most promising ones, then
// what can still beat the last of these.
type pruning struct {
	*selection
	best   *best
	scorer *scorer
	bound  []float32   // by block
	parts  [][]float32 // of each concept in it
	rarest []int       // concepts, those first that weigh most
	gains  []float64   // of each concept in the document at hand
	scale  float32     // bounds to bins
	after  *ranked     // the document behind which to begin; nil for none
	passed int         // documents before it
	scored int         // blocks
}

// collectPruned offers the documents of a selection to b, in the order's
// keys: those with all words, then the others.
func (s *selection) collectPruned(b *best, sc *scorer, after *ranked, passed int) {
	p := &pruning{selection: s, best: b, scorer: sc, after: after, passed: passed}
	p.prepare()
	defer p.release()
	p.scale = float32(boundBins-1) / float32(max(sc.total, 1e-9))
	if s.allWords == s.query {
		p.collect(s.result, 0)
		return
	}
	p.collect(roaring.And(s.result, s.allWords), 0)
	p.collect(roaring.AndNot(s.result, s.allWords), 1)
}

func (p *pruning) prepare() {
	p.bound, p.parts = p.scorer.scoreBounds(p.selection)
	p.gains = make([]float64, len(p.parts))
	for i := range p.parts {
		p.rarest = append(p.rarest, i)
	}
	c := p.scorer.concepts
	slices.SortStableFunc(p.rarest, func(a, b int) int { return cmp.Compare(c[b].idf, c[a].idf) })
}

func (p *pruning) release() {
	returnFloats(p.bound)
	for _, part := range p.parts {
		returnFloats(part)
	}
}

// collect offers the documents of a tier.
func (p *pruning) collect(docs *roaring.Bitmap, tier uint8) {
	if p.after != nil && p.after.tier > tier || p.best.full() && p.best.heap[0].tier < tier {
		return
	}
	blocks := blocksOf(docs)
	counts := make([]int, boundBins)
	for _, b := range blocks {
		counts[p.bin(b.block)] += bits.OnesCount16(b.docs)
	}
	first := threshold(counts, 2*p.best.k+p.passed)
	for _, b := range blocks {
		if p.bin(b.block) >= first && !p.score(b, tier) {
			return
		}
	}
	for _, b := range p.promising(blocks, first, tier) {
		if !p.enters(b.block, tier) || !p.score(b, tier) {
			return
		}
	}
}

// promising returns those blocks that can still get in, of the bins before
// first, the best first.
func (p *pruning) promising(blocks []blockDocs, first int, tier uint8) []blockDocs {
	var out []blockDocs
	for _, b := range blocks {
		if p.bin(b.block) < first && p.enters(b.block, tier) {
			out = append(out, b)
		}
	}
	slices.SortFunc(out, func(a, b blockDocs) int { return cmp.Compare(p.bound[b.block], p.bound[a.block]) })
	return out
}

func (p *pruning) bin(block uint32) int {
	return min(int(p.bound[block]*p.scale), boundBins-1)
}

// enters reports whether a document of the block can get in.
func (p *pruning) enters(block uint32, tier uint8) bool {
	if !p.best.full() {
		return true
	}
	last := &p.best.heap[0]
	return last.tier > tier || last.tier == tier && float64(p.bound[block]) >= last.score
}

// score offers the documents of a block; false when time is up.
func (p *pruning) score(b blockDocs, tier uint8) bool {
	if p.scored++; p.scored%clockBlocks == 0 && p.deadline.stop() {
		return false
	}
	for docs := b.docs; docs != 0; docs &= docs - 1 {
		least := -1.0
		if p.best.full() && p.best.heap[0].tier == tier {
			least = p.best.heap[0].score
		}
		doc := b.block*boundBlock + uint32(bits.TrailingZeros16(docs))
		score, ok := p.above(doc, b.block, least)
		if !ok {
			continue
		}
		r := ranked{shard: p.at, doc: doc, tier: tier, number: noNumber, score: score}
		if p.after == nil || p.best.order.compare(*p.after, r) < 0 {
			p.best.offer(r)
		}
	}
	return true
}

// above returns the score of a document; not ok when it is less than least.
// What weighs most is looked at first.
func (p *pruning) above(doc, block uint32, least float64) (score float64, ok bool) {
	p.scorer.openFields(p.selection, doc, p.scorer.fields)
	most := float64(p.bound[block]) * roundingSlack
	for _, i := range p.rarest {
		p.gains[i] = p.scorer.gain(p.selection, i)
		if most += p.gains[i] - float64(p.parts[i][block]); most < least {
			return 0, false
		}
	}
	// Summed up as scorer.score does it, to the last bit.
	for _, gain := range p.gains {
		score += gain
	}
	return score, true
}

// roundingSlack covers what sums of bounds lose.
const roundingSlack = 1.0001

// prunes reports whether collectPruned can find the first k.
func (s *selection) prunes(b *best, sc *scorer) bool {
	return sc != nil && b.k > 0 && s.shard.words.bounds.row != nil && s.result.GetCardinality() > uint64(max(pruneFrom, 4*b.k))
}
