package text

import (
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFind holds that a Finder finds every word that begins as asked, where
// Tokenize has it.
func TestFind(t *testing.T) {
	r := rand.New(rand.NewSource(9))
	prefixes := []string{"a", "b", "zet", "dr", "mg", "no", "approx", "7", "09", "é", "a_", "a'", "zeta", "_a", ""}
	for range 4_000 {
		var f Finder
		asked := make([]string, r.Intn(4))
		for i := range asked {
			asked[i] = prefixes[r.Intn(len(prefixes))]
			f.Add(asked[i])
		}
		e := plainText(r)
		tokens := plainTokenize([]Entry{e})
		found, words := f.Find(nil, e.Text)
		if words != len(tokens) {
			t.Fatalf("%d words in %q, want %d", words, e.Text, len(tokens))
		}
		at := map[int]bool{}
		for _, w := range found {
			at[w.N] = true
			if tok := tokens[w.N]; tok.Start != w.Start || tok.End != w.End {
				t.Fatalf("found %+v in %q, want %+v", w, e.Text, tok)
			}
		}
		for i, tok := range tokens {
			begins := slices.ContainsFunc(asked, func(p string) bool { return strings.HasPrefix(tok.Word, p) })
			if begins && !at[i] {
				t.Fatalf("%+v of %q is not found by %q", tok, e.Text, asked)
			}
		}
	}
}

func TestBeginnings(t *testing.T) {
	var words []string
	for form := range irregular {
		words = append(words, form, form+"s", form+"ed", form+"ing")
	}
	golden, err := os.ReadFile("testdata/classes.golden")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range strings.Fields(strings.ReplaceAll(string(golden), ":", " ")) {
		words = append(words, w, w+"s", w+"es", w+"ed", w+"ing")
	}
	r := rand.New(rand.NewSource(1))
	for range 200_000 {
		w := make([]byte, 1+r.Intn(6))
		for i := range w {
			w[i] = "aeiouybdgnstx"[r.Intn(13)]
		}
		words = append(words, string(w)+[]string{"", "s", "es", "ies", "ed", "ied", "ing", "d", "'s", "'"}[r.Intn(10)])
	}
	for _, w := range words {
		class := Class(w)
		if !slices.ContainsFunc(Beginnings(class), func(b string) bool { return strings.HasPrefix(w, b) }) {
			t.Errorf("%q of class %q begins with none of %q", w, class, Beginnings(class))
		}
	}
}

func TestSentencesOf(t *testing.T) {
	r := rand.New(rand.NewSource(11))
	for range 4_000 {
		e := plainText(r)
		tokens := plainTokenize([]Entry{e})
		var want []Sentence
		for i, tok := range tokens {
			if i == 0 || tokens[i-1].Sentence != tok.Sentence {
				start, end := SentenceSpan(e, tokens, i)
				want = append(want, Sentence{Start: start, End: end, First: tok.Start, Paragraph: tok.Paragraph})
			}
			s := &want[len(want)-1]
			s.Last = tok.End
		}
		if diff := cmp.Diff(want, Sentences(nil, e)); diff != "" {
			t.Fatalf("Sentences(%+v) (-tokens +ours):\n%s", e, diff)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	const s = "The guidelines recommend the lowest possible dose of the drug for the shortest time, and not beyond. "
	text := strings.Repeat(s, 100)
	var f Finder
	f.Add("opi")
	f.Add("dos")
	b.SetBytes(int64(len(text)))
	var dst []Found
	for b.Loop() {
		dst, _ = f.Find(dst[:0], text)
	}
}

func BenchmarkSentences(b *testing.B) {
	const s = "The guidelines recommend the lowest possible dose of the drug for the shortest time, and not beyond. "
	e := Entry{Text: strings.Repeat(s, 100)}
	b.SetBytes(int64(len(e.Text)))
	var dst []Sentence
	for b.Loop() {
		dst = Sentences(dst[:0], e)
	}
}
