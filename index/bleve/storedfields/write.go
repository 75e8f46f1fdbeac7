package storedfields

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/klauspost/compress/zstd"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/record"
)

// maxTexts is how many bytes of frames fill a segment. Offsets of 32 bits
// reach all of them, whatever the last letter takes.
const maxTexts = 1 << 31

// lettersPerFlush letters are written down to the system together.
const lettersPerFlush = 8

// A Writer writes the texts file of a segment as the letters come. It is used
// by one goroutine.
type Writer struct {
	out       *sectionfile.Writer
	encoder   *zstd.Encoder // with the dictionary; nil as long as that is gathered
	first     [][]byte      // letters, gathered for the dictionary
	size      int           // of them all
	doc       []byte
	frame     []byte
	model     []byte   // the dictionary's frame
	unflushed int      // letters since the last flush
	at        int      // bytes of frames
	off       []uint32 // of each frame
}

// Create begins the texts file of a segment.
func Create(path string) (*Writer, error) {
	out, err := sectionfile.Create(path)
	if err != nil {
		return nil, err
	}
	out.Begin("blocks")
	return &Writer{out: out}, nil
}

// Add adds a letter. A letter of more than 128 MB is an error.
func (t *Writer) Add(d *index.Document) error {
	t.doc = appendWrapped(record.Append(t.doc[:0], d.Letter), d.Text)
	if len(t.doc) > maxLetter {
		return fmt.Errorf("letter %s: %d bytes are too many to store, at most %d", d.Letter.ID, len(t.doc), maxLetter)
	}
	if t.encoder == nil {
		t.first = append(t.first, bytes.Clone(t.doc))
		if t.size += len(t.doc); t.size < dictionarySize {
			return t.out.Err
		}
		return t.Flush()
	}
	t.write(t.encoder, t.doc)
	if t.unflushed++; t.unflushed == lettersPerFlush {
		return t.Flush()
	}
	return t.out.Err
}

// begin makes the dictionary, and writes it and the letters that it is made
// of.
func (t *Writer) begin() error {
	dictionary := bytes.Join(t.first, nil)
	dictionary = dictionary[:min(len(dictionary), dictionarySize)]
	plain, err := newEncoder(zstd.SpeedBestCompression)
	if err != nil {
		return err
	}
	t.write(plain, dictionary)
	_ = plain.Close()
	t.model = bytes.Clone(t.frame)
	if t.encoder, err = newEncoder(letterLevel, zstd.WithEncoderDictRaw(dictionaryID, dictionary)); err != nil {
		return err
	}
	for _, letter := range t.first {
		t.write(t.encoder, letter)
	}
	t.first, t.size = nil, 0
	return nil
}

// letterLevel is the level that letters are compressed at. The tables of an
// encoder with a dictionary are copied for each letter, and grow with the
// level: SpeedFastest builds an index of 30,000 items of the bench profile at
// 6,400 items a CPU second, SpeedDefault at 4,500, SpeedBetterCompression at
// 3,800 (imrbench --items 30000 --only nothing --skip stock,load,swap, mean of
// two runs in turn); texts take 253, 227, and 197 bytes an item. Of whole
// letters (--profile realistic) it is 5,100, 3,700, and 2,700 items a CPU
// second for 563, 507, and 437 bytes.
const letterLevel = zstd.SpeedFastest

// newEncoder returns an encoder for one goroutine. Frames have checksums of
// their own.
func newEncoder(level zstd.EncoderLevel, more ...zstd.EOption) (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, append(more, zstd.WithEncoderLevel(level), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))...)
}

// write writes a frame.
func (t *Writer) write(e *zstd.Encoder, content []byte) {
	t.frame = e.EncodeAll(content, append(t.frame[:0], make([]byte, frameHead)...))
	body := t.frame[frameHead:]
	binary.LittleEndian.PutUint32(t.frame, uint32(len(body)))
	binary.LittleEndian.PutUint32(t.frame[4:], crc32.ChecksumIEEE(body))
	t.off = append(t.off, t.out.Offset(t.at))
	t.at += len(t.frame)
	_, _ = t.out.Write(t.frame)
}

// Flush writes all letters, down to the system: what a killed process has
// written is taken over by the next.
func (t *Writer) Flush() error {
	if t.encoder == nil && len(t.first) > 0 {
		if err := t.begin(); err != nil {
			return err
		}
	}
	t.unflushed = 0
	if t.out.Err == nil {
		t.out.Err = t.out.W.Flush()
	}
	return t.out.Err
}

// Full reports whether the file has all that it can take.
func (t *Writer) Full() bool { return t.at >= maxTexts }

// Abandon closes the file as it is, unfinished.
func (t *Writer) Abandon() { _ = t.out.F.Close() }

// Close finishes the file and makes it durable.
func (t *Writer) Close() error {
	if err := t.Flush(); err != nil {
		_ = t.out.Close()
		return err
	}
	if t.encoder != nil {
		_ = t.encoder.Close()
	}
	sectionfile.PutNumbers(t.out, "offsets", append(t.off, t.out.Offset(t.at)))
	t.out.Put("model", t.model)
	return t.out.Close()
}
