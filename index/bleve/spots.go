package bleve

import (
	"cmp"
	"slices"

	"imrsearch/index"
)

// A spotter finds where the concepts of a query stand in the records of one
// shard: all their words in one pass over a field. It does not change once it
// is made.
type spotter struct {
	codes  codes
	words  []needle // by id, where they are few: then each is looked for
	first  byteKinds
	short  [256]uint16     // id of a word of one byte
	long   map[uint32]int  // id of a longer word
	begins [][]alternately // by id, what begins with the word
	plain  bool            // no alternative is a run of several words
}

// An alternately is an alternative of a concept, in the words of a spotter.
type alternately struct {
	concept int
	fields  index.TextFields
	weight  float64
	rest    []map[uint16]bool // words behind the first
}

// A spot is where an alternative of a concept stands in a field: words from
// the field's beginning, and how many it takes.
type spot struct {
	place
	off     int32 // in code bytes
	concept int32
	meant   bool // the alternative is asked for in this field
	weight  float64
}

// A seen is a word of the query in a record.
type seen struct {
	at, off int32 // in words and in bytes
	id      uint16
}

// fewSpotted words are quicker looked for one by one.
const fewSpotted = 10

// spotter returns the spotter of the scorer's concepts in a shard, which is
// made when it is first asked for.
func (sc *scorer) spotter(s *selection) *spotter {
	if sc.spotters[s.at] == nil {
		sc.spotters[s.at] = sc.newSpotter(s)
	}
	return sc.spotters[s.at]
}

func (sc *scorer) newSpotter(s *selection) *spotter {
	c := s.shard.words.codes
	sp := &spotter{codes: c, first: c.kinds(), long: map[uint32]int{}, plain: true}
	ids := map[uint32]uint16{}
	for i, alternatives := range sc.spotted(s) {
		for _, a := range alternatives {
			sp.add(s, i, a, ids)
		}
	}
	if len(ids) > fewSpotted {
		return sp
	}
	sp.words = make([]needle, len(ids))
	for code, id := range ids {
		sp.words[id] = sp.codes.needle(code)
	}
	return sp
}

// add takes an alternative in.
func (sp *spotter) add(s *selection, concept int, a alternative, ids map[uint32]uint16) {
	one := alternately{concept: concept, fields: a.Fields, weight: a.weight}
	for _, m := range a.Words[1:] {
		next := map[uint16]bool{}
		for _, code := range s.set(m).codes {
			next[sp.id(code, ids)] = true
		}
		if len(next) == 0 {
			return
		}
		one.rest, sp.plain = append(one.rest, next), false
	}
	for _, code := range s.set(a.Words[0]).codes {
		id := sp.id(code, ids)
		sp.begins[id] = append(sp.begins[id], one)
	}
}

// id returns the id of a word, a new one at its first sight.
func (sp *spotter) id(code uint32, ids map[uint32]uint16) uint16 {
	id, ok := ids[code]
	if ok {
		return id
	}
	id = uint16(len(ids))
	ids[code] = id
	sp.begins = append(sp.begins, nil)
	b := sp.codes.append(nil, code)
	if sp.first.add(b); len(b) == 1 {
		sp.short[b[0]] = id
	} else {
		sp.long[code] = int(id)
	}
	return id
}

// see appends the words of the query in a record, in their order.
func (sp *spotter) see(record []byte, dst []seen) []seen {
	if sp.words != nil {
		return sp.seeFew(record, dst)
	}
	stop, at := byte(sp.codes.s), int32(0)
	for i := 0; i < len(record); i++ {
		switch sp.first[record[i]] {
		case memberShort:
			dst = append(dst, seen{at, int32(i), sp.short[record[i]]})
		case otherLong:
			i = lastByte(record, i, stop)
		case perhaps:
			k := i
			if i = lastByte(record, i, stop); i < len(record) {
				if id, ok := sp.long[sp.codes.one(record[k:i+1])]; ok {
					dst = append(dst, seen{at, int32(k), uint16(id)})
				}
			}
		}
		at++
	}
	return dst
}

// seeFew looks for the words one by one.
func (sp *spotter) seeFew(record []byte, dst []seen) []seen {
	stop, from := byte(sp.codes.s), len(dst)
	for id := range sp.words {
		w := &sp.words[id]
		at, behind := int32(0), 0
		for p := w.find(record, 0, stop); p >= 0; p = w.find(record, p+len(w.code), stop) {
			at += wordsIn(record[behind:p], stop)
			behind = p
			dst = append(dst, seen{at, int32(p), uint16(id)})
		}
	}
	if len(sp.words) > 1 {
		slices.SortFunc(dst[from:], func(a, b seen) int { return cmp.Compare(a.at, b.at) })
	}
	return dst
}

// spots appends the places of all concepts in a field whose words are words,
// in its order.
func (sp *spotter) spots(f index.TextField, words []seen, dst []spot) []spot {
	for i, w := range words {
		begins := sp.begins[w.id]
		for k := range begins {
			a := &begins[k]
			if n, ok := a.stands(words[i:]); ok {
				dst = append(dst, spot{place{w.at, n}, w.off, int32(a.concept), a.fields.Has(f), a.weight})
			}
		}
	}
	return dst
}

// stands reports whether the alternative stands where words begin, and how
// many words it takes.
func (a *alternately) stands(words []seen) (n int32, ok bool) {
	if len(words) <= len(a.rest) {
		return 0, false
	}
	for i, next := range a.rest {
		w := words[i+1]
		if w.at != words[0].at+int32(i)+1 || !next[w.id] {
			return 0, false
		}
	}
	return int32(len(a.rest)) + 1, true
}

// count adds how often each concept stands in a field, by weight.
func (sp *spotter) count(f index.TextField, record []byte, counts []float64, buf []seen) []seen {
	if sp.words != nil && sp.plain {
		stop := byte(sp.codes.s)
		for id := range sp.words {
			w := &sp.words[id]
			for p := w.find(record, 0, stop); p >= 0; p = w.find(record, p+len(w.code), stop) {
				sp.tally(f, uint16(id), counts)
			}
		}
		return buf
	}
	buf = sp.see(record, buf[:0])
	for i, w := range buf {
		begins := sp.begins[w.id]
		for k := range begins {
			a := &begins[k]
			if !a.fields.Has(f) {
				continue
			}
			if _, ok := a.stands(buf[i:]); ok {
				counts[a.concept] += a.weight
			}
		}
	}
	return buf
}

// tally counts a word that is an alternative by itself.
func (sp *spotter) tally(f index.TextField, id uint16, counts []float64) {
	begins := sp.begins[id]
	for k := range begins {
		if a := &begins[k]; a.fields.Has(f) {
			counts[a.concept] += a.weight
		}
	}
}

// standard adds to counts, for each concept, how often it is meant in standard
// sentences of a field, by weight.
func standard(spots []spot, ends []byte, counts []float64) {
	u := unitsOf(ends)
	for i := range spots {
		p := &spots[i]
		u.seek(p.off, index.Sentence)
		if p.meant && u.end()&standardSentence != 0 {
			counts[p.concept] += p.weight
		}
	}
}
