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

// read reads the record at off of the streams.
func (r *record) read(streams []byte, off uint32) {
	b := streams[off:]
	r.mask = binary.LittleEndian.Uint16(b)
	p, at := sizesAt+1, sizesAt+1+uint32(b[sizesAt])
	for _, f := range recordOrder {
		if r.mask>>f&1 == 1 {
			p, at = r.field[f].read(b, p, at)
		}
	}
}

// read reads the field whose sizes stand at p and whose codes begin at at; it
// returns these places of the next field.
func (f *fieldRecord) read(b []byte, p int, at uint32) (sizes int, codes uint32) {
	var v [3]uint32
	for i := range v {
		x, n := uint32(b[p]), 1
		if x >= 0x80 {
			if y := uint32(b[p+1]); y < 0x80 {
				x, n = x&0x7f|y<<7, 2
			} else {
				z, k := binary.Uvarint(b[p:])
				x, n = uint32(z), k
			}
		}
		v[i] = x
		p += n
	}
	f.words = v[0]
	ends := at + v[1]
	f.codes, f.ends = b[at:ends], b[ends:ends+v[2]]
	return p, ends + v[2]
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
