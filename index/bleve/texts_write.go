package bleve

import (
	"encoding/binary"
	"hash/crc32"

	"github.com/klauspost/compress/zstd"

	"imrsearch/index"
)

// lettersPerBlock letters are compressed together: fewer cost bytes (454 an
// item at 4, 363 at 8, 288 at 16), more cost time for each letter shown.
const lettersPerBlock = 8

// A block in the texts file is a frame: the length of what follows and its
// CRC-32, 4 bytes each, then the compressed letters, each behind its length.
// So the frames of a file that was never finished can still be read.
const frameHead = 8

// A textsWriter writes the texts file of a shard as the letters come.
type textsWriter struct {
	out   *sectionWriter
	enc   *zstd.Encoder
	block []byte
	n     int
	at    uint64
	off   []uint64
	frame []byte
}

func createTexts(path string) (*textsWriter, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return nil, err
	}
	out, err := createSections(path)
	if err != nil {
		return nil, err
	}
	out.begin("blocks")
	return &textsWriter{out: out, enc: enc}, nil
}

func (t *textsWriter) add(d *index.Document) error {
	at := len(t.block)
	t.block = append(t.block, 0, 0, 0, 0)
	t.block = appendDocument(t.block, d)
	binary.LittleEndian.PutUint32(t.block[at:], uint32(len(t.block)-at-4))
	if t.n++; t.n == lettersPerBlock {
		return t.flush()
	}
	return nil
}

// flush writes the block, down to the system: what a killed process has
// written is taken over by the next.
func (t *textsWriter) flush() error {
	if t.n == 0 {
		return t.out.err
	}
	t.frame = t.enc.EncodeAll(t.block, append(t.frame[:0], make([]byte, frameHead)...))
	body := t.frame[frameHead:]
	binary.LittleEndian.PutUint32(t.frame, uint32(len(body)))
	binary.LittleEndian.PutUint32(t.frame[4:], crc32.ChecksumIEEE(body))
	t.off = append(t.off, t.at)
	t.at += uint64(len(t.frame))
	_, _ = t.out.Write(t.frame)
	t.block, t.n = t.block[:0], 0
	if t.out.err == nil {
		t.out.err = t.out.w.Flush()
	}
	return t.out.err
}

func (t *textsWriter) close() error {
	_ = t.flush()
	_ = t.enc.Close()
	putNumbers(t.out, "offsets", append(t.off, t.at))
	return t.out.close()
}
