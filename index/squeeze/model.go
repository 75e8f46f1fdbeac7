// Package squeeze answers one question: how do many texts that say much the
// same in the same words take little room, and yet can each be read alone? It
// knows nothing of what the texts are.
//
// A Model holds what texts of one kind have in common: a dictionary, which is
// a sample of them, and how often what is said of a text occurs. A text is
// packed as sequences, each some bytes as they are and a match: bytes that
// stand further ahead in the text or in the dictionary.
//
//	literals (count) | the literals | match (length) | where it is | ...
//
// Each of these is a symbol of a Huffman code of the model, some with further
// bits behind it. So a packed text has no tables of its own, and a match in
// the dictionary costs what that part of the dictionary is worth. Of invented
// letters of 4.7 kB zstd with half the dictionary took 1.5 times the room.
package squeeze

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrDamaged is wrapped by the errors of reading what is no model, or no text
// packed by it.
var ErrDamaged = errors.New("packed text is damaged")

// MaxText is the length of the longest text that can be packed.
const MaxText = 1 << 27

// A Model packs and unpacks texts of one kind. It is safe for concurrent use.
type Model struct {
	dictionary                         []byte
	literals, counts, lengths, sources code
}

// Symbols of the codes. Where a match is says one of the last distances again,
// or a distance back in the text, or a block of the dictionary; a distance and
// a place in a block have further bits.
const (
	literalSymbols = 256
	numberSymbols  = 64
	recents        = 3
	firstDistance  = recents
	distances      = 28
	firstBlock     = firstDistance + distances
	blockBits      = 9
)

// MaxDictionary is the length of the longest dictionary.
const MaxDictionary = (maxSymbols - firstBlock) << blockBits

func sourceSymbols(dictionary int) int { return firstBlock + (dictionary+1<<blockBits-1)>>blockBits }

// minMatch is the length of the shortest match.
const minMatch = 3

// recent is the last distances of matches, the last first.
type recent [recents]int

// beginning is what a text begins with.
var beginning = recent{1, 2, 3}

// use notes a distance.
func (r *recent) use(d int) {
	switch d {
	case r[0]:
	case r[1]:
		r[0], r[1] = r[1], r[0]
	default:
		r[0], r[1], r[2] = d, r[0], r[1]
	}
}

// AppendTo appends the model as Read reads it.
func (m *Model) AppendTo(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(m.dictionary)))
	for _, c := range m.codes() {
		b = append(b, c.bits...)
	}
	return append(b, m.dictionary...)
}

func (m *Model) codes() [4]*code {
	return [...]*code{&m.literals, &m.counts, &m.lengths, &m.sources}
}

func symbols(dictionary int) [4]int {
	return [...]int{literalSymbols, numberSymbols, numberSymbols, sourceSymbols(dictionary)}
}

// Read reads a model, which keeps b. Errors: ErrDamaged.
func Read(b []byte) (*Model, error) {
	size, n := binary.Uvarint(b)
	if n <= 0 || size > MaxDictionary {
		return nil, fmt.Errorf("model: length: %w", ErrDamaged)
	}
	b = b[n:]
	m := &Model{}
	for i, c := range m.codes() {
		n := symbols(int(size))[i]
		if len(b) < n {
			return nil, fmt.Errorf("model is cut off: %w", ErrDamaged)
		}
		var err error
		if *c, err = newCode(b[:n]); err != nil {
			return nil, err
		}
		b = b[n:]
	}
	if uint64(len(b)) != size {
		return nil, fmt.Errorf("model has %d bytes of dictionary, want %d: %w", len(b), size, ErrDamaged)
	}
	m.dictionary = b
	return m, nil
}
