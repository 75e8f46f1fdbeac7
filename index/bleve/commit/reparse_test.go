package commit_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/ingest"
	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// plainLetters are letters as today's parser reads them.
func plainLetters(t *testing.T, n int) []*index.Document {
	t.Helper()
	var docs []*index.Document
	for i := range n {
		text := fmt.Sprintf("Case Number: CM16-09910%02d\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\n", i) +
			"The Final Determination was based on decisions for the disputed items/services set forth below:\n\n" +
			"Lumbar brace: Upheld\n\nClaims Administrator guideline: Decision based on MTUS.\n\n" +
			"MAXIMUS guideline: Decision based on MTUS.\n\nDecision rationale: It is not medically necessary.\n"
		parsed, err := parser.Parse(imr.Source{Path: "a.txt", SHA256: fmt.Sprintf("sum %d", i)}, extract.Document{Pages: []extract.Page{{Lines: strings.Split(text, "\n")}}})
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, &index.Document{Letter: &parsed.Letter, Text: parsed.Text})
	}
	return docs
}

// TestReparse stores what an older parser made of letters: the next one reads
// their stored text again, and Info says so until then.
func TestReparse(t *testing.T) {
	docs := plainLetters(t, 12)
	for _, d := range docs[:10] { // as the older parser read them
		l := *d.Letter
		l.Items = []imr.Item{l.Items[0]}
		l.Items[0].Request = "misread"
		d.Letter = &l
	}
	docs[11].Text = "" // stored without its text
	older, now := commit.Reading{Parser: "1", Lexicon: "a"}, commit.Reading{Parser: "2", Lexicon: "a"}
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Reading: older}, docs...)
	want := versions(t, dir)

	outdated := func() int {
		t.Helper()
		e, err := bleve.Open(dir, bleve.Options{Reading: func() commit.Reading { return now }})
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
		info, err := e.Info(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return info.Outdated
	}
	if got := outdated(); got != 12 {
		t.Errorf("%d letters are outdated, want 12", got)
	}
	for run, wantStates := range []map[ingest.State]int{{ingest.Replaced: 11, ingest.Failed: 1}, {ingest.Failed: 1}} {
		w, err := commit.NewWriter(dir, commit.WriterOptions{Reading: now})
		if err != nil {
			t.Fatal(err)
		}
		s, err := ingest.Reparse(context.Background(), w, ingest.Options{})
		if err != nil || !maps.Equal(s.States, wantStates) {
			t.Errorf("run %d: %v, %v, want %v", run, s.States, err, wantStates)
		}
		if got := w.Known("sum 3"); got != docs[3].Letter.ID {
			t.Errorf("run %d: the bytes of a letter that was read again are known as %q", run, got)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if got := versions(t, dir); !same(got, want) {
		t.Errorf("letters after: %v, want %v", got, want)
	}
	if got := outdated(); got != 1 {
		t.Errorf("%d letters are outdated after, want the one without text", got)
	}
	e, err := bleve.Open(dir, bleve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	r, err := e.Search(context.Background(), &index.Request{Query: "request:brace"})
	if err != nil || r.Total.Items != 12 {
		t.Errorf("found %+v, %v, want 12 items", r, err)
	}
	if g := segmenttest.Generation(t, dir); len(g.Manifest.Superseded) > 0 {
		t.Errorf("the manifest keeps %v in mind, which are in the index", g.Manifest.Superseded)
	}
}
