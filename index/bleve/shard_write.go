package bleve

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"imrsearch/index"
	"imrsearch/index/text"
)

// A shardBuilder builds one shard in a directory of its own. It is used by
// one goroutine.
type shardBuilder struct {
	dir     string
	letters []letterEntry
	items   uint32

	table     *wordTable
	seen      stamps
	fields    [index.NumTextFields]fieldWords
	postings  [index.NumTextFields]postingsBuilder
	all       postingsBuilder // over all default texts
	inAll     stamps
	allIDs    []uint32
	ids       []string // of items
	stats     fieldStats
	sentences sentenceTable
	spool     *streamSpool
	columns   *columnsBuilder
	cards     *cardsBuilder
	texts     *textsWriter
}

func newShardBuilder(dir string) (*shardBuilder, error) {
	scratch := filepath.Join(dir, "scratch")
	if err := os.MkdirAll(scratch, 0o755); err != nil {
		return nil, err
	}
	b := &shardBuilder{dir: dir, table: newWordTable(), sentences: sentenceTable{}, columns: newColumnsBuilder(), cards: newCardsBuilder()}
	var err error
	if b.spool, err = newStreamSpool(filepath.Join(scratch, "spool")); err != nil {
		return nil, err
	}
	if b.texts, err = createTexts(filepath.Join(dir, "texts")); err != nil {
		return nil, err
	}
	return b, nil
}

// add takes a letter in, as the newest so far.
func (b *shardBuilder) add(d *index.Document, sequence uint64) error {
	if err := b.texts.add(d); err != nil {
		return err
	}
	b.letters = append(b.letters, letterEntry{
		id: d.Letter.ID, sha256: d.Letter.Source.SHA256, path: d.Letter.Source.Path, first: b.items, sequence: sequence,
	})
	for i, det := range d.Determinations() {
		b.readTexts(&det, i == 0)
		if i == 0 {
			b.spool.add(letterRecord, &b.fields, letterTexts)
		}
		b.spool.add(itemRecord, &b.fields, index.AllTexts&^letterTexts)
		b.countStats()
		b.sentences.count(&b.fields[index.RationaleText], uint32(len(b.letters)))
		b.addItem(&det)
		b.cards.addItem(&det, i == 0)
		b.items++
	}
	return b.spool.err
}

// readTexts cuts the texts of an item into words; those of the letter only
// once.
func (b *shardBuilder) readTexts(d *index.Determination, first bool) {
	for f := range index.NumTextFields {
		ofLetter := index.TextFields(letterTexts).Has(f)
		if ofLetter && !first {
			continue
		}
		b.fields[f].read(b.table, &b.seen, d.Entries(f))
	}
}

func (b *shardBuilder) countStats() {
	for f := range b.fields {
		if n := len(b.fields[f].ids); n > 0 {
			b.stats.items[f]++
			b.stats.words[f] += uint64(n)
		}
	}
}

func (b *shardBuilder) addItem(d *index.Determination) {
	b.ids = append(b.ids, d.Item.ID)
	b.inAll.next()
	b.allIDs = b.allIDs[:0]
	for f := range index.NumTextFields {
		uniq := b.fields[f].uniq
		b.postings[f].add(b.items, uniq)
		if !index.DefaultTexts.Has(f) {
			continue
		}
		for _, id := range uniq {
			if b.inAll.first(id) {
				b.allIDs = append(b.allIDs, id)
				b.table.df[id]++
			}
		}
	}
	b.all.add(b.items, b.allIDs)
	for _, f := range index.Fields() {
		if isValueField(f) {
			b.columns.values[f.Name].add(valuesOf(f, d))
		}
		if f.Numbers != nil {
			b.columns.numbers[f.Name].add(f.Numbers(d))
		}
	}
}

// A shardInfo stands in a finished shard as shard.json, the last file to be
// written: a shard without it was never finished.
type shardInfo struct {
	Schema  int       `json:"schema"`
	Text    int       `json:"text"`
	Letter  uint32    `json:"letter_shape"`
	Items   int       `json:"items"`
	Letters int       `json:"letters"`
	Files   []FileSum `json:"files"`
}

// maxWords is how many words codes of three bytes can tell apart, with room.
const maxWords = 2_000_000

// maxSpool bounds the words of a shard in bytes, so that offsets of 32 bits
// reach all of them.
const maxSpool = 3 << 30

// full reports whether a shard has all that it can take.
func (b *shardBuilder) full(items int) bool {
	return int(b.items) >= items || len(b.table.words) >= maxWords || b.spool.size >= maxSpool || b.texts.at >= maxTexts
}

// finish writes the files and makes them durable.
func (b *shardBuilder) finish() error {
	steps := []struct {
		file  string
		write func(path string) error
	}{
		{"texts", func(string) error { return b.texts.close() }},
		{"words", func(p string) error {
			return writeWords(p, b.table, b.spool, &b.stats, b.sentences.standards(len(b.letters)), int(b.items))
		}},
		{"bleve", b.writeBleve}, // before the columns are written: they are sorted then
		{"columns", b.columns.write},
		{"letters", func(p string) error { return writeLetters(p, b.letters, b.items, b.cards) }},
		{"scratch", func(p string) error {
			_ = b.spool.f.Close()
			return os.RemoveAll(p)
		}},
		{"shard.json", func(string) error { return b.seal() }},
	}
	for _, s := range steps {
		if err := s.write(filepath.Join(b.dir, s.file)); err != nil {
			return fmt.Errorf("write %s of shard: %w", s.file, err)
		}
	}
	return nil
}

// seal makes all files durable and says so in shard.json.
func (b *shardBuilder) seal() error {
	if err := syncTree(b.dir); err != nil {
		return err
	}
	files, err := sumTree(b.dir)
	if err != nil {
		return err
	}
	info := shardInfo{Schema: Schema, Text: text.Version, Letter: letterShape, Items: int(b.items), Letters: len(b.letters), Files: files}
	data, err := json.Marshal(info)
	if err != nil {
		return err
	}
	return writeDurable(filepath.Join(b.dir, shardInfoFile), data)
}

const shardInfoFile = "shard.json"

// abandon closes the files of a shard that is not finished. Its texts stay,
// to be taken over.
func (b *shardBuilder) abandon() {
	_ = b.texts.flush()
	_ = b.texts.out.f.Close()
	_ = b.spool.f.Close()
}

// discard removes a shard that is not finished, and whose letters are
// elsewhere.
func (b *shardBuilder) discard() {
	b.abandon()
	_ = os.RemoveAll(b.dir)
}
