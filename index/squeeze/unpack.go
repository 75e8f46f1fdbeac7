package squeeze

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// Unpack returns the first n bytes of a packed text of at least that length,
// in the memory of dst where there is room. Errors: ErrDamaged.
func (m *Model) Unpack(dst, packed []byte, n int) ([]byte, error) {
	if n < 0 || n > MaxText {
		return nil, fmt.Errorf("text of %d bytes: %w", n, ErrDamaged)
	}
	if n == 0 {
		return dst[:0], nil
	}
	u := unpacking{Model: m, in: packed, out: slices.Grow(dst[:0], n)[:n]}
	if !u.run() {
		return nil, fmt.Errorf("unpack: %w", ErrDamaged)
	}
	return u.out, nil
}

// An unpacking reads bits from the low end of bytes on.
type unpacking struct {
	*Model
	in      []byte
	next    int    // byte of in
	ahead   uint64 // bits read ahead
	n       int    // how many; negative behind the end
	out     []byte
	at      int // of out
	recents recent
}

// fill reads ahead, at least 56 bits: behind the end there are zeros, as many
// as a sequence may ask for.
func (u *unpacking) fill() {
	if u.next+8 <= len(u.in) {
		u.ahead |= binary.LittleEndian.Uint64(u.in[u.next:]) << (u.n & 63)
		u.next += (63 - u.n) >> 3
		u.n |= 56
		return
	}
	for ; u.n <= 56 && u.next < len(u.in); u.next++ {
		u.ahead |= uint64(u.in[u.next]) << (u.n & 63)
		u.n += 8
	}
}

// take takes n bits, fewer than 56.
func (u *unpacking) take(n int) int {
	x := int(u.ahead & (1<<(n&63) - 1))
	u.ahead >>= n & 63
	u.n -= n
	return x
}

func (u *unpacking) symbol(c *code) int {
	e := c.table[u.ahead%(1<<maxBits)]
	u.ahead >>= e % (1 << lengthBits)
	u.n -= int(e % (1 << lengthBits))
	return int(e >> lengthBits)
}

// number reads what numberSymbol divides.
func (u *unpacking) number(c *code) int {
	x := u.symbol(c)
	if x < ownNumbers {
		return x
	}
	extra := (x-ownNumbers)/2 + 3
	return (2|x&1)<<extra | u.take(extra)
}

// run unpacks until out is full, and reports whether that went well.
func (u *unpacking) run() bool {
	u.recents = beginning
	for {
		u.fill()
		n := u.number(&u.counts)
		if n >= len(u.out)-u.at {
			u.copyLiterals(len(u.out) - u.at)
			return u.n >= 0
		}
		u.copyLiterals(n)
		u.fill()
		length := u.number(&u.lengths) + minMatch
		u.fill()
		from, ok := u.source()
		if !ok || u.n < 0 {
			return false
		}
		if rest := len(u.out) - u.at; length >= rest {
			return u.copyMatch(from, rest)
		}
		if !u.copyMatch(from, length) {
			return false
		}
	}
}

func (u *unpacking) copyLiterals(n int) {
	table := u.literals.table
	for out := u.out[u.at : u.at+n]; len(out) > 0; {
		u.fill()
		for range min(len(out), 4) { // words that what is read ahead holds
			e := table[u.ahead%(1<<maxBits)]
			u.ahead >>= e % (1 << lengthBits)
			u.n -= int(e % (1 << lengthBits))
			out[0] = byte(e >> lengthBits)
			out = out[1:]
		}
	}
	u.at += n
}

// source reads where a match is: in out, or below 0 as far from the end of
// the dictionary.
func (u *unpacking) source() (from int, ok bool) {
	var distance int
	switch s := u.symbol(&u.sources); {
	case s < firstDistance:
		distance = u.recents[s]
	case s < firstBlock:
		extra := s - firstDistance
		distance = 1<<extra | u.take(extra)
	default:
		distance = u.at + len(u.dictionary) - ((s-firstBlock)<<blockBits | u.take(blockBits))
	}
	u.recents.use(distance)
	return u.at - distance, distance > 0 && distance <= u.at+len(u.dictionary)
}

// copyMatch reports false where the match runs over the end of the
// dictionary.
func (u *unpacking) copyMatch(from, n int) bool {
	to := u.out[u.at : u.at+n]
	u.at += n
	if from < 0 {
		from += len(u.dictionary)
		return copy(to, u.dictionary[from:]) == n
	}
	for len(to) > 0 { // a match may run into what it makes
		k := copy(to, u.out[from:u.at-len(to)])
		to = to[k:]
		from += k
	}
	return true
}
