package match

import (
	"imrsearch/index"
	"imrsearch/index/bleve/forward"
)

// A probe tells quickly whether an expression can stand in a field: whether
// the words that it needs are there at all. It is made once a search and
// shard.
type probe struct {
	needles encodedPhrases // one of them; nil when they are too many to look for
	any     []probe
	all     []probe
}

func (e *Evaluator) probe(x index.Expr) probe {
	switch x := x.(type) {
	case index.Sequence:
		return e.probeSequence(x)
	case index.Near:
		return probe{all: []probe{e.probe(x.X), e.probe(x.Y)}}
	case index.Or:
		return e.probeAny(x.Of)
	case index.Synonyms:
		return e.probeAny(append([]index.Expr{x.Typed}, x.Added...))
	}
	return probe{}
}

func (e *Evaluator) probeAny(of []index.Expr) probe {
	var p probe
	for _, x := range of {
		p.any = append(p.any, e.probe(x))
	}
	return p
}

func (e *Evaluator) probeSequence(x index.Sequence) probe {
	if x.Window == 0 && e.runsFor(x) <= maxEncodedPhrases {
		return probe{needles: e.needlesOf(x)}
	}
	var p probe
	for _, m := range x.Words {
		one := index.Sequence{Fields: x.Fields, Words: []index.Matcher{m}}
		if e.runsFor(one) <= maxEncodedPhrases {
			p.all = append(p.all, e.probeSequence(one))
		}
	}
	return p
}

// in reports whether the expression can stand in the field.
func (p *probe) in(field *forward.Field, stop byte) bool {
	for i := range p.all {
		if !p.all[i].in(field, stop) {
			return false
		}
	}
	for i := range p.any {
		if p.any[i].in(field, stop) {
			return true
		}
	}
	if p.any != nil {
		return false
	}
	for i := range p.needles {
		if start, _ := p.needles[i].next(field.Codes, 0, stop); start >= 0 {
			return true
		}
	}
	return p.needles == nil
}
