package bleve

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// A group is a proximity expression made ready for one shard. Most are two
// runs of words with a connector between: these are decided on the places of
// the runs alone. All others are left to index.Stands.
type group struct {
	index.Expr
	fields index.TextFields
	probe  probe
	scan   *pairScan // between two choices of single words
	pair   *pair     // where one has runs of several
}

// A pair is a connector between two choices of runs that share no word, so
// that no place can serve twice.
type pair struct {
	index.Near
	x, y   needles
	widest int32 // words of the longest run of y
	xs, ys []place
}

func (e *evaluator) group(x index.Expr, fields index.TextFields) *group {
	g := &group{Expr: x, fields: fields}
	near, ok := x.(index.Near)
	if ok {
		if g.scan = e.pairScan(&near); g.scan != nil {
			return g
		}
	}
	g.probe = e.probe(x)
	if !ok {
		return g
	}
	a, okA := g.probe.all[0].leaf()
	b, okB := g.probe.all[1].leaf()
	if okA && okB && !e.shareWords(a, b) {
		g.pair = &pair{Near: near, x: a, y: b}
		for i := range b {
			g.pair.widest = max(g.pair.widest, b[i].words(byte(e.shard.words.codes.s)))
		}
	}
	return g
}

// shareWords reports whether a word stands in needles of both.
func (e *evaluator) shareWords(a, b needles) bool {
	seen := map[uint32]bool{}
	c := e.shard.words.codes
	for i := range a {
		a[i].each(c, func(code uint32) { seen[code] = true })
	}
	shared := false
	for i := range b {
		b[i].each(c, func(code uint32) { shared = shared || seen[code] })
	}
	return shared
}

// in reports whether the group stands in the open document.
func (g *group) in(e *evaluator) bool {
	for f := range index.NumTextFields {
		if field := e.record.get(f); field != nil && g.fields.Has(f) && g.inField(e, f, field) {
			return true
		}
	}
	return false
}

// inField reports whether the group stands in a field.
func (g *group) inField(e *evaluator, f index.TextField, field *fieldRecord) bool {
	stop := byte(e.shard.words.codes.s)
	switch {
	case g.scan != nil && hasEntries(f):
		if !g.scan.has(field) {
			return false
		}
	case g.scan != nil:
		return g.scan.in(field)
	case g.pair != nil && !hasEntries(f):
		return g.pair.in(field, stop)
	case !g.probe.in(field, stop):
		return false
	}
	e.view.read(field)
	return index.Stands(g.Expr, &e.view)
}

// hasEntries reports whether a field is a list of entries, which are far
// apart.
func hasEntries(f index.TextField) bool { return f == index.DiagnosisText || f == index.OtherText }

// near returns the documents in which two things stand close together.
func (e *evaluator) near(x index.Near, within *roaring.Bitmap) *roaring.Bitmap {
	docs := e.eligible(e.candidates(x), within)
	if e.few(docs, x.Fields) {
		return e.standing(e.group(x, x.Fields), docs)
	}
	sure := roaring.And(docs, e.neighbours(&x))
	return either(sure, e.standing(e.group(x, x.Fields), except(docs, sure)))
}

// in reports whether the pair stands in a field of one entry.
func (p *pair) in(field *fieldRecord, stop byte) bool {
	if p.Unit == index.Words {
		if p.xs = p.x.places(field, stop, p.xs[:0]); len(p.xs) == 0 {
			return false
		}
		p.ys = p.y.places(field, stop, p.ys[:0])
		return p.within()
	}
	if p.xs = p.x.spans(field, stop, p.xs[:0]); len(p.xs) == 0 {
		return false
	}
	p.ys = p.y.spans(field, stop, p.ys[:0])
	return p.inUnit(field.ends)
}

// within reports whether two places are close enough, in order where that
// is asked for.
func (p *pair) within() bool {
	j := 0
	for _, x := range p.xs {
		end := x.at + x.words - 1
		for j < len(p.ys) && p.ys[j].at < x.at {
			j++
		}
		// Runs differ in length, so a place further back may end nearer.
		if !p.Ordered {
			for k := j - 1; k >= 0 && x.at-p.ys[k].at < int32(p.Within)+p.widest; k-- {
				if x.at-(p.ys[k].at+p.ys[k].words-1) <= int32(p.Within) {
					return true
				}
			}
		}
		for k := j; k < len(p.ys) && p.ys[k].at-end <= int32(p.Within); k++ {
			if p.ys[k].at > end {
				return true
			}
		}
	}
	return false
}

// inUnit reports whether two places, by bytes, are in one sentence or
// paragraph, in order where that is asked for.
func (p *pair) inUnit(ends []byte) bool {
	i, j := 0, 0
	for u := unitsOf(ends); i < len(p.xs) && j < len(p.ys); {
		u.next(p.Unit)
		first, last := unitEnd, int32(-1)
		for ; i < len(p.xs) && p.xs[i].at < u.to; i++ {
			if p.xs[i].at+p.xs[i].words <= u.to {
				first = min(first, p.xs[i].at+p.xs[i].words)
			}
		}
		for ; j < len(p.ys) && p.ys[j].at < u.to; j++ {
			if p.ys[j].at+p.ys[j].words <= u.to {
				last = max(last, p.ys[j].at)
			}
		}
		if last >= 0 && first < unitEnd && (!p.Ordered || first <= last) {
			return true
		}
	}
	return false
}
