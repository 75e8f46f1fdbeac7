package collect

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/match"
	"imrsearch/index/rank"
)

// bounds say of any document of a shard what it may score at most, from the
// levels of the classes that the query's words belong to.
type bounds []conceptBound

// A conceptBound bounds what one concept adds to a score.
type conceptBound struct {
	idf          float32
	grown        [forward.NumScopes]float32
	words        []wordBound // of its alternatives, each once
	alternatives []alternativeBound
	families     []family
	known        [][]float32 // of documents being looked up: by word, once it is asked for
	room         []float32   // for these
	// A concept that is one word or run of words, each of one class alone,
	// which is what most are, is looked up: it gains no more than any of them.
	rungs []rung
	ways  []partition // each by itself; none where its documents are not known
	most  float32     // that any document gains
	// Of other concepts the frequencies are summed up once many documents have
	// been looked up.
	sums   []float32 // by document
	summer *summer   // nil where they cannot be
	looked int       // documents looked up so far
}

// A rung is a ladder, and what a concept gains by level of it.
type rung struct {
	*forward.ImpactList
	gains []float32
}

// An alternativeBound bounds a frequency: a run of words stands no more often
// than any of its words.
type alternativeBound struct {
	scope  forward.Scope
	weight float32
	words  []int // in the concept's
	// Where these are fewer than have any of its words, the documents in which
	// it may stand, and how many.
	only  []uint64
	items int
}

// narrow sets what else is known of where an alternative of a concept stands.
func (a *alternativeBound) narrow(b *conceptBound, docs *roaring.Bitmap, made *bounder) {
	a.items = b.rarest(a).items()
	if docs == nil {
		return
	}
	if n := int(docs.GetCardinality()); n < a.items/2 {
		a.only, a.items = docset.Bits(docs, made.Segment.Items, &made.mem.bits), n
	}
}

// rarest returns the word of an alternative that the fewest documents have.
func (b *conceptBound) rarest(a *alternativeBound) *wordBound {
	rarest := &b.words[a.words[0]]
	for _, word := range a.words[1:] {
		if b.words[word].items() < rarest.items() {
			rarest = &b.words[word]
		}
	}
	return rarest
}

// A bounder prepares bounds.
type bounder struct {
	*match.Selection
	mem     *scratch
	ladders map[int]*forward.ImpactList // by row and scope
}

// boundsOf prepares the bounds of a search in a shard, which lie in mem.
func (sc *scorer) boundsOf(s *match.Selection, mem *scratch) bounds {
	grown := sc.grown(s)
	out := make(bounds, len(sc.Concepts))
	made := &bounder{s, mem, map[int]*forward.ImpactList{}}
	here := sc.liveClauses(s)
	for i := range out {
		b := &out[i]
		b.idf, b.grown = float32(sc.Concepts[i].Idf), grown
		b.take(made, here[i])
		b.prepare(made, here[i])
	}
	return out
}

// take takes the concept's alternatives, and each of their words once.
func (b *conceptBound) take(made *bounder, alternatives []liveClause) {
	places := map[match.WordIn]int{}
	for _, a := range alternatives {
		one := alternativeBound{weight: float32(a.Weight), scope: forward.InAll}
		if a.Fields == index.RationaleText.Set() {
			one.scope = forward.InRationale
		}
		for _, m := range a.Words {
			at, ok := places[match.WordIn{Matcher: m, Fields: a.Fields}]
			if !ok {
				at = len(b.words)
				places[match.WordIn{Matcher: m, Fields: a.Fields}] = at
				b.words = append(b.words, made.wordBound(m, a.Fields, one.scope))
			}
			one.words = append(one.words, at)
		}
		one.narrow(b, a.docs, made)
		b.alternatives = append(b.alternatives, one)
	}
	b.families = made.families(alternatives)
	b.known, b.room = make([][]float32, len(b.words)), made.mem.sums.Room(len(b.words)*boundedDocs)
}

// prepare finds out how documents of the concept are found and bounded.
func (b *conceptBound) prepare(made *bounder, alternatives []liveClause) {
	b.most = b.idf
	if slices.ContainsFunc(b.words, func(w wordBound) bool { return w.outside }) {
		return
	}
	if !b.isRun() {
		w := b.wayOf()
		b.most = b.saturated(w.upTo())
		b.ways = []partition{w}
		b.summer = &summer{bounder: made, alternatives: alternatives, cost: w.items()}
		return
	}
	a := &b.alternatives[0]
	for i := range a.words {
		r := rung{ImpactList: b.words[a.words[i]].ladders[0]}
		for _, tf := range r.Worth {
			r.gains = append(r.gains, b.gain(tf*a.weight, a.scope))
		}
		b.rungs = append(b.rungs, r)
		b.ways = append(b.ways, partition{{r.ImpactList, a.weight * b.grown[a.scope]}})
		b.most = min(b.most, slices.Max(r.gains))
	}
}

// isRun reports whether the concept is one run of words of one class each.
func (b *conceptBound) isRun() bool {
	return len(b.alternatives) == 1 && b.alternatives[0].only == nil && !slices.ContainsFunc(b.words, func(w wordBound) bool { return len(w.ladders) != 1 || w.rest != nil })
}

func (b *conceptBound) gain(tf float32, s forward.Scope) float32 { return b.saturated(tf * b.grown[s]) }

func (b *conceptBound) saturated(tf float32) float32 {
	if tf > unbounded {
		return b.idf
	}
	return rank.Saturated(b.idf, tf)
}

// unbounded is a frequency of which nothing is known.
const unbounded = 1e30

// add adds to sums what the concept adds to each document's score at most.
func (b *conceptBound) add(docs []uint32, sums []float32) {
	if b.looked += len(docs); b.summer != nil && b.looked*len(b.alternatives) > b.summer.cost {
		b.sumUp()
	}
	switch {
	case b.sums != nil:
		for i, doc := range docs {
			sums[i] += b.saturated(b.sums[doc])
		}
		return
	case len(b.rungs) == 1:
		b.rungs[0].AddMany(docs, b.rungs[0].gains, sums)
		return
	}
	var all [boundedDocs]float32
	tf := b.lookUpIn(docs)
	for i := range b.families {
		tf.addFamily(&b.families[i], all[:len(docs)])
	}
	for k := range docs {
		sums[k] += b.saturated(all[k])
	}
}

// of returns what each of some documents scores at most, in sums.
func (b bounds) of(docs []uint32, sums []float32) []float32 {
	sums = sums[:len(docs)]
	clear(sums)
	for from := 0; from < len(docs); from += boundedDocs {
		to := min(from+boundedDocs, len(docs))
		for i := range b {
			b[i].add(docs[from:to], sums[from:to])
		}
	}
	return sums
}

// most returns what any document scores at most.
func (b bounds) most() float32 {
	sum := float32(0)
	for i := range b {
		sum += b[i].most
	}
	return sum
}

// roundingSlack covers what sums of bounds lose.
const roundingSlack = 1.0001

// grown returns by how much frequencies may have grown since the shard was
// built: a text counts as shorter where the mean length is higher now. A
// little more is added for the rounding of sums.
func (sc *scorer) grown(s *match.Selection) (grown [forward.NumScopes]float32) {
	then, most := s.Segment.Words.Stats.Means(), 1.0
	for f := range index.NumTextFields {
		most = max(most, sc.Mean[f]/then[f])
	}
	grown[forward.InAll] = float32(most * 1.001)
	grown[forward.InRationale] = float32(max(1, sc.Mean[index.RationaleText]/then[index.RationaleText]) * 1.001)
	return grown
}
