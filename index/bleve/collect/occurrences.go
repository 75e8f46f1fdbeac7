package collect

import (
	"bytes"
	"cmp"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/match"
	"imrsearch/index/rank"
)

// An occurrenceFinder finds where the concepts of a query stand in the records of one
// segment: it looks for the words that alternatives begin with, and then at what
// stands behind them. It does not change once it is made.
type occurrenceFinder struct {
	codes  forward.Codes
	ids    []uint32              // codes of the words that alternatives begin with, by id
	words  []forward.EncodedTerm // by id, where they are few: then each is looked for
	first  forward.ByteKinds
	short  [256]uint16       // id of a word of one byte
	long   [256][]uint16     // ids of longer words, by the last byte of their numbers
	begins [][]encodedClause // by id, what begins with the word
}

// An encodedClause is an alternative of a concept, as it stands in records.
type encodedClause struct {
	concept int
	fields  index.TextFields
	weight  float64
	rest    [][][]byte // behind the first word: for each, the codes it may have
}

// A seen is a word of the query in a record.
type seen struct {
	at, off int32 // in words and in bytes
	id      uint16
}

// fewSpotted words are quicker looked for one by one.
const fewSpotted = 10

// finder returns the occurrence finder of the scorer's concepts in a segment, which is
// made when it is first asked for.
func (sc *scorer) finder(s *match.Selection) *occurrenceFinder {
	here := &sc.segments[s.At]
	if here.finder == nil {
		here.finder = sc.newFinder(s)
	}
	return here.finder
}

func (sc *scorer) newFinder(s *match.Selection) *occurrenceFinder {
	c := s.Segment.Words.Codes
	sp := &occurrenceFinder{codes: c, first: c.Kinds()}
	for i, alternatives := range sc.spotted(s) {
		for _, a := range alternatives {
			sp.add(s, i, a)
		}
	}
	if len(sp.ids) > fewSpotted {
		return sp
	}
	sp.words = make([]forward.EncodedTerm, len(sp.ids))
	for id, code := range sp.ids {
		sp.words[id] = sp.codes.Term(code)
	}
	return sp
}

// add takes an alternative in.
func (sp *occurrenceFinder) add(s *match.Selection, concept int, a rank.Alternative) {
	one := encodedClause{concept: concept, fields: a.Fields, weight: a.Weight}
	for _, m := range a.Words[1:] {
		var next [][]byte
		for _, code := range s.Set(m).Codes {
			next = append(next, sp.codes.Append(nil, code))
		}
		one.rest = append(one.rest, next)
	}
	for _, code := range s.Set(a.Words[0]).Codes {
		id := sp.id(code)
		sp.begins[id] = append(sp.begins[id], one)
	}
}

// id returns the id of a word, a new one at its first sight.
func (sp *occurrenceFinder) id(code uint32) uint16 {
	b := sp.codes.Append(nil, code)
	if len(b) == 1 && sp.first[b[0]] == forward.MemberShort {
		return sp.short[b[0]]
	}
	if id, ok := sp.longWord(code); ok {
		return id
	}
	id := uint16(len(sp.ids))
	sp.ids = append(sp.ids, code)
	sp.begins = append(sp.begins, nil)
	if sp.first.Add(b); len(b) == 1 {
		sp.short[b[0]] = id
	} else {
		sp.long[code%256] = append(sp.long[code%256], id)
	}
	return id
}

// longWord returns the id of a word of several bytes.
func (sp *occurrenceFinder) longWord(code uint32) (id uint16, ok bool) {
	for _, id := range sp.long[code%256] {
		if sp.ids[id] == code {
			return id, true
		}
	}
	return 0, false
}

// see appends the words of the query in a record, in their order.
func (sp *occurrenceFinder) see(record []byte, dst []seen) []seen {
	if sp.words != nil {
		return sp.seeFew(record, dst)
	}
	stop, at := byte(sp.codes.S), int32(0)
	for i := 0; i < len(record); i++ {
		switch sp.first[record[i]] {
		case forward.MemberShort:
			dst = append(dst, seen{at, int32(i), sp.short[record[i]]})
		case forward.OtherLong:
			i = forward.LastByte(record, i, stop)
		case forward.Perhaps:
			k := i
			if i = forward.LastByte(record, i, stop); i < len(record) {
				if id, ok := sp.longWord(sp.codes.One(record[k : i+1])); ok {
					dst = append(dst, seen{at, int32(k), id})
				}
			}
		}
		at++
	}
	return dst
}

