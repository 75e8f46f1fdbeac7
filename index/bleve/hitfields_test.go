package bleve

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
)

// hitOf returns what a hit says of its item and letter.
func hitOf(d *index.Determination) index.Hit {
	l, item := d.Letter, d.Item
	h := index.Hit{
		ID: item.ID, Letter: l.ID, N: item.N, Request: item.Request, Outcome: item.Outcome,
		DecisionDate: l.DecisionDate, DateOfInjury: l.DateOfInjury, Specialties: l.Reviewer.Specialties,
		TreatmentClass: item.Treatment.Class, Age: l.Patient.Age, Sex: l.Patient.Sex,
		Families: docvalues.FamiliesOf(item.ReviewerGuidelines.Citations), Snippets: []index.Snippet{}, Items: len(l.Items),
	}
	for i := range l.Items {
		if other := &l.Items[i]; other.ID != item.ID {
			h.Siblings = append(h.Siblings, index.Sibling{N: other.N, Request: other.Request, Outcome: other.Outcome})
		}
	}
	return h
}

// oddLetters say little, or say it oddly.
func oddLetters() []*index.Document {
	family := imr.Citation{Family: imr.ODG}
	return []*index.Document{
		{Letter: &imr.Letter{ID: "no items", Reviewer: imr.Reviewer{Specialties: []string{}}}, Text: "a text"},
		{Letter: &imr.Letter{ID: "no item says anything", Items: []imr.Item{
			{ID: "no item says anything/1", N: 1}, {ID: "no item says anything/2", N: 2, Outcome: imr.UnknownOutcome}}}},
		{Letter: &imr.Letter{ID: "one", DecisionDate: imr.Date{Year: 2016, Month: 2, Day: 29},
			Reviewer: imr.Reviewer{Specialties: []string{"Pain", "", "X\x00y"}, SpecialtyNames: []string{"Pain Medicine"}},
			Items: []imr.Item{{ID: "one/1", N: 1, Request: "a request\nof two lines, \xff", Outcome: imr.Modified,
				ReviewerGuidelines: imr.Guidelines{Text: "not cited", Citations: []imr.Citation{}}}}}},
		{Letter: &imr.Letter{ID: "none cited", Patient: imr.Patient{Age: 4, Sex: "female"},
			Items: []imr.Item{{ID: "none cited/1", N: 1, Request: " ", Treatment: imr.Treatment{Class: "Drugs"},
				ReviewerGuidelines: imr.Guidelines{Citations: []imr.Citation{{Family: imr.OtherFamily}, family, {Family: imr.MTUS}, family, {}}}}}}},
	}
}

// TestHitsFromCards compares what hits say with what letters say, over
// testdata's letters and generated ones of every layout.
func TestHitsFromCards(t *testing.T) {
	docs := append(testLetters(t), oddLetters()...)
	generator := lettertest.New(lettertest.Options{Seed: 7})
	for i := range 400 {
		l := generator.Truth(i)
		docs = append(docs, &index.Document{Letter: &l})
		docs = append(docs, indextest.BenchDocument(i))
	}
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, docs...)
	e := open(t, dir)
	got := map[string]index.Hit{}
	for _, h := range answer(t, e, index.Request{Limit: index.NoLimit, Snippets: -1}).Hits {
		h.Score = 0
		got[h.ID] = h
	}
	last := map[string]*index.Document{} // a later letter takes the place of one of the same id
	for _, doc := range docs {
		last[doc.Letter.ID] = doc
	}
	want := map[string]index.Hit{}
	for _, doc := range last {
		for _, d := range doc.Determinations() {
			want[d.Item.ID] = hitOf(&d)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got) < 1000 {
		t.Errorf("%d hits (-letters +cards)\n%s", len(got), diff)
	}
}

// TestHitsWithoutSnippetsReadNoLetter breaks every stored letter.
func TestHitsWithoutSnippetsReadNoLetter(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, indextest.BenchDocuments(30)...)
	for _, f := range segmentFiles(t, dir) {
		if filepath.Base(f) != "texts" {
			continue
		}
		for frame := range 31 {
			flipFrame(t, f, frame)
		}
	}
	e := open(t, dir)
	if r := answer(t, e, index.Request{Query: "pain", Limit: 20, Snippets: -1}); len(r.Hits) != 20 {
		t.Errorf("%d hits", len(r.Hits))
	}
	if _, err := e.Search(t.Context(), &index.Request{Query: "pain", Limit: 20}); err == nil {
		t.Error("snippets of letters that cannot be read")
	}
}

// testLetters returns what testdata's letters say.
func testLetters(t *testing.T) []*index.Document {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/truth/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no letters: %v", err)
	}
	docs := make([]*index.Document, len(paths))
	for i, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		docs[i] = &index.Document{Letter: &imr.Letter{}}
		if err := json.Unmarshal(b, docs[i].Letter); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	return docs
}
