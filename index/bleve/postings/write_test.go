package postings

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	zap "github.com/blevesearch/zapx/v17"

	"imrsearch/index/bleve/forward"
)

// TestSegmentsReadBack writes postings of all shapes, one document, few, and
// more than a chunk, and reads them with zapx, frequencies included.
func TestSegmentsReadBack(t *testing.T) {
	const docs = 3*segmentChunk + 7
	ids := make([]string, docs)
	for i := range ids {
		ids[i] = string([]byte{'a' + byte(i%26), 'a' + byte(i/26%26), 'a' + byte(i/676)})
	}
	table := forward.NewWordTable()
	var p Builder
	for doc := range uint32(docs) {
		words := []uint32{table.ID("every")}
		for word, step := range map[string]uint32{"often": 2, "seldom": 1000, "once": docs} {
			if doc%step == 0 {
				words = append(words, table.ID(word))
			}
		}
		p.Add(doc, words)
	}
	dir := filepath.Join(t.TempDir(), "bleve")
	fields := []Field{{"_id", IdOptions, IdTerms(ids)}, {AllTexts, PostingsOnly, p.Terms(table.Words, table.ByWord())}}
	if err := Write(dir, ids, fields); err != nil {
		t.Fatal(err)
	}
	var plugin zap.ZapPlugin
	s, err := plugin.Open(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	found, err := s.DocNumbers([]string{ids[0], ids[docs-1], "none"})
	if err != nil || !slices.Equal(found.ToArray(), []uint32{0, docs - 1}) {
		t.Errorf("DocNumbers = %v, %v", found, err)
	}
	dict, err := s.Dictionary(AllTexts)
	if err != nil {
		t.Fatal(err)
	}
	for word, step := range map[string]uint32{"every": 1, "often": 2, "seldom": 1000, "once": docs, "never": 2 * docs} {
		list, err := dict.PostingsList([]byte(word), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		want := roaring.New()
		for doc := uint32(0); doc < docs && word != "never"; doc += step {
			want.Add(doc)
		}
		got := roaring.New()
		for it := list.Iterator(true, true, false, nil); ; {
			posting, err := it.Next()
			if err != nil {
				t.Fatalf("%s: %v", word, err)
			}
			if posting == nil {
				break
			}
			got.Add(uint32(posting.Number()))
		}
		if !got.Equals(want) {
			t.Errorf("%s: %d documents, want %d", word, got.GetCardinality(), want.GetCardinality())
		}
	}
}
