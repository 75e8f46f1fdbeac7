package segment

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/postings"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/storedfields"
	"imrsearch/index/record"
	"imrsearch/index/text"
)

// writeBleve writes what bleve holds of a segment: words by field and over all
// default texts, values of facets, and ids.
func (b *Builder) writeBleve(dir string) error {
	lexical := b.table.ByWord()
	fields := []postings.Field{{Name: postings.AllTexts, Options: postings.PostingsOnly, Terms: b.all.Terms(b.table.Words, lexical)}}
	for f := range index.NumTextFields {
		if p := &b.postings[f]; !p.Empty() {
			fields = append(fields, postings.Field{Name: postings.FieldName(f), Options: postings.PostingsOnly, Terms: p.Terms(b.table.Words, lexical)})
		}
	}
	for name, c := range b.columns.Values {
		if len(c.Values) > 0 {
			fields = append(fields, postings.Field{Name: name, Options: postings.PostingsOnly, Terms: c.Terms()})
		}
	}
	slices.SortFunc(fields, func(a, b postings.Field) int { return strings.Compare(a.Name, b.Name) })
	fields = slices.Insert(fields, 0, postings.Field{Name: "_id", Options: postings.IdOptions, Terms: postings.IdTerms(b.ids)})
	return postings.Write(dir, b.ids, fields)
}

// A Builder builds one segment in a directory of its own. It is used by
// one goroutine.
type Builder struct {
	Dir     string
	Letters []docvalues.LetterEntry
	Items   uint32
	// Base and Readings go into the segment's description; see Info.
	Base     *Base
	Readings []Reading

	table     *forward.WordTable
	seen      forward.Stamps
	fields    [index.NumTextFields]forward.FieldWords
	postings  [index.NumTextFields]postings.Builder
	all       postings.Builder // over all default texts
	inAll     forward.Stamps
	allIDs    []uint32
	words     []string // memory: of a rationale
	ids       []string // of items
	stats     forward.FieldStats
	sentences forward.SentenceSample
	spool     *forward.Spool
	columns   *docvalues.ColumnsBuilder
	hitFields *docvalues.HitFieldsBuilder
	Texts     *storedfields.Writer
}

func NewBuilder(dir string) (*Builder, error) {
	scratch := filepath.Join(dir, "scratch")
	if err := os.MkdirAll(scratch, 0o700); err != nil {
		return nil, err
	}
	b := &Builder{Dir: dir, table: forward.NewWordTable(), columns: docvalues.NewColumnsBuilder(), hitFields: docvalues.NewHitFieldsBuilder()}
	var err error
	if b.spool, err = forward.NewSpool(filepath.Join(scratch, "spool")); err != nil {
		return nil, err
	}
	if b.Texts, err = storedfields.Create(filepath.Join(dir, "texts")); err != nil {
		return nil, err
	}
	return b, nil
}

// Add takes a letter in, as the newest so far.
func (b *Builder) Add(d *index.Document, sequence uint64) error {
	if err := b.Texts.Add(d); err != nil {
		return err
	}
	b.Letters = append(b.Letters, docvalues.LetterEntry{
		ID: d.Letter.ID, SHA256: d.Letter.Source.SHA256, Path: d.Letter.Source.Path, First: b.Items, Sequence: sequence,
	})
	b.sentences.Begin(d.Letter.ID)
	for i, det := range d.Determinations() {
		b.readTexts(&det, i == 0)
		if i == 0 {
			b.spool.Add(forward.LetterRecord, &b.fields, forward.LetterTexts)
		}
		b.spool.Add(forward.ItemRecord, &b.fields, index.AllTexts&^forward.LetterTexts)
		b.countStats()
		b.sentences.Add(b.table, &b.fields[index.RationaleText])
		b.addItem(&det)
		b.hitFields.AddItem(&det, i == 0)
		b.Items++
	}
	return b.spool.Err
}

// readTexts cuts the texts of an item into words; those of the letter only
// once.
func (b *Builder) readTexts(d *index.Determination, first bool) {
	for f := range index.NumTextFields {
		ofLetter := index.TextFields(forward.LetterTexts).Has(f)
		if ofLetter && !first {
			continue
		}
		b.fields[f].Read(b.table, &b.seen, d.Entries(f))
	}
}

