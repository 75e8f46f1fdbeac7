package forward

import (
	"encoding/binary"

	"imrsearch/index"
)

// A Record is a stream record, read.
type Record struct {
	Mask  uint16
	Field [index.NumTextFields]Field
}

// A Field is one text field of a record.
type Field struct {
	Words       uint32 // how many
	Codes, Ends []byte
}

// sizesAt is where in a record the length of its sizes stands.
const sizesAt = 2

// Read reads some fields of the record at off of the streams; the others it
// does not have.
func (r *Record) Read(streams []byte, off uint32, fields index.TextFields) {
	b := streams[off:]
	mask := binary.LittleEndian.Uint16(b)
	r.Mask = mask & uint16(fields)
	p, at := sizesAt+1, sizesAt+1+uint32(b[sizesAt])
	left := r.Mask
	for _, f := range RecordOrder {
		if left == 0 {
			return
		}
		if mask>>f&1 == 1 {
			p, at = r.Field[f].read(b, p, at)
			left &^= 1 << f
		}
	}
}

// read reads the field whose sizes stand at p and whose codes begin at at; it
// returns these places of the next field.
func (f *Field) read(b []byte, p int, at uint32) (sizes int, codes uint32) {
	var words, codeBytes, endBytes uint32
	words, p = size(b, p)
	codeBytes, p = size(b, p)
	endBytes, p = size(b, p)
	ends := at + codeBytes
	f.Words, f.Codes, f.Ends = words, b[at:ends:ends], b[ends:ends+endBytes]
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

// Get returns a text field of the record, nil when it is empty.
func (r *Record) Get(f index.TextField) *Field {
	if r.Mask>>f&1 == 0 {
		return nil
	}
	return &r.Field[f]
}

// ReadOne reads one field of the record at off, and reports whether the
// record has it.
func (f *Field) ReadOne(streams []byte, off uint32, which index.TextField) bool {
	b := streams[off:]
	mask := binary.LittleEndian.Uint16(b)
	if mask>>which&1 == 0 {
		return false
	}
	p, at := sizesAt+1, sizesAt+1+uint32(b[sizesAt])
	if which == RecordOrder[0] {
		f.read(b, p, at)
		return true
	}
	for _, g := range RecordOrder {
		if mask>>g&1 == 0 {
			continue
		}
		if p, at = f.read(b, p, at); g == which {
			break
		}
	}
	return true
}
