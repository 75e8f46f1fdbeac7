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
