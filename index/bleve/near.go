package bleve

import (
	"encoding/binary"
	"slices"

	"imrsearch/index"
)

// A group is a proximity expression made ready for one shard. Most are two
// runs of words with a connector between: these are decided on the places of
// the runs alone. All others are left to index.Stands.
type group struct {
	index.Expr
	fields index.TextFields
	probe  probe
	pair   *pair
	words  *wordScan // when the expression is a choice of single words
}

// A pair is a connector between two choices of runs that share no word, so
// that no place can serve twice.
type pair struct {
	index.Near
	x, y   needles
	widest int32     // words of the longest run of y
	scan   *pairScan // nil when there are runs of several words
	xs, ys []place
}

func (e *evaluator) group(x index.Expr, fields index.TextFields) *group {
	g := &group{Expr: x, fields: fields, probe: e.probe(x)}
	near, ok := x.(index.Near)
	if !ok {
		if leaf, ok := g.probe.leaf(); ok && leaf.single(byte(e.shard.words.codes.s)) {
			g.words = e.scanOf(leaf)
		}
		return g
	}
	a, okA := g.probe.all[0].leaf()
	b, okB := g.probe.all[1].leaf()
	if okA && okB && !e.shareWords(a, b) {
		g.pair = &pair{Near: near, x: a, y: b, scan: newPairScan(a, b, e.shard.words.codes)}
		for i := range b {
			g.pair.widest = max(g.pair.widest, b[i].words(byte(e.shard.words.codes.s)))
		}
	}
	return g
}

// scanOf returns a scan for single words.
func (e *evaluator) scanOf(n needles) *wordScan {
	set := &wordSet{}
	for i := range n {
		n[i].each(e.shard.words.codes, func(code uint32) { set.codes = append(set.codes, code) })
	}
	slices.Sort(set.codes)
	set.codes = slices.Compact(set.codes)
	set.index(len(e.shard.words.code))
	return newWordScan(set, e.shard.words.codes)
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
	stop := byte(e.shard.words.codes.s)
	for f := range index.NumTextFields {
		field := e.record.get(f)
		if field == nil || !g.fields.Has(f) {
			continue
		}
		if g.pair != nil && !hasEntries(f) {
			if g.pair.in(field, stop) {
				return true
			}
			continue
		}
		if g.probe.in(field, stop) && e.view.open(f) && index.Stands(g.Expr, &e.view) {
			return true
		}
	}
	return false
}

// hasEntries reports whether a field is a list of entries, which are far
// apart.
func hasEntries(f index.TextField) bool { return f == index.DiagnosisText || f == index.OtherText }

// in reports whether the pair stands in a field of one entry.
func (p *pair) in(field *fieldRecord, stop byte) bool {
	if p.scan != nil {
		return p.scan.in(field, &p.Near)
	}
	if p.xs = p.x.places(field, stop, p.xs[:0]); len(p.xs) == 0 {
		return false
	}
	p.ys = p.y.places(field, stop, p.ys[:0])
	if p.Unit == index.Words {
		return p.within()
	}
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

// inUnit reports whether two places are in one sentence or paragraph, in
// order where that is asked for.
func (p *pair) inUnit(ends []byte) bool {
	i, j := 0, 0
	for from := int32(0); ; {
		to, rest := nextUnit(ends, from, p.Unit)
		ends = rest
		first, last := int32(1<<30), int32(-1)
		for ; i < len(p.xs) && p.xs[i].at < to; i++ {
			if p.xs[i].at+p.xs[i].words <= to {
				first = min(first, p.xs[i].at+p.xs[i].words)
			}
		}
		for ; j < len(p.ys) && p.ys[j].at < to; j++ {
			if p.ys[j].at+p.ys[j].words <= to {
				last = max(last, p.ys[j].at)
			}
		}
		if last >= 0 && first < 1<<30 && (!p.Ordered || first <= last) {
			return true
		}
		if to == unitEnd || i == len(p.xs) || j == len(p.ys) {
			return false
		}
		from = to
	}
}

const unitEnd = int32(1 << 30)

// nextUnit returns where the unit that begins at from ends, and the ends
// behind it.
func nextUnit(ends []byte, from int32, unit index.Unit) (to int32, rest []byte) {
	to = from
	for len(ends) > 0 {
		x, n := uint64(ends[0]), 1
		if x >= 0x80 {
			if x, n = binary.Uvarint(ends); n <= 0 {
				break
			}
		}
		ends = ends[n:]
		to += int32(x >> endShift)
		if unit == index.Sentence || x&endKinds >= paragraphEnd {
			return to, ends
		}
	}
	return unitEnd, nil
}
