package match

import (
	"bytes"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/forward"
)

// A pairScan decides a connector between two choices of single words that
// share none, in fields of one entry. It looks for the words of one side, the
// rarer ones, and walks from each as far as the other may be. It ends at the
// first place that holds.
type pairScan struct {
	index.Near
	codes  forward.Codes
	anchor []soughtWords // of the side that is looked for
	other  side          // the one that must be near

	first forward.ByteKinds // what words are to the other side
	long  map[uint32]bool
	signs []byte // bytes one of which stands where the other side does; nil when they are many
	only  bool   // the other side is one word of one byte, its sign
}

// A side is one of the two of a connector.
type side uint8

const (
	onX side = iota
	onY
)

// maxSigns is how many bytes are quicker looked for than words are walked.
const maxSigns = 3

// pairScan returns nil where one of the sides is more than a choice of single
// words, or a word stands on both. Where positions tell, they are another way.
func (e *Evaluator) pairScan(near *index.Near) (s *pairScan, positions *positionScan) {
	xs, okX := e.choice(near.X)
	ys, okY := e.choice(near.Y)
	if !okX || !okY || slices.ContainsFunc(xs, func(x uint32) bool { return slices.Contains(ys, x) }) {
		return nil, nil
	}
	if near.Fields.Has(index.RationaleText) {
		positions = e.positionScan(near, xs, ys)
	}
	s = &pairScan{Near: *near, codes: e.Segment.Words.Codes, other: onY, long: map[uint32]bool{}}
	if e.frequency(xs) > e.frequency(ys) {
		xs, ys, s.other = ys, xs, onX
	}
	s.anchor = e.sought(xs)
	s.first = s.codes.Kinds()
	for _, y := range ys {
		code := e.Segment.Words.Code[y]
		n := s.codes.Term(code)
		if sign := n.Code[n.At]; len(ys) <= maxSigns && !slices.Contains(s.signs, sign) {
			s.signs = append(s.signs, sign)
		}
		if s.first.Add(n.Code); len(n.Code) > 1 {
			s.long[code] = true
		}
	}
	s.only = len(ys) == 1 && len(s.long) == 0
	return s, positions
}

// has reports whether a field holds words of both sides.
func (s *pairScan) has(field *forward.Field) bool {
	return slices.ContainsFunc(s.anchor, func(w soughtWords) bool {
		start, _ := w.next(field.Codes, 0, byte(s.codes.S))
		return start >= 0
	}) && s.among(field.Codes)
}

// in reports whether a field of one entry holds the connector.
func (s *pairScan) in(field *forward.Field) bool {
	for i := range s.anchor {
		if s.anchored(field, &s.anchor[i].encodedPhrase) {
			return true
		}
	}
	return false
}

// anchored reports whether a field of one entry holds the connector with one
// of the words that are looked for.
func (s *pairScan) anchored(field *forward.Field, anchor *encodedPhrase) bool {
	if s.Unit != index.Words {
		return s.inUnit(field, anchor)
	}
	stop, record := byte(s.codes.S), field.Codes
	for start, end := anchor.next(record, 0, stop); start >= 0; start, end = anchor.next(record, end, stop) {
		if reach := s.Within * forward.LongestCode; !s.mayHave(record[max(0, start-reach):min(end+reach, len(record))]) {
			continue
		}
		if (!s.Ordered || s.other == onY) && s.behind(record[end:]) || (!s.Ordered || s.other == onX) && s.before(record[:start]) {
			return true
		}
	}
	return false
}

// mayHave reports whether the other side may stand in a part of a record: most
// often it does not, and that is quicker told than words are walked.
func (s *pairScan) mayHave(record []byte) bool {
	for _, b := range s.signs {
		if bytes.IndexByte(record, b) >= 0 {
			return true
		}
	}
	return s.signs == nil
}

// inUnit reports whether both sides stand in one sentence or paragraph.
func (s *pairScan) inUnit(field *forward.Field, anchor *encodedPhrase) bool {
	stop, record := byte(s.codes.S), field.Codes
	u := forward.UnitsOf(field.Ends)
	for start, end := anchor.next(record, 0, stop); start >= 0; start, end = anchor.next(record, end, stop) {
		u.Seek(int32(start), s.Unit)
		to := min(int(u.To), len(record))
		switch {
		case !s.Ordered:
			if s.among(record[u.From:to]) {
				return true
			}
			end = to // the rest of the unit has none
		case s.other == onY:
			if s.among(record[end:to]) {
				return true
			}
			end = to
		case s.among(record[u.From:start]):
			return true
		}
	}
	return false
}

// among reports whether a word of the other side is among some words.
func (s *pairScan) among(record []byte) bool {
	stop := byte(s.codes.S)
	if s.only {
		for from := 0; ; from++ {
			i := bytes.IndexByte(record[from:], s.signs[0])
			if i < 0 {
				return false
			}
			if from += i; from == 0 || record[from-1] < stop {
				return true
			}
		}
	}
	if !s.mayHave(record) {
		return false
	}
	for i := 0; i < len(record); i++ {
		from := i
		switch s.first[record[i]] {
		case forward.MemberShort:
			return true
		case forward.OtherShort:
			continue
		}
		for record[i] >= stop && i+1 < len(record) {
			i++
		}
		if s.first[record[from]] == forward.Perhaps && i > from && s.long[s.codes.One(record[from:i+1])] {
			return true
		}
	}
	return false
}

// behind reports whether a word of the other side is among the first words
// within reach.
func (s *pairScan) behind(record []byte) bool {
	stop := byte(s.codes.S)
	for i, n := 0, s.Within; i < len(record) && n > 0; i, n = i+1, n-1 {
		switch s.first[record[i]] {
		case forward.MemberShort:
			return true
		case forward.OtherShort:
			continue
		}
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
	stop := byte(s.codes.S)
	for end, n := len(record), s.Within; end > 0 && n > 0; n-- {
		from := end - 1
		if from == 0 || record[from-1] < stop {
			if end = from; s.first[record[from]] == forward.MemberShort {
				return true
			}
			continue
		}
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
	case forward.MemberShort:
		return true
	case forward.Perhaps:
		return len(word) > 1 && s.long[s.codes.One(word)]
	}
	return false
}
