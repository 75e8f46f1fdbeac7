package docvalues

import (
	"path/filepath"
	"slices"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/parser/imr"
)

func TestListsComeBack(t *testing.T) {
	for _, list := range [][]string{{}, {""}, {"", ""}, {"a"}, {"Orthopedic Surgery", "é", ""}} {
		b := appendList(nil, list)
		if got := readList[string](b); !slices.Equal(got, list) {
			t.Errorf("%q comes back as %q", list, got)
		}
		for n := range len(b) {
			if got := readList[string](b[:n]); len(got) > len(list) {
				t.Errorf("%q cut to %d bytes: %q", list, n, got)
			}
		}
	}
	if got := readList[string]([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 'a'}); len(got) != 0 {
		t.Errorf("a string longer than all: %q", got)
	}
}

// TestLetterTableComesBack writes letters with ids in no order, one of them
// twice, and reads what hits show of them.
func TestLetterTableComesBack(t *testing.T) {
	letter := func(id string, specialties ...string) *imr.Letter {
		return &imr.Letter{ID: id, Reviewer: imr.Reviewer{Specialties: specialties}}
	}
	fields := NewHitFieldsBuilder()
	add := func(l *imr.Letter, first bool, request string, families ...imr.Family) {
		it := &imr.Item{Request: request}
		for _, f := range families {
			it.ReviewerGuidelines.Citations = append(it.ReviewerGuidelines.Citations, imr.Citation{Family: f})
		}
		fields.AddItem(&index.Determination{Letter: l, Item: it}, first)
	}
	b, a := letter("cm-b", "Pain Medicine", "Anesthesiology"), letter("CM-A")
	add(b, true, "MRI", "mtus", "odg", "mtus")
	add(b, false, "knee brace")
	add(a, true, "MRI", "odg")
	add(b, true, "MRI again")
	path := filepath.Join(t.TempDir(), "letters")
	sum := "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
	entries := []LetterEntry{{"cm-b", sum, "b.pdf", 0, 1}, {"CM-A", "no sum", "a.pdf", 2, 2}, {"cm-b", "", "", 3, 3}}
	if err := WriteLetterTable(path, entries, 4, fields); err != nil {
		t.Fatal(err)
	}
	c, err := OpenLetterTable(path)
	if err != nil {
		t.Fatal(err)
	}
	defer c.File.Close()
	if got := c.Find("cm-b"); !slices.Equal(got, []uint32{0, 2}) {
		t.Errorf("Find: %v", got)
	}
	if got := c.FindFolded("cm-a"); !slices.Equal(got, []uint32{1}) {
		t.Errorf("FindFolded: %v", got)
	}
	if got := c.FindSum(sum); !slices.Equal(got, []uint32{0}) || c.Sum(0) != sum || c.Sum(1) != "no sum" {
		t.Errorf("FindSum: %v, sums %q %q", got, c.Sum(0), c.Sum(1))
	}
	if from, to := c.Docs(0); from != 0 || to != 2 || c.Of[1] != 0 || c.Of[2] != 1 {
		t.Errorf("documents of letter 0: %d to %d, letters of documents %v", from, to, c.Of)
	}
	if !c.Before(2, 0) || c.Before(1, 0) || !c.Before(0, 1) {
		t.Error("documents are not in the order of ids")
	}
	for doc, want := range []string{"MRI", "knee brace", "MRI", "MRI again"} {
		if got := c.HitFields.Requests.One(uint32(doc)); got != want {
			t.Errorf("request of %d: %q, want %q", doc, got, want)
		}
	}
	for doc, want := range [][]imr.Family{{"mtus", "odg"}, nil, {"odg"}, nil} {
		if got := c.HitFields.Families.At(uint32(doc)); !slices.Equal(got, want) {
			t.Errorf("families of %d: %q, want %q", doc, got, want)
		}
	}
	if got := c.HitFields.Specialties.At(0); !slices.Equal(got, b.Reviewer.Specialties) || c.HitFields.Specialties.At(1) != nil {
		t.Errorf("specialties: %q, %q", got, c.HitFields.Specialties.At(1))
	}
	if n, last := c.Changes([]uint32{0, 1, 2, 3}, 7); n != 3 || last != 2 {
		t.Errorf("Changes: %d, %d", n, last)
	}
}

// TestColumnsOfEveryWidth writes columns whose ordinals take one, two and four
// bytes, with and without sets, and reads them back.
func TestColumnsOfEveryWidth(t *testing.T) {
	for _, values := range []int{0, 1, 255, 256, 65_536} {
		for _, several := range []bool{false, true} {
			col, docs := NewValueColumn(), [][]string{nil}
			for i := range values {
				docs = append(docs, []string{string(rune('a'+i%26)) + string(rune(0x100+i))})
			}
			if several && values > 1 {
				docs = append(docs, []string{docs[2][0], docs[1][0], docs[2][0]}, []string{docs[1][0], docs[2][0]})
			}
			for _, d := range docs {
				col.Add(d)
			}
			path := filepath.Join(t.TempDir(), "column")
			out, err := sectionfile.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			col.Write(out, "x")
			if err := out.Close(); err != nil {
				t.Fatal(err)
			}
			f, err := sectionfile.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			v := ValuesOfSection(f, "x")
			for doc, want := range docs {
				var got []string
				v.Each(uint32(doc), func(o uint32) { got = append(got, v.List.At(int(o-1))) })
				want = slices.Compact(slices.Sorted(slices.Values(want)))
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Fatalf("%d values, several %v: document %d has %q, want %q", values, several, doc, got, want)
				}
			}
			_ = f.Close()
		}
	}
}