func (b *Builder) countStats() {
	for f := range b.fields {
		if n := len(b.fields[f].IDs); n > 0 {
			b.stats.Items[f]++
			b.stats.Words[f] += uint64(n)
		}
	}
}

func (b *Builder) addItem(d *index.Determination) {
	b.ids = append(b.ids, d.Item.ID)
	b.inAll.Next()
	b.allIDs = b.allIDs[:0]
	for f := range index.NumTextFields {
		uniq := b.fields[f].Uniq
		b.postings[f].Add(b.Items, uniq)
		if !index.DefaultTexts.Has(f) {
			continue
		}
		for _, id := range uniq {
			if b.inAll.First(id) {
				b.allIDs = append(b.allIDs, id)
				b.table.Df[id]++
			}
		}
	}
	b.all.Add(b.Items, b.allIDs)
	b.words = b.words[:0]
	for _, id := range b.fields[index.RationaleText].IDs {
		b.words = append(b.words, b.table.Words[id])
	}
	b.columns.AddRationale(d, b.words)
	for _, f := range index.Fields() {
		if docvalues.IsValueField(f) {
			b.columns.Values[f.Name].Add(docvalues.ValuesOf(f, d))
		}
		if f.Numbers != nil {
			b.columns.Numbers[f.Name].Add(f.Numbers(d))
		}
	}
	b.columns.AddCites(d)
}

// An Info stands in a finished segment as segment.json, the last file to be
// written: a segment without it was never finished.
type Info struct {
	Schema  int                   `json:"schema"`
	Text    int                   `json:"text"`
	Letter  uint32                `json:"letter_shape"`
	Items   int                   `json:"items"`
	Letters int                   `json:"letters"`
	Files   []sectionfile.FileSum `json:"files"`
	// Base is the commit that the segment's letters were added to; nil for a
	// segment that was merged or rebuilt from letters of other segments.
	Base     *Base     `json:"base,omitempty"`
	Readings []Reading `json:"readings,omitempty"`
}

// maxWords is how many words codes of three bytes can tell apart, with room.
const maxWords = 2_000_000

// maxSpool bounds the words of a segment in bytes, so that offsets of 32 bits
// reach all of them.
const maxSpool = 3 << 30

// Full reports whether a segment has all that it can take.
func (b *Builder) Full(items int) bool {
	return int(b.Items) >= items || len(b.table.Words) >= maxWords || b.spool.Size >= maxSpool || b.Texts.Full()
}

// Finish writes the files and makes them durable.
func (b *Builder) Finish() error {
	steps := []struct {
		file  string
		write func(path string) error
	}{
		{"texts", func(string) error { return b.Texts.Close() }},
		{"words", func(p string) error {
			return forward.WriteWords(p, b.table, b.spool, &b.stats, &b.sentences, int(b.Items))
		}},
		{"bleve", b.writeBleve}, // before the columns are written: they are sorted then
		{"columns", b.columns.Write},
		{"letters", func(p string) error { return docvalues.WriteLetterTable(p, b.Letters, b.Items, b.hitFields) }},
		{"scratch", func(p string) error {
			_ = b.spool.F.Close()
			return os.RemoveAll(p)
		}},
		{"segment.json", func(string) error { return b.seal() }},
	}
	for _, s := range steps {
		if err := s.write(filepath.Join(b.Dir, s.file)); err != nil {
			return fmt.Errorf("write %s of segment: %w", s.file, err)
		}
	}
	return nil
}

// seal makes all files durable and says so in segment.json.
func (b *Builder) seal() error {
	if err := sectionfile.SyncTree(b.Dir); err != nil {
		return err
	}
	files, err := sectionfile.SumTree(b.Dir)
	if err != nil {
		return err
	}
	info := Info{Schema: Schema, Text: text.Version, Letter: record.LetterShape, Items: int(b.Items), Letters: len(b.Letters), Files: files, Base: b.Base, Readings: b.Readings}
	data, err := json.Marshal(info)
	if err != nil {
		return err
	}
	return sectionfile.WriteDurable(filepath.Join(b.Dir, InfoFile), data)
}

const InfoFile = "segment.json"

// Discard closes the files of a segment that is not finished, and removes
// them.
func (b *Builder) Discard() {
	_ = b.Texts.Flush()
	b.Texts.Abandon()
	_ = b.spool.F.Close()
	_ = os.RemoveAll(b.Dir)
}
