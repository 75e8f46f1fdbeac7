// Package text answers one question: what is a word, a sentence, a
// paragraph, an inflection? It is the one segmentation for ingest, query,
// marks and oracle; its Version stands in every manifest.
//
// # Words
//
// Words are the segments of Unicode's word segmentation (UAX #29) that hold a
// letter or a digit, in lower case, with five rules of our own:
//
//   - A full stop or a colon between letters divides: "supervision.In" is
//     supervision, in; "q.i.d." is q, i, d; "2.5" stays one word.
//   - A final 's does not count: "patient's" is patient.
//   - Curly and straight apostrophes are one: "don’t" is don't.
//   - Invisible format characters (soft hyphen) do not count.
//   - Ligatures and other compatible forms are their letters, and accents do not
//     count: "ﬁnding" is finding, "réflex" is reflex.
//
// So "L4-5" is l4, 5; "x-ray" is x, ray; "10/325" is 10, 325; "1,000" is one
// word; "and/or" is and, or; "#60" is 60. No word is dropped.
//
// # Sentences
//
// A sentence ends at ".", "?" or "!", with closing quotes and brackets behind
// it, before white space that no small letter follows, before a capital
// without a blank ("appropriate.In"), and at the end of a paragraph. A single
// full stop ends none inside a number ("2.5"), behind an initial ("J. Doe",
// "U.S. law") and behind a known abbreviation ("Dr. Doe", "20 mg. daily",
// data/abbreviations.tsv). A list's "1. Knee brace" is two sentences, as the
// rule reads.
//
// # Distance
//
// The distance of two words is the difference of their positions: adjacent
// words are 1 apart. Entries of a list are EntryGap apart.
//
// # Inflections
//
// See Class. The package knows no fields, no synonyms and no letters.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Version changes whenever the same text may give other words, positions,
// sentences or classes; an index made under another Version must be made
// again.
const Version = 2

// Words returns the words of s in their order: those that Tokenize gives for
// an entry with that text. It returns nil when there are none.
func Words(s string) []string {
	var words []string
	for _, w := range appendSpans(nil, s) {
		words = append(words, fold(s[w.start:w.end]))
	}
	return words
}

// A span is [start, end) in bytes.
type span struct{ start, end int }

// Fold brings a word as it stands in a text, as Find gives it, into the form
// in which Words gives it.
func Fold(word string) string { return fold(word) }

// fold brings a word as written into the form in which it is indexed:
// compatible forms (ligatures, full-width letters) as their plain letters,
// without accents. A word in lower-case ASCII is returned as it is, without
// copying.
func fold(word string) string {
	switch folding(word) {
	case asIs:
		return word
	case lowered:
		return strings.ToLower(word)
	}
	return plainLatin(norm.NFC.String(strings.Map(foldRune, word)))
}

// plainLatin returns a word with the letters of ligatures and of full-width
// and other compatible Latin letters, without accents. Other scripts stay as
// they are.
func plainLatin(word string) string {
	if !strings.ContainsFunc(word, compatible) {
		return word
	}
	var b strings.Builder
	for _, r := range word {
		if !compatible(r) {
			b.WriteRune(r)
			continue
		}
		for _, part := range norm.NFKD.String(string(r)) {
			if !unicode.Is(unicode.Mn, part) {
				b.WriteRune(unicode.ToLower(part))
			}
		}
	}
	return b.String()
}

func compatible(r rune) bool { return r >= utf8.RuneSelf && unicode.Is(unicode.Latin, r) }

// What folding a word takes, as bits.
const (
	asIs    = 0
	lowered = 1 << iota // capitals, ASCII only
	mapped              // more than ASCII
)

// folding returns what folding word takes.
func folding(word string) uint8 {
	takes := uint8(asIs)
	for i := 0; i < len(word); i++ {
		takes |= byteFolding[word[i]]
	}
	return takes
}

var byteFolding = foldings()

func foldings() (f [256]uint8) {
	for c := 'A'; c <= 'Z'; c++ {
		f[c] = lowered
	}
	for c := utf8.RuneSelf; c < len(f); c++ {
		f[c] = mapped
	}
	return f
}

// foldRune returns the rune as it is indexed, or -1 for one that does not
// count.
func foldRune(r rune) rune {
	switch {
	case apostrophe(r):
		return '\''
	case unicode.Is(unicode.Cf, r):
		return -1
	}
	return unicode.ToLower(r)
}

// apostrophe reports whether r stands for an apostrophe inside a word.
func apostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == '＇'
}

// withoutGenitive returns the end of the word s[w.start:w.end] without a final
// 's.
func withoutGenitive(s string, w span) int {
	if last := w.end - 1; s[last]|0x20 == 's' && last-w.start >= 2 {
		r, size := utf8.DecodeLastRuneInString(s[w.start:last])
		if apostrophe(r) && last-size > w.start {
			return last - size
		}
	}
	return w.end
}
