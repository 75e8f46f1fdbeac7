package bleve

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"

	"imrsearch/index"
)

// A stream record holds the words of the fields of one item, or of what the
// items of a letter share:
//
//	fields present, 2 bytes | bytes of the sizes, 1 byte | per field: words, code bytes, end bytes (varints) |
//	per field: codes, ends of sentences
//
// The rationale comes first, being what is read most: it can be read without
// the sizes of the others.
var recordOrder = [...]index.TextField{
	index.RationaleText, index.RequestText, index.HeadingText, index.ReviewerGuidelineText,
	index.ClaimsGuidelineText, index.BodyText, index.DiagnosisText, index.SummaryText, index.OtherText,
}

// A streamSpool keeps the words of a shard in the order of arrival, as
// provisional numbers, until the final codes are known.
type streamSpool struct {
	f    *os.File
	w    *bufio.Writer
	buf  []byte
	size int64
	err  error
}

func newStreamSpool(path string) (*streamSpool, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &streamSpool{f: f, w: bufio.NewWriterSize(f, 1<<18)}, nil
}

// Kinds of spooled record.
const (
	itemRecord   = 1
	letterRecord = 2
)

func (s *streamSpool) add(kind byte, fields *[index.NumTextFields]fieldWords, which index.TextFields) {
	b := append(s.buf[:0], kind)
	mask := uint16(0)
	for f := range fields {
		if which.Has(index.TextField(f)) && len(fields[f].ids) > 0 {
			mask |= 1 << f
		}
	}
	b = binary.LittleEndian.AppendUint16(b, mask)
	for _, f := range recordOrder {
		if mask>>f&1 == 0 {
			continue
		}
		b = binary.AppendUvarint(b, uint64(len(fields[f].ids)))
		for _, id := range fields[f].ids {
			b = binary.AppendUvarint(b, uint64(id))
		}
		b = binary.AppendUvarint(b, uint64(len(fields[f].ends)))
		for _, e := range fields[f].ends {
			b = binary.AppendUvarint(b, uint64(e))
		}
	}
	s.buf = b
	s.size += int64(len(b))
	if _, err := s.w.Write(b); s.err == nil {
		s.err = err
	}
}

// writeWords writes the words file of a shard.
func writeWords(path string, t *wordTable, spool *streamSpool, stats *fieldStats, standard map[uint64]bool, items int) error {
	if spool.err == nil {
		spool.err = spool.w.Flush()
	}
	if spool.err != nil {
		return spool.err
	}
	if _, err := spool.f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	out, err := createSections(path)
	if err != nil {
		return err
	}
	order := t.byFrequency()
	counts := make([]uint64, len(order))
	for code, id := range order {
		counts[code] = t.counts[id]
	}
	c := bestCodes(counts)
	putNumbers(out, "codes", []uint32{uint32(c.s), uint32(c.c)})
	putNumbers(out, "codes.often", c.countBytes(counts))
	codeOf := inverse(order)
	v := vocabularyOf(t, codeOf)
	v.write(out)
	putNumbers(out, "stats.items", stats.items[:])
	putNumbers(out, "stats.words", stats.words[:])
	df := make([]uint32, len(order))
	for code, id := range order {
		df[code] = t.df[id]
	}
	r := recordWriter{standard: standard, codeOf: codeOf, levels: newLevelsBuilder(stats, v), runs: newRunsBuilder(df, items), positions: newPositionsBuilder(v, items)}
	err = r.writeStreams(out, c, bufio.NewReaderSize(spool.f, 1<<18))
	if err == nil {
		r.levels.write(out)
		r.positions.write(out)
		err = r.runs.write(out)
	}
	if err != nil {
		_ = out.close()
		return err
	}
	return out.close()
}

// writeStreams turns the spooled records into final ones. Letter records
// follow the items of their letter in the spool; both get offsets of their
// own.
func (r *recordWriter) writeStreams(out *sectionWriter, c codes, in *bufio.Reader) error {
	enc := make([][]byte, len(r.codeOf))
	for id, code := range r.codeOf {
		enc[id] = c.append(nil, code)
	}
	var items, letters []uint32
	out.begin("streams")
	at := uint64(0)
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
		if at > 1<<32-1 {
			return fmt.Errorf("words file beyond 4 GiB: make smaller shards")
		}
		if kind == itemRecord {
			items = append(items, uint32(at))
			r.levels.endItem()
			r.runs.endItem()
			r.positions.endItem()
		} else {
			letters = append(letters, uint32(at))
			r.levels.endLetter()
			r.runs.endLetter()
		}
		_, _ = out.Write(record)
		at += uint64(len(record))
	}
	putNumbers(out, "item.off", items)
	putNumbers(out, "letter.off", letters)
	return nil
}

// A recordWriter encodes records, reusing its buffers.
type recordWriter struct {
	head, texts, out []byte
	lengths          []int
	kinds            []byte

	words     fieldWords
	standard  map[uint64]bool
	codeOf    []uint32
	levels    *levelsBuilder
	runs      *runsBuilder
	positions *positionsBuilder
}

// read reads the words and ends of a field from the spool.
func (r *recordWriter) read(in *bufio.Reader) error {
	for _, list := range []*[]uint32{&r.words.ids, &r.words.ends} {
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
	eachSentence(r.words.ids, r.words.ends, func(hash uint64, words int) {
		standard := r.standard[hash]
		switch {
		case standard && i < len(r.words.ends):
			r.words.ends[i] |= standardSentence
		case standard:
			r.words.ends = append(r.words.ends, uint32(words)<<endShift|standardSentence)
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
	for _, f := range recordOrder {
		if binary.LittleEndian.Uint16(mask[:])>>f&1 == 0 {
			continue
		}
		if err := r.read(in); err != nil {
			return nil, err
		}
		r.levels.add(f, r.words.ids, r.codeOf)
		r.runs.add(f, &r.words, r.codeOf)
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
		for _, id := range r.words.ids[word : word+words] {
			r.texts = append(r.texts, enc[id]...)
		}
		word += words
	}
	for _, e := range r.words.ends {
		take(int(e >> endShift))
		r.lengths, r.kinds = append(r.lengths, len(r.texts)-since), append(r.kinds, byte(e&(1<<endShift-1)))
		since = len(r.texts)
	}
	take(len(r.words.ids) - word)
	codes := len(r.texts)
	r.texts = appendEnds(r.texts, r.lengths, r.kinds)
	r.head = binary.AppendUvarint(r.head, uint64(len(r.words.ids)))
	r.head = binary.AppendUvarint(r.head, uint64(codes-from))
	r.head = binary.AppendUvarint(r.head, uint64(len(r.texts)-codes))
}
