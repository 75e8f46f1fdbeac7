package bleve

import (
	"slices"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// TestPositionsAndOtherWords looks for connectors that stand only between
// words without positions, and between forms of a word that are not meant.
func TestPositionsAndOtherWords(t *testing.T) {
	const far = " one two three four five six seven eight "
	rationales := []string{
		"Apple" + far + "bridge.",
		"Applet bridge" + far + "apple.",
		"Apple" + far + "bridge. Then apples come." + far + far + "Bridge bridges.",
		"Apples bridge" + far + "apple.",
		"Bridge. Apple" + far + ".",
		"Bridge" + far + far + "apple" + far + "ends. Bridge with applet.",
		"Bridge" + far + "apple.",
		"Bridge apple.",
	}
	docs := indextest.BenchDocuments(len(rationales))
	for i, d := range docs {
		for n := range d.Letter.Items {
			d.Letter.Items[n].Rationale.Text = rationales[i]
		}
	}
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, docs...)
	e := open(t, dir)
	w := serving(t, e).Segments[0].Words
	for _, s := range []string{"apple", "bridge"} {
		word, _ := w.Word(s)
		if _, ok := w.Positions.Find(w.ClassOf[word]); !ok {
			t.Fatalf("%s has no positions", s)
		}
	}
	for _, row := range []struct {
		query   string
		letters []int
	}{
		{"apple /2 bridge", []int{2, 3, 4, 7}},
		{"#apple /2 bridge", []int{4, 7}},
		{"appl* /2 bridge", []int{1, 2, 3, 4, 5, 7}},
		{"apple PRE/2 bridge", []int{3}},
		{"appl* PRE/2 bridge", []int{1, 3}},
		{"#apple PRE/9 bridge", []int{0, 2}},
		{"apple /s bridge", []int{0, 1, 2, 3, 5, 6, 7}},
		{"apple PRE/s bridge", []int{0, 2, 3}},
		{"appl* PRE/s bridge", []int{0, 1, 2, 3}},
		{"ATLEAST2(apple)", []int{2, 3}},
		{"ATLEAST2(#apple)", nil},
		{"ATLEAST2(appl*)", []int{1, 2, 3, 5}},
		{"ATLEAST3(bridge)", []int{2}},
	} {
		var got, want []string
		for _, i := range row.letters {
			want = append(want, docs[i].Letter.ID)
		}
		for _, h := range answer(t, e, index.Request{Query: "rationale:(" + row.query + ")", Limit: index.NoLimit}).Hits {
			got = append(got, h.Letter)
		}
		slices.Sort(want)
		slices.Sort(got)
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", row.query, got, want)
		}
	}
}
