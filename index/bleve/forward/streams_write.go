package forward

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/sectionfile"
)

// A stream record holds the words of the fields of one item, or of what the
// items of a letter share:
//
//	fields present, 2 bytes | bytes of the sizes, 1 byte | per field: words, code bytes, end bytes (varints) |
//	per field: codes, ends of sentences
//
// The rationale comes first, being what is read most: it can be read without
// the sizes of the others. RecordOrder is the order of fields.
var RecordOrder = [...]index.TextField{
	index.RationaleText, index.RequestText, index.HeadingText, index.ReviewerGuidelineText,
	index.ClaimsGuidelineText, index.BodyText, index.DiagnosisText, index.SummaryText, index.OtherText,
}

// A Spool keeps the words of a segment in the order of arrival, as
// provisional numbers, until the final codes are known.
type Spool struct {
	F    *os.File
	w    *bufio.Writer
	buf  []byte
	Size int64
	Err  error
}

// NewSpool creates the file of a spool.
func NewSpool(path string) (*Spool, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &Spool{F: f, w: bufio.NewWriterSize(f, 1<<18)}, nil
}

// Kinds of spooled record.
const (
	ItemRecord   = 1
	LetterRecord = 2
)

// Add adds the words of the fields named by which. Errors are kept in Err.
func (s *Spool) Add(kind byte, fields *[index.NumTextFields]FieldWords, which index.TextFields) {
	b := append(s.buf[:0], kind)
	mask := uint16(0)
	for f := range fields {
		if which.Has(index.TextField(f)) && len(fields[f].IDs) > 0 {
			mask |= 1 << f
		}
	}
	b = binary.LittleEndian.AppendUint16(b, mask)
	for _, f := range RecordOrder {
		if mask>>f&1 == 0 {
			continue
		}
		b = binary.AppendUvarint(b, uint64(len(fields[f].IDs)))
		for _, id := range fields[f].IDs {
			b = binary.AppendUvarint(b, uint64(id))
		}
		b = binary.AppendUvarint(b, uint64(len(fields[f].ends)))
		for _, e := range fields[f].ends {
			b = binary.AppendUvarint(b, uint64(e))
		}
	}
	s.buf = b
	s.Size += int64(len(b))
	if _, err := s.w.Write(b); s.Err == nil {
		s.Err = err
	}
}

// WriteWords writes the words file of a segment.
func WriteWords(path string, t *WordTable, spool *Spool, stats *FieldStats, standard map[uint64]bool, items int) error {
	if spool.Err == nil {
		spool.Err = spool.w.Flush()
	}
	if spool.Err != nil {
		return spool.Err
	}
	if _, err := spool.F.Seek(0, io.SeekStart); err != nil {
		return err
	}
	out, err := sectionfile.Create(path)
	if err != nil {
		return err
	}
	order := t.byFrequency()
	counts := make([]uint64, len(order))
	for code, id := range order {
		counts[code] = t.counts[id]
	}
	c := bestCodes(counts)
	sectionfile.PutNumbers(out, "codes", []uint32{uint32(c.S), uint32(c.c)})
	sectionfile.PutNumbers(out, "codes.often", c.countBytes(counts))
	codeOf := docset.Inverse(order)
	v := vocabularyOf(t, codeOf)
	v.write(out)
	sectionfile.PutNumbers(out, "stats.items", stats.Items[:])
	sectionfile.PutNumbers(out, "stats.words", stats.Words[:])
	df := make([]uint32, len(order))
	for code, id := range order {
		df[code] = t.Df[id]
	}
	r := recordWriter{standard: standard, codeOf: codeOf, impacts: newImpactsBuilder(stats, v), shingles: newShinglesBuilder(df, items), positions: newPositionsBuilder(v, items)}
	err = r.writeStreams(out, c, bufio.NewReaderSize(spool.F, 1<<18))
	if err == nil {
		r.impacts.write(out)
		r.positions.write(out)
		err = r.shingles.write(out)
	}
	if err != nil {
		_ = out.Close()
		return err
	}
	return out.Close()
}

