package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"imrsearch/parser/imr"
)

// itemsOf writes the items of a letter: request, outcome, and the beginning of
// the rationale.
func itemsOf(l imr.Letter) string {
	var list []string
	for _, it := range l.Items {
		list = append(list, fmt.Sprintf("%s %s %.12s", it.Request, it.Outcome, it.Rationale.Text))
	}
	return strings.Join(list, " | ")
}

func codesOf(l imr.Letter) string {
	var list []string
	for _, p := range l.Problems {
		if !strings.HasPrefix(p.Code, "missing-summary") {
			list = append(list, fmt.Sprintf("%s %d", p.Code, p.Item))
		}
	}
	return strings.Join(list, ", ")
}

// letterA is a letter of layout A: a list of determinations and blocks.
func letterA(list, blocks string) string {
	return "Notice of Independent Medical Review Determination\nMAXIMUS has determined the following.\n\n" + list +
		"\n\nINDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE\n\n" + blocks + "\n\nSincerely,\nOdo Brand, MD\n"
}

func determined(n, request, verdict string) string {
	return n + ") MAXIMUS Federal Services, Inc. has determined the request for " + request + " " + verdict + " medically necessary and appropriate.\n"
}

func block(n, request, rationale string) string {
	return n + ") Regarding the request for " + request + ":\n\nMedical Treatment Guideline(s) Relied Upon by the Expert Reviewer to Make His/Her Decision:\n" +
		"The Claims Administrator based its decision on the ODG. The Expert Reviewer relied on the Official Disability Guidelines (ODG), Knee chapter.\n\n" +
		"Rationale for the Decision:\n" + rationale + "\n\n"
}

// TestDeterminations holds how the list of determinations of layout A gives the
// items of its blocks their outcomes.
func TestDeterminations(t *testing.T) {
	const yes, no = "The cane is needed.", "The brace is not."
	for name, tt := range map[string]struct{ list, blocks, items, problems string }{
		"by their words, in any order": {
			determined("1", "a brace", "is not") + determined("2", "a cane", "is"), block("1", "a cane", yes) + block("2", "a brace", no),
			"a cane overturned The cane is  | a brace upheld The brace is", "",
		},
		"printed twice": {
			determined("1", "a cane", "is") + determined("2", "a brace", "is not") + determined("1", "a cane", "is") + determined("2", "a brace", "is not"),
			block("1", "a cane", yes) + block("2", "a brace", no),
			"a cane overturned The cane is  | a brace upheld The brace is", "",
		},
		"twice, and not the same": {
			determined("1", "a cane", "is") + determined("1", "a cane", "is not"), block("1", "a cane", yes),
			"a cane unknown The cane is ", "verdict-differs 1",
		},
		"in other words, by place": {
			determined("1", "canes", "is") + determined("2", "braces", "is not"), block("1", "a cane", yes) + block("2", "a brace", no),
			"a cane overturned The cane is  | a brace upheld The brace is", "",
		},
		"no list, by the rationale": {
			"", block("1", "a cane", "The cane is medically necessary.") + block("2", "a brace", "It is not medically necessary."),
			"a cane overturned The cane is  | a brace upheld It is not me", "",
		},
		"no list, and no verdict": {
			"", block("1", "a cane", "He limps."), "a cane unknown He limps.", "missing-verdict 1",
		},
		"more determinations than blocks": {
			determined("1", "a cane", "is") + determined("2", "a brace", "is not"), block("1", "a cane", yes),
			"a cane overturned The cane is  | a brace upheld ", "missing-rationale 2",
		},
		"no blocks at all": {
			determined("1", "a cane", "is") + determined("2", "a brace", "is not"), "",
			"a cane overturned  | a brace upheld ", "missing-rationale 1, missing-rationale 2",
		},
	} {
		l := mustParse(t, letterA(tt.list, tt.blocks))
		if got := itemsOf(l); got != tt.items || l.Layout != imr.LayoutA {
			t.Errorf("%s: layout %s\n got %s\nwant %s", name, l.Layout, got, tt.items)
		}
		if got := codesOf(l); got != tt.problems {
			t.Errorf("%s: problems %q, want %q", name, got, tt.problems)
		}
	}
}

// TestBareBlock reads a block of layout A that lost its labels.
func TestBareBlock(t *testing.T) {
	l := mustParse(t, letterA(determined("1", "a cane", "is not"), "1) Regarding the request for a cane with\nfour feet:\n\nThe cane is not needed."))
	if len(l.Items) != 1 || l.Items[0].Heading != "a cane with four feet" {
		t.Errorf("items %s", itemsOf(l))
	}
	if got := codesOf(l); !strings.Contains(got, "missing-rationale 1") || !strings.Contains(got, "missing-guideline 1") {
		t.Errorf("problems %q", got)
	}
}

