package contrast

import "strings"

// An Item is what an item says that may be a feature of its letter.
type Item struct {
	Sentences          [][]Word // of the rationale, without those that stand in many letters
	For, Against       []string // reasons
	Families, Sections []string // of guidelines: cited by the reviewer, by either side
	Diagnoses          [][]Word // of the letter, each entry
	Documents          [][]Word
}

// Count counts the features of an item of the letter at hand.
func (c *Counter) Count(s Side, it *Item) {
	c.Item(s)
	for _, words := range it.Sentences {
		Sentence(words, func(f Feature) { c.Add(s, f) })
	}
	reasons := it.For
	if s == Upheld {
		reasons = it.Against
	}
	c.addEach(s, Reason, reasons)
	c.addEach(s, Guideline, it.Families)
	c.addEach(s, Section, it.Sections)
	c.addEntries(s, Diagnosis, it.Diagnoses)
	c.addEntries(s, Document, it.Documents)
}

func (c *Counter) addEach(s Side, k Kind, values []string) {
	for _, v := range values {
		c.Add(s, Feature{Kind: k, Key: strings.ToLower(v), Text: v})
	}
}

// longestEntry is how many words an entry of a list has at most that may stand
// in several letters in the same words.
const longestEntry = 6

// addEntries adds entries of a list, without the numbers at their ends: codes
// and dates.
func (c *Counter) addEntries(s Side, k Kind, entries [][]Word) {
	for _, words := range entries {
		for len(words) > 0 && words[0].kind == number {
			words = words[1:]
		}
		for len(words) > 0 && words[len(words)-1].kind == number {
			words = words[:len(words)-1]
		}
		if len(words) == 0 || len(words) > longestEntry {
			continue
		}
		texts := make([]string, len(words))
		for i, w := range words {
			texts[i] = w.Text
		}
		text := strings.Join(texts, " ")
		c.Add(s, Feature{Kind: k, Key: text, Text: text})
	}
}
