package text

import (
	"math/rand"
	"sort"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// This file is Tokenize as its rules read, without any care for speed: what
// the fast one must give as well.

func plainTokenize(entries []Entry) []Token {
	var dst []Token
	pos, sentence, paragraph := 0, -1, -1
	for n, e := range entries {
		words := wholeSpans(e.Text)
		for i, w := range words {
			switch {
			case i == 0:
				if sentence >= 0 {
					pos += EntryGap - 1
				}
				sentence, paragraph = sentence+1, paragraph+1
			case plainParagraph(e, words[i-1].start, w.start):
				sentence, paragraph = sentence+1, paragraph+1
			case plainSentenceEnd(e.Text, words[i-1].end, w.start):
				sentence++
			}
			dst = append(dst, Token{
				Word: plainFold(e.Text[w.start:w.end]), Start: w.start, End: w.end,
				Entry: n, Pos: pos, Sentence: sentence, Paragraph: paragraph,
			})
			pos++
		}
	}
	return dst
}

// plainFold folds every letter by itself.
func plainFold(word string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(strings.Map(foldRune, word)) {
		letters := string(r)
		if r > unicode.MaxASCII && unicode.In(r, unicode.Latin) {
			letters = strings.ToLower(strings.Map(func(r rune) rune {
				if unicode.In(r, unicode.Mn) {
					return -1
				}
				return r
			}, norm.NFKD.String(letters)))
		}
		b.WriteString(letters)
	}
	return b.String()
}

func plainParagraph(e Entry, word, next int) bool {
	i := sort.SearchInts(e.Paragraphs, next+1) - 1
	return i >= 0 && e.Paragraphs[i] > word
}

func plainSentenceEnd(s string, from, to int) bool {
	for i := from; i < to; {
		marks, end := 0, i
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if strings.ContainsRune(".?!", r) {
				marks++
			} else if marks == 0 || !strings.ContainsRune(`"')]}”’»`, r) {
				break
			}
			end += size
		}
		if marks == 0 {
			i++
			continue
		}
		if (marks > 1 || s[i] != '.' || !plainAbbreviated(s, i)) && plainOpens(s[end:]) {
			return true
		}
		i = end
	}
	return false
}

func plainOpens(s string) bool {
	rest := strings.TrimLeftFunc(s, unicode.IsSpace)
	r, _ := utf8.DecodeRuneInString(rest)
	if rest == "" || len(rest) < len(s) {
		return !unicode.IsLower(r)
	}
	return unicode.IsUpper(r)
}

func plainAbbreviated(s string, at int) bool {
	start := at
	for start > 0 && at-start <= longestAbbreviation && (s[start-1] == '.' || asciiLetter(s[start-1])) {
		start--
	}
	if last := at - 1; last >= start && 'A' <= s[last] && s[last] <= 'Z' && initial(s, last) {
		return true
	}
	beforeNumber, known := abbreviations[strings.ToLower(s[start:at])]
	if !known || !beforeNumber {
		return known
	}
	behind := strings.TrimLeftFunc(s[at+1:], unicode.IsSpace)
	return behind != "" && (behind[0] == '#' || '0' <= behind[0] && behind[0] <= '9')
}

// plainPieces are what decides where words and sentences end.
var plainPieces = append(strings.Split("a B zeta Dr dr mg No no approx 's 'S 7 09 . . : , ; ' _ - / \" ( ) ? ! # % \t \n \r ..", " "),
	" ", " ", " ", "  ", "’", "”", "»", "é", "É", "e\u0301", "\u00ad", "\u200d", "–", "“", "疼", "カ", "ß", "½", "K", "\xff", "\xe2\x80", "．", "\u00a0", "\u0085")

func plainText(r *rand.Rand) Entry {
	var b strings.Builder
	pieces := plainPieces
	if r.Intn(2) == 0 {
		pieces = pieces[:30]
	}
	var e Entry
	for range r.Intn([]int{3, 20, 300}[r.Intn(3)]) {
		if r.Intn(12) == 0 {
			e.Paragraphs = append(e.Paragraphs, b.Len())
		}
		b.WriteString(pieces[r.Intn(len(pieces))])
	}
	e.Text = b.String()
	return e
}

func TestTokenizePlainly(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	for range 5_000 {
		entries := []Entry{plainText(r), plainText(r)}
		if diff := cmp.Diff(plainTokenize(entries), Tokenize(nil, entries)); diff != "" {
			t.Fatalf("Tokenize(%+v) (-plain +ours):\n%s", entries, diff)
		}
	}
}