// TestVerdictAlone reads a verdict that an empty line parts from its heading.
func TestVerdictAlone(t *testing.T) {
	l := itemLetter(t, "MRI of the left knee:\n\nUpheld")
	if len(l.Items) != 1 || l.Items[0].Request != "MRI of the left knee" || l.Items[0].Outcome != imr.Upheld {
		t.Errorf("items %s", itemsOf(l))
	}
}

// TestCutOff holds that what stands of an item at the end of a letter that was
// cut off is kept, and told.
func TestCutOff(t *testing.T) {
	full := mustParse(t, "IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld"+labels+"The study shows nothing new. It is not medically necessary.\n\nA cane with four feet: Overturned")
	if got, want := itemsOf(full), "MRI upheld The study sh | A cane with four feet overturned "; got != want {
		t.Errorf("items %s, want %s", got, want)
	}
	if got := codesOf(full); !strings.Contains(got, "cut-off 2") || !strings.Contains(got, "missing-rationale 2") {
		t.Errorf("problems %q", got)
	}
	half := mustParse(t, "IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld"+labels+"The study shows nothing new and the")
	if got := codesOf(half); !strings.Contains(got, "cut-off 1") {
		t.Errorf("within a sentence: problems %q", got)
	}
}

// TestRunInHeading finds a heading on the line on which the rationale before it
// ends.
func TestRunInHeading(t *testing.T) {
	l := mustParse(t, "IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld"+labels+"He limps. It is not\nmedically necessary. A cane: Overturned"+labels+"He limps.\n")
	if got, want := itemsOf(l), "MRI upheld He limps. It | A cane overturned He limps."; got != want {
		t.Errorf("items %s, want %s", got, want)
	}
	if text := l.Items[0].Rationale.Text; !strings.HasSuffix(text, "medically necessary.") {
		t.Errorf("the first rationale: %q", text)
	}
}

// TestProblems holds that what does not fit together is told, and not guessed.
func TestProblems(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"the rationale ends against the verdict": {
			"IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld" + labels + "The study is new. It is medically necessary.\n", "closing-differs 1",
		},
		"the cover says otherwise": {
			"Final Determination: Overturn\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld" + labels + "The study is old.\n", "case-outcome-differs 0",
		},
		"a label is missing": {
			"IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld\n\nMAXIMUS guideline: ODG.\n\nDecision rationale: The study is old.\n", "missing-guideline 1, labels-differ-from-items 0",
		},
		"no such day": {
			"Decision Date: 2/30/2014\nIMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld" + labels + "The study is old.\n", "date-invalid 0",
		},
		"labels and values do not pair": {
			"Date Assigned:\nDate of Injury:\n\n1/2/2014\nIMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld" + labels + "The study is old.\n", "header-unpaired 0",
		},
		"no items": {"IMR ISSUES, DECISIONS AND RATIONALES\n\nNone.\n", "no-items 0"},
	} {
		if got := codesOf(mustParse(t, tt.text)); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestLayouts tells C, D, E and F apart by their years and what they cite.
func TestLayouts(t *testing.T) {
	letter := func(date, guideline string) string {
		return "Decision Date: " + date + "\nHOW THE IMR FINAL DETERMINATION WAS MADE\nThe Expert Reviewer has the following credentials:\n\nState(s) of Licensure: California\nCertification(s)/Specialty: Surgery\n\n" +
			"IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld\n\nClaims Administrator guideline: " + guideline + "\n\nMAXIMUS guideline: " + guideline + "\n\nDecision rationale: The study is old.\n"
	}
	const sections, pages = "Decision based on MTUS Low Back Complaints 2004, Section(s): Special Studies.", "Decision based on MTUS ACOEM Chapter 12 Low Back Complaints Page(s): 303."
	for _, tt := range []struct {
		date, guideline string
		want            imr.Layout
	}{
		{"3/4/2014", pages, imr.LayoutD}, {"3/4/2016", sections, imr.LayoutE}, {"3/4/2019", sections, imr.LayoutF},
		{"3/4/2015", sections, imr.LayoutE}, {"3/4/2015", pages, imr.LayoutD}, // the form changed that year
		{"", sections, imr.LayoutE}, {"", pages, imr.LayoutD},
		{"", "Decision based on MTUS Low Back Disorders 2017.", imr.LayoutF},
	} {
		if l := mustParse(t, letter(tt.date, tt.guideline)); l.Layout != tt.want {
			t.Errorf("%s, %s: layout %s, want %s", tt.date, tt.guideline, l.Layout, tt.want)
		}
	}
}
