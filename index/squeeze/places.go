package squeeze

import (
	"encoding/binary"
	"slices"
)

// hashed is how many bytes two places have in common where one is looked for
// by the other, looks how many bytes there must be.
const (
	hashed = 6
	looks  = hashed + 4
)

func hash(b []byte, bits int) uint64 {
	return binary.LittleEndian.Uint64(b) << (64 - 8*hashed) * 0x9e3779b185ebca87 >> (64 - bits)
}

// places finds what begins in a dictionary by its first bytes.
type places struct {
	first []uint32 // hash → its first in list
	list  []place  // by hash, then as they stand
}

// A place is where something begins, and the four bytes behind those that are
// hashed: most that are no use are told by them.
type place struct {
	at     int32
	behind uint32
}

const placeBits = 16

func newPlaces(b []byte) places {
	p := places{first: make([]uint32, 1<<placeBits+1)}
	begin := appendBeginnings(nil, b)
	for len(begin) > 0 && int(begin[len(begin)-1]) > len(b)-looks {
		begin = begin[:len(begin)-1]
	}
	for _, at := range begin {
		p.first[hash(b[at:], placeBits)+1]++
	}
	for h := range 1 << placeBits {
		p.first[h+1] += p.first[h]
	}
	p.list = make([]place, len(begin))
	next := slices.Clone(p.first)
	for _, at := range begin {
		h := hash(b[at:], placeBits)
		p.list[next[h]] = place{at, binary.LittleEndian.Uint32(b[at+hashed:])}
		next[h]++
	}
	return p
}

// of returns the places that begin as b does, and perhaps others.
func (p *places) of(b []byte) []place {
	h := hash(b, placeBits)
	return p.list[p.first[h]:p.first[h+1]]
}

// chains finds earlier places of a text.
type chains struct {
	last   []int32 // hash → place, from 1
	before []int32 // place-1 → the place before it of the same hash
}

const chainBits = 12

// begin makes room for the places of n bytes, and forgets all.
func (c *chains) begin(n int) {
	if c.last == nil {
		c.last = make([]int32, 1<<chainBits)
	}
	clear(c.last)
	if len(c.before) < n {
		c.before = make([]int32, n+n/4)
	}
}

func (c *chains) add(b []byte, i int) {
	if i > len(b)-looks {
		return
	}
	h := hash(b[i:], chainBits)
	c.before[i] = c.last[h]
	c.last[h] = int32(i + 1)
}
