package ingest

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/parser"
	"imrsearch/parser/extract"
)

// taskOn runs lettersTask here.
func taskOn(text string) ([]byte, error) {
	doc, err := extract.Read("a.txt", []byte(text))
	if err != nil {
		return nil, err
	}
	return lettersOf(doc, []byte(`{"path":"a.txt","sha256":"`+strings.Repeat("ab", 32)+`","bytes":1}`))
}

// TestLettersComeOver holds that the letters of a file come out of a worker as
// they were read there.
func TestLettersComeOver(t *testing.T) {
	in := input{path: "a.txt", data: []byte(letter("CM16-0990001", "Knee brace"))}
	want, rest, err := parse(t.Context(), plainReader{}, in, SHA256(in.data))
	if err != nil {
		t.Fatal(err)
	}
	out, err := taskOn(string(in.data))
	if err != nil {
		t.Fatal(err)
	}
	got, n, err := decodeLetters(out)
	if err != nil || n.rest != rest.rest || len(got) != 1 {
		t.Fatalf("%d letters, %d pages, %v", len(got), n.rest, err)
	}
	got[0].Letter.Source = want[0].Letter.Source
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	out, err = taskOn("a shopping list\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := decodeLetters(out); !errors.Is(err, parser.ErrNotLetter) {
		t.Errorf("no letter: %v", err)
	}
}

// FuzzDecodeLetters holds that any answer of a worker is letters or an error.
func FuzzDecodeLetters(f *testing.F) {
	out, err := taskOn(letter("CM16-0990001", "Knee brace"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(out)
	f.Add([]byte("\x01not a letter"))
	f.Fuzz(func(t *testing.T, out []byte) {
		docs, _, err := decodeLetters(out)
		if err != nil && docs != nil || err == nil && len(out) == 0 {
			t.Fatalf("%d letters, %v", len(docs), err)
		}
	})
}
