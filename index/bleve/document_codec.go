package bleve

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"reflect"
	"unsafe"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A stored document is the sum of the shape of its letter (4 bytes), the
// letter as letterCodec writes it, then its text behind its length.

var letterCodec = codecOf(reflect.TypeFor[imr.Letter]())

// letterShape tells the letters of one version of the program from those of
// another; it stands in manifests too, so that an index of another shape is
// refused when it is opened.
var letterShape = crc32.ChecksumIEEE([]byte(letterCodec.shape))

func appendDocument(b []byte, d *index.Document) []byte {
	b = binary.LittleEndian.AppendUint32(b, letterShape)
	b = letterCodec.encode(b, unsafe.Pointer(d.Letter))
	b = binary.AppendUvarint(b, uint64(len(d.Text)))
	return append(b, d.Text...)
}

// decodeDocument reads a stored document. Its strings share the memory of b,
// which must not change any more. Errors: index.ErrDamaged,
// index.ErrVersion.
func decodeDocument(b []byte) (*index.Document, error) {
	if len(b) < 4 {
		return nil, fmt.Errorf("stored letter is cut off: %w", index.ErrDamaged)
	}
	if binary.LittleEndian.Uint32(b) != letterShape {
		return nil, fmt.Errorf("stored letter: %w", index.ErrVersion)
	}
	r := recordReader{b: b[4:]}
	d := &index.Document{Letter: new(imr.Letter)}
	letterCodec.decode(&r, unsafe.Pointer(d.Letter))
	d.Text = r.string()
	return d, r.err
}
