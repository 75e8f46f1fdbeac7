package parser_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
)

// document reads a text as the commands do. One that has no words has no pages.
func document(text string) extract.Document {
	doc, _ := extract.Read("letter.txt", []byte(text))
	return doc
}

// joined returns the lines of a document, pages parted by form feeds.
func joined(doc extract.Document) string {
	var pages []string
	for _, p := range doc.Pages {
		pages = append(pages, strings.Join(p.Lines, "\n"))
	}
	return strings.Join(pages, "\f")
}

// checkProperties holds what is true of every letter: texts come from the
// source, offsets are in order, places exist, and a second reading agrees.
func checkProperties(t *testing.T, text string) {
	t.Helper()
	doc := document(text)
	src := imr.Source{Path: "x", SHA256: strings.Repeat("ab", 32)}
	p, err := parser.Parse(src, doc)
	if err != nil {
		return
	}
	again, err := parser.Parse(src, doc)
	if err != nil {
		t.Fatalf("the second reading failed: %v", err)
	}
	a, _ := json.Marshal(p.Letter)
	b, _ := json.Marshal(again.Letter)
	if string(a) != string(b) {
		t.Error("two readings differ")
	}
	if p.Text != joined(doc) {
		t.Error("the whole text is not that of the source")
	}
	checkPassage(t, doc, "summary", p.Letter.Summary)
	for i, it := range p.Letter.Items {
		if it.N != i+1 || it.ID != imr.ItemID(p.Letter.ID, i+1) {
			t.Errorf("item %d is numbered %d, %s", i+1, it.N, it.ID)
		}
		checkPassage(t, doc, "rationale", it.Rationale)
	}
	for _, pr := range p.Letter.Problems {
		if pr.Code == "" || pr.Message == "" || pr.Item > len(p.Letter.Items) {
			t.Errorf("problem %+v", pr)
		}
	}
}

// checkPassage checks that each line of a passage stands in the source where
// it says, in order and without a letter that is not there.
func checkPassage(t *testing.T, doc extract.Document, name string, p imr.Passage) {
	t.Helper()
	last := -1
	for _, o := range p.Paragraphs {
		if o <= last || o >= len(p.Text) && p.Text != "" {
			t.Errorf("%s: paragraphs %v of %d bytes", name, p.Paragraphs, len(p.Text))
		}
		last = o
	}
	for i, l := range p.Lines {
		end := len(p.Text)
		if i+1 < len(p.Lines) {
			end = p.Lines[i+1][0]
		}
		if l[0] > end || l[1] < 1 || l[1] > len(doc.Pages) || l[2] < 1 || l[2] > len(doc.Pages[l[1]-1].Lines) {
			t.Fatalf("%s: line %v of %d bytes", name, l, len(p.Text))
		}
		source := lettersOnly(doc.Pages[l[1]-1].Lines[l[2]-1])
		if part := lettersOnly(p.Text[l[0]:end]); !strings.Contains(source, part) {
			t.Errorf("%s: %q does not stand in %q", name, part, source)
		}
	}
}

// lettersOnly keeps the letters and digits of s.
func lettersOnly(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return c
		}
		return -1
	}, s)
}

func TestProperties(t *testing.T) {
	for _, traps := range [][]lettertest.Trap{nil, lettertest.Traps()} {
		g := lettertest.New(lettertest.Options{Seed: 9, Traps: traps, Share: 20})
		for i := range 150 {
			checkProperties(t, g.Letter(i).Text)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, traps := range [][]lettertest.Trap{nil, lettertest.Traps()} {
		g := lettertest.New(lettertest.Options{Seed: 5, Traps: traps, Share: 20,
			Layouts: []imr.Layout{imr.LayoutZ, imr.LayoutA, imr.LayoutB, imr.LayoutC, imr.LayoutE}})
		for i := range 10 {
			f.Add(g.Letter(i).Text)
		}
	}
	f.Add("MAXIMUS guideline: Decision based on MTUS\n\f\fX: Upheld")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		checkProperties(t, text)
	})
}

func BenchmarkParse(b *testing.B) {
	g := lettertest.New(lettertest.Options{Seed: 3})
	var docs []extract.Document
	for i := range 200 {
		docs = append(docs, document(g.Letter(i).Text))
	}
	b.ResetTimer()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := parser.Parse(imr.Source{Path: "x"}, docs[i%len(docs)]); err != nil {
			b.Fatal(err)
		}
	}
}
