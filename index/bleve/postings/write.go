// Package postings answers one question: which documents have a term? It alone
// knows bleve's segment format: it writes dictionaries and postings as zapx
// does, and reads them back. Stock bleve opens what it writes.
package postings

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	bleveindex "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/vellum"
	zap "github.com/blevesearch/zapx/v17"
)

// fileName is where bleve's own builder puts the one segment of an index.
const fileName = "store/000000000002.zap"

// segmentChunk is how many documents share a chunk of frequencies; up to this
// number zapx takes it as it stands, whatever the term.
const segmentChunk = 1024

// Options of the fields: bleve keeps no frequencies, places or texts.
const (
	PostingsOnly = bleveindex.IndexField | bleveindex.SkipFreqNorm
	IdOptions    = bleveindex.IndexField | bleveindex.StoreField
)

// A Field is a field of bleve's index: its terms in lexical order.
type Field struct {
	Name    string
	Options bleveindex.FieldIndexingOptions
	Terms   iter.Seq[Term]
}

// A Term is a term and the documents that have it.
type Term struct {
	Term string
	Docs *roaring.Bitmap // nil for one document alone
	doc  uint32
}

// A segmentWriter writes a segment in zapx's format, version 17, from
// postings that are ready: zapx's own writer takes documents, and spends on
// turning them into postings ten times what the rest of a segment costs, and a
// byte for every posting on frequencies that are all nothing.
//
//	documents: id | their offsets | zeroes, for any term's frequencies |
//	fields: postings, dictionary | names and places of fields | footer
//
// Fields come with the id first, then by name.
type segmentWriter struct {
	w       *zap.CountHashWriter
	err     error
	buf     []byte
	zeroes  uint64 // where they lie
	dict    bytes.Buffer
	builder *vellum.Builder
}

// Write makes dir a bleve index of one segment.
func Write(dir string, ids []string, fields []Field) error {
	if err := makeShell(dir); err != nil {
		return err
	}
	path := filepath.Join(dir, filepath.FromSlash(fileName))
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return fmt.Errorf("bleve's builder left no %s: %w", fileName, err)
	}
	out := bufio.NewWriterSize(f, 1<<18)
	w := segmentWriter{w: zap.NewCountHashWriter(out)}
	w.segment(ids, fields)
	if w.err == nil {
		w.err = out.Flush()
	}
	if err := f.Close(); w.err == nil {
		w.err = err
	}
	if w.err != nil {
		return fmt.Errorf("write segment: %w", w.err)
	}
	return nil
}

func (w *segmentWriter) segment(ids []string, fields []Field) {
	stored := w.documents(ids)
	w.frequencies(len(ids))
	addresses := make([]uint64, len(fields))
	for i, f := range fields {
		addresses[i] = w.field(f)
	}
	names := w.names(fields, addresses)
	w.number(uint32(0)) // length of the name of what encrypts the file
	w.number(uint64(len(ids)))
	w.number(stored)
	w.number(names)
	w.number(uint32(segmentChunk))
	w.number(zap.Version)
	w.number(w.w.Sum32())
}

func (w *segmentWriter) at() uint64 { return uint64(w.w.Count()) }

func (w *segmentWriter) write(b []byte) {
	if w.err == nil {
		_, w.err = w.w.Write(b)
	}
}

func (w *segmentWriter) number(n any) {
	if w.err == nil {
		w.err = binary.Write(w.w, binary.BigEndian, n)
	}
}

func (w *segmentWriter) varints(v ...uint64) {
	w.buf = w.buf[:0]
	for _, n := range v {
		w.buf = binary.AppendUvarint(w.buf, n)
	}
	w.write(w.buf)
}

