// Package record answers one question: which bytes stand for a letter as it was
// read? Indexes store them, and the processes that read files send them.
package record

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"reflect"
	"slices"
	"sort"
	"unsafe"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A recordCodec writes and reads values of one type as bytes: numbers as
// varints, strings and lists behind their lengths, structs field by field in
// the order of the type. It is made from the type by reflection, once, so
// that a new field of a letter is stored without a line here; its shape
// stands before every stored letter's block and tells one form from another.
// What decode is to read into nil it passes over.
type recordCodec struct {
	shape  string
	encode func(b []byte, p unsafe.Pointer) []byte
	decode func(d *recordReader, p unsafe.Pointer)
}

// A recordReader reads what a codec wrote; err is the first fault. Strings
// share the memory of the bytes.
type recordReader struct {
	b   []byte
	err error
	// item is the item that is wanted, from 1, and what shows it: other items
	// and unshown fields are passed over. 0 is all.
	item int
}

func (d *recordReader) uvarint() uint64 {
	x, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[n:]
	return x
}

// length reads the length of what takes at least a byte an element.
func (d *recordReader) length() int {
	n := d.uvarint()
	if n > uint64(len(d.b)) {
		d.fail()
		return 0
	}
	return int(n)
}

func (d *recordReader) fail() {
	d.b = nil
	if d.err == nil {
		d.err = fmt.Errorf("stored letter is cut off: %w", index.ErrDamaged)
	}
}

func (d *recordReader) string() string {
	n := d.length()
	if n == 0 {
		return ""
	}
	s := unsafe.String(&d.b[0], n)
	d.b = d.b[n:]
	return s
}

// codecOf makes the codec of a type. Types that no letter holds panic when
// the program starts.
func codecOf(t reflect.Type) recordCodec {
	switch t {
	case linesType:
		return linesCodec()
	case itemsType:
		return itemsCodec()
	}
	switch t.Kind() {
	case reflect.String:
		return recordCodec{"s", encodeString, decodeString}
	case reflect.Bool:
		return recordCodec{"b", encodeBool, decodeBool}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return numberCodec(t)
	case reflect.Struct:
		return structCodec(t)
	case reflect.Slice:
		return sliceCodec(t)
	case reflect.Array:
		return arrayCodec(t)
	case reflect.Map:
		return mapCodec(t)
	}
	panic("bleve: no stored form for " + t.String())
}

