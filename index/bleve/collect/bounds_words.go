package collect

import (
	"cmp"
	"math"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
)

// A wordBound bounds the frequency of the words that a matcher stands for.
type wordBound struct {
	ladders []*forward.ImpactList
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
func (s *bounder) wordBound(m index.Matcher, fields index.TextFields, in forward.Scope) wordBound {
	w := s.Segment.Words
	out := wordBound{outside: fields&^index.DefaultTexts != 0}
	type ofClass struct {
		row, items int
		word       uint32
	}
	var rows []ofClass
	var rest []uint32
	for _, lexical := range s.Set(m).Lexical {
		row, ok := w.Impacts.Find(w.ClassOf[lexical])
		if !ok {
			rest = append(rest, lexical)
			continue
		}
		if !slices.ContainsFunc(rows, func(r ofClass) bool { return r.row == row }) {
			rows = append(rows, ofClass{row, w.Impacts.Count(row, in), lexical})
		}
	}
	if len(rows) > maxLadders {
		slices.SortFunc(rows, func(a, b ofClass) int { return cmp.Compare(b.items, a.items) })
		for _, lexical := range s.Set(m).Lexical {
			row, ok := w.Impacts.Find(w.ClassOf[lexical])
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
		docs := s.WordsIn(rest, fields)
		out.rest, out.restItems = docset.Bits(docs, s.Segment.Items, &s.mem.bits), int(docs.GetCardinality())
	}
	return out
}

// ladder returns the levels of a row, of whose class word is one.
func (s *bounder) ladder(row int, word uint32, in forward.Scope) *forward.ImpactList {
	key := row*int(forward.NumScopes) + int(in)
	l := s.ladders[key]
	if l == nil {
		fields := index.DefaultTexts
		if in == forward.InRationale {
			fields = index.RationaleText.Set()
		}
		docs := s.Word(index.Matcher{Kind: index.Inflected, Text: s.Segment.Words.List.At(int(word))}, fields)
		l = s.Segment.Words.Impacts.List(row, in, docset.Bits(docs, s.Segment.Items, &s.mem.bits), &s.mem.ranks)
		s.ladders[key] = l
	}
	return l
}

// tf gets the bounds of the frequency in each of some documents.
func (w *wordBound) tf(docs []uint32, tf []float32) {
	clear(tf)
	for _, l := range w.ladders {
		l.AddMany(docs, l.Worth, tf)
		if !w.outside {
			continue
		}
		for i, doc := range docs {
			if _, ok := l.Docs.Of(doc); !ok {
				tf[i] += l.Outside
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
