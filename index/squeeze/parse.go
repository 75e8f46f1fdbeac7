package squeeze

import (
	"encoding/binary"
	"math/bits"
)

// How far a match is looked for: so many places of the dictionary and of the
// text with the same few first bytes, latest first, and no further once one
// is goodMatch bytes long.
const (
	knownDepth = 20
	ownDepth   = 3
	goodMatch  = 32
)

// A match is what could be copied, and how many bits that saves.
type match struct{ at, length, from, saves int }

// parse finds the sequences of a text; of the dictionary it sees known.
func (p *Packer) parse(text, known []byte) {
	p.sequences = p.sequences[:0]
	p.own.begin(len(text))
	p.beginnings = append(appendBeginnings(p.beginnings[:0], text), int32(len(text)))
	recents, literals := beginning, 0
	next := 0 // of beginnings: the first not added to p.own
	for at := 0; at < len(text); {
		for ; int(p.beginnings[next]) < at; next++ {
			p.own.add(text, int(p.beginnings[next]))
		}
		best := p.find(text, known, at, &recents)
		if best.length == 0 {
			if int(p.beginnings[next]) == at {
				p.own.add(text, at)
				next++
			}
			at = int(p.beginnings[next])
			continue
		}
		for k := next; int(p.beginnings[k]) < min(at+best.length, at+lookAhead) && best.length < fairMatch; k++ {
			if int(p.beginnings[k]) == at {
				continue
			}
			later := p.find(text, known, int(p.beginnings[k]), &recents)
			if later.saves <= best.saves+literalBits*(later.at-best.at) {
				break
			}
			best = later
		}
		at = best.at
		for at > literals && best.from > 0 && best.from != len(p.dictionary) && p.byteAt(text, best.from-1) == text[at-1] {
			at, best.from, best.length = at-1, best.from-1, best.length+1
		}
		p.sequences = append(p.sequences, sequence{at - literals, best.length, best.from})
		recents.use(len(p.dictionary) + at - best.from)
		at += best.length
		literals = at
	}
	if literals < len(text) {
		p.sequences = append(p.sequences, sequence{literals: len(text) - literals})
	}
}

// A match of less than fairMatch bytes is given up for a better one that
// begins up to lookAhead bytes behind it. To look further takes a third longer
// and saves nothing: letters take as many bytes then.
const (
	fairMatch = 12
	lookAhead = 8
)

// literalBits is about what a literal takes.
const literalBits = 6

func (p *Packer) byteAt(text []byte, at int) byte {
	if at < len(p.dictionary) {
		return p.dictionary[at]
	}
	return text[at-len(p.dictionary)]
}

// countBits is about what the count of literals before a match takes.
const countBits = 3

// A search looks for the match that saves most at a place of a text.
type search struct {
	*Packer
	text, known []byte // known is as much of the dictionary as may be used
	at          int
	best        match
}

// find returns the match that saves most; none has length 0.
func (p *Packer) find(text, known []byte, at int, recents *recent) match {
	s := search{Packer: p, text: text, known: known, at: at, best: match{at: at}}
	if len(text)-at < looks {
		return s.best
	}
	for i, d := range recents {
		s.again(i, d)
	}
	if s.best.length < goodMatch {
		s.inText()
		s.inDictionary()
	}
	return s.best
}

// offer takes a match if it saves more than others; source is the bits that
// say where it is.
func (s *search) offer(length, from, source int) {
	symbol, extra := numberSymbol(length - minMatch)
	saves := literalBits*length - int(s.lengths.bits[symbol]) - extra - source - countBits
	if saves > s.best.saves {
		s.best = match{s.at, length, from, saves}
	}
}

// again looks where a recent distance leads.
func (s *search) again(i, distance int) {
	size := len(s.dictionary)
	from, n := size+s.at-distance, 0
	switch {
	case from >= size:
		n = common(s.text[s.at:], s.text[from-size:])
	case from >= 0 && from < len(s.known):
		n = common(s.text[s.at:], s.known[from:])
	}
	if n >= minMatch {
		s.offer(n, from, int(s.sources.bits[i]))
	}
}

func (s *search) inText() {
	rest, longest := s.text[s.at:], hashed-1
	next := s.own.last[hash(rest, chainBits)]
	for depth := ownDepth; next > 0 && depth > 0; depth-- {
		i := int(next - 1)
		if n := common(rest, s.text[i:]); n > longest {
			longest = n
			extra := bits.Len(uint(s.at-i)) - 1
			s.offer(n, len(s.dictionary)+i, int(s.sources.bits[firstDistance+extra])+extra)
		}
		next = s.own.before[i]
	}
}

func (s *search) inDictionary() {
	rest, known, longest := s.text[s.at:], s.known, max(hashed-1, s.best.length)
	behind := binary.LittleEndian.Uint32(rest[hashed:])
	list := s.places.of(rest)
	for i, last := len(list)-1, max(0, len(list)-knownDepth); i >= last && longest < min(goodMatch, len(rest)); i-- {
		at := int(list[i].at)
		if list[i].behind != behind && longest >= hashed || at+longest >= len(known) || known[at+longest] != rest[longest] {
			continue
		}
		if n := common(rest, known[at:]); n > longest {
			longest = n
			s.offer(n, at, int(s.sources.bits[firstBlock+at>>blockBits])+blockBits)
		}
	}
}

// common returns how many bytes two begin with together.
func common(a, b []byte) int {
	n := 0
	for len(a) >= n+8 && len(b) >= n+8 {
		if x := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); x != 0 {
			return n + bits.TrailingZeros64(x)/8
		}
		n += 8
	}
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
