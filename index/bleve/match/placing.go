package match

import (
	"cmp"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/forward"
)

// A placing finds the spans of an expression of places in a field of one entry,
// with the result of interval.Stands. It exists only where no word can serve
// two operands of a connector: then the ends of a match are all that matters.
type placing struct {
	// One of these: runs of words, a choice, or two operands.
	runs encodedPhrases
	any  []*placing
	x, y *placing

	index.Near      // of the operands
	window     bool // the outer ends are within
	counts     bool // words, of runs

	rare  uint32          // how rare it is, by a code
	words map[uint32]bool // codes
	found []span          // in the field at hand
}

// A span is a match: its first and last word, or byte where no distances
// are asked for, and its bytes, the end not included.
type span struct{ start, end, from, to int32 }

// maxSpans bounds the matches of a part of an expression; of what has more
// in one field, index.Stands knows how to keep fewer.
const maxSpans = 1 << 10

// placing returns nil where a word can serve two operands, or an operand stands
// for too many phrases.
func (e *Evaluator) placing(x index.Expr) *placing {
	p := e.place(x)
	if p != nil && p.measures() {
		p.count()
	}
	return p
}

// measures reports whether distances are asked for.
func (p *placing) measures() bool {
	return p.x != nil && (p.Unit == index.Words || p.x.measures() || p.y.measures()) || slices.ContainsFunc(p.any, (*placing).measures)
}

// count has words counted.
func (p *placing) count() {
	p.counts = true
	for _, kid := range p.any {
		kid.count()
	}
	if p.x != nil {
		p.x.count()
		p.y.count()
	}
}

func (e *Evaluator) place(x index.Expr) *placing {
	switch x := x.(type) {
	case index.Sequence:
		return e.placeSequence(x)
	case index.Or:
		return e.placeAny(x.Of)
	case index.Synonyms:
		return e.placeAny(append([]index.Expr{x.Typed}, x.Added...))
	case index.Near:
		return join(e.place(x.X), e.place(x.Y), x, false)
	}
	return nil
}

// placeSequence joins the words of a phrase in any order one by one: what lies
// within the window as a whole does so in its parts.
func (e *Evaluator) placeSequence(x index.Sequence) *placing {
	if x.Window == 0 || len(x.Words) < 2 {
		return e.placeWords(x)
	}
	var p *placing
	for i := range x.Words {
		word := e.placeWords(index.Sequence{Fields: x.Fields, Words: x.Words[i : i+1]})
		if i == 0 {
			p = word
			continue
		}
		p = join(p, word, index.Near{Within: x.Window}, true)
	}
	return p
}

func (e *Evaluator) placeWords(x index.Sequence) *placing {
	if len(x.Words) == 0 || e.variantCount(x) > maxEncodedPhrases {
		return nil
	}
	p := &placing{runs: e.encodedPhrasesOf(x), words: map[uint32]bool{}}
	p.rare = ^uint32(0)
	for i := range p.runs {
		rare := uint32(0) // of a run its rarest word, of a choice its commonest
		p.runs[i].each(e.Segment.Words.Codes, func(code uint32) {
			p.words[code] = true
			if rare = max(rare, code); p.runs[i].scan != nil {
				p.rare = min(p.rare, code)
			}
		})
		p.rare = min(p.rare, rare)
	}
	return p
}

func (e *Evaluator) placeAny(of []index.Expr) *placing {
	p := &placing{words: map[uint32]bool{}, rare: ^uint32(0)}
	for _, x := range of {
		kid := e.place(x)
		if kid == nil {
			return nil
		}
		p.any, p.rare = append(p.any, kid), min(p.rare, kid.rare)
		for code := range kid.words {
			p.words[code] = true
		}
	}
	return p
}

func join(x, y *placing, near index.Near, window bool) *placing {
	if x == nil || y == nil {
		return nil
	}
	p := &placing{x: x, y: y, Near: near, window: window, rare: max(x.rare, y.rare), words: map[uint32]bool{}}
	for code := range x.words {
		if y.words[code] {
			return nil
		}
		p.words[code] = true
	}
	for code := range y.words {
		p.words[code] = true
	}
	return p
}

