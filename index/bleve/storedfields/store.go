// Package storedfields answers one question: how is a letter stored? Letters lie
// packed, each by itself, with a dictionary of their segment.
package storedfields

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"sync"

	"github.com/klauspost/compress/zstd"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/squeeze"
)

// Store is the stored letters of a shard.
type Store struct {
	File   *sectionfile.File
	frames []byte
	Off    []uint32 // of the model, then of the letters, then the end
	model  func() (*squeeze.Model, error)
}

// maxModel bounds what the frame of a model may expand to: no damaged file may
// take the memory.
const maxModel = 2 * squeeze.MaxDictionary

// plainDecoder serves models. Decoders are safe for concurrent DecodeAll.
var plainDecoder = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxModel), zstd.WithDecoderLowmem(true))
})

func Open(path string) (*Store, error) {
	f, err := sectionfile.Open(path)
	if err != nil {
		return nil, err
	}
	return newTexts(f, f.Get("blocks"), sectionfile.Numbers[uint32](f, "offsets")), nil
}

func newTexts(f *sectionfile.File, frames []byte, off []uint32) *Store {
	t := &Store{File: f, frames: frames, Off: off}
	t.model = sync.OnceValues(t.openModel)
	return t
}

// Scan opens a texts file whose table of contents is lost, by walking
// over its frames.
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
	return newTexts(&sectionfile.File{Path: path, Data: data}, frames, off), nil
}

// openModel reads the model, or its copy when it is damaged.
func (t *Store) openModel() (*squeeze.Model, error) {
	var model *squeeze.Model
	first, err := t.frame(0)
	if err == nil {
		model, _, err = ReadModel(first)
	}
	if err != nil {
		if model, _, err = ReadModel(t.File.Get("model")); err != nil {
			return nil, fmt.Errorf("%s: model: %w", t.File.Path, err)
		}
	}
	return model, nil
}

// Document reads letter i.
func (t *Store) Document(i uint32) (*index.Document, error) {
	stored, err := t.read(nil, i, false)
	if err != nil {
		return nil, err
	}
	return DecodeDocument(stored)
}

// Determination reads item n of letter i, or only what shows it: its texts and
// those of its letter, and where they stand. These lie in memory, which is
// grown as needed and may be used again for another when they are done with.
func (t *Store) Determination(memory *[]byte, i uint32, n int, texts bool) (index.Determination, error) {
	if n == 0 || !texts {
		d, err := t.Document(i)
		if err != nil {
			return index.Determination{}, err
		}
		all := d.Determinations()
		return all[min(max(n-1, 0), len(all)-1)], nil
	}
	stored, err := t.read(*memory, i, true)
	if err != nil {
		return index.Determination{}, err
	}
	*memory = stored
	l, _, err := decodeRecord(stored, n)
	if err != nil {
		return index.Determination{}, err
	}
	if len(l.Items) == 0 {
		return index.Determination{}, fmt.Errorf("%s: letter %d has no item %d: %w", t.File.Path, i, n, index.ErrDamaged)
	}
	return index.Determination{Letter: l, Item: &l.Items[0]}, nil
}

// read returns letter i as it is stored, or its record alone, in the memory of
// dst where there is room.
func (t *Store) read(dst []byte, i uint32, record bool) ([]byte, error) {
	frame, err := t.frame(int(i) + 1)
	if err != nil {
		return nil, err
	}
	model, err := t.model()
	if err != nil {
		return nil, err
	}
	stored, _, err := ReadLetter(dst, frame, model, record)
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

// ReadModel reads the frame of a model, and returns what follows.
func ReadModel(b []byte) (model *squeeze.Model, rest []byte, err error) {
	body, rest, err := readFrame(b)
	if err != nil {
		return nil, nil, err
	}
	decoder, err := plainDecoder()
	if err != nil {
		return nil, nil, err
	}
	content, err := decoder.DecodeAll(body, nil)
	if err == nil {
		model, err = squeeze.Read(content)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", err, index.ErrDamaged)
	}
	return model, rest, nil
}

// ReadLetter reads the frame of a letter, or of it the record alone, and
// returns what follows.
func ReadLetter(dst, b []byte, model *squeeze.Model, record bool) (stored, rest []byte, err error) {
	body, rest, err := readFrame(b)
	if err != nil {
		return nil, nil, err
	}
	length, k := binary.Uvarint(body)
	behind, j := binary.Uvarint(body[max(k, 0):])
	if k <= 0 || j <= 0 || length > squeeze.MaxText || behind > squeeze.MaxText {
		return nil, nil, fmt.Errorf("length of letter: %w", index.ErrDamaged)
	}
	if !record {
		length += behind
	}
	if stored, err = model.Unpack(dst, body[k+j:], int(length)); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", err, index.ErrDamaged)
	}
	return stored, rest, nil
}

// readFrame returns what the frame at the beginning of b holds, and what
// follows. No frame is empty.
func readFrame(b []byte) (body, rest []byte, err error) {
	if len(b) < frameHead {
		return nil, nil, fmt.Errorf("cut off: %w", index.ErrDamaged)
	}
	n := uint64(binary.LittleEndian.Uint32(b))
	if n == 0 || n > uint64(len(b)-frameHead) {
		return nil, nil, fmt.Errorf("cut off: %w", index.ErrDamaged)
	}
	body = b[frameHead : frameHead+n]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(b[4:]) {
		return nil, nil, fmt.Errorf("checksum differs: %w", index.ErrDamaged)
	}
	return body, b[frameHead+n:], nil
}
