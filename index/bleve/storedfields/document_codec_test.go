package storedfields

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/index/record"
	"imrsearch/parser/imr"
)

func stored(d *index.Document) []byte { return appendWrapped(record.Append(nil, d.Letter), d.Text) }

func TestDocumentsComeBackAsTheyWere(t *testing.T) {
	docs := indextest.BenchDocuments(20)
	l := *docs[0].Letter
	l.Places = map[string]imr.Place{"patient.age": {Page: 1, Line: 2}, "decision_date": {Page: 1, Line: 3, EndLine: 4}}
	l.Summary.Lines = []imr.LineStart{{0, 1, 2}, {40, 1, 3}, {35, 2, 1}, {-1, 0, 1 << 40}}
	l.Summary.Paragraphs = []int{}
	l.Items = []imr.Item{}
	docs = append(docs, &index.Document{Letter: &l, Text: "text\fof \xff two pages"}, &index.Document{Letter: &imr.Letter{ID: "x"}})
	for _, d := range docs {
		got, err := decodeDocument(stored(d))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Errorf("%s (-stored +read)\n%s", d.Letter.ID, diff)
		}
	}
}

func FuzzDecodeDocument(f *testing.F) {
	for _, d := range indextest.BenchDocuments(3) {
		f.Add(stored(d))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := decodeDocument(b)
		if err != nil && !errors.Is(err, index.ErrDamaged) && !errors.Is(err, index.ErrVersion) {
			t.Errorf("decodeDocument: %v", err)
		}
	})
}

func BenchmarkDecodeDocument(b *testing.B) {
	stored := stored(indextest.BenchDocument(1))
	b.SetBytes(int64(len(stored)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decodeDocument(stored); err != nil {
			b.Fatal(err)
		}
	}
}
