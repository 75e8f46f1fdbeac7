package bleve

import (
	"cmp"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// Bounds say of any document of a shard what it may score at most, from the
// levels of the classes that the query's words belong to.
type bounds []conceptBound

// A conceptBound bounds what one concept adds to a score.
type conceptBound struct {
	idf          float32
	grown        [numScopes]float32
	alternatives []alternativeBound
	// A concept that is one word or run of words, each of one class alone,
	// which is what most are, is looked up: it gains no more than any of them.
	rungs []rung
	most  float32 // that any document gains
	// Of other concepts the frequencies are summed up once many documents have
	// been looked up.
	sums   []float32 // by document
	summer *summer   // nil where they cannot be
	looked int       // documents looked up so far
}

// A rung is a ladder, and what a concept gains by level of it.
type rung struct {
	*ladder
	gains []float32
}

// An alternativeBound bounds a frequency: a run of words stands no more often
// than any of its words.
type alternativeBound struct {
	scope  scope
	weight float32
	words  []wordBound
}

// A wordBound bounds the frequency of the words that a matcher stands for.
type wordBound struct {
	ladders []*ladder
	rest    []uint64 // documents with words of rare classes, of which nothing is known
	outside bool     // the fields are not all default ones
}

// maxLadders is how many classes of one pattern are looked up; of the words
// of the others nothing is known.
const maxLadders = 12

// A bounder prepares bounds.
type bounder struct {
	*selection
	mem     *scratch
	ladders map[int]*ladder // by row and scope
}

// boundsOf prepares the bounds of a search in a shard, which lie in mem.
func (sc *scorer) boundsOf(s *selection, mem *scratch) bounds {
	grown := sc.grown(s)
	out := make(bounds, len(sc.concepts))
	made := &bounder{s, mem, map[int]*ladder{}}
	for i := range sc.concepts {
		b := &out[i]
		b.idf, b.grown = float32(sc.concepts[i].idf), grown
		for _, a := range sc.concepts[i].alternatives {
			one := alternativeBound{weight: float32(a.weight), scope: inAll}
			if a.Fields == index.RationaleText.Set() {
				one.scope = inRationale
			}
			for _, m := range a.Words {
				one.words = append(one.words, made.wordBound(m, a.Fields, one.scope))
			}
			b.alternatives = append(b.alternatives, one)
		}
		b.prepare()
		b.summer = b.newSummer(made, sc.concepts[i].alternatives)
	}
	return out
}

// prepare finds out whether the concept is one run of words of one class
// each.
func (b *conceptBound) prepare() {
	b.most = b.idf
	if len(b.alternatives) != 1 {
		return
	}
	a := &b.alternatives[0]
	if slices.ContainsFunc(a.words, func(w wordBound) bool { return len(w.ladders) != 1 || w.rest != nil || w.outside }) {
		return
	}
	for i := range a.words {
		r := rung{ladder: a.words[i].ladders[0]}
		for _, tf := range r.worth {
			r.gains = append(r.gains, b.gain(tf*a.weight, a.scope))
		}
		b.rungs = append(b.rungs, r)
		b.most = min(b.most, slices.Max(r.gains))
	}
}

func (b *conceptBound) gain(tf float32, s scope) float32 { return b.saturated(tf * b.grown[s]) }

func (b *conceptBound) saturated(tf float32) float32 {
	if tf > unbounded {
		return b.idf
	}
	return b.idf * tf / (bm25K + tf)
}

// unbounded is a frequency of which nothing is known.
const unbounded = 1e30

// boundedDocs documents at most are looked up together.
const boundedDocs = 512

// tf gets the bounds of the frequency in each of some documents.
func (a *alternativeBound) tf(docs []uint32, least []float32) {
	var one [boundedDocs]float32
	for i := range a.words {
		tf := one[:len(docs)]
		if i == 0 {
			tf = least
		}
		a.words[i].tf(docs, tf)
		if i > 0 {
			for k := range tf {
				least[k] = min(least[k], tf[k])
			}
		}
	}
}

// wordBound prepares the bound of a matcher's words.
func (s *bounder) wordBound(m index.Matcher, fields index.TextFields, in scope) wordBound {
	w := s.shard.words
	out := wordBound{outside: fields&^index.DefaultTexts != 0}
	type ofClass struct {
		row, items int
		word       uint32
	}
	var rows []ofClass
	var rest []uint32
	for _, lexical := range s.set(m).lexical {
		row, ok := w.levels.find(w.classOf[lexical])
		if !ok {
			rest = append(rest, lexical)
			continue
		}
		if !slices.ContainsFunc(rows, func(r ofClass) bool { return r.row == row }) {
			rows = append(rows, ofClass{row, w.levels.count(row, in), lexical})
		}
	}
	if len(rows) > maxLadders {
		slices.SortFunc(rows, func(a, b ofClass) int { return cmp.Compare(b.items, a.items) })
		for _, lexical := range s.set(m).lexical {
			row, ok := w.levels.find(w.classOf[lexical])
			if ok && slices.ContainsFunc(rows[maxLadders:], func(r ofClass) bool { return r.row == row }) {
				rest = append(rest, lexical)
			}
		}
		rows = rows[:maxLadders]
	}
	for _, r := range rows {
		out.ladders = append(out.ladders, s.ladder(r.row, r.word, in))
	}
	if len(rest) > 0 {
		out.rest = dense(s.wordsIn(rest, fields), s.shard.items, s.mem)
	}
	return out
}

// dense returns a bitmap as bits, one for each of the items.
func dense(b *roaring.Bitmap, items int, mem *scratch) []uint64 {
	out := mem.bits.take((items + 63) / 64)
	b.WriteDenseTo(out)
	return out
}

// ladder returns the levels of a row, of whose class word is one.
func (s *bounder) ladder(row int, word uint32, in scope) *ladder {
	key := row*int(numScopes) + int(in)
	l := s.ladders[key]
	if l == nil {
		fields := index.DefaultTexts
		if in == inRationale {
			fields = index.RationaleText.Set()
		}
		docs := s.word(index.Matcher{Kind: index.Inflected, Text: s.shard.words.list.at(int(word))}, fields)
		l = s.shard.words.levels.ladder(row, in, dense(docs, s.shard.items, s.mem), s.mem)
		s.ladders[key] = l
	}
	return l
}

// tf gets the bounds of the frequency in each of some documents.
func (w *wordBound) tf(docs []uint32, tf []float32) {
	clear(tf)
	for _, l := range w.ladders {
		l.addMany(docs, l.worth, tf)
		if !w.outside {
			continue
		}
		for i, doc := range docs {
			if _, ok := l.docs.of(doc); !ok {
				tf[i] += l.outside
			}
		}
	}
	if w.rest == nil {
		return
	}
	for i, doc := range docs {
		if w.rest[doc/64]>>(doc%64)&1 == 1 {
			tf[i] = math.MaxFloat32 // more than unbounded, whatever it is weighted by
		}
	}
}

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
		b.rungs[0].addMany(docs, b.rungs[0].gains, sums)
		return
	}
	var all, one [boundedDocs]float32
	for i := range b.alternatives {
		a := &b.alternatives[i]
		a.tf(docs, one[:len(docs)])
		for k := range docs {
			all[k] += one[k] * a.weight * b.grown[a.scope]
		}
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

// likeliest returns a level of the class that weighs most, of whose documents
// at least want should be among n that match, nil where no level tells them
// apart: what is best is likely to be there.
func (b bounds) likeliest(n, want int) (l *ladder, level int) {
	most := float32(0)
	for i := range b {
		for _, r := range b[i].rungs {
			if b[i].most > most {
				l, most = r.ladder, b[i].most
			}
		}
	}
	if l == nil {
		return nil, 0
	}
	for level = len(l.items) - 1; level > 0 && int(l.items[level])*n < want*int(l.items[0]); {
		level--
	}
	if level == 0 {
		return nil, 0
	}
	return l, level
}

// fewest returns a concept and the least level of its class that a document
// must have to score floor, such that the fewest documents have it; nil where
// any document may.
func (b bounds) fewest(floor float32) (l *ladder, level int) {
	most := b.most()
	items := uint32(math.MaxUint32)
	for i := range b {
		c := &b[i]
		others := most - c.most
		for _, r := range c.rungs {
			need := 0
			for need < len(r.gains) && (r.gains[need]+others)*roundingSlack < floor {
				need++
			}
			if need == len(r.gains) {
				return r.ladder, need
			}
			if n := r.items[need]; need > 0 && n < items {
				l, level, items = r.ladder, need, n
			}
		}
	}
	return l, level
}

// roundingSlack covers what sums of bounds lose.
const roundingSlack = 1.0001

// grown returns by how much frequencies may have grown since the shard was
// built: a text counts as shorter where the mean length is higher now. A
// little more is added for the rounding of sums.
func (sc *scorer) grown(s *selection) (grown [numScopes]float32) {
	then, most := s.shard.words.stats.means(), 1.0
	for f := range index.NumTextFields {
		most = max(most, sc.mean[f]/then[f])
	}
	grown[inAll] = float32(most * 1.001)
	grown[inRationale] = float32(max(1, sc.mean[index.RationaleText]/then[index.RationaleText]) * 1.001)
	return grown
}
