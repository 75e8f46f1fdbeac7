package storedfields

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/klauspost/compress/zstd"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/squeeze"
)

// dictionarySize is how many bytes of a shard's first letters serve as a
// dictionary for all. With half of it invented letters take a tenth more.
const dictionarySize = 448 << 10

// The texts file is frames: the model, then the letters. A frame is the length
// of what follows and its CRC-32, 4 bytes each, then the model compressed by
// zstd, or the lengths of a letter's record and of what follows it, and both
// packed by the model. So the frames of a file that was never finished can
// still be read. A finished one has the model's frame once more, since without
// it no letter can be read.
const frameHead = 8

// MaxTexts bounds the frames of a shard, so that offsets of 32 bits reach all
// of them, whatever the last letter takes.
const MaxTexts = 1 << 31

// lettersPerFlush letters are written down to the system together.
const lettersPerFlush = 8

// A Writer writes the texts file of a shard as the letters come.
type Writer struct {
	Out    *sectionfile.Writer
	packer *squeeze.Packer // nil as long as the dictionary is gathered
	begun  [][]byte        // the first letters
	ends   []int           // of their records
	size   int             // of them all
	doc    []byte
	frame  []byte
	first  []byte // the model's frame
	N      int    // letters since they were written down
	At     int
	Off    []uint32
}

func Create(path string) (*Writer, error) {
	out, err := sectionfile.Create(path)
	if err != nil {
		return nil, err
	}
	out.Begin("blocks")
	return &Writer{Out: out}, nil
}

func (t *Writer) Add(d *index.Document) error {
	t.doc = appendRecord(t.doc[:0], d.Letter)
	end := len(t.doc)
	t.doc = appendWrapped(t.doc, d.Text)
	if len(t.doc) > squeeze.MaxText {
		return fmt.Errorf("letter %s: %d bytes are too many", d.Letter.ID, len(t.doc))
	}
	if t.packer == nil {
		t.begun, t.ends = append(t.begun, bytes.Clone(t.doc)), append(t.ends, end)
		if t.size += len(t.doc); t.size < dictionarySize {
			return t.Out.Err
		}
		return t.Flush()
	}
	t.writeLetter(t.doc, end)
	if t.N++; t.N == lettersPerFlush {
		return t.Flush()
	}
	return t.Out.Err
}

// begin makes the model, and writes it and the letters that it is made of.
func (t *Writer) begin() error {
	model := squeeze.Train(t.begun, dictionarySize)
	plain, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	if err != nil {
		return err
	}
	t.frame = plain.EncodeAll(model.AppendTo(nil), append(t.frame[:0], make([]byte, frameHead)...))
	_ = plain.Close()
	t.write()
	t.first = bytes.Clone(t.frame)
	t.packer = model.NewPacker()
	for i, letter := range t.begun {
		t.writeLetter(letter, t.ends[i])
	}
	t.begun, t.ends, t.size = nil, nil, 0
	return nil
}

// writeLetter writes the frame of a letter whose record ends there.
func (t *Writer) writeLetter(letter []byte, end int) {
	t.frame = append(t.frame[:0], make([]byte, frameHead)...)
	t.frame = binary.AppendUvarint(t.frame, uint64(end))
	t.frame = binary.AppendUvarint(t.frame, uint64(len(letter)-end))
	t.frame = t.packer.Append(t.frame, letter)
	t.write()
}

// write writes the frame, whose head is still to be filled in.
func (t *Writer) write() {
	body := t.frame[frameHead:]
	binary.LittleEndian.PutUint32(t.frame, uint32(len(body)))
	binary.LittleEndian.PutUint32(t.frame[4:], crc32.ChecksumIEEE(body))
	t.Off = append(t.Off, uint32(t.At))
	t.At += len(t.frame)
	_, _ = t.Out.Write(t.frame)
}

// Flush writes all letters, down to the system: what a killed process has
// written is taken over by the next.
func (t *Writer) Flush() error {
	if t.packer == nil && len(t.begun) > 0 {
		if err := t.begin(); err != nil {
			return err
		}
	}
	t.N = 0
	if t.Out.Err == nil {
		t.Out.Err = t.Out.W.Flush()
	}
	return t.Out.Err
}

func (t *Writer) Close() error {
	if err := t.Flush(); err != nil {
		_ = t.Out.Close()
		return err
	}
	sectionfile.PutNumbers(t.Out, "offsets", append(t.Off, uint32(t.At)))
	t.Out.Put("model", t.first)
	return t.Out.Close()
}
