package highlight

import (
	"math/rand"
	"strings"
	"testing"

	"imrsearch/index/text"
)

// TestShortSentencesAreThoseOfFewWords makes sentences of what is a word, what
// is none, and what only looks like the beginning of one.
func TestShortSentencesAreThoseOfFewWords(t *testing.T) {
	parts := []string{"knee", "L4-5", "2.5", "-", "x's", "é", "___", "(a)", "and/or", "“no”", "1,000", "Pain"}
	r := rand.New(rand.NewSource(3))
	short := 0
	for range 3000 {
		words := make([]string, 1+r.Intn(8))
		for i := range words {
			words[i] = parts[r.Intn(len(parts))]
		}
		e := text.Entry{Text: strings.Join(words, []string{" ", "\n", "  "}[r.Intn(3)])}
		for _, sentence := range text.Sentences(nil, e) {
			p := &piece{Sentence: sentence, text: e.Text}
			want := len(text.Words(e.Text[sentence.Start:sentence.End])) < 5
			if p.isShort() != want {
				t.Fatalf("%q is short: %t, want %t", e.Text[sentence.Start:sentence.End], p.isShort(), want)
			}
			if want {
				short++
			}
		}
	}
	if short == 0 || short == 3000 {
		t.Errorf("%d of 3000 are short", short)
	}
}
