package parser_test

import (
	"strings"
	"testing"

	"imrsearch/parser"
	"imrsearch/parser/imr"
)

// sectionsA is a letter of layout A whose headings have no colons and whose
// texts have no blank lines between them.
const sectionsA = `Notice of Independent Medical Review Determination
1) MAXIMUS Federal Services, Inc. has determined the request for a wrist brace is medically necessary and appropriate.
INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE
1) Regarding the request for a wrist brace:
Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make His/Her Decision
The Claims Administrator did not cite any evidence based guidelines. The Expert Reviewer relied on the Official Disability Guidelines (ODG), Forearm chapter: Splints.
Rationale for the Decision:
The brace rests the joint. It is medically necessary and appropriate.
Sincerely,
Odo Brand, MD
`

// mustParse parses a letter that a test invents.
func mustParse(t *testing.T, text string) imr.Letter {
	t.Helper()
	p, err := parser.Parse(imr.Source{Path: "letter.txt"}, document(text))
	if err != nil {
		t.Fatal(err)
	}
	return p.Letter
}

func TestHeadingsWithoutColons(t *testing.T) {
	l := mustParse(t, sectionsA)
	if len(l.Items) != 1 {
		t.Fatalf("%d items", len(l.Items))
	}
	it := l.Items[0]
	if !strings.HasPrefix(it.ClaimsAdministrator.Text, "The Claims Administrator did not") || it.ClaimsAdministrator.Cited {
		t.Errorf("claims administrator: %q", it.ClaimsAdministrator.Text)
	}
	if !strings.HasPrefix(it.ReviewerGuidelines.Text, "The Expert Reviewer relied") || len(it.ReviewerGuidelines.Citations) != 1 {
		t.Errorf("reviewer: %q %v", it.ReviewerGuidelines.Text, it.ReviewerGuidelines.Citations)
	}
	if want := "The brace rests the joint. It is medically necessary and appropriate."; it.Rationale.Text != want {
		t.Errorf("rationale %q", it.Rationale.Text)
	}
}

// unnamedReviewerB is a letter of layout B whose reviewer's guideline opens
// without the reviewer's name.
const unnamedReviewerB = `IMR DECISION(S) AND RATIONALE(S)
1. The request for a pool pass is not medically necessary and appropriate.
The Claims Administrator did not cite any guidelines.
The MTUS was not applicable. The following guideline was used: Official Disability Guidelines, Low Back Chapter, Gym memberships.
The Physician Reviewer's decision rationale: A pool is no treatment. The request is not medically necessary and appropriate.
Sincerely,
Odo Brand, MD
`

func TestReviewerUnnamed(t *testing.T) {
	it := mustParse(t, unnamedReviewerB).Items[0]
	if it.ClaimsAdministrator.Cited || it.ClaimsAdministrator.Text != "The Claims Administrator did not cite any guidelines." {
		t.Errorf("claims administrator: %q", it.ClaimsAdministrator.Text)
	}
	if c := it.ReviewerGuidelines.Citations; len(c) != 1 || c[0].Family != imr.ODG {
		t.Errorf("reviewer cites %v", c)
	}
	if strings.Contains(it.Rationale.Text, "Sincerely") {
		t.Errorf("rationale %q", it.Rationale.Text)
	}
}

// numberedZ is a letter of layout Z that argues two issues by their numbers.
const numberedZ = `MEDICAL PROFESSIONAL REVIEW
ISSUE AT DISPUTE:
1. Were hand splints medically necessary?
2. Wrist brace
MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL
REVIEWER AND WHY:
Official Disability Guidelines, Forearm, Wrist, & Hand Chapter, Splints.
RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT
MEDICALLY NECESSARY:
1. They rest the joints. Splints are
medically necessary.
2. A brace was given before. A second one is not medically necessary.
MEDICAL REVIEWER QUALIFICATIONS:
Board Certified in Plastic Surgery with a subspecialty in Hand Surgery. Licensed to practice in Arizona.
`

func TestNumberedIssues(t *testing.T) {
	l := mustParse(t, numberedZ)
	want := []struct {
		request   string
		outcome   imr.Outcome
		rationale string
	}{
		{"hand splints", imr.Overturned, "They rest the joints. Splints are medically necessary."},
		{"Wrist brace", imr.Upheld, "A brace was given before. A second one is not medically necessary."},
	}
	if len(l.Items) != len(want) {
		t.Fatalf("%d items", len(l.Items))
	}
	for i, w := range want {
		if it := l.Items[i]; it.Request != w.request || it.Outcome != w.outcome || it.Rationale.Text != w.rationale {
			t.Errorf("item %d: %q %s %q", i+1, it.Request, it.Outcome, it.Rationale.Text)
		}
	}
	if got := strings.Join(l.Reviewer.Specialties, "|") + " " + strings.Join(l.Reviewer.LicensedIn, "|"); got != "Plastic Surgery|Hand Surgery Arizona" {
		t.Errorf("reviewer: %s", got)
	}
}

