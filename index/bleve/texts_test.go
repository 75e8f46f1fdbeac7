package bleve

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
)

// TestDeterminationsSayAllTexts compares items read alone with those of whole
// letters: all that is marked and shown of them.
func TestDeterminationsSayAllTexts(t *testing.T) {
	docs := append(testLetters(t), oddLetters()...)
	generator := lettertest.New(lettertest.Options{Seed: 9})
	for i := range 100 {
		l := generator.Letter(i)
		l.Truth.ID = "L" + l.Truth.ID
		l.Truth.Summary.Lines = []imr.LineStart{{0, 1, 2}, {40, 1, 3}, {90, 2, 1}}
		l.Truth.Places = map[string]imr.Place{"diagnoses": {Page: i, Line: 2}}
		docs = append(docs, &index.Document{Letter: &l.Truth, Text: l.Text})
	}
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, docs...)
	e := open(t, dir)
	g := serving(t, e)
	s := g.Segments[0]
	for letter := range uint32(s.Letters.Len()) {
		doc, err := s.Texts.Document(letter)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(docs[letter], doc); diff != "" {
			t.Errorf("letter %d (-stored +read)\n%s", letter, diff)
		}
		for _, want := range doc.Determinations() {
			for _, texts := range []bool{true, false} {
				got, err := s.Texts.Determination(new([]byte), letter, want.Item.N, texts)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(shownOf(&want), shownOf(&got)); diff != "" {
					t.Errorf("%s (-letter +item)\n%s", want.Item.ID, diff)
				}
				if whole := len(got.Item.Treatment.Names) == len(want.Item.Treatment.Names); !texts && !whole {
					t.Errorf("%s: has not all fields", want.Item.ID)
				}
			}
		}
	}
}

// shownOf returns what marks and snippets are made of.
func shownOf(d *index.Determination) []any {
	it := d.Item
	out := []any{it.ID, it.N, it.Page, it.Line, it.Rationale, d.Letter.Summary, d.Letter.Places["diagnoses"],
		it.ReviewerGuidelines.Page, it.ReviewerGuidelines.Line, it.ClaimsAdministrator.Page, it.ClaimsAdministrator.Line}
	for f := range index.NumTextFields {
		out = append(out, d.Entries(f))
	}
	return out
}