// writeStreams turns the spooled records into final ones. Letter records
// follow the items of their letter in the spool; both get offsets of their
// own.
func (r *recordWriter) writeStreams(out *sectionfile.Writer, c Codes, in *bufio.Reader) error {
	enc := make([][]byte, len(r.codeOf))
	for id, code := range r.codeOf {
		enc[id] = c.Append(nil, code)
	}
	var items, letters []uint32
	out.Begin("streams")
	at := 0
	for {
		kind, err := in.ReadByte()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		record, err := r.encode(in, enc)
		if err != nil {
			return err
		}
		off := out.Offset(at)
		if out.Err != nil {
			return out.Err
		}
		if kind == ItemRecord {
			items = append(items, off)
			r.impacts.endItem()
			r.shingles.endItem()
			r.positions.endItem()
		} else {
			letters = append(letters, off)
			r.impacts.endLetter()
			r.shingles.endLetter()
		}
		_, _ = out.Write(record)
		at += len(record)
	}
	sectionfile.PutNumbers(out, "item.off", items)
	sectionfile.PutNumbers(out, "letter.off", letters)
	return nil
}

// A recordWriter encodes records, reusing its buffers.
type recordWriter struct {
	head, texts, out []byte
	lengths          []int
	kinds            []byte

	words     FieldWords
	standard  map[uint64]bool
	codeOf    []uint32
	impacts   *impactsBuilder
	shingles  *shinglesBuilder
	positions *positionsBuilder
}

// read reads the words and ends of a field from the spool.
func (r *recordWriter) read(in *bufio.Reader) error {
	for _, list := range []*[]uint32{&r.words.IDs, &r.words.ends} {
		n, err := binary.ReadUvarint(in)
		if err != nil {
			return err
		}
		*list = (*list)[:0]
		for range n {
			x, err := binary.ReadUvarint(in)
			if err != nil {
				return err
			}
			*list = append(*list, uint32(x))
		}
	}
	return nil
}

// markStandard sets the bit of standard sentences at their ends; the last
// one gets an end for it.
func (r *recordWriter) markStandard() {
	i := 0
	eachSentence(r.words.IDs, r.words.ends, func(hash uint64, words int) {
		standard := r.standard[hash]
		switch {
		case standard && i < len(r.words.ends):
			r.words.ends[i] |= StandardSentence
		case standard:
			r.words.ends = append(r.words.ends, uint32(words)<<endShift|StandardSentence)
		}
		i++
	})
}

func (r *recordWriter) encode(in *bufio.Reader, enc [][]byte) ([]byte, error) {
	var mask [2]byte
	if _, err := io.ReadFull(in, mask[:]); err != nil {
		return nil, err
	}
	r.head, r.texts = append(r.head[:0], mask[0], mask[1], 0), r.texts[:0]
	for _, f := range RecordOrder {
		if binary.LittleEndian.Uint16(mask[:])>>f&1 == 0 {
			continue
		}
		if err := r.read(in); err != nil {
			return nil, err
		}
		r.impacts.add(f, r.words.IDs, r.codeOf)
		r.shingles.add(f, &r.words, r.codeOf)
		if f == index.RationaleText {
			r.positions.add(&r.words, r.codeOf)
			r.markStandard()
		}
		r.append(enc)
	}
	r.head[sizesAt] = byte(len(r.head) - sizesAt - 1)
	r.out = append(append(r.out[:0], r.head...), r.texts...)
	return r.out, nil
}

// append adds the field at hand to the record.
func (r *recordWriter) append(enc [][]byte) {
	from, word, since := len(r.texts), 0, len(r.texts)
	r.lengths, r.kinds = r.lengths[:0], r.kinds[:0]
	take := func(words int) {
		for _, id := range r.words.IDs[word : word+words] {
			r.texts = append(r.texts, enc[id]...)
		}
		word += words
	}
	for _, e := range r.words.ends {
		take(int(e >> endShift))
		r.lengths, r.kinds = append(r.lengths, len(r.texts)-since), append(r.kinds, byte(e&(1<<endShift-1)))
		since = len(r.texts)
	}
	take(len(r.words.IDs) - word)
	codes := len(r.texts)
	r.texts = appendEnds(r.texts, r.lengths, r.kinds)
	r.head = binary.AppendUvarint(r.head, uint64(len(r.words.IDs)))
	r.head = binary.AppendUvarint(r.head, uint64(codes-from))
	r.head = binary.AppendUvarint(r.head, uint64(len(r.texts)-codes))
}
