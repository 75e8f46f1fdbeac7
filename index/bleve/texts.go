package bleve

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"sync"

	"github.com/klauspost/compress/zstd"

	"imrsearch/index"
)

// Texts is the stored letters of a shard.
type texts struct {
	file   *sections
	blocks []byte
	off    []uint64
}

// maxBlock bounds what one block may expand to: no damaged file may take the
// memory.
const maxBlock = 512 << 20

// A decoder is safe for concurrent DecodeAll and holds much memory: one
// serves all.
var newDecoder = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxBlock))
})

func openTexts(path string) (*texts, error) {
	f, err := openSections(path)
	if err != nil {
		return nil, err
	}
	return &texts{file: f, blocks: f.get("blocks"), off: numbers[uint64](f, "offsets")}, nil
}

// scanTexts opens a texts file whose table of contents is lost, by walking
// over its frames.
func scanTexts(path string) (*texts, error) {
	data, err := mapFile(path)
	if err != nil {
		return nil, err
	}
	t := &texts{file: &sections{path: path, data: data}, off: []uint64{0}}
	t.blocks = data[min(len(sectionMagic), len(data)):]
	for at := uint64(0); at+frameHead <= uint64(len(t.blocks)); {
		at += frameHead + uint64(binary.LittleEndian.Uint32(t.blocks[at:]))
		if at <= uint64(len(t.blocks)) {
			t.off = append(t.off, at)
		}
	}
	return t, nil
}

// document reads letter i.
func (t *texts) document(i uint32) (*index.Document, error) {
	buf := blockBuffers.Get().(*[]byte)
	defer blockBuffers.Put(buf)
	block, err := t.block(int(i/lettersPerBlock), (*buf)[:0])
	if err != nil {
		return nil, err
	}
	*buf = block
	for range i % lettersPerBlock {
		if _, block, err = nextDocument(block); err != nil {
			return nil, err
		}
	}
	doc, _, err := nextDocument(block)
	if err != nil {
		return nil, err
	}
	return decodeDocument(bytes.Clone(doc))
}

// blockBuffers are what blocks expand into: of the letters of a block mostly
// one is wanted.
var blockBuffers = sync.Pool{New: func() any { return new([]byte) }}

// block expands block b into the memory of dst.
func (t *texts) block(b int, dst []byte) ([]byte, error) {
	if b+1 >= len(t.off) || t.off[b+1] > uint64(len(t.blocks)) || t.off[b] > t.off[b+1] {
		return nil, fmt.Errorf("%s: no block %d: %w", t.file.path, b, index.ErrDamaged)
	}
	block, _, err := readFrame(t.blocks[t.off[b]:t.off[b+1]], dst)
	if err != nil {
		return nil, fmt.Errorf("%s: block %d: %w", t.file.path, b, err)
	}
	return block, nil
}

// readFrame reads the block at the beginning of b into the memory of dst, and
// returns what follows.
func readFrame(b, dst []byte) (block, rest []byte, err error) {
	if len(b) < frameHead {
		return nil, nil, fmt.Errorf("cut off: %w", index.ErrDamaged)
	}
	n := uint64(binary.LittleEndian.Uint32(b))
	if n > uint64(len(b)-frameHead) {
		return nil, nil, fmt.Errorf("cut off: %w", index.ErrDamaged)
	}
	body := b[frameHead : frameHead+n]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(b[4:]) {
		return nil, nil, fmt.Errorf("checksum differs: %w", index.ErrDamaged)
	}
	dec, err := newDecoder()
	if err != nil {
		return nil, nil, err
	}
	block, err = dec.DecodeAll(body, dst)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", err, index.ErrDamaged)
	}
	return block, b[frameHead+n:], nil
}

// nextDocument parts the first letter of a block from the others.
func nextDocument(block []byte) (doc, rest []byte, err error) {
	if len(block) < 4 {
		return nil, nil, fmt.Errorf("letter cut off: %w", index.ErrDamaged)
	}
	n := int(binary.LittleEndian.Uint32(block))
	if n > len(block)-4 {
		return nil, nil, fmt.Errorf("letter cut off: %w", index.ErrDamaged)
	}
	return block[4 : 4+n], block[4+n:], nil
}
