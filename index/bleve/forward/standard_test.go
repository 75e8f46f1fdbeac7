package forward

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"imrsearch/index"
	"imrsearch/index/text"
)

// A rationale is a letter as this test needs it.
type rationale struct {
	id        string
	sentences []string
}

// writeSample writes the words file of a segment of rationales.
func writeSample(t *testing.T, letters []rationale) *Words {
	t.Helper()
	dir := t.TempDir()
	spool, err := NewSpool(filepath.Join(dir, "spool"))
	if err != nil {
		t.Fatal(err)
	}
	table := NewWordTable()
	var seen Stamps
	var fields [index.NumTextFields]FieldWords
	var sentences SentenceSample
	for _, l := range letters {
		var entry text.Entry
		whole := ""
		for _, s := range l.sentences {
			whole += s + ". "
		}
		entry.Text = whole
		fields[index.RationaleText].Read(table, &seen, []text.Entry{entry})
		sentences.Begin(l.id)
		sentences.Add(table, &fields[index.RationaleText])
		spool.Add(LetterRecord, &fields, LetterTexts)
		spool.Add(ItemRecord, &fields, index.AllTexts&^LetterTexts)
	}
	path := filepath.Join(dir, "words")
	if err := WriteWords(path, table, spool, &FieldStats{}, &sentences, len(letters)); err != nil {
		t.Fatal(err)
	}
	w, err := OpenWords(path, len(letters), len(letters))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// drawRationales draws letters of some sentences that many share, and of one
// of their own.
func drawRationales(r *rand.Rand, n int) []rationale {
	out := make([]rationale, n)
	for i := range out {
		out[i].id = fmt.Sprintf("CM20-%07d", i)
		for s := range 40 {
			if r.IntN(s*s+1) == 0 {
				out[i].sentences = append(out[i].sentences, fmt.Sprintf("Shared sentence w%d with words enough to be counted", s))
			}
		}
		out[i].sentences = append(out[i].sentences, "Short one", fmt.Sprintf("This sentence n%d stands in no other letter at all", i))
	}
	return out
}

// TestStandardSentencesOfAnySegments divides letters into segments at random,
// with other letters that are deleted: the standard sentences are those of one
// segment of them all.
func TestStandardSentencesOfAnySegments(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 15))
	for _, n := range []int{2, 30, 900, 2500, 9000} {
		letters := drawRationales(r, n)
		all := func(uint32) bool { return true }
		want := StandardOf([]LiveWords{{writeSample(t, letters), all}}, n)
		if n >= 30 && len(want.hashes) < 3 {
			t.Errorf("%d letters have %d standard sentences", n, len(want.hashes))
		}
		r.Shuffle(n, func(i, j int) { letters[i], letters[j] = letters[j], letters[i] })
		var segments []LiveWords
		for rest := letters; len(rest) > 0; {
			k := min(len(rest), 1+r.IntN(n))
			segment, deleted := append([]rationale(nil), rest[:k]...), map[uint32]bool{}
			for range k / 10 {
				at := r.IntN(len(segment))
				if !deleted[uint32(at)] {
					moved := segment[at]
					deleted[uint32(at)] = true
					segment[at].sentences = []string{"Shared sentence of letters that were deleted since long"}
					segment = append(segment, moved)
				}
			}
			segments = append(segments, LiveWords{writeSample(t, segment), func(l uint32) bool { return !deleted[l] }})
			rest = rest[k:]
		}
		if got := StandardOf(segments, n); !maps.Equal(got.hashes, want.hashes) {
			t.Errorf("%d letters in %d segments: %d standard sentences, want %d", n, len(segments), len(got.hashes), len(want.hashes))
		}
	}
}

// TestStandardSentenceInRecord looks the sentences of a record up.
func TestStandardSentenceInRecord(t *testing.T) {
	letters := []rationale{
		{"a", []string{"Every letter has this sentence of its own kind", "Short one", "Only the first letter has this long sentence"}},
		{"b", []string{"Short one", "Every letter has this sentence of its own kind"}},
		{"c", []string{"Other words come first here in this one letter", "Short one", "Every letter has this sentence of its own kind"}},
	}
	w := writeSample(t, letters)
	standard := StandardOf([]LiveWords{{w, func(uint32) bool { return true }}}, len(letters))
	var field Field
	var buf []uint32
	for i, want := range [][]bool{{true, false, false}, {false, true}, {false, false, true}} {
		if !field.ReadOne(w.Streams, w.ItemOff[i], index.RationaleText) {
			t.Fatal("no rationale")
		}
		u, at := UnitsOf(field.Ends), int32(0)
		for k, want := range want {
			u.Seek(at, index.Sentence)
			at = min(u.To, int32(len(field.Codes)))
			var got bool
			if got, buf = standard.Has(w, field.Codes[u.From:at], buf); got != want {
				t.Errorf("letter %d, sentence %d: standard %v, want %v", i, k, got, want)
			}
		}
	}
}