// documents writes the stored fields, which are ids alone, and returns where
// their offsets lie.
func (w *segmentWriter) documents(ids []string) uint64 {
	offsets := make([]byte, 0, 8*len(ids))
	for _, id := range ids {
		offsets = binary.BigEndian.AppendUint64(offsets, w.at())
		b := binary.AppendUvarint(w.buf[:0], uint64(len(id)))
		head := len(b)
		b = append(b, id...)
		b = append(b, 0) // the other fields, compressed: none
		w.varintsBefore(b, uint64(head), uint64(len(b)-head))
	}
	at := w.at()
	w.write(offsets)
	w.varints(0) // documents within documents
	return at
}

// varintsBefore writes numbers, then b, which may lie in the buffer.
func (w *segmentWriter) varintsBefore(b []byte, v ...uint64) {
	var head [4 * binary.MaxVarintLen64]byte
	h := head[:0]
	for _, n := range v {
		h = binary.AppendUvarint(h, n)
	}
	w.write(h)
	w.write(b)
	w.buf = b[:0]
}

// frequencies writes what all terms share: a frequency of nothing for as
// many documents as there are.
func (w *segmentWriter) frequencies(docs int) {
	w.zeroes = w.at()
	ends := []uint64{uint64((docs + segmentChunk - 1) / segmentChunk)}
	for end := segmentChunk; end < docs+segmentChunk; end += segmentChunk {
		ends = append(ends, uint64(min(end, docs)))
	}
	w.varints(ends...)
	w.write(make([]byte, docs))
}

// field writes the postings and the dictionary of a field and returns its
// address.
func (w *segmentWriter) field(f Field) uint64 {
	w.dict.Reset()
	w.resetBuilder()
	for t := range f.Terms {
		place := zap.FSTValEncode1Hit(uint64(t.doc), zap.NormBits1Hit)
		if t.Docs != nil {
			place = w.postings(t.Docs)
		}
		if w.err == nil {
			w.err = w.builder.Insert([]byte(t.Term), place)
		}
	}
	if w.err == nil {
		w.err = w.builder.Close()
	}
	dict := w.at()
	w.varints(uint64(w.dict.Len()))
	w.write(w.dict.Bytes())
	address := w.at()
	w.varints(math.MaxUint64, math.MaxUint64, dict) // no values by document
	return address
}

func (w *segmentWriter) resetBuilder() {
	if w.err != nil {
		return
	}
	if w.builder == nil {
		w.builder, w.err = vellum.New(&w.dict, nil)
		return
	}
	w.err = w.builder.Reset(&w.dict)
}

func (w *segmentWriter) postings(docs *roaring.Bitmap) uint64 {
	at := w.at()
	w.varints(w.zeroes, 0, docs.GetSerializedSizeInBytes())
	if w.err == nil {
		_, w.err = docs.WriteTo(w.w)
	}
	return at
}

// names writes the names of the fields and where they are, and returns where
// that stands.
func (w *segmentWriter) names(fields []Field, addresses []uint64) uint64 {
	places := make([]uint64, len(fields))
	for i, f := range fields {
		places[i] = w.at()
		w.varints(uint64(len(f.Name)))
		_, _ = io.WriteString(w, f.Name)
		w.varints(uint64(f.Options), 1)
		w.number(uint16(zap.SectionInvertedTextIndex))
		w.number(addresses[i])
	}
	at := w.at()
	w.varints(uint64(len(fields)))
	w.number(places)
	return at
}

// Write makes the writer an io.Writer.
func (w *segmentWriter) Write(b []byte) (int, error) {
	w.write(b)
	return len(b), w.err
}

// makeShell makes a bleve index of one empty document, whose segment is then
// replaced: bleve names its segment by file alone.
func makeShell(dir string) error {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = keyword.Name
	m.DefaultField = AllTexts
	b, err := bleve.NewBuilder(dir, m, map[string]any{"buildPathPrefix": filepath.Dir(dir)})
	if err != nil {
		return fmt.Errorf("make bleve index: %w", err)
	}
	if err := b.Index("empty", map[string]any{}); err != nil {
		return fmt.Errorf("make bleve index: %w", err)
	}
	if err := b.Close(); err != nil {
		return fmt.Errorf("make bleve index: %w", err)
	}
	return nil
}
