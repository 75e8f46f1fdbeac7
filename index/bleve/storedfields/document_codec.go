package storedfields

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"reflect"
	"unsafe"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A stored document is a record and what follows it. The record is the sum of
// the shape of its letter (4 bytes) and the letter as letterCodec writes it;
// the text follows as appendWrapped writes it.

var letterCodec = CodecOf(reflect.TypeFor[imr.Letter]())

// LetterShape tells the letters of one version of the program from those of
// another; it stands in manifests too, so that an index of another shape is
// refused when it is opened.
var LetterShape = crc32.ChecksumIEEE([]byte(letterCodec.shape))

func appendRecord(b []byte, l *imr.Letter) []byte {
	return letterCodec.Encode(binary.LittleEndian.AppendUint32(b, LetterShape), unsafe.Pointer(l))
}

// DecodeDocument reads a stored document. Its strings share the memory of b,
// which must not change any more. Errors: index.ErrDamaged,
// index.ErrVersion.
func DecodeDocument(b []byte) (*index.Document, error) {
	l, rest, err := decodeRecord(b, 0)
	if err != nil {
		return nil, err
	}
	text, err := readWrapped(rest)
	return &index.Document{Letter: l, Text: text}, err
}

// decodeRecord reads a record, and returns what follows. With an item, from
// 1, the letter has that item alone and what shows it.
func decodeRecord(b []byte, item int) (l *imr.Letter, rest []byte, err error) {
	if len(b) < 4 {
		return nil, nil, fmt.Errorf("stored letter is cut off: %w", index.ErrDamaged)
	}
	if binary.LittleEndian.Uint32(b) != LetterShape {
		return nil, nil, fmt.Errorf("stored letter: %w", index.ErrVersion)
	}
	r := RecordReader{B: b[4:], item: item}
	l = new(imr.Letter)
	letterCodec.Decode(&r, unsafe.Pointer(l))
	return l, r.B, r.err
}
