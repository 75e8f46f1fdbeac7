package text

import (
	"math/rand"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// wholeSpans divides s by Unicode's state machine alone: what appendSpans must
// give as well.
func wholeSpans(s string) []span {
	return appendUnicode(nil, s, 0)
}

func checkSpans(t *testing.T, s string) {
	t.Helper()
	got, want := appendSpans(nil, s), wholeSpans(s)
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(span{})); diff != "" {
		t.Errorf("words of %q (-state machine +ours):\n%s", s, diff)
	}
	last := 0
	for _, w := range got {
		if w.start < last || w.end <= w.start || w.end > len(s) || fold(s[w.start:w.end]) == "" {
			t.Errorf("words of %q: bad place %v", s, w)
		}
		last = w.end
	}
}

// TestFastPath compares the two ways over texts made at random of what decides
// where words end.
func TestFastPath(t *testing.T) {
	ascii := strings.Split("a B z 's 'S 7 09 . : , ; ' _ - / \" ( ) # % $ & @ \t \n \r \x00 \x7f ..", " ")
	ascii = append(ascii, " ", "  ")
	mixed := append([]string{"’", "‘", "é", "e\u0301", "\u00ad", "\u200d", "–", "—", "“", "疼", "か", "カ", "가", "ß", "½", "٣", "\xff", "\xe2\x80", "·", "：", "．", "\u00a0", "\u0301", "🙂"}, ascii...)
	r := rand.New(rand.NewSource(5))
	for i := range 40_000 {
		pieces := ascii
		if i%2 == 1 {
			pieces = mixed
		}
		var b strings.Builder
		for range 1 + r.Intn(14) {
			b.WriteString(pieces[r.Intn(len(pieces))])
		}
		checkSpans(t, b.String())
		if t.Failed() {
			return
		}
	}
}

func FuzzTokenize(f *testing.F) {
	for _, c := range sentenceCases {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkSpans(t, s)
		tokens := Tokenize(nil, []Entry{{Text: s, Paragraphs: []int{0, len(s) / 2}}, {Text: s}})
		for i, tok := range tokens {
			if !utf8.ValidString(tok.Word) && utf8.ValidString(s) {
				t.Errorf("word %q of %q", tok.Word, s)
			}
			if again := Class(Class(tok.Word)); again != Class(tok.Word) {
				t.Errorf("Class(Class(%q)) = %q, want %q", tok.Word, again, Class(tok.Word))
			}
			if i == 0 {
				continue
			}
			before := tokens[i-1]
			if tok.Pos <= before.Pos || tok.Sentence < before.Sentence || tok.Sentence > before.Sentence+1 ||
				tok.Paragraph > tok.Sentence || tok.Paragraph < before.Paragraph || tok.Paragraph > before.Paragraph+1 {
				t.Errorf("in %q %+v stands behind %+v", s, tok, before)
			}
		}
		checkSentenceSpans(t, Entry{Text: s, Paragraphs: []int{0, len(s) / 2}})
	})
}

// checkSentenceSpans checks that every word stands in the span of its sentence.
func checkSentenceSpans(t *testing.T, e Entry) {
	t.Helper()
	tokens := Tokenize(nil, []Entry{e})
	for i, tok := range tokens {
		if start, end := SentenceSpan(e, tokens, i); start > tok.Start || end < tok.End {
			t.Errorf("in %q %q at %d stands outside its sentence %d to %d", e.Text, tok.Word, tok.Start, start, end)
		}
	}
}