// in reports whether the expression stands in a field; not ok where there are
// too many matches to tell.
func (p *placing) in(field *forward.Field, stop byte) (stands, ok bool) {
	ok = p.find(field, stop, true)
	return len(p.found) > 0, ok
}

// places returns at how many places the expression stands in a field: the
// most of its matches of which no two overlap.
func (p *placing) places(field *forward.Field, stop byte) (n int, ok bool) {
	if !p.find(field, stop, false) {
		return 0, false
	}
	slices.SortFunc(p.found, func(a, b span) int { return cmp.Compare(a.end, b.end) })
	last := int32(-1)
	for _, s := range p.found {
		if s.start > last {
			n++
			last = s.end
		}
	}
	return n, true
}

// find finds the matches in a field, each once and by their starts; one is
// enough where only that there is one is asked. False when they are too many.
func (p *placing) find(field *forward.Field, stop byte, one bool) bool {
	p.found = p.found[:0]
	switch {
	case p.x != nil:
		first, second := p.x, p.y
		if second.rare > first.rare {
			first, second = second, first
		}
		if !first.find(field, stop, false) || len(first.found) > 0 && !second.find(field, stop, false) {
			return false
		}
		if len(first.found) == 0 || len(second.found) == 0 {
			return true
		}
		if p.Unit == index.Words {
			p.joinWords(one)
		} else {
			p.joinUnits(field.Ends, one)
		}
	case p.any != nil:
		for _, kid := range p.any {
			if !kid.find(field, stop, one) {
				return false
			}
			if p.found = append(p.found, kid.found...); one && len(p.found) > 0 {
				return true
			}
		}
	default:
		p.findWords(field, stop, one)
	}
	if len(p.found) > maxSpans {
		return false
	}
	if len(p.runs) == 1 {
		return true
	}
	slices.SortFunc(p.found, func(a, b span) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	p.found = slices.Compact(p.found)
	return true
}

// findWords finds runs of words. Those of a word that stands in them twice may
// overlap.
func (p *placing) findWords(field *forward.Field, stop byte, one bool) {
	for i := range p.runs {
		run := &p.runs[i]
		words := run.words(stop)
		at, counted := int32(0), 0
		for start, end := run.next(field.Codes, 0, stop); start >= 0; {
			if p.counts {
				at += forward.WordsIn(field.Codes[counted:start], stop)
				counted = start
				p.found = append(p.found, span{at, at + words - 1, int32(start), int32(end)})
			} else {
				p.found = append(p.found, span{int32(start), int32(end) - 1, int32(start), int32(end)})
			}
			if one {
				return
			}
			next := start
			for field.Codes[next] >= stop {
				next++
			}
			start, end = run.next(field.Codes, next+1, stop)
		}
	}
}

// joinWords pairs what stands within so many words.
func (p *placing) joinWords(one bool) {
	within := int32(p.Within)
	for _, x := range p.x.found {
		for _, y := range p.y.found {
			if y.start > x.end+within {
				break
			}
			var meet bool
			switch {
			case p.window:
				meet = max(x.end, y.end)-min(x.start, y.start) <= within
			case p.Ordered:
				meet = x.end < y.start
			default:
				meet = max(x.start, y.start)-min(x.end, y.end) <= within
			}
			if meet && !p.add(x, y) || meet && one {
				return
			}
		}
	}
}

// joinUnits pairs what stands in one sentence or paragraph.
func (p *placing) joinUnits(ends []byte, one bool) {
	u := forward.UnitsOf(ends)
	for _, x := range p.x.found {
		u.Seek(x.from, p.Unit)
		if x.to > u.To {
			continue
		}
		for _, y := range p.y.found {
			if y.from >= u.To {
				break
			}
			if y.from < u.From || y.to > u.To || p.Ordered && y.start <= x.end {
				continue
			}
			if !p.add(x, y) || one {
				return
			}
		}
	}
}

// add adds the match of two operands; false when they are too many.
func (p *placing) add(x, y span) bool {
	p.found = append(p.found, span{min(x.start, y.start), max(x.end, y.end), min(x.from, y.from), max(x.to, y.to)})
	return len(p.found) <= maxSpans
}
