package bleve

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// Verifying goes through candidates in the order in which their records lie.
// Where there are many, it goes field by field: it reads of each record the
// one field alone, and only of documents that have the words there.

// sweepFrom is the number of documents from which on a search over several
// fields goes field by field: below it a look at all fields of each is cheaper
// than to look the words up in every field.
const sweepFrom = 250

// eligible leaves of documents the living ones inside within, nil for all.
func (e *evaluator) eligible(docs, within *roaring.Bitmap) *roaring.Bitmap {
	if within != nil {
		docs = roaring.And(docs, within)
	}
	if e.shard.alive != e.shard.all {
		docs = roaring.And(docs, e.shard.alive)
	}
	return docs
}

// visit returns those of the documents for which holds, which reads the
// documents' records, says yes.
func (e *evaluator) visit(docs *roaring.Bitmap, holds func(doc uint32) bool) *roaring.Bitmap {
	if docs.GetCardinality()*nearDocs < uint64(e.shard.items) {
		return e.keep(docs, func(doc uint32) { e.ahead(doc, 0) }, holds)
	}
	return e.keep(docs, nil, holds)
}

// keep returns those of the documents for which holds says yes. It calls
// ahead, where it is given, of a batch of them before holds of each. When time
// is up it returns what it has.
func (e *evaluator) keep(docs *roaring.Bitmap, ahead func(doc uint32), holds func(doc uint32) bool) *roaring.Bitmap {
	if docs.IsEmpty() {
		return nothing
	}
	kept := make([]uint64, docs.Maximum()/64+1)
	var buf [clockStride]uint32
	for it := docs.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 || e.deadline.stop() {
			break
		}
		for from := 0; from < n; from += aheadDocs {
			batch := buf[from:min(from+aheadDocs, n)]
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
func (e *evaluator) sweep(docs *roaring.Bitmap, f index.TextField, holds func(*fieldRecord) bool) *roaring.Bitmap {
	w, of := e.shard.words, e.shard.letters.of
	var field fieldRecord
	if !index.TextFields(letterTexts).Has(f) {
		return e.visit(docs, func(doc uint32) bool {
			return field.readOne(w.streams, w.itemOff[doc], f) && holds(&field)
		})
	}
	last, held := ^uint32(0), false
	return e.visit(docs, func(doc uint32) bool {
		if letter := of[doc]; letter != last {
			last, held = letter, field.readOne(w.streams, w.letterOff[letter], f) && holds(&field)
		}
		return held
	})
}

// standing returns those of the documents in which a group stands.
func (e *evaluator) standing(g *group, docs *roaring.Bitmap) *roaring.Bitmap {
	if e.few(docs, g.fields) {
		return e.visit(docs, func(doc uint32) bool { e.open(doc, g.fields); return g.in(e) })
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
func (e *evaluator) few(docs *roaring.Bitmap, fields index.TextFields) bool {
	return fields&(fields-1) != 0 && docs.GetCardinality() < e.sweepFrom
}

// inFields returns those of the documents for which here says yes of one of
// the fields; those that one has are not asked for in the next.
func inFields(docs *roaring.Bitmap, fields index.TextFields, here func(index.TextField, *roaring.Bitmap) *roaring.Bitmap) *roaring.Bitmap {
	found := nothing
	for _, f := range recordOrder {
		if docs.IsEmpty() {
			break
		}
		if fields.Has(f) {
			in := here(f, docs)
			found, docs = either(found, in), except(docs, in)
		}
	}
	return found
}

// standingIn returns those of the documents in one of whose fields a group
// stands.
func (e *evaluator) standingIn(g *group, f index.TextField, docs *roaring.Bitmap) *roaring.Bitmap {
	if g.positions != nil && f == index.RationaleText {
		found, open := e.positioned(g.positions, docs)
		return either(found, e.scanned(g, f, open))
	}
	return e.scanned(g, f, docs)
}

// scanned returns those of the documents in one of whose fields a group stands
// by its words. Words that are looked for one by one are looked for only in
// documents that have them.
func (e *evaluator) scanned(g *group, f index.TextField, docs *roaring.Bitmap) *roaring.Bitmap {
	if s := g.scan; s != nil && len(s.anchor) > 1 && !hasEntries(f) {
		found := nothing
		for i := range s.anchor {
			sought := &s.anchor[i]
			in := roaring.And(docs, e.anyIn(f, sought.words))
			here := e.sweep(in, f, func(field *fieldRecord) bool { return s.anchored(field, &sought.wanted) })
			found, docs = either(found, here), except(docs, here)
		}
		return found
	}
	return e.sweep(docs, f, func(field *fieldRecord) bool { return g.inField(e, f, field) })
}
