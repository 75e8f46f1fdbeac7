// Package storedfields answers one question: how is a letter stored? Each is
// compressed by itself, with a dictionary of its segment, so that a page of
// hits reads only the letters that it shows.
//
// A texts file is a section file (see sectionfile) with these sections:
//
//	blocks   frame of the dictionary | frame of letter 0 | frame of letter 1 | ...
//	offsets  uint32 each: where the frames begin in blocks, and the end of the last
//	model    the frame of the dictionary once more, for without it no letter can be read
//
// A frame is the length of its body and its CRC-32 (IEEE), a little-endian
// uint32 each, then the body: what zstd made of the dictionary, or of a letter
// with that dictionary. So the letters of a file that was never finished, or
// that lost its table of contents, are found by walking over the frames.
//
// A letter is its record (index/record) and its text (wrapped.go).
package storedfields

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"sync"

	"github.com/klauspost/compress/zstd"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/record"
)

const (
	// frameHead is the length of what stands before the body of a frame.
	frameHead = 8
	// dictionarySize is how many bytes of a segment's first letters serve as a
	// dictionary for all. With half of it invented letters take a tenth more.
	dictionarySize = 448 << 10
	// dictionaryID names the dictionary in the letters' frames, as zstd wants it.
	dictionaryID = 1
	// maxLetter bounds the length of a letter, and what a frame may expand to:
	// no damaged file may take the memory.
	maxLetter = 1 << 27
)

// Store is the stored letters of a segment. It is safe for concurrent use.
type Store struct {
	File    *sectionfile.File
	frames  []byte
	Off     []uint32 // of the dictionary's frame, then of the letters', then the end
	decoder func() (*zstd.Decoder, error)
}

// plainDecoder decodes dictionaries. Decoders are safe for concurrent DecodeAll.
var plainDecoder = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxLetter))
})

// Open opens a texts file. Errors: index.ErrDamaged, and those of the file
// system.
func Open(path string) (*Store, error) {
	f, err := sectionfile.Open(path)
	if err != nil {
		return nil, err
	}
	frames, off := f.Get("blocks"), sectionfile.Numbers[uint32](f, "offsets")
	if len(off) > 0 && !sectionfile.Ascending(off, len(frames)) {
		_ = f.Close()
		return nil, fmt.Errorf("%s: offsets of letters: %w", path, index.ErrDamaged)
	}
	return newStore(f, frames, off), nil
}

// Scan opens a texts file that has no table of contents, by walking over its
// frames: one that was never finished, or whose end is lost.
func Scan(path string) (*Store, error) {
	data, err := sectionfile.MapFile(path)
	if err != nil {
		return nil, err
	}
	frames, off := data[min(len(sectionfile.Magic), len(data)):], []uint32{0}
	for at := 0; at+frameHead <= len(frames); {
		at += frameHead + int(binary.LittleEndian.Uint32(frames[at:]))
		if at <= min(len(frames), 1<<32-1) {
			off = append(off, uint32(at))
		}
	}
	return newStore(&sectionfile.File{Path: path, Data: data}, frames, off), nil
}

func newStore(f *sectionfile.File, frames []byte, off []uint32) *Store {
	t := &Store{File: f, frames: frames, Off: off}
	t.decoder = sync.OnceValues(t.openDecoder)
	return t
}

// Len returns how many letters there are.
func (t *Store) Len() int { return max(len(t.Off)-2, 0) }

// openDecoder makes the decoder of the letters, with the dictionary or with
// its copy where it is damaged.
func (t *Store) openDecoder() (*zstd.Decoder, error) {
	plain, err := plainDecoder()
	if err != nil {
		return nil, err
	}
	frame, err := t.frame(0)
	var dictionary []byte
	if err == nil {
		dictionary, err = readFrame(plain, nil, frame)
	}
	if err != nil {
		if dictionary, err = readFrame(plain, nil, t.File.Get("model")); err != nil {
			return nil, fmt.Errorf("%s: dictionary: %w", t.File.Path, err)
		}
	}
	return zstd.NewReader(nil, zstd.WithDecoderDictRaw(dictionaryID, dictionary),
		zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxLetter))
}

