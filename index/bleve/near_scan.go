package bleve

import (
	"bytes"
	"slices"

	"imrsearch/index"
)

// A pairScan decides a connector between two choices of single words that
// share none, in fields of one entry. It looks for the words of one side, the
// rarer ones, and walks from each as far as the other may be. It ends at the
// first place that holds.
type pairScan struct {
	index.Near
	codes  codes
	words  []uint32 // of the side that is looked for, lexical
	anchor needles  // one for each of them, or one scan for all
	other  side     // the one that must be near

	first [256]byteKind // what a word may be to the other side by its first byte
	long  map[uint32]bool
	only  int // the other side, when it is one word of one byte; else -1
}

// A side is one of the two of a connector.
type side uint8

const (
	onX side = iota
	onY
)

// manyWords are quicker looked for all at once than one by one.
const manyWords = 16

// pairScan returns nil where one of the sides is more than a choice of single
// words, or a word stands on both.
func (e *evaluator) pairScan(near *index.Near) *pairScan {
	xs, okX := e.choice(near.X)
	ys, okY := e.choice(near.Y)
	if !okX || !okY || slices.ContainsFunc(xs, func(x uint32) bool { return slices.Contains(ys, x) }) {
		return nil
	}
	s := &pairScan{Near: *near, codes: e.shard.words.codes, words: xs, other: onY, long: map[uint32]bool{}, only: -1}
	if e.frequency(xs) > e.frequency(ys) {
		s.words, s.other, ys = ys, onX, xs
	}
	s.anchor = e.singles(s.words)
	for b := s.codes.s; b < len(s.first); b++ {
		s.first[b] = otherLong
	}
	for _, y := range ys {
		code := e.shard.words.code[y]
		b := s.codes.append(nil, code)
		if len(b) == 1 {
			s.first[b[0]] = memberShort
			s.only = int(b[0])
			continue
		}
		s.first[b[0]] = perhaps
		s.long[code] = true
	}
	if len(ys) > 1 || len(s.long) > 0 {
		s.only = -1
	}
	return s
}

// choice returns the words, lexical and each once, of an expression that is
// nothing but a choice of single words.
func (e *evaluator) choice(x index.Expr) (lexical []uint32, ok bool) {
	switch x := x.(type) {
	case index.Sequence:
		if len(x.Words) != 1 {
			return nil, false
		}
		return e.set(x.Words[0]).lexical, true
	case index.Or:
		return e.choices(x.Of)
	case index.Synonyms:
		return e.choices(append([]index.Expr{x.Typed}, x.Added...))
	}
	return nil, false
}

func (e *evaluator) choices(of []index.Expr) (lexical []uint32, ok bool) {
	for _, x := range of {
		words, ok := e.choice(x)
		if !ok {
			return nil, false
		}
		lexical = append(lexical, words...)
	}
	slices.Sort(lexical)
	return slices.Compact(lexical), true
}

// frequency returns in how many items words stand, added up.
func (e *evaluator) frequency(lexical []uint32) int {
	n := 0
	for _, w := range lexical {
		n += int(e.shard.words.df[w])
	}
	return n
}

// singles returns needles for single words.
func (e *evaluator) singles(lexical []uint32) needles {
	w := e.shard.words
	if len(lexical) > manyWords {
		return needles{{scan: newWordSet(w, lexical).scan, weight: 1}}
	}
	var n needles
	for _, i := range lexical {
		n = append(n, weighted{needle: w.codes.needle(w.code[i]), weight: 1})
	}
	return n
}

// has reports whether a field holds words of both sides.
func (s *pairScan) has(field *fieldRecord) bool {
	return slices.ContainsFunc(s.anchor, func(w weighted) bool {
		start, _ := w.next(field.codes, 0, byte(s.codes.s))
		return start >= 0
	}) && s.among(field.codes)
}

// in reports whether a field of one entry holds the connector.
func (s *pairScan) in(field *fieldRecord) bool {
	for i := range s.anchor {
		if s.anchored(field, &s.anchor[i]) {
			return true
		}
	}
	return false
}

// anchored reports whether a field of one entry holds the connector with one
// of the words that are looked for.
func (s *pairScan) anchored(field *fieldRecord, anchor *weighted) bool {
	if s.Unit != index.Words {
		return s.inUnit(field, anchor)
	}
	stop, record := byte(s.codes.s), field.codes
	for start, end := anchor.next(record, 0, stop); start >= 0; start, end = anchor.next(record, end, stop) {
		if (!s.Ordered || s.other == onY) && s.behind(record[end:]) || (!s.Ordered || s.other == onX) && s.before(record[:start]) {
			return true
		}
	}
	return false
}

// inUnit reports whether both sides stand in one sentence or paragraph.
func (s *pairScan) inUnit(field *fieldRecord, anchor *weighted) bool {
	stop, record := byte(s.codes.s), field.codes
	u := unitWalk{ends: field.ends}
	for start, end := anchor.next(record, 0, stop); start >= 0; start, end = anchor.next(record, end, stop) {
		u.seek(int32(start), s.Unit)
		to := min(int(u.to), len(record))
		switch {
		case !s.Ordered:
			if s.among(record[u.from:to]) {
				return true
			}
			end = to // the rest of the unit has none
		case s.other == onY:
			if s.among(record[end:to]) {
				return true
			}
			end = to
		case s.among(record[u.from:start]):
			return true
		}
	}
	return false
}

// among reports whether a word of the other side is among some words.
func (s *pairScan) among(record []byte) bool {
	stop := byte(s.codes.s)
	if s.only >= 0 {
		for from := 0; ; {
			i := bytes.IndexByte(record[from:], byte(s.only))
			if i < 0 {
				return false
			}
			if from += i; from == 0 || record[from-1] < stop {
				return true
			}
			from++
		}
	}
	for i := 0; i < len(record); i++ {
		from := i
		switch s.first[record[i]] {
		case memberShort:
			return true
		case otherShort:
			continue
		}
		for record[i] >= stop && i+1 < len(record) {
			i++
		}
		if s.first[record[from]] == perhaps && i > from && s.long[s.codes.one(record[from:i+1])] {
			return true
		}
	}
	return false
}

// behind reports whether a word of the other side is among the first words
// within reach.
func (s *pairScan) behind(record []byte) bool {
	stop := byte(s.codes.s)
	for i, n := 0, s.Within; i < len(record) && n > 0; i, n = i+1, n-1 {
		from := i
		for record[i] >= stop && i+1 < len(record) {
			i++
		}
		if s.is(record[from : i+1]) {
			return true
		}
	}
	return false
}

// before reports whether a word of the other side is among the last words
// within reach.
func (s *pairScan) before(record []byte) bool {
	stop := byte(s.codes.s)
	for end, n := len(record), s.Within; end > 0 && n > 0; n-- {
		from := end - 1
		for from > 0 && record[from-1] >= stop {
			from--
		}
		if s.is(record[from:end]) {
			return true
		}
		end = from
	}
	return false
}

// is reports whether a word is one of the other side.
func (s *pairScan) is(word []byte) bool {
	switch s.first[word[0]] {
	case memberShort:
		return true
	case perhaps:
		return len(word) > 1 && s.long[s.codes.one(word)]
	}
	return false
}
