package lexicon

import (
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/lexicon/fold"
)

// sentences parts the words of a text at its sentence ends. It is coarse: a
// cue that spans two sentences is lost, and one that stands behind a missed
// end counts as said in the sentence before, which does no harm.
func sentences(text string, words []fold.Word) [][]fold.Word {
	var found [][]fold.Word
	from := 0
	for i := 1; i <= len(words); i++ {
		if i == len(words) || sentenceEnd(text, words[i-1], words[i]) {
			found = append(found, words[from:i])
			from = i
		}
	}
	return found
}

const (
	opioidParagraphStart = "This decision addresses the medical necessity of opioids"
	opioidParagraphEnd   = "terminating opioids for this patient."
)

// opioidParagraph returns where the fixed paragraph on opioids and tapering
// stands, which says nothing of the case; to the end of a text in which it has
// no end.
func opioidParagraph(text string) (from, to int, ok bool) {
	from = strings.Index(text, opioidParagraphStart)
	if from < 0 {
		return 0, 0, false
	}
	if i := strings.Index(text[from:], opioidParagraphEnd); i >= 0 {
		return from, from + i + len(opioidParagraphEnd), true
	}
	return from, len(text), true
}

func withoutOpioidParagraph(text string) string {
	from, to, ok := opioidParagraph(text)
	if !ok {
		return text
	}
	return text[:from] + "\n" + text[to:]
}

// sentenceEnd reports whether the marks between two words end a sentence.
func sentenceEnd(text string, a, b fold.Word) bool {
	between := text[a.End:b.Start]
	mark := strings.IndexAny(between, ".?!\n")
	if mark < 0 {
		return false
	}
	if between[mark] == '.' && abbreviated(text[a.Start:a.End]) {
		return false
	}
	next := text[b.Start]
	return between[mark] != '.' || !('a' <= next && next <= 'z')
}

// abbreviated reports whether a dot behind the word is more likely its own
// than the sentence's.
func abbreviated(word string) bool {
	switch strings.ToLower(word) {
	case "dr", "mr", "mrs", "ms", "vs", "mg", "no", "eg", "ie", "approx", "st", "pt", "pp":
		return word != "no" && word != "mg" // small "no." and "mg." end sentences as often
	}
	return len(word) == 1 && ascii.IsLetter(word[0])
}

// EndsInAbbreviation reports whether the final stop of s is that of a shortened
// word, which ends no sentence.
func EndsInAbbreviation(s string) bool {
	i := strings.LastIndexByte(s, ' ')
	switch strings.ToLower(s[i+1:]) {
	case "dr.", "no.", "vs.", "tab.", "tabs.", "cap.", "caps.", "mg.", "mcg.", "ml.", "e.g.", "i.e.", "approx.", "qty.", "sig.", "st.", "p.o.", "q.d.", "b.i.d.", "t.i.d.", "p.r.n.":
		return true
	}
	return false
}
