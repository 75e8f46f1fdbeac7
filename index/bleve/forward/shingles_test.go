package forward

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
)

// A runsMaker draws texts of a few words, the first of them in nearly all.
type runsMaker struct {
	*rand.Rand
	words int
}

func (m *runsMaker) text() FieldWords {
	var f FieldWords
	since := uint32(0)
	for range m.IntN(30) {
		word := uint32(float64(m.words) * m.Float64() * m.Float64())
		f.IDs = append(f.IDs, word)
		if m.IntN(5) == 0 {
			// Phrases, so that triples follow from their pairs.
			f.IDs = append(f.IDs, word+1, word+2)
			since += 2
		}
		if since++; m.IntN(6) == 0 {
			f.ends = append(f.ends, since<<endShift|uint32(m.IntN(3)))
			since = 0
		}
	}
	return f
}

// TestRunsEqualCounting compares the documents of every pair and of every
// stored triple with those that its words are counted in.
func TestRunsEqualCounting(t *testing.T) {
	const documents, words = 3000, 20
	m := &runsMaker{Rand: rand.New(rand.NewPCG(3, 4)), words: words}
	df, codeOf := make([]uint32, words+2), make([]uint32, words+2)
	for i := range df {
		df[i], codeOf[i] = documents, uint32(i)
	}
	df[words+1], codeOf[7], codeOf[words+1] = 1, words+1, 7 // word 7 is rare
	b := newShinglesBuilder(df, documents)
	want, crosses := map[uint64]*roaring.Bitmap{}, map[uint64]bool{}
	for doc := range uint32(documents) {
		f := m.text()
		b.add(index.RationaleText, &f, codeOf)
		b.endItem()
		countRuns(&f, doc, codeOf, want, crosses)
	}
	path := filepath.Join(t.TempDir(), "runs")
	out, err := sectionfile.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.write(out); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := sectionfile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	compareRuns(t, shinglesOf(file), documents, want, crosses)
}

// countRuns adds the words, pairs and triples of a text; word 7 is in none.
func countRuns(f *FieldWords, doc uint32, codeOf []uint32, docs map[uint64]*roaring.Bitmap, crosses map[uint64]bool) {
	ended, entry := map[int]bool{}, map[int]bool{} // before a word
	at := 0
	for _, e := range f.ends {
		at += int(e >> endShift)
		ended[at], entry[at] = true, e&EndKinds == EntryEnd
	}
	for i := range f.IDs {
		for n := 1; n <= 3 && i+n <= len(f.IDs); n++ {
			if n > 1 && entry[i+n-1] || f.IDs[i+n-1] == 7 {
				break
			}
			var rows []int32
			for _, id := range f.IDs[i : i+n] {
				rows = append(rows, int32(codeOf[id]))
			}
			key := ShingleKey(index.RationaleText, rows...)
			if docs[key] == nil {
				docs[key] = roaring.New()
			}
			docs[key].Add(doc)
			crosses[key] = crosses[key] || n == 2 && ended[i+1]
		}
	}
}

func compareRuns(t *testing.T, r Shingles, documents int, want map[uint64]*roaring.Bitmap, crosses map[uint64]bool) {
	t.Helper()
	forms := map[byte]int{}
	for key, docs := range want {
		first, second, third := rowsOf(key)
		if second < 0 {
			continue
		}
		parts := []uint64{ShingleKey(index.RationaleText, first), ShingleKey(index.RationaleText, second)}
		if third >= 0 {
			parts = []uint64{ShingleKey(index.RationaleText, first, second), ShingleKey(index.RationaleText, second, third)}
		}
		list, ok := r.List(key)
		if stored := third < 0 || docs.GetCardinality()*tripleShare >= uint64(documents); ok != stored {
			t.Fatalf("run %d %d %d of %d documents stored: %v", first, second, third, docs.GetCardinality(), ok)
		} else if !stored {
			continue
		}
		forms[list[0]&listForm]++
		got := ListDocs(list, documents, nil, func() *roaring.Bitmap { return roaring.And(want[parts[0]], want[parts[1]]) })
		if !got.Equals(docs) || list[0]&ShingleCrosses != 0 != crosses[key] {
			t.Fatalf("run %d %d %d, form %d: %d documents, want %d; crosses %v", first, second, third, list[0], got.GetCardinality(), docs.GetCardinality(), crosses[key])
		}
	}
	for form := range byte(listBits + 1) {
		if forms[form] == 0 {
			t.Errorf("no list of form %d", form)
		}
	}
	if !slices.IsSorted(r.keys) {
		t.Error("keys are out of order")
	}
}
