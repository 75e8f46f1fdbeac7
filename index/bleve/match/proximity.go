package match

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/interval"
)

// How proximity is decided
//
// Package interval defines where an expression of places stands. Every path
// below gives the same documents; TestPlacesAgreeWithScan compares them with
// the definition over random plans. The first path that applies decides:
//
//  1. Shingles: both operands are choices of single words and two of them are
//     adjacent. The shingle list alone accepts the document (neighbours).
//  2. Positions: as above, for the words of the rationale that have position
//     lists. No record is read (positionScan).
//  3. Pair scan: both operands are choices of single words that share none.
//     The encoded field is scanned for the rarer operand (pairScan).
//  4. Spans: no word can serve two operands of a connector. Spans of encoded
//     words are joined from the leaves up (placing).
//  5. The definition, over the decoded field (interval.Stands). Lists of
//     entries, whose entries are far apart, always end here.
//
// A path stays only for what it brings. CPU ms of a search over 100,000 items,
// with it and without (imrbench --items 100000 --only '^(/5|/s)'):
//
//	shingles   /5 common/field      4.1    7.1
//	positions  /5 common/field      4.1    8.8
//	pair scan  /5 common/all        6.7    8.5
//	           /5 middling/field    1.3    1.9
//	spans      "medically necessary" /5 treatment    32    284
//	           (pain /5 treatment) /s necessary      40    420

// A proximity is an expression of places prepared for one segment: the paths
// that apply to it.
type proximity struct {
	index.Expr
	fields    index.TextFields
	scan      *pairScan // between two choices of single words
	positions *positionScan
	placing   *placing
}

func (e *Evaluator) proximity(x index.Expr, fields index.TextFields) *proximity {
	g := &proximity{Expr: x, fields: fields}
	if near, ok := asNear(x); ok {
		g.scan, g.positions = e.pairScan(near)
	}
	if g.scan == nil {
		g.placing = e.placing(x)
	}
	return g
}

// asNear returns a connector of which x is a form: two words in any order,
// so close, are one.
func asNear(x index.Expr) (near *index.Near, ok bool) {
	switch x := x.(type) {
	case index.Near:
		return &x, true
	case index.Sequence:
		if x.Window > 0 && len(x.Words) == 2 {
			first, second := x, x
			first.Words, first.Window = x.Words[:1], 0
			second.Words, second.Window = x.Words[1:], 0
			return &index.Near{Fields: x.Fields, X: first, Y: second, Within: x.Window}, true
		}
	}
	return nil, false
}

// in reports whether the group stands in the open document.
func (g *proximity) in(e *Evaluator) bool {
	for f := range index.NumTextFields {
		if field := e.Record.Get(f); field != nil && g.fields.Has(f) && g.inField(e, f, field) {
			return true
		}
	}
	return false
}

// inField reports whether the group stands in a field.
func (g *proximity) inField(e *Evaluator, f index.TextField, field *forward.Field) bool {
	stop := byte(e.Segment.Words.Codes.S)
	switch {
	case g.scan != nil && hasEntries(f):
		if !g.scan.has(field) {
			return false
		}
	case g.scan != nil:
		return g.scan.in(field)
	case g.placing != nil && !hasEntries(f):
		if stands, ok := g.placing.in(field, stop); ok {
			return stands
		}
	}
	e.view.read(field)
	return interval.Stands(g.Expr, &e.view)
}

// hasEntries reports whether a field is a list of entries, which are far
// apart.
func hasEntries(f index.TextField) bool { return f == index.DiagnosisText || f == index.OtherText }

// near returns the documents in which two things stand close together.
func (e *Evaluator) near(x index.Near, within *roaring.Bitmap) *roaring.Bitmap {
	docs := e.eligible(e.Candidates(x), within)
	if e.few(docs, x.Fields) {
		return e.standing(e.proximity(x, x.Fields), docs)
	}
	sure := roaring.And(docs, e.neighbours(&x))
	return docset.Or(sure, e.standing(e.proximity(x, x.Fields), docset.AndNot(docs, sure)))
}
