package squeeze

import (
	"encoding/binary"
	"math/bits"
)

// A Packer packs texts. It is used by one goroutine.
type Packer struct {
	*Model
	places places // of the dictionary
	own    chains // of the text at hand

	beginnings []int32
	sequences  []sequence
	out        bitWriter
}

// A sequence is some literals and a match: length bytes that stand at from
// too, counted through dictionary and text. The last sequence of a text may
// have no match.
type sequence struct{ literals, length, from int }

// NewPacker returns a packer.
func (m *Model) NewPacker() *Packer {
	return &Packer{Model: m, places: newPlaces(m.dictionary)}
}

// Append appends the packed text to b. The text is no longer than MaxText.
func (p *Packer) Append(b, text []byte) []byte {
	p.parse(text, p.dictionary)
	p.out = bitWriter{b: b}
	p.each(text, func(literals []byte, count, length, source number) {
		p.out.number(&p.counts, count)
		for _, c := range literals {
			p.out.put(uint64(p.literals.words[c]), int(p.literals.bits[c]))
		}
		if length.symbol >= 0 {
			p.out.number(&p.lengths, length)
			p.out.number(&p.sources, source)
		}
	})
	return p.out.end()
}

// A number is a symbol and the bits behind it; the symbol is -1 for none.
type number struct{ symbol, extra, bits int }

func numberOf(x int) number {
	symbol, extra := numberSymbol(x)
	return number{symbol, extra, x & (1<<extra - 1)}
}

// each calls f with what is to be written of every sequence.
func (p *Packer) each(text []byte, f func(literals []byte, count, length, source number)) {
	recents, at := beginning, 0
	for _, s := range p.sequences {
		literals := text[at : at+s.literals]
		at += s.literals
		if s.length == 0 {
			f(literals, numberOf(s.literals), number{symbol: -1}, number{})
			continue
		}
		f(literals, numberOf(s.literals), numberOf(s.length-minMatch), p.source(&recents, at, s.from))
		at += s.length
	}
}

// source returns how to say where a match of what stands at is, and notes
// its distance.
func (p *Packer) source(r *recent, at, from int) number {
	distance := len(p.dictionary) + at - from
	out := number{symbol: -1}
	for i, d := range r {
		if d == distance {
			out = number{symbol: i}
		}
	}
	switch {
	case out.symbol >= 0:
	case from >= len(p.dictionary):
		n := bits.Len(uint(distance)) - 1
		out = number{firstDistance + n, n, distance & (1<<n - 1)}
	default:
		out = number{firstBlock + from>>blockBits, blockBits, from & (1<<blockBits - 1)}
	}
	r.use(distance)
	return out
}

// A bitWriter writes bits from the low end of bytes on.
type bitWriter struct {
	b     []byte
	ahead uint64
	n     int
}

// put writes n bits, 32 at most.
func (w *bitWriter) put(x uint64, n int) {
	w.ahead |= x << w.n
	w.n += n
	if w.n >= 32 {
		w.b = binary.LittleEndian.AppendUint32(w.b, uint32(w.ahead))
		w.ahead >>= 32
		w.n -= 32
	}
}

func (w *bitWriter) number(c *code, x number) {
	w.put(uint64(c.words[x.symbol]), int(c.bits[x.symbol]))
	w.put(uint64(x.bits), x.extra)
}

// end fills the last byte up with zeros.
func (w *bitWriter) end() []byte {
	for ; w.n > 0; w.n -= 8 {
		w.b = append(w.b, byte(w.ahead))
		w.ahead >>= 8
	}
	return w.b
}
