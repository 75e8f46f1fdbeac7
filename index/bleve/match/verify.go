package match

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
)

// Candidates returns the documents in which x, a Sequence, Or, Synonyms or
// Near, may stand: those with all words that it needs.
func (e *Evaluator) Candidates(x index.Expr) *roaring.Bitmap { return e.candidatesIn(x, 0) }

// candidatesIn returns the documents with all words that x needs in some
// fields; in its own where none are given.
func (e *Evaluator) candidatesIn(x index.Expr, fields index.TextFields) *roaring.Bitmap {
	switch x := x.(type) {
	case index.Sequence:
		if fields == 0 {
			fields = x.Fields
		}
		var result *roaring.Bitmap
		for _, m := range x.Words {
			b := e.Word(m, fields)
			if result != nil {
				b = roaring.And(result, b)
			}
			result = b
		}
		if result == nil {
			return docset.Empty
		}
		return result
	case index.Near:
		return roaring.And(e.candidatesIn(x.X, fields), e.candidatesIn(x.Y, fields))
	case index.Or:
		return e.anyCandidates(x.Of, fields)
	case index.Synonyms:
		return e.anyCandidates(append([]index.Expr{x.Typed}, x.Added...), fields)
	}
	return docset.Empty
}

func (e *Evaluator) anyCandidates(of []index.Expr, fields index.TextFields) *roaring.Bitmap {
	found := make([]*roaring.Bitmap, len(of))
	for i, x := range of {
		found[i] = e.candidatesIn(x, fields)
	}
	return docset.Union(found)
}

// Open opens a document for views of some of its fields.
func (e *Evaluator) Open(doc uint32, fields index.TextFields) {
	s := e.Segment
	e.Record.Read(s.Words.Streams, s.Words.ItemOff[doc], fields)
	if fields&forward.LetterTexts == 0 {
		return
	}
	if letter := s.Letters.Of[doc]; !e.hasShared || letter != e.letter {
		e.shared.Read(s.Words.Streams, s.Words.LetterOff[letter], index.AllTexts)
		e.letter, e.hasShared = letter, true
	}
	for f := range index.NumTextFields {
		if forward.LetterTexts>>f&1 == 1 {
			e.Record.Field[f] = e.shared.Field[f]
		}
	}
	e.Record.Mask |= e.shared.Mask
}

// CountedAtMost returns a superset of the live documents in which a sequence
// has a frequency above 0 for scoring: those that can match, and those in
// which its words may follow each other across entries of a list.
func (e *Evaluator) CountedAtMost(x index.Sequence) *roaring.Bitmap {
	docs := []*roaring.Bitmap{e.standsAtMost(x)}
	for f := range index.NumTextFields {
		if x.Fields.Has(f) && hasEntries(f) {
			docs = append(docs, e.candidatesIn(x, f.Set()))
		}
	}
	return docset.Union(docs)
}

// Verifying goes through candidates in the order in which their records lie.
// Where there are many, it goes field by field: it reads of each record the
// one field alone, and only of documents that have the words there.

// sweepFrom is the number of documents from which a search over several fields
// verifies field by field. Below it, reading all fields of each document is
// cheaper than a bitmap for each field: without this case, /5 middling/all
// takes 2.1 ms of CPU in place of 1.6 (100,000 items).
const sweepFrom = 250

// eligible returns the live documents of docs inside within; nil within means
// all.
func (e *Evaluator) eligible(docs, within *roaring.Bitmap) *roaring.Bitmap {
	if within != nil {
		docs = roaring.And(docs, within)
	}
	if e.Segment.LiveDocs != e.Segment.All {
		docs = roaring.And(docs, e.Segment.LiveDocs)
	}
	return docs
}

// visit returns those of the documents for which holds, which reads the
// documents' records, says yes.
func (e *Evaluator) visit(docs *roaring.Bitmap, holds func(doc uint32) bool) *roaring.Bitmap {
	if docs.GetCardinality()*nearDocs < uint64(e.Segment.Items) {
		return e.keep(docs, func(doc uint32) { e.Prefetch(doc, 0) }, holds)
	}
	return e.keep(docs, nil, holds)
}

// keep returns those of the documents for which holds says yes. It calls
// ahead, where it is given, of a batch of them before holds of each. When time
// is up it returns what it has.
func (e *Evaluator) keep(docs *roaring.Bitmap, ahead func(doc uint32), holds func(doc uint32) bool) *roaring.Bitmap {
	if docs.IsEmpty() {
		return docset.Empty
	}
	kept := make([]uint64, docs.Maximum()/64+1)
	var buf [ClockStride]uint32
	for it := docs.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 || e.Deadline.Stop() {
			break
		}
		for from := 0; from < n; from += PrefetchDocs {
			batch := buf[from:min(from+PrefetchDocs, n)]
			for i := 0; ahead != nil && i < len(batch); i++ {
				ahead(batch[i])
			}
			for _, doc := range batch {
				if holds(doc) {
					kept[doc/64] |= 1 << (doc % 64)
				}
			}
		}
	}
	return roaring.FromDense(kept, false)
}