func encodeString(b []byte, p unsafe.Pointer) []byte {
	s := *(*string)(p)
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func decodeString(d *recordReader, p unsafe.Pointer) {
	if s := d.string(); p != nil {
		*(*string)(p) = s
	}
}

func decodeBool(d *recordReader, p unsafe.Pointer) {
	if x := d.uvarint(); p != nil {
		*(*bool)(p) = x != 0
	}
}

func encodeBool(b []byte, p unsafe.Pointer) []byte {
	if *(*bool)(p) {
		return append(b, 1)
	}
	return append(b, 0)
}

// unshown are the fields that snippets and marks have no use for and that take
// time to read.
var unshown = map[string]bool{
	"Letter.Source": true, "Letter.Reviewer": true, "Letter.DiagnosisDetails": true, "Letter.Problems": true,
	"Guidelines.Citations": true, "Item.Treatment": true, "Item.Reasons": true, "Item.ReasonsFor": true, "Item.ReasonsAgainst": true,
}

// numberCodec stores signed numbers zigzag, so that small negative ones are
// short.
func numberCodec(t reflect.Type) recordCodec {
	return recordCodec{"i",
		func(b []byte, p unsafe.Pointer) []byte {
			v := reflect.NewAt(t, p).Elem()
			if v.CanInt() {
				return binary.AppendVarint(b, v.Int())
			}
			return binary.AppendVarint(b, int64(v.Uint()))
		},
		func(d *recordReader, p unsafe.Pointer) {
			x := d.uvarint()
			if p == nil {
				return
			}
			n := int64(x>>1) ^ -int64(x&1)
			switch t.Size() {
			case 1:
				*(*int8)(p) = int8(n)
			case 2:
				*(*int16)(p) = int16(n)
			case 4:
				*(*int32)(p) = int32(n)
			default:
				*(*int64)(p) = n
			}
		}}
}

func structCodec(t reflect.Type) recordCodec {
	type field struct {
		recordCodec
		off     uintptr
		unshown bool
	}
	var fields []field
	shape := "{"
	for i := range t.NumField() {
		f := t.Field(i)
		c := codecOf(f.Type)
		fields = append(fields, field{c, f.Offset, unshown[t.Name()+"."+f.Name]})
		shape += f.Name + ":" + c.shape + ","
	}
	return recordCodec{shape + "}",
		func(b []byte, p unsafe.Pointer) []byte {
			for _, f := range fields {
				b = f.encode(b, unsafe.Add(p, f.off))
			}
			return b
		},
		func(d *recordReader, p unsafe.Pointer) {
			for i := range fields {
				f := &fields[i]
				if p == nil || f.unshown && d.item > 0 {
					f.decode(d, nil)
					continue
				}
				f.decode(d, unsafe.Add(p, f.off))
			}
		}}
}

// elements reads how many elements a slice has; not ok for nil, and for more
// than there can be.
func (d *recordReader) elements() (n int, ok bool) {
	x := d.uvarint()
	if x == 0 {
		return 0, false
	}
	if x-1 > uint64(len(d.b)) {
		d.fail()
		return 0, false
	}
	return int(x - 1), true
}

// sliceCodec keeps nil apart from empty: 0 is nil, n+1 is n elements.
func sliceCodec(t reflect.Type) recordCodec {
	c, size := codecOf(t.Elem()), t.Elem().Size()
	return recordCodec{"[" + c.shape + "]",
		func(b []byte, p unsafe.Pointer) []byte {
			v := reflect.NewAt(t, p).Elem()
			if v.IsNil() {
				return append(b, 0)
			}
			b = binary.AppendUvarint(b, uint64(v.Len())+1)
			for i := range v.Len() {
				b = c.encode(b, unsafe.Add(v.UnsafePointer(), uintptr(i)*size))
			}
			return b
		},
		func(d *recordReader, p unsafe.Pointer) {
			n, ok := d.elements()
			if !ok {
				return
			}
			var data unsafe.Pointer
			if p != nil {
				v := reflect.MakeSlice(t, n, n)
				reflect.NewAt(t, p).Elem().Set(v)
				data = v.UnsafePointer()
			}
			for i := range n {
				if p == nil {
					c.decode(d, nil)
					continue
				}
				c.decode(d, unsafe.Add(data, uintptr(i)*size))
			}
		}}
}

func arrayCodec(t reflect.Type) recordCodec {
	c, size := codecOf(t.Elem()), t.Elem().Size()
	return recordCodec{fmt.Sprintf("%d%s", t.Len(), c.shape),
		func(b []byte, p unsafe.Pointer) []byte {
			for i := range t.Len() {
				b = c.encode(b, unsafe.Add(p, uintptr(i)*size))
			}
			return b
		},
		func(d *recordReader, p unsafe.Pointer) {
			for i := range t.Len() {
				if p == nil {
					c.decode(d, nil)
					continue
				}
				c.decode(d, unsafe.Add(p, uintptr(i)*size))
			}
		}}
}

// mapCodec stores maps from strings in the order of their keys.
func mapCodec(t reflect.Type) recordCodec {
	c := codecOf(t.Elem())
	return recordCodec{"m" + c.shape,
		func(b []byte, p unsafe.Pointer) []byte {
			m := reflect.NewAt(t, p).Elem()
			keys := m.MapKeys()
			sort.Slice(keys, func(i, j int) bool { return keys[i].String() < keys[j].String() })
			b = binary.AppendUvarint(b, uint64(len(keys)))
			for _, k := range keys {
				v := reflect.New(t.Elem())
				v.Elem().Set(m.MapIndex(k))
				key := k.String()
				b = encodeString(b, unsafe.Pointer(&key))
				b = c.encode(b, v.UnsafePointer())
			}
			return b
		},
		func(d *recordReader, p unsafe.Pointer) {
			n := d.length()
			if n == 0 {
				return
			}
			if p == nil {
				for range n {
					d.string()
					c.decode(d, nil)
				}
				return
			}
			m := reflect.MakeMapWithSize(t, n)
			for range n {
				k := reflect.New(t.Key())
				k.Elem().SetString(d.string())
				v := reflect.New(t.Elem())
				c.decode(d, v.UnsafePointer())
				m.SetMapIndex(k.Elem(), v.Elem())
			}
			reflect.NewAt(t, p).Elem().Set(m)
		}}
}

// A record is the sum of the shape of its letter (4 bytes) and the letter as
// letterCodec writes it.

var letterCodec = codecOf(reflect.TypeFor[imr.Letter]())

// LetterShape tells the letters of one version of the program from those of
// another; it stands in manifests too, so that an index of another shape is
// refused when it is opened.
var LetterShape = crc32.ChecksumIEEE([]byte(letterCodec.shape))

// Append appends the record of a letter.
func Append(b []byte, l *imr.Letter) []byte {
	return letterCodec.encode(binary.LittleEndian.AppendUint32(b, LetterShape), unsafe.Pointer(l))
}

// Decode reads a record, and returns what follows. With an item, from
// 1, the letter has that item alone and what shows it.
func Decode(b []byte, item int) (l *imr.Letter, rest []byte, err error) {
	if len(b) < 4 {
		return nil, nil, fmt.Errorf("stored letter is cut off: %w", index.ErrDamaged)
	}
	if binary.LittleEndian.Uint32(b) != LetterShape {
		return nil, nil, fmt.Errorf("stored letter: %w", index.ErrVersion)
	}
	r := recordReader{b: b[4:], item: item}
	l = new(imr.Letter)
	letterCodec.decode(&r, unsafe.Pointer(l))
	return l, r.b, r.err
}

var itemsType = reflect.TypeFor[[]imr.Item]()

// itemsCodec stores the items of a letter, each behind its length, so that
// those that are not wanted are passed over at once.
func itemsCodec() recordCodec {
	c := codecOf(itemsType.Elem())
	return recordCodec{"items " + c.shape,
		func(b []byte, p unsafe.Pointer) []byte {
			items := *(*[]imr.Item)(p)
			if items == nil {
				return append(b, 0)
			}
			b = binary.AppendUvarint(b, uint64(len(items))+1)
			for i := range items {
				from := len(b)
				b = c.encode(b, unsafe.Pointer(&items[i]))
				b = slices.Insert(b, from, binary.AppendUvarint(nil, uint64(len(b)-from))...)
			}
			return b
		},
		func(d *recordReader, p unsafe.Pointer) {
			n, ok := d.elements()
			if !ok {
				return
			}
			*(*[]imr.Item)(p) = d.items(n, &c)
		}}
}

// items reads n items, or the one that is wanted.
func (d *recordReader) items(n int, c *recordCodec) []imr.Item {
	from, to := 0, n
	if d.item > 0 {
		from, to = min(d.item-1, n), min(d.item, n)
	}
	out := make([]imr.Item, to-from)
	for i := range n {
		length := d.length()
		behind := d.b[length:]
		if from <= i && i < to {
			d.b = d.b[:length]
			if c.decode(d, unsafe.Pointer(&out[i-from])); d.err != nil {
				return out
			}
		}
		d.b = behind
	}
	return out
}

var linesType = reflect.TypeFor[[]imr.LineStart]()

// linesCodec stores the starts of lines as their distances from the one
// before: nearly always some 90 bytes, the same page, the next line.
func linesCodec() recordCodec {
	return recordCodec{"lines",
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
		func(d *recordReader, p unsafe.Pointer) {
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
