package collect

import (
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/match"
)

// chunkDocs is how many documents are looked at before the best of them are
// scored.
const chunkDocs = 16 << 10

// fewDocs are scored sooner than their bounds are prepared.
const fewDocs = 64

// boundBins is how finely bounds are counted to find a first threshold.
const boundBins = 1024

// clockDocs is how many documents are scored between two looks at the clock.
const clockDocs = 256

// A prunedCollector offers the documents of a selection to the first hits as collect
// does, but scores only those whose bounds can get in: the most promising
// ones first, then what can still beat the last hit.
type prunedCollector struct {
	*match.Selection
	first  *sharedTopK
	scorer *scorer
	after  *Hit // the document behind which to begin; nil for none
	passed int  // documents before it

	share int // one of so many shards

	bounds bounds // made when first needed
	mem    *scratch
	buf    []uint32
	tier   uint8
	docs   *roaring.Bitmap // of the tier
	in     []uint64        // these, bit by bit, once they are asked for
	scored int
	begun  seed
}

// seed is what a tier began with: the documents of a climb, the most
// promising ones first, of which so many were offered.
type seed struct {
	*cut
	docs    []candidate
	offered int
	bits    []uint64 // those offered, once they are asked for
}

// A candidate is a document with what it may score, such that the smallest one
// may score most.
type candidate uint64

func promise(doc uint32, bound float32) candidate {
	return candidate(^math.Float32bits(bound))<<32 | candidate(doc)
}

func (p candidate) doc() uint32 { return uint32(p) }

func (p candidate) bound() float32 { return math.Float32frombits(^uint32(p >> 32)) }

// begin takes up a tier, and offers the documents that are likely to be its
// best, so many that all shards together fill the first hits: what must be
// beaten is nearly right before any shard is gone through.
func (p *prunedCollector) begin(tier uint8) {
	p.tier, p.docs, p.in, p.begun = tier, docset.Empty, nil, seed{}
	if math.IsInf(p.first.floor(tier), 1) {
		return
	}
	p.docs = p.TierOf(tier)
	n := int(p.docs.GetCardinality())
	if n <= fewDocs {
		p.scoreAll(p.docs.ToArray())
		p.docs = docset.Empty
		return
	}
	if p.bounds == nil {
		p.bounds = p.scorer.boundsOf(p.Selection, p.mem)
		p.buf = p.mem.ranks.Room(chunkDocs)
	}
	want := p.want()/p.share + min(p.want(), leastShare)
	if c := p.bounds.likeliest(n, want); c != nil && c.items <= chunkDocs {
		p.offerBest(c, want)
	}
}

// leastShare is how many documents more than its share a shard scores first:
// the best are not spread evenly.
const leastShare = 8

// fewContained documents are looked up sooner than those of a tier are written
// bit by bit.
const fewContained = 200

// within leaves of documents, in their order, those of the tier behind one.
func (p *prunedCollector) within(docs []uint32, behind int64) []uint32 {
	if p.in == nil && len(docs) > fewContained {
		p.in = docset.Bits(p.docs, p.Segment.Items, &p.mem.bits)
	}
	kept := docs[:0]
	for _, doc := range docs {
		if int64(doc) > behind && (p.in == nil && p.docs.Contains(doc) || p.in != nil && p.in[doc/64]>>(doc%64)&1 == 1) {
			kept = append(kept, doc)
		}
	}
	return kept
}

// offerBest offers the most promising documents of a climb, so many.
func (p *prunedCollector) offerBest(c *cut, want int) {
	docs := p.within(c.list(p.Segment.Items, p.mem), -1)
	found := candidatesOf(docs, p.bounds.of(docs, p.mem.chunk[:]), 0, infinity, p.mem.begun[:0])
	p.mem.begun = found
	p.begun = seed{cut: c, docs: found, offered: min(want, len(found))}
	p.scoreInTurn(found[:p.begun.offered])
}

// has reports whether a document was offered; items is how many the shard has.
func (b *seed) has(doc uint32, items int, mem *scratch) bool {
	if b.offered == 0 {
		return false
	}
	if b.bits == nil {
		b.bits = mem.bits.Take((items + 63) / 64)
		for _, d := range b.docs[:b.offered] {
			b.bits[d.doc()/64] |= 1 << (d.doc() % 64)
		}
	}
	return b.bits[doc/64]>>(doc%64)&1 == 1
}

