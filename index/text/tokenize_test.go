package text

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTokenize(t *testing.T) {
	got := Tokenize(nil, []Entry{
		{Text: "No spasm. X-ray’s normal", Paragraphs: []int{0}},
		{Text: " -- "},
		{Text: "lumbar"},
	})
	want := []Token{
		{Word: "no", Start: 0, End: 2, Pos: 0},
		{Word: "spasm", Start: 3, End: 8, Pos: 1},
		{Word: "x", Start: 10, End: 11, Pos: 2, Sentence: 1},
		{Word: "ray", Start: 12, End: 15, Pos: 3, Sentence: 1}, // 's left out
		{Word: "normal", Start: 20, End: 26, Pos: 4, Sentence: 1},
		{Word: "lumbar", Start: 0, End: 6, Entry: 2, Pos: 4 + EntryGap, Sentence: 2, Paragraph: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Tokenize (-want +got):\n%s", diff)
	}
}

// Tokens behind others are numbered from 0 as well: dst is only where they go.
func TestTokenizeAppends(t *testing.T) {
	alone := Tokenize(nil, []Entry{{Text: "Knee brace."}, {Text: "Cane"}})
	behind := Tokenize(Tokenize(nil, []Entry{{Text: "one two"}}), []Entry{{Text: "Knee brace."}, {Text: "Cane"}})
	if diff := cmp.Diff(alone, behind[2:]); diff != "" {
		t.Errorf("Tokenize behind other tokens (-alone +behind):\n%s", diff)
	}
}

func BenchmarkTokenize(b *testing.B) {
	const paragraph = "The MTUS guidelines recommend the lowest possible dose. The patient's pain is 6/10; " +
		"Norco 10/325 mg #60 was prescribed q.i.d. by Dr. Roe, and there’s no functional improvement.In this case, no. "
	var text string
	for len(text) < 10_000 {
		text += paragraph
	}
	b.SetBytes(int64(len(text)))
	var dst []Token
	for b.Loop() {
		dst = Tokenize(dst[:0], []Entry{{Text: text}})
	}
}

func BenchmarkClass(b *testing.B) {
	words := Words("the opioid tapers were tapered because therapies failed and visits continued without planning increased doses")
	for i := 0; b.Loop(); i++ {
		Class(words[i%len(words)])
	}
}
