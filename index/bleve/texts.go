package bleve

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"sync"

	"github.com/klauspost/compress/zstd"

	"imrsearch/index"
)

// Texts is the stored letters of a shard.
type texts struct {
	file    *sections
	frames  []byte
	off     []uint64 // of the dictionary, then of the letters, then the end
	decoder func() (*zstd.Decoder, error)
}

// dictionaryID is what frames of letters call the dictionary of their shard.
const dictionaryID = 1

// maxLetter bounds what a frame may expand to: no damaged file may take the
// memory.
const maxLetter = 512 << 20

// newDecoder makes a decoder of frames that need no dictionary, for a nil
// dictionary, or of letters. Decoders are safe for concurrent DecodeAll.
func newDecoder(dictionary []byte) (*zstd.Decoder, error) {
	options := []zstd.DOption{zstd.WithDecoderMaxMemory(maxLetter), zstd.WithDecoderLowmem(true)}
	if dictionary != nil {
		options = append(options, zstd.WithDecoderDictRaw(dictionaryID, dictionary))
	}
	return zstd.NewReader(nil, options...)
}

// plainDecoder serves dictionaries.
var plainDecoder = sync.OnceValues(func() (*zstd.Decoder, error) { return newDecoder(nil) })

func openTexts(path string) (*texts, error) {
	f, err := openSections(path)
	if err != nil {
		return nil, err
	}
	return newTexts(f, f.get("blocks"), numbers[uint64](f, "offsets")), nil
}

func newTexts(f *sections, frames []byte, off []uint64) *texts {
	t := &texts{file: f, frames: frames, off: off}
	t.decoder = sync.OnceValues(t.openDecoder)
	return t
}

// scanTexts opens a texts file whose table of contents is lost, by walking
// over its frames.
func scanTexts(path string) (*texts, error) {
	data, err := mapFile(path)
	if err != nil {
		return nil, err
	}
	frames, off := data[min(len(sectionMagic), len(data)):], []uint64{0}
	for at := uint64(0); at+frameHead <= uint64(len(frames)); {
		at += frameHead + uint64(binary.LittleEndian.Uint32(frames[at:]))
		if at <= uint64(len(frames)) {
			off = append(off, at)
		}
	}
	return newTexts(&sections{path: path, data: data}, frames, off), nil
}

// openDecoder reads the dictionary, or its copy when it is damaged.
func (t *texts) openDecoder() (*zstd.Decoder, error) {
	var dictionary []byte
	first, err := t.frame(0)
	if err == nil {
		dictionary, _, err = readDictionary(first)
	}
	if err != nil {
		if dictionary, _, err = readDictionary(t.file.get("dictionary")); err != nil {
			return nil, fmt.Errorf("%s: dictionary: %w", t.file.path, err)
		}
	}
	return newDecoder(dictionary)
}

// document reads letter i.
func (t *texts) document(i uint32) (*index.Document, error) {
	frame, err := t.frame(int(i) + 1)
	if err != nil {
		return nil, err
	}
	decoder, err := t.decoder()
	if err != nil {
		return nil, err
	}
	letter, _, err := readFrame(frame, decoder)
	if err != nil {
		return nil, fmt.Errorf("%s: letter %d: %w", t.file.path, i, err)
	}
	return decodeDocument(letter)
}

func (t *texts) frame(i int) ([]byte, error) {
	if i+1 >= len(t.off) || t.off[i+1] > uint64(len(t.frames)) || t.off[i] > t.off[i+1] {
		return nil, fmt.Errorf("%s: no frame %d: %w", t.file.path, i, index.ErrDamaged)
	}
	return t.frames[t.off[i]:t.off[i+1]], nil
}

// readDictionary reads the frame of a dictionary, and returns what follows.
func readDictionary(b []byte) (dictionary, rest []byte, err error) {
	decoder, err := plainDecoder()
	if err != nil {
		return nil, nil, err
	}
	return readFrame(b, decoder)
}

// readFrame reads the frame at the beginning of b, and returns what follows.
// No frame is empty.
func readFrame(b []byte, decoder *zstd.Decoder) (content, rest []byte, err error) {
	if len(b) < frameHead {
		return nil, nil, fmt.Errorf("cut off: %w", index.ErrDamaged)
	}
	n := uint64(binary.LittleEndian.Uint32(b))
	if n == 0 || n > uint64(len(b)-frameHead) {
		return nil, nil, fmt.Errorf("cut off: %w", index.ErrDamaged)
	}
	body := b[frameHead : frameHead+n]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(b[4:]) {
		return nil, nil, fmt.Errorf("checksum differs: %w", index.ErrDamaged)
	}
	content, err = decoder.DecodeAll(body, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", err, index.ErrDamaged)
	}
	return content, b[frameHead+n:], nil
}
