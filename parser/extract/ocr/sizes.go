package ocr

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	_ "image/jpeg" // DecodeConfig knows them
	_ "image/png"
)

// maxTIFFPages bounds the pages of one file.
const maxTIFFPages = 5000

var errImage = errors.New("the image does not say how large it is")

// Sizes returns how many dots each page of an image file promises to have, from
// its head alone: a PNG or JPEG is one page, a TIFF may hold many. What it
// promises may be more than any machine can hold.
func Sizes(data []byte) ([]int, error) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("II*\x00")):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("MM\x00*")):
		order = binary.BigEndian
	default:
		c, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil || c.Width <= 0 || c.Height <= 0 {
			return nil, errImage
		}
		return []int{dotsOf(uint64(c.Width), uint64(c.Height))}, nil
	}
	var sizes []int
	seen := map[uint32]bool{}
	at, ok := number(data, order, 4)
	for ok && at != 0 && !seen[at] && len(sizes) < maxTIFFPages {
		seen[at] = true
		size, next, fits := directory(data, order, at)
		if !fits {
			break
		}
		sizes = append(sizes, size)
		at, ok = number(data, order, int(next))
	}
	if len(sizes) == 0 {
		return nil, errImage
	}
	return sizes, nil
}

// dotsOf multiplies without overflow.
func dotsOf(width, height uint64) int {
	const most = 1 << 60
	if width == 0 || height == 0 || width > most/height {
		return most
	}
	return int(width * height)
}

// number reads four bytes at an offset.
func number(data []byte, order binary.ByteOrder, at int) (uint32, bool) {
	if at < 0 || at > len(data)-4 {
		return 0, false
	}
	return order.Uint32(data[at:]), true
}

// The entries of a TIFF's directory that tell the size of its page.
const (
	tagWidth  = 256
	tagHeight = 257
	entrySize = 12
	typeShort = 3
)

// directory reads the directory of a page: how many dots it has, and where the
// offset of the next directory stands.
func directory(data []byte, order binary.ByteOrder, at uint32) (dots int, next int64, ok bool) {
	if int64(at) > int64(len(data))-2 {
		return 0, 0, false
	}
	n := int64(order.Uint16(data[at:]))
	from, to := int64(at)+2, int64(at)+2+n*entrySize
	if to > int64(len(data)) {
		return 0, 0, false
	}
	var width, height uint64
	for e := from; e < to; e += entrySize {
		value := uint64(order.Uint32(data[e+8:]))
		if order.Uint16(data[e+2:]) == typeShort {
			value = uint64(order.Uint16(data[e+8:]))
		}
		switch order.Uint16(data[e:]) {
		case tagWidth:
			width = value
		case tagHeight:
			height = value
		}
	}
	return dotsOf(width, height), to, true
}