// Document reads letter i. Errors: index.ErrDamaged, index.ErrVersion.
func (t *Store) Document(i uint32) (*index.Document, error) {
	stored, err := t.read(nil, i)
	if err != nil {
		return nil, err
	}
	return decodeDocument(stored)
}

// Determination reads item n of letter i, or only what shows it: its texts and
// those of its letter, and where they stand. These lie in memory, which is
// grown as needed and may be used again for another when they are done with.
// Errors: index.ErrDamaged, index.ErrVersion.
func (t *Store) Determination(memory *[]byte, i uint32, n int, texts bool) (index.Determination, error) {
	if n == 0 || !texts {
		d, err := t.Document(i)
		if err != nil {
			return index.Determination{}, err
		}
		all := d.Determinations()
		return all[min(max(n-1, 0), len(all)-1)], nil
	}
	stored, err := t.read((*memory)[:0], i)
	if err != nil {
		return index.Determination{}, err
	}
	*memory = stored
	l, _, err := record.Decode(stored, n)
	if err != nil {
		return index.Determination{}, err
	}
	if len(l.Items) == 0 {
		return index.Determination{}, fmt.Errorf("%s: letter %d has no item %d: %w", t.File.Path, i, n, index.ErrDamaged)
	}
	return index.Determination{Letter: l, Item: &l.Items[0]}, nil
}

// Whole reads item n of letter i with its whole letter, in memory of its own.
// Only item 0, of a letter without items, has a Body. Errors:
// index.ErrDamaged, index.ErrVersion.
func (t *Store) Whole(i uint32, n int) (*index.Determination, error) {
	if n == 0 {
		d, err := t.Determination(nil, i, 0, false)
		return &d, err
	}
	stored, err := t.read(nil, i)
	if err != nil {
		return nil, err
	}
	l, _, err := record.Decode(stored, 0)
	if err != nil {
		return nil, err
	}
	if n > len(l.Items) {
		return nil, fmt.Errorf("%s: letter %d has no item %d: %w", t.File.Path, i, n, index.ErrDamaged)
	}
	return &index.Determination{Letter: l, Item: &l.Items[n-1]}, nil
}

// read appends letter i as it is stored to dst.
func (t *Store) read(dst []byte, i uint32) ([]byte, error) {
	frame, err := t.frame(int(i) + 1)
	if err != nil {
		return nil, err
	}
	decoder, err := t.decoder()
	if err != nil {
		return nil, err
	}
	stored, err := readFrame(decoder, dst, frame)
	if err != nil {
		return nil, fmt.Errorf("%s: letter %d: %w", t.File.Path, i, err)
	}
	return stored, nil
}

func (t *Store) frame(i int) ([]byte, error) {
	if i+1 >= len(t.Off) || int(t.Off[i+1]) > len(t.frames) || t.Off[i] > t.Off[i+1] {
		return nil, fmt.Errorf("%s: no frame %d: %w", t.File.Path, i, index.ErrDamaged)
	}
	return t.frames[t.Off[i]:t.Off[i+1]], nil
}

// readFrame appends to dst what the frame at the beginning of b holds. No
// frame is empty. Errors: index.ErrDamaged.
func readFrame(d *zstd.Decoder, dst, b []byte) ([]byte, error) {
	if len(b) < frameHead {
		return nil, fmt.Errorf("frame is cut off: %w", index.ErrDamaged)
	}
	n := uint64(binary.LittleEndian.Uint32(b))
	if n == 0 || n > uint64(len(b)-frameHead) {
		return nil, fmt.Errorf("frame is cut off: %w", index.ErrDamaged)
	}
	body := b[frameHead : frameHead+n]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(b[4:]) {
		return nil, fmt.Errorf("checksum of frame differs: %w", index.ErrDamaged)
	}
	out, err := d.DecodeAll(body, dst)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, index.ErrDamaged)
	}
	return out, nil
}

// decodeDocument reads a stored document. Its strings share the memory of b,
// which must not change any more. Errors: index.ErrDamaged,
// index.ErrVersion.
func decodeDocument(b []byte) (*index.Document, error) {
	l, rest, err := record.Decode(b, 0)
	if err != nil {
		return nil, err
	}
	text, err := readWrapped(rest)
	return &index.Document{Letter: l, Text: text}, err
}
