package bleve

import (
	"cmp"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// A wordBound bounds the frequency of the words that a matcher stands for.
type wordBound struct {
	ladders []*ladder
	// Documents with words of rare classes, of which nothing is known, and how
	// many.
	rest      []uint64
	restItems int
	outside   bool // the fields are not all default ones
}

// maxLadders is how many classes of one pattern are looked up; of the words
// of the others nothing is known.
const maxLadders = 12

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
		docs := s.wordsIn(rest, fields)
		out.rest, out.restItems = dense(docs, s.shard.items, &s.mem.bits), int(docs.GetCardinality())
	}
	return out
}

// dense returns a bitmap as bits, one for each of the items.
func dense(b *roaring.Bitmap, items int, mem *arena[uint64]) []uint64 {
	out := mem.take((items + 63) / 64)
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
		l = s.shard.words.levels.ladder(row, in, dense(docs, s.shard.items, &s.mem.bits), &s.mem.ranks)
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
