package storedfields

import (
	"encoding/binary"
	"reflect"
	"unsafe"

	"imrsearch/parser/imr"
)

var linesType = reflect.TypeFor[[]imr.LineStart]()

// linesCodec stores the starts of lines as their distances from the one
// before: nearly always some 90 bytes, the same page, the next line.
func linesCodec() RecordCodec {
	return RecordCodec{"lines",
		func(b []byte, p unsafe.Pointer) []byte {
			lines := *(*[]imr.LineStart)(p)
			if lines == nil {
				return append(b, 0)
			}
			b = binary.AppendUvarint(b, uint64(len(lines))+1)
			var last imr.LineStart
			for _, l := range lines {
				for i := range l {
					b = binary.AppendVarint(b, int64(l[i]-last[i]))
				}
				last = l
			}
			return b
		},
		func(d *RecordReader, p unsafe.Pointer) {
			n, ok := d.elements()
			if !ok {
				return
			}
			lines := make([]imr.LineStart, n)
			var last imr.LineStart
			for i := range lines {
				for k := range last {
					x := d.uvarint()
					last[k] += int(int64(x>>1) ^ -int64(x&1))
				}
				lines[i] = last
			}
			if p != nil {
				*(*[]imr.LineStart)(p) = lines
			}
		}}
}
