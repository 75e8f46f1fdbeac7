package parser

import (
	"testing"

	"imrsearch/parser/imr"
)

// TestVerdictOfHeading reads the verdict at the end of a heading, by the rules
// of each kind of layout.
func TestVerdictOfHeading(t *testing.T) {
	for _, tt := range []struct {
		heading        string
		word, sentence imr.Outcome // of a heading that ends in a word, and of one that is a sentence
		text           string      // what is left by the second
	}{
		{"", imr.UnknownOutcome, imr.UnknownOutcome, ""},
		{"A cane", imr.UnknownOutcome, imr.UnknownOutcome, "A cane"},
		{"A cane: Upheld", imr.Upheld, imr.Upheld, "A cane"},
		{"A cane: OVERTURNED.", imr.Overturned, imr.Overturned, "A cane"},
		{"A cane: Uphe1d", imr.Upheld, imr.Upheld, "A cane"},
		{"A cane Upheld in part", imr.Modified, imr.Modified, "A cane"},
		{"A cane: Partially Overturned", imr.Modified, imr.Modified, "A cane"},
		{"The denial was upheld", imr.UnknownOutcome, imr.UnknownOutcome, "The denial was upheld"}, // a verb of the prose
		{"A cane: upheld", imr.Upheld, imr.Upheld, "A cane"},
		{"A cane is not medically necessary and appropriate.", imr.UnknownOutcome, imr.Upheld, "A cane"},
		{"A cane is medically necessary.", imr.UnknownOutcome, imr.Overturned, "A cane"},
		{"Canes were not found to be medically necessary", imr.UnknownOutcome, imr.Upheld, "Canes"},
		{"Canes have not been found medically necessary", imr.UnknownOutcome, imr.Upheld, "Canes"},
		{"Canes cannot be considered medically necessary.", imr.UnknownOutcome, imr.Upheld, "Canes"},
		{"Canes are deemed medically necessary", imr.UnknownOutcome, imr.Overturned, "Canes"},
		{"A cane not medically necessary", imr.UnknownOutcome, imr.Upheld, "A cane"},
		{"A cane is necessary", imr.UnknownOutcome, imr.UnknownOutcome, "A cane is necessary"},
	} {
		if _, got := wordVerdict(tt.heading); got != tt.word {
			t.Errorf("%q by its last word: %s, want %s", tt.heading, got, tt.word)
		}
		text, got := sentenceVerdict(tt.heading)
		if got != tt.sentence {
			t.Errorf("%q as a sentence: %s, want %s", tt.heading, got, tt.sentence)
		}
		if text != tt.text {
			t.Errorf("%q as a sentence leaves %q, want %q", tt.heading, text, tt.text)
		}
		if _, got := anyVerdict(tt.heading); got != tt.sentence {
			t.Errorf("%q in an unknown layout: %s, want %s", tt.heading, got, tt.sentence)
		}
	}
}

// TestHeadingVerdict holds that the end of an argument is no heading.
func TestHeadingVerdict(t *testing.T) {
	for s, want := range map[string]imr.Outcome{
		"A cane: Upheld":                                 imr.Upheld,
		"A cane is not medically necessary.":             imr.Upheld,
		"Therefore a cane is not medically necessary.":   imr.UnknownOutcome,
		"He fell. A cane is not medically necessary.":    imr.UnknownOutcome, // two sentences
		"In this case the cane was medically necessary.": imr.UnknownOutcome,
		"Cane": imr.UnknownOutcome,
	} {
		if _, got := headingVerdict(s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

func TestProseVerdict(t *testing.T) {
	for s, want := range map[string]imr.Outcome{
		"":                                     imr.UnknownOutcome,
		"The man limps.":                       imr.UnknownOutcome,
		"The cane is medically necessary.":     imr.Overturned,
		"The cane is not medically necessary.": imr.Upheld,
		"The cane is non-medically necessary.": imr.Upheld,
		"The cane cannot be deemed medically necessary.":                       imr.Upheld,
		"Neither the cane nor the brace is medically necessary.":               imr.Upheld,
		"Medical necessity has not been established.":                          imr.Upheld,
		"The medical necessity of it was established.":                         imr.Overturned,
		"It was appropriate.":                                                  imr.Overturned,
		"It is not considered appropriate.":                                    imr.Upheld,
		"A brace is not medically necessary. The cane is medically necessary.": imr.Overturned, // the last one counts
		"The cane is medically necessary. A brace is not necessary.":           imr.Upheld,
	} {
		if got := proseVerdict(s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

func TestTitleVerdict(t *testing.T) {
	for s, want := range map[string]imr.Outcome{
		"RATIONALE FOR WHY THE REQUESTED TREATMENT WAS NOT MEDICALLY NECESSARY:": imr.Upheld,
		"RATIONALE FOR WHY THE REQUESTED TREATMENT WAS MEDICALLY NECESSARY":      imr.Overturned,
		"RATIONALE FOR WHY IT WAS N0T MEDICALLY NECESSARY":                       imr.Upheld,
		"RATIONALE": imr.UnknownOutcome,
	} {
		if got := titleVerdict(s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

func TestVerdictsByName(t *testing.T) {
	requests := []string{"MRI of the lumbar spine", "wrist brace"}
	for text, want := range map[string][2]imr.Outcome{
		"": {imr.UnknownOutcome, imr.UnknownOutcome},
		"The MRI of the spine is medically necessary. The brace is not medically necessary.":                          {imr.Overturned, imr.Upheld},
		"As to the brace. It is not medically necessary. He limps. The lumbar MRI is new. It is medically necessary.": {imr.Overturned, imr.Upheld},
		"They are medically necessary.":                  {imr.UnknownOutcome, imr.UnknownOutcome}, // neither is named
		"The brace and the MRI are medically necessary.": {imr.UnknownOutcome, imr.UnknownOutcome}, // both alike
	} {
		got := verdictsByName(text, requests)
		if got[0] != want[0] || got[1] != want[1] {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestSplitIssues(t *testing.T) {
	for s, want := range map[string][]string{
		"A cane":                               {"A cane"},
		"1. A cane":                            {"A cane"},
		"1. A cane 2. A brace":                 {"A cane ", "A brace"},
		"Issues: (1) A cane; (2) A brace":      {"A cane;", "A brace"},
		"• A cane • A brace":                   {"A cane ", "A brace"},
		"Cane of size 2. Brace of size 3. End": {"Cane of size 2. Brace of size 3. End"}, // numbers of the text
	} {
		var got []string
		for _, is := range splitIssues(s) {
			got = append(got, s[is[0]:is[1]])
		}
		if len(got) != len(want) {
			t.Errorf("%q: %q, want %q", s, got, want)
			continue
		}
		for i := range got {
			if trimHeading(got[i]) != trimHeading(want[i]) {
				t.Errorf("%q: %q, want %q", s, got, want)
			}
		}
	}
}
