package squeeze

import (
	"encoding/binary"
	"math/bits"
)

// How far a match is looked for: so many places of the dictionary and of the
// text with the same few first bytes, latest first, and no further once one
// is goodMatch bytes long.
const (
	knownDepth = 16
	ownDepth   = 6
	goodMatch  = 48
)

const (
	knownBits = 17
	ownBits   = 12
)

// hashed is how many bytes places in chains have in common.
const hashed = 6

// hashLooks is how many bytes a hash reads.
const hashLooks = 8

// Chains finds earlier places with the same next bytes.
type chains struct {
	bits   int
	last   []int32 // hash → place, from 1
	before []int32 // place-1 → the place before it of the same hash
}

func newChains(bits int) chains { return chains{bits: bits, last: make([]int32, 1<<bits)} }

// grow makes room for the places of n bytes, and forgets all.
func (c *chains) grow(n int) {
	clear(c.last)
	if len(c.before) < n {
		c.before = make([]int32, n+n/4)
	}
}

func (c *chains) hash(b []byte) uint64 {
	return binary.LittleEndian.Uint64(b) << (64 - 8*hashed) * 0x9e3779b185ebca87 >> (64 - c.bits)
}

// add adds the places from one to another.
func (c *chains) add(b []byte, from, to int) {
	for i := from; i < min(to, len(b)-hashLooks+1); i++ {
		h := c.hash(b[i:])
		c.before[i] = c.last[h]
		c.last[h] = int32(i + 1)
	}
}

// A match is what could be copied, and how many bits that saves.
type match struct{ length, from, saves int }

// parse finds the sequences of a text; of the dictionary it sees known.
func (p *Packer) parse(text, known []byte) {
	p.sequences = p.sequences[:0]
	p.own.grow(len(text))
	p.weigh(text)
	recents, literals, added := beginning, 0, 0
	find := func(at int) match {
		p.own.add(text, added, at)
		added = max(added, at)
		return p.find(text, known, at, &recents)
	}
	for at := 0; at < len(text); {
		best := find(at)
		if best.length == 0 {
			at++
			continue
		}
		for best.length < goodMatch && at+1 < len(text) {
			next := find(at + 1)
			if next.saves <= best.saves+p.cost(at, 1) {
				break
			}
			at, best = at+1, next
		}
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

func (p *Packer) byteAt(text []byte, at int) byte {
	if at < len(p.dictionary) {
		return p.dictionary[at]
	}
	return text[at-len(p.dictionary)]
}

// weigh notes what the literals of a text take.
func (p *Packer) weigh(text []byte) {
	p.worth = append(p.worth[:0], 0)
	sum := int32(0)
	for _, c := range text {
		sum += int32(p.literals.bits[c])
		p.worth = append(p.worth, sum)
	}
}

// cost returns the bits of n literals.
func (p *Packer) cost(at, n int) int { return int(p.worth[at+n] - p.worth[at]) }

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
	s := search{Packer: p, text: text, known: known, at: at}
	if len(text)-at < hashLooks {
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
	saves := s.cost(s.at, length) - int(s.lengths.bits[symbol]) - extra - source - countBits
	if saves > s.best.saves {
		s.best = match{length, from, saves}
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
	next := s.own.last[s.own.hash(rest)]
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
	next := s.places.last[s.places.hash(rest)]
	for depth := knownDepth; next > 0 && depth > 0 && longest < min(goodMatch, len(rest)); depth-- {
		i := int(next - 1)
		if i+longest < len(known) && known[i+longest] == rest[longest] {
			if n := common(rest, known[i:]); n > longest {
				longest = n
				s.offer(n, i, int(s.sources.bits[firstBlock+i>>blockBits])+blockBits)
			}
		}
		next = s.places.before[i]
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
