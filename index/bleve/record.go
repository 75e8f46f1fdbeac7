package bleve

import (
	"encoding/binary"

	"imrsearch/index"
)

// A record is a stream record, read.
type record struct {
	mask  uint16
	field [index.NumTextFields]fieldRecord
}

// A fieldRecord is one text field of a record.
type fieldRecord struct {
	words       uint32 // how many
	codes, ends []byte
}

// sizesAt is where in a record the length of its sizes stands.
const sizesAt = 2

// read reads some fields of the record at off of the streams; the others it
// does not have.
func (r *record) read(streams []byte, off uint32, fields index.TextFields) {
	b := streams[off:]
	mask := binary.LittleEndian.Uint16(b)
	r.mask = mask & uint16(fields)
	p, at := sizesAt+1, sizesAt+1+uint32(b[sizesAt])
	left := r.mask
	for _, f := range recordOrder {
		if left == 0 {
			return
		}
		if mask>>f&1 == 1 {
			p, at = r.field[f].read(b, p, at)
			left &^= 1 << f
		}
	}
}

// read reads the field whose sizes stand at p and whose codes begin at at; it
// returns these places of the next field.
func (f *fieldRecord) read(b []byte, p int, at uint32) (sizes int, codes uint32) {
	var words, codeBytes, endBytes uint32
	words, p = size(b, p)
	codeBytes, p = size(b, p)
	endBytes, p = size(b, p)
	ends := at + codeBytes
	f.words, f.codes, f.ends = words, b[at:ends:ends], b[ends:ends+endBytes]
	return p, ends + endBytes
}

// size reads a varint; most are short.
func size(b []byte, p int) (x uint32, next int) {
	if x = uint32(b[p]); x < 0x80 {
		return x, p + 1
	}
	if y := uint32(b[p+1]); y < 0x80 {
		return x&0x7f | y<<7, p + 2
	}
	z, n := binary.Uvarint(b[p:])
	return uint32(z), p + n
}

// get returns a text field of the record, nil when it is empty.
func (r *record) get(f index.TextField) *fieldRecord {
	if r.mask>>f&1 == 0 {
		return nil
	}
	return &r.field[f]
}

// readOne reads one field of the record at off, and reports whether the
// record has it.
func (f *fieldRecord) readOne(streams []byte, off uint32, which index.TextField) bool {
	b := streams[off:]
	mask := binary.LittleEndian.Uint16(b)
	if mask>>which&1 == 0 {
		return false
	}
	p, at := sizesAt+1, sizesAt+1+uint32(b[sizesAt])
	if which == recordOrder[0] {
		f.read(b, p, at)
		return true
	}
	for _, g := range recordOrder {
		if mask>>g&1 == 0 {
			continue
		}
		if p, at = f.read(b, p, at); g == which {
			break
		}
	}
	return true
}