func TestReviewerProfession(t *testing.T) {
	for _, tt := range []struct{ sentence, specialties, states string }{
		{"The expert reviewer is a Doctor of Chiropractic, has a subspecialty in Acupuncture and is licensed to practice in California.", "Chiropractic|Acupuncture", "California"},
		{"The expert reviewer is a licensed Psychologist and is licensed to practice in Oregon and Nevada.", "Psychologist", "Oregon|Nevada"},
		{"The expert reviewer is licensed in Chiropractic and is licensed to practice in Ohio.", "Chiropractic", "Ohio"},
		{"The physician reviewer is Board Certified in Plastic Surgery with a subspecialty in Hand Surgery and is licensed to practice in Ohio.", "Plastic Surgery|Hand Surgery", "Ohio"},
	} {
		l := mustParse(t, "HOW THE IMR FINAL DETERMINATION WAS MADE\nMAXIMUS sent the file. "+tt.sentence+" He/she is at work.\n\nCLINICAL CASE SUMMARY\nA cane was asked for.\n\nIMR ISSUES, DECISIONS AND RATIONALES\n")
		if s, st := strings.Join(l.Reviewer.Specialties, "|"), strings.Join(l.Reviewer.LicensedIn, "|"); s != tt.specialties || st != tt.states {
			t.Errorf("%s: %q, %q", tt.sentence, s, st)
		}
	}
}

// TestHeadingOverLines reads a heading of layout A that lost its colon and
// breaks before its last word, and one that names guidelines.
func TestHeadingOverLines(t *testing.T) {
	for _, heading := range []string{
		"Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make His/Her\nDecision",
		"Medical Treatment Guideline(s) Relied Upon by the Expert Reviewer to Make His/Her\nDecision",
	} {
		_, rest, _ := strings.Cut(sectionsA, "Make His/Her Decision")
		before, _, _ := strings.Cut(sectionsA, "Section of")
		l := mustParse(t, before+heading+rest)
		if l.Layout != imr.LayoutA || len(l.Items) != 1 || !strings.HasPrefix(l.Items[0].ClaimsAdministrator.Text, "The Claims Administrator did not") {
			t.Errorf("%s: layout %s, %d items", heading, l.Layout, len(l.Items))
		}
	}
}

func TestIssuesArguedTogether(t *testing.T) {
	_, tail, _ := strings.Cut(numberedZ, "MEDICAL REVIEWER")
	head, _, _ := strings.Cut(numberedZ, "1. They rest")
	head = strings.Replace(head, "1. Were hand splints medically necessary?\n2. Wrist brace", "1. MRI of the lumbar spine\n2. Wrist brace, right", 1)
	for _, tt := range []struct {
		rationale string
		want      [2]imr.Outcome
	}{
		{"The MRI is medically necessary, for the foot is weak. The brace is not medically necessary.", [2]imr.Outcome{imr.Overturned, imr.Upheld}},
		{"As to the brace: one was given. It is not medically necessary. As to the lumbar study: it is new. It is medically necessary.", [2]imr.Outcome{imr.Overturned, imr.Upheld}},
		{"Neither the MRI nor the brace is medically necessary.", [2]imr.Outcome{imr.Upheld, imr.Upheld}},
	} {
		l := mustParse(t, head+tt.rationale+"\nMEDICAL REVIEWER"+tail)
		if len(l.Items) != 2 || l.Items[0].Outcome != tt.want[0] || l.Items[1].Outcome != tt.want[1] {
			t.Errorf("%s: %v", tt.rationale, []imr.Outcome{l.Items[0].Outcome, l.Items[1].Outcome})
		}
	}
}

// TestReviewerAgrees reads a reviewer of layout B who takes the claims
// administrator's guidelines over.
func TestReviewerAgrees(t *testing.T) {
	_, rest, _ := strings.Cut(unnamedReviewerB, "The Physician Reviewer's")
	head, _, _ := strings.Cut(unnamedReviewerB, "The Claims")
	for _, verb := range []string{"agreed with", "concurs with", "adopted"} {
		it := mustParse(t, head+"The Claims Administrator based its decision on the ODG, Low Back Chapter, Gym memberships.\nThe Physician Reviewer "+verb+
			" the guidelines used by the Claims Administrator.\nThe Physician Reviewer's"+rest).Items[0]
		if c := it.ReviewerGuidelines.Citations; len(c) != 1 || c[0].Family != imr.ODG || !strings.HasPrefix(it.ReviewerGuidelines.Text, "The Physician Reviewer "+verb) {
			t.Errorf("%s: %q %v", verb, it.ReviewerGuidelines.Text, c)
		}
	}
}

// TestDocumentBullets reads lists whose bullets came out as letters or
// private characters.
func TestDocumentBullets(t *testing.T) {
	for _, list := range []string{
		"o Application for review\no Records of Bell Clinic,\n  2011 - 2013",
		"\uf0b7 Application for review\n\uf0b7 Records of Bell Clinic,\n2011 - 2013",
		"a. Application for review\nb. Records of Bell Clinic,\n2011 - 2013",
	} {
		_, decisions, _ := strings.Cut(unnamedReviewerB, "IMR DECISION")
		l := mustParse(t, "DOCUMENTS REVIEWED\nThe following documents were reviewed:\n"+list+"\n\nCLINICAL CASE SUMMARY\nA pool pass was asked for.\n\nIMR DECISION"+decisions)
		if got := strings.Join(l.DocumentsReviewed, "|"); got != "Application for review|Records of Bell Clinic, 2011 - 2013" {
			t.Errorf("%q: %s", list, got)
		}
	}
}
