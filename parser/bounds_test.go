package parser_test

import (
	"slices"
	"strings"
	"testing"

	"imrsearch/parser"
	"imrsearch/parser/imr"
)

// boundsLetter is a letter of layout C around a summary and the text of the
// reviewer's guidelines.
func boundsLetter(t *testing.T, summary, guidelines string) imr.Letter {
	t.Helper()
	text := "Case Number: CM14-0999999\nHOW THE IMR FINAL DETERMINATION WAS MADE\nMAXIMUS sent the file.\n\nCLINICAL CASE SUMMARY\n" + summary +
		"\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\nCane: Upheld\n\nClaims Administrator guideline: none\n\nMAXIMUS guideline: " + guidelines +
		"\n\nDecision rationale: The request is not medically necessary.\n"
	p, err := parser.Parse(imr.Source{Path: "letter.txt"}, document(text))
	if err != nil {
		t.Fatal(err)
	}
	return p.Letter
}

// mostCitations is what 64 kB of guidelines may cite: the rest is not read.
const mostCitations = 1 << 16 / 40

// TestBounds holds that letters of megabytes are read to their end and whole,
// and that what is told of them does not grow with them.
func TestBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("megabytes of text")
	}
	const short = "The patient is a 50 year old male who fell."
	repeated := func(line string, size int) string { return strings.Repeat(line+"\n", size/len(line)) }
	for _, tt := range []struct{ name, summary, guidelines string }{
		{"sentences of a summary", short + "\n" + repeated("The patient limps and rests.", 1_800_000), "ODG"},
		{"sentences for guidelines", short, "ODG.\n" + repeated("Other medical sources do not speak of canes.", 1_800_000)},
		{"guidelines", short, repeated("Official Disability Guidelines, Low Back Chapter;", 1<<20)},
		{"cues of an injury", short + "\n" + repeated("The date of injury, injured on or about, sustained an injury on a day.", 1_800_000), "ODG"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := boundsLetter(t, tt.summary, tt.guidelines)
			if len(l.Items) != 1 || l.Items[0].Outcome != imr.Upheld || l.Items[0].Rationale.Text == "" {
				t.Fatalf("not one upheld item with its rationale, but %d", len(l.Items))
			}
			if got, want := len(l.Summary.Text), len(tt.summary)*9/10; got < want {
				t.Errorf("%d bytes of the summary are left, want %d", got, want)
			}
			if n := len(l.Items[0].ReviewerGuidelines.Citations); n > mostCitations {
				t.Errorf("%d citations", n)
			}
			if len(l.Diagnoses) > 20 || len(l.Problems) > 20 {
				t.Errorf("%d diagnoses, %d problems", len(l.Diagnoses), len(l.Problems))
			}
		})
	}
}

// TestTextCut holds that a letter of more than 2 MB keeps its beginning, and says
// so; one that is shorter keeps all.
func TestTextCut(t *testing.T) {
	head := "Case Number: CM14-0999999\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\nCane: Upheld\n\nClaims Administrator guideline: none\n\nMAXIMUS guideline: ODG.\n\nDecision rationale: The request is not medically necessary.\n"
	for _, tt := range []struct {
		name, rest string
		cut        bool
	}{
		{"a little", "He rested.\n", false},
		{"many lines", strings.Repeat("He rested, and his knee was as before.\n", 60_000), true},
		{"one word", strings.Repeat("a", 5_000_000), true},
		{"pages", strings.Repeat("He rested, and his knee was as before.\n\fHe went to see the doctor once more.\n\f", 30_000), true},
	} {
		letters, _, err := parser.Letters(imr.Source{Path: "letter.txt"}, document(head+tt.rest))
		if err != nil || len(letters) != 1 {
			t.Fatalf("%s: %d letters, %v", tt.name, len(letters), err)
		}
		l := letters[0]
		said := slices.ContainsFunc(l.Letter.Problems, func(p imr.Problem) bool { return p.Code == parser.TextCut && p.Line > 0 })
		if said != tt.cut || len(l.Letter.Items) != 1 || l.Letter.Items[0].Outcome != imr.Upheld {
			t.Errorf("%s: said to be cut is %v, %d items", tt.name, said, len(l.Letter.Items))
		}
		if n := len(l.Text); n > parser.MaxText || tt.cut && n < parser.MaxText*9/10 {
			t.Errorf("%s: %d bytes are kept", tt.name, n)
		}
	}
}

// TestItemsTimesTexts holds that texts which every item is found by do not
// multiply a letter's size by the number of its items.
func TestItemsTimesTexts(t *testing.T) {
	head := "Case Number: CM14-0999999\n\nCLINICAL CASE SUMMARY\n" + strings.Repeat("He rested, and his knee was as before.\n", 20_000) +
		"\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\n"
	item := "Knee brace: Upheld\n\nClaims Administrator guideline: none\n\nMAXIMUS guideline: ODG.\n\nDecision rationale: It is not medically necessary.\n\n"
	for n, cut := range map[int]bool{1: false, 2: false, 500: true} {
		p, err := parser.Parse(imr.Source{Path: "letter.txt"}, document(head+strings.Repeat(item, n)))
		if err != nil || len(p.Letter.Items) != n {
			t.Fatalf("%d items: %v", n, err)
		}
		if got := len(p.Letter.Summary.Text) < 700_000; got != cut {
			t.Errorf("%d items: cut is %v", n, got)
		}
		if all := n * len(p.Letter.Summary.Text); all > 8*len(p.Text) || all == 0 {
			t.Errorf("%d items: %d bytes of summaries", n, all)
		}
		if said := slices.ContainsFunc(p.Letter.Problems, func(p imr.Problem) bool { return p.Code == parser.TextCut }); said != cut {
			t.Errorf("%d items: said to be cut is %v", n, said)
		}
	}
}
