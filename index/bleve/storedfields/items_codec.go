package storedfields

import (
	"encoding/binary"
	"reflect"
	"slices"
	"unsafe"

	"imrsearch/parser/imr"
)

var itemsType = reflect.TypeFor[[]imr.Item]()

// itemsCodec stores the items of a letter, each behind its length, so that
// those that are not wanted are passed over at once.
func itemsCodec() RecordCodec {
	c := CodecOf(itemsType.Elem())
	return RecordCodec{"items " + c.shape,
		func(b []byte, p unsafe.Pointer) []byte {
			items := *(*[]imr.Item)(p)
			if items == nil {
				return append(b, 0)
			}
			b = binary.AppendUvarint(b, uint64(len(items))+1)
			for i := range items {
				from := len(b)
				b = c.Encode(b, unsafe.Pointer(&items[i]))
				b = slices.Insert(b, from, binary.AppendUvarint(nil, uint64(len(b)-from))...)
			}
			return b
		},
		func(d *RecordReader, p unsafe.Pointer) {
			n, ok := d.elements()
			if !ok {
				return
			}
			*(*[]imr.Item)(p) = d.items(n, &c)
		}}
}

// items reads n items, or the one that is wanted.
func (d *RecordReader) items(n int, c *RecordCodec) []imr.Item {
	from, to := 0, n
	if d.item > 0 {
		from, to = min(d.item-1, n), min(d.item, n)
	}
	out := make([]imr.Item, to-from)
	for i := range n {
		length := d.length()
		behind := d.B[length:]
		if from <= i && i < to {
			d.B = d.B[:length]
			if c.Decode(d, unsafe.Pointer(&out[i-from])); d.err != nil {
				return out
			}
		}
		d.B = behind
	}
	return out
}