// seeFew looks for the words one by one.
func (sp *occurrenceFinder) seeFew(record []byte, dst []seen) []seen {
	stop, from := byte(sp.codes.S), len(dst)
	for id := range sp.words {
		w := &sp.words[id]
		at, behind := int32(0), 0
		for p := w.Find(record, 0, stop); p >= 0; p = w.Find(record, p+len(w.Code), stop) {
			at += forward.WordsIn(record[behind:p], stop)
			behind = p
			dst = append(dst, seen{at, int32(p), uint16(id)})
		}
	}
	if len(sp.words) > 1 {
		slices.SortFunc(dst[from:], func(a, b seen) int { return cmp.Compare(a.at, b.at) })
	}
	return dst
}

// occurrences appends where alternatives stand in a field, the record of which
// has the words, in its order.
func (sp *occurrenceFinder) occurrences(f index.TextField, field *forward.Field, words []seen, standard *standardFinder, dst []rank.Occurrence) []rank.Occurrence {
	stop := byte(sp.codes.S)
	isRationale := f == index.RationaleText
	if isRationale {
		standard.begin(field)
	}
	for _, w := range words {
		begins := sp.begins[w.id]
		for k := range begins {
			a := &begins[k]
			if a.rest != nil && !a.stands(field.Codes, int(w.off), stop) {
				continue
			}
			o := rank.Occurrence{Place: rank.Place{At: w.at, Words: int32(len(a.rest)) + 1}, Concept: int32(a.concept), Meant: a.fields.Has(f), Weight: a.weight}
			o.Standard = isRationale && o.Meant && standard.at(w.off)
			dst = append(dst, o)
		}
	}
	return dst
}

// A standardFinder tells which sentences of a field are standard sentences of
// the corpus. Places are asked for in ascending order.
type standardFinder struct {
	sentences func() *forward.StandardSentences
	words     *forward.Words // of the segment
	field     *forward.Field
	units     forward.UnitIterator
	from      int32 // of the sentence that was looked up last
	standard  bool
	memory    []uint32
}

func (s *standardFinder) begin(field *forward.Field) {
	s.field, s.units, s.from, s.standard = field, forward.UnitsOf(field.Ends), -1, false
}

// at reports whether the sentence at an offset in the record is standard.
func (s *standardFinder) at(off int32) bool {
	s.units.Seek(off, index.Sentence)
	if s.units.From != s.from {
		s.from = s.units.From
		codes := s.field.Codes[s.from:min(int(s.units.To), len(s.field.Codes))]
		s.standard, s.memory = s.sentences().Has(s.words, codes, s.memory)
	}
	return s.standard
}

// stands reports whether the alternative stands where its first word does.
func (a *encodedClause) stands(record []byte, at int, stop byte) bool {
	for record[at] >= stop {
		at++
	}
	at++
	for _, next := range a.rest {
		k := slices.IndexFunc(next, func(code []byte) bool { return bytes.HasPrefix(record[at:], code) })
		if k < 0 {
			return false
		}
		at += len(next[k])
	}
	return true
}

// count adds how often each concept stands in a field, by weight.
func (sp *occurrenceFinder) count(f index.TextField, record []byte, counts []float64, buf []seen) []seen {
	stop := byte(sp.codes.S)
	if sp.words != nil {
		for id := range sp.words {
			w := &sp.words[id]
			for p := w.Find(record, 0, stop); p >= 0; p = w.Find(record, p+len(w.Code), stop) {
				sp.tally(f, uint16(id), record, p, counts)
			}
		}
		return buf
	}
	buf = sp.see(record, buf[:0])
	for _, w := range buf {
		sp.tally(f, w.id, record, int(w.off), counts)
	}
	return buf
}

// tally counts what begins with a word that stands in a record.
func (sp *occurrenceFinder) tally(f index.TextField, id uint16, record []byte, at int, counts []float64) {
	begins := sp.begins[id]
	for k := range begins {
		if a := &begins[k]; a.fields.Has(f) && (a.rest == nil || a.stands(record, at, byte(sp.codes.S))) {
			counts[a.concept] += a.weight
		}
	}
}