// collect offers the other documents of the tier.
func (p *prunedCollector) collect() {
	n := int(p.docs.GetCardinality())
	if n == 0 || math.IsInf(p.first.floor(p.tier), 1) {
		return
	}
	if c := p.bounds.fewest(p.floor()); c != nil && c.in(p.begun.cut) {
		p.scoreInTurn(p.begun.docs[p.begun.offered:])
		return
	}
	it, buf := p.docs.ManyIterator(), p.buf
	for left, behind := n, int64(-1); left > 0; {
		if c := p.bounds.fewest(p.floor()); c != nil && c.items < left*climbWorth {
			p.climb(behind, c)
			return
		}
		n := it.NextMany(buf)
		if n == 0 || !p.look(buf[:n]) {
			return
		}
		left, behind = left-n, int64(buf[n-1])
	}
}

// climbWorth is how many documents of a level are looked at in the time of
// one document of a chunk.
const climbWorth = 4

// floor is what a document must score to get in; negative as long as any may.
func (p *prunedCollector) floor() float32 { return float32(p.first.floor(p.tier)) }

func (p *prunedCollector) scoreAll(docs []uint32) {
	for _, doc := range docs {
		if !p.score(doc) {
			return
		}
	}
}

// look offers documents, the most promising ones first; false when time is
// up.
func (p *prunedCollector) look(docs []uint32) bool {
	bounds := p.bounds.of(docs, p.mem.chunk[:])
	for i, doc := range docs {
		if p.begun.has(doc, p.Segment.Items, p.mem) {
			bounds[i] = outOfReach
		}
	}
	floor := p.floor()
	least := p.threshold(bounds, floor, p.want())
	return p.offer(docs, bounds, max(least, floor), infinity) && (least <= floor || p.offer(docs, bounds, p.floor(), least))
}

var infinity = float32(math.Inf(1))

// outOfReach is the bound of what has been offered already; less than any
// floor.
const outOfReach = -2

// climb offers those documents of a climb that are behind one.
func (p *prunedCollector) climb(behind int64, c *cut) {
	if c.items == 0 {
		return
	}
	for docs := p.within(c.list(p.Segment.Items, p.mem), behind); len(docs) > 0; {
		n := min(len(docs), chunkDocs)
		if !p.look(docs[:n]) {
			return
		}
		docs = docs[n:]
	}
}

// want is how many documents are scored first, such that the last hit has
// about the score that it has in the end.
func (p *prunedCollector) want() int { return p.first.K + p.first.K/4 + p.passed }

// threshold returns a bound such that enough documents reach it to fill the
// first hits, or floor where there are not many more that do.
func (p *prunedCollector) threshold(bounds []float32, floor float32, want int) float32 {
	if len(bounds) <= 2*want {
		return floor
	}
	var counts [boundBins]int
	scale := float32(boundBins-1) / p.bounds.most()
	for _, b := range bounds {
		if b >= 0 {
			counts[min(int(b*scale), boundBins-1)]++
		}
	}
	n := 0
	for bin, c := range slices.Backward(counts[:]) {
		if n += c; n >= want {
			return float32(bin) / scale
		}
	}
	return floor
}

// offer offers those of the documents with bounds from least to most, most
// left out, as long as they can get in; false when time is up.
func (p *prunedCollector) offer(docs []uint32, bounds []float32, least, most float32) bool {
	p.mem.found = candidatesOf(docs, bounds, least, most, p.mem.found[:0])
	return p.scoreInTurn(p.mem.found)
}

// candidatesOf appends those of the documents with bounds from least to most,
// most left out, the most promising ones first.
func candidatesOf(docs []uint32, bounds []float32, least, most float32, found []candidate) []candidate {
	for i, b := range bounds {
		if b *= roundingSlack; b >= least && b < most {
			found = append(found, promise(docs[i], b))
		}
	}
	slices.Sort(found)
	return found
}

// scoreInTurn scores those documents that can get in, as long as the next one
// can; false when time is up. Those that come next are read ahead.
func (p *prunedCollector) scoreInTurn(docs []candidate) bool {
	for len(docs) > 0 && docs[0].bound() >= p.floor() {
		batch := docs[:min(len(docs), match.PrefetchDocs)]
		docs = docs[len(batch):]
		for _, d := range batch {
			p.Prefetch(d.doc(), p.scorer.Fields)
		}
		for _, d := range batch {
			if d.bound() >= p.floor() && !p.score(d.doc()) {
				return false
			}
		}
	}
	return true
}

// score offers a document; false when time is up.
func (p *prunedCollector) score(doc uint32) bool {
	if p.scored++; p.scored%clockDocs == 0 && p.Deadline.Stop() {
		return false
	}
	r := Hit{Shard: int32(p.At), Doc: doc, Tier: p.tier, number: docvalues.NoNumber, Score: p.scorer.score(p.Selection, doc)}
	if p.after == nil || p.first.Order.compare(p.after, &r) < 0 {
		p.first.offer(r)
	}
	return true
}