// sweep returns those of the documents for which holds says yes of one of
// their fields. What the items of a letter share is looked at once.
func (e *Evaluator) sweep(docs *roaring.Bitmap, f index.TextField, holds func(*forward.Field) bool) *roaring.Bitmap {
	w, of := e.Segment.Words, e.Segment.Letters.Of
	var field forward.Field
	if !index.TextFields(forward.LetterTexts).Has(f) {
		return e.visit(docs, func(doc uint32) bool {
			return field.ReadOne(w.Streams, w.ItemOff[doc], f) && holds(&field)
		})
	}
	last, held := ^uint32(0), false
	return e.visit(docs, func(doc uint32) bool {
		if letter := of[doc]; letter != last {
			last, held = letter, field.ReadOne(w.Streams, w.LetterOff[letter], f) && holds(&field)
		}
		return held
	})
}

// standing returns those of the documents in which a group stands.
func (e *Evaluator) standing(g *proximity, docs *roaring.Bitmap) *roaring.Bitmap {
	if e.few(docs, g.fields) {
		return e.visit(docs, func(doc uint32) bool { e.Open(doc, g.fields); return g.in(e) })
	}
	return inFields(docs, g.fields, func(f index.TextField, docs *roaring.Bitmap) *roaring.Bitmap {
		if g.fields != f.Set() {
			docs = roaring.And(docs, e.candidatesIn(g.Expr, f.Set()))
		}
		return e.standingIn(g, f, docs)
	})
}

// few reports whether documents are so few that looking at all fields of each
// is cheaper than bitmaps for each field.
func (e *Evaluator) few(docs *roaring.Bitmap, fields index.TextFields) bool {
	return fields&(fields-1) != 0 && docs.GetCardinality() < e.SweepFrom
}

// inFields returns those of the documents for which here says yes of one of
// the fields; those that one has are not asked for in the next.
func inFields(docs *roaring.Bitmap, fields index.TextFields, here func(index.TextField, *roaring.Bitmap) *roaring.Bitmap) *roaring.Bitmap {
	found := docset.Empty
	for _, f := range forward.RecordOrder {
		if docs.IsEmpty() {
			break
		}
		if fields.Has(f) {
			in := here(f, docs)
			found, docs = docset.Or(found, in), docset.AndNot(docs, in)
		}
	}
	return found
}

// standingIn returns those of the documents in one of whose fields a group
// stands.
func (e *Evaluator) standingIn(g *proximity, f index.TextField, docs *roaring.Bitmap) *roaring.Bitmap {
	if g.positions != nil && f == index.RationaleText {
		found, open := e.positioned(g.positions, docs)
		return docset.Or(found, e.scanned(g, f, open))
	}
	return e.scanned(g, f, docs)
}

// scanned returns those of the documents in one of whose fields a group stands
// by its words. Words that are looked for one by one are looked for only in
// documents that have them.
func (e *Evaluator) scanned(g *proximity, f index.TextField, docs *roaring.Bitmap) *roaring.Bitmap {
	if s := g.scan; s != nil && len(s.anchor) > 1 && !hasEntries(f) {
		found := docset.Empty
		for i := range s.anchor {
			sought := &s.anchor[i]
			in := roaring.And(docs, e.anyIn(f, sought.words))
			here := e.sweep(in, f, func(field *forward.Field) bool { return s.anchored(field, &sought.encodedPhrase) })
			found, docs = docset.Or(found, here), docset.AndNot(docs, here)
		}
		return found
	}
	return e.sweep(docs, f, func(field *forward.Field) bool { return g.inField(e, f, field) })
}

// Records that lie far apart miss the cache one after the other. Touching the
// first bytes of several lets the misses overlap: without, /5 middling/field
// takes 1.6 ms of CPU in place of 1.3 (100,000 items).
const (
	nearDocs     = 4 // one in so many documents: the processor reads ahead itself
	PrefetchDocs = 32
	aheadLine    = 64 // bytes that memory gives at once
	aheadSize    = 384
)

// Prefetch reads a byte of each of the first lines of a document's record, and of
// its letter's where the fields are among those that a letter's items share.
func (e *Evaluator) Prefetch(doc uint32, fields index.TextFields) {
	w := e.Segment.Words
	e.touch(w.Streams[w.ItemOff[doc]:])
	if fields&forward.LetterTexts != 0 {
		e.touch(w.Streams[w.LetterOff[e.Segment.Letters.Of[doc]]:])
	}
}

func (e *Evaluator) touch(record []byte) {
	for at := 0; at < min(aheadSize, len(record)); at += aheadLine {
		e.read += record[at]
	}
}
