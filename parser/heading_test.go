package parser_test

import (
	"strings"
	"testing"

	"imrsearch/parser"
	"imrsearch/parser/imr"
)

// TestHeadings reads headings as the layouts C to F print them.
func TestHeadings(t *testing.T) {
	const rest = "The remaining IMR eligible portion of the original request, "
	for _, tt := range []struct {
		heading   string
		request   string
		outcome   imr.Outcome
		remaining bool
		retro     bool
	}{
		{"MRI of the left knee: Upheld", "MRI of the left knee", imr.Upheld, false, false},
		{"MRI of the left knee:  Overturned", "MRI of the left knee", imr.Overturned, false, false},
		{"MRI of the left knee :UPHELD", "MRI of the left knee", imr.Upheld, false, false},
		{"MRI of the left knee: Uphe1d.", "MRI of the left knee", imr.Upheld, false, false},
		{"MRI of the left knee: Overtumed", "MRI of the left knee", imr.Overturned, false, false},
		{"MRI of the left knee: 0verturned", "MRI of the left knee", imr.Overturned, false, false},
		{"MRI of the left knee:\nUpheld", "MRI of the left knee", imr.Upheld, false, false},
		{"MRI of the left\nknee:\nUpheld", "MRI of the left knee", imr.Upheld, false, false},
		{"MRI of the left knee: Modified", "MRI of the left knee", imr.Modified, false, false},
		{"MRI of the left knee: Partially Overturned", "MRI of the left knee", imr.Modified, false, false},
		{"MRI of the left knee is not medically necessary and appropriate.", "MRI of the left knee", imr.Upheld, false, false},
		{"MRI of the left knee was medically necessary.", "MRI of the left knee", imr.Overturned, false, false},
		{"Associated surgical service: Cane: Upheld", "Associated surgical service: Cane", imr.Upheld, false, false},
		{"Labs to include: EKG: Overturned", "Labs to include: EKG", imr.Overturned, false, false},
		{"#60 day supply: 30: Upheld", "#60 day supply: 30", imr.Upheld, false, false},
		{"with open carpal tunnel release: Upheld", "with open carpal tunnel release", imr.Upheld, false, false},
		{"2 leg wraps: Upheld", "2 leg wraps", imr.Upheld, false, false},
		{"Pads #90 (original request). Pads #30 approved. The remaining IMR eligible portion, pads #60, is: Upheld", "pads #60", imr.Upheld, true, false},
		{"Cold unit x 7 days - Upheld", "Cold unit x 7 days", imr.Upheld, false, false},
		{"1) Cane: Upheld", "Cane", imr.Upheld, false, false},
		{"1.5 mg tablets: Upheld", "1.5 mg tablets", imr.Upheld, false, false},
		{"Retrospective cane (DOS: 1/2/16): Upheld", "Retrospective cane (DOS: 1/2/16)", imr.Upheld, false, true},
		{"Norco #60 was the original request. Norco #20 was authorized by the Claims Administrator. " + rest + "Norco #40 is: Upheld", "Norco #40", imr.Upheld, true, false},
		{"Norco #60 was the original request. Norco #20 was authorized by the Claims Administrator. " + rest + "Norco #40: Overturned", "Norco #40", imr.Overturned, true, false},
		{"A cane was the original request. The Claims Administrator authorized a rental, leaving the original request IMR eligible. The original request, a cane is: Upheld", "a cane", imr.Upheld, false, false},
	} {
		l := itemLetter(t, tt.heading)
		if len(l.Items) != 1 {
			t.Errorf("%s: %d items", tt.heading, len(l.Items))
			continue
		}
		it := l.Items[0]
		if it.Request != tt.request || it.Outcome != tt.outcome || it.RemainingPortion != tt.remaining || it.Retrospective != tt.retro {
			t.Errorf("%s:\ngot %q %s %v %v", tt.heading, it.Request, it.Outcome, it.RemainingPortion, it.Retrospective)
		}
	}
}

const labels = "\n\nClaims Administrator guideline: Decision based on MTUS Knee Complaints 2004.\n\nMAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.\n\nDecision rationale: "

func itemLetter(t *testing.T, heading string) imr.Letter {
	t.Helper()
	p, err := parser.Parse(imr.Source{Path: "x"}, document("IMR ISSUES, DECISIONS AND RATIONALES\nThe Final Determination was based on decisions for the disputed items/services set forth below:\n\n"+
		heading+labels+"The request is argued.\n"))
	if err != nil {
		t.Fatal(err)
	}
	return p.Letter
}

// TestGluedHeadings finds headings that no empty line parts from the
// rationale before them.
func TestGluedHeadings(t *testing.T) {
	const argued = "The guideline wants a trial of rest, and a trial of exercise, before a study is made of the knee.\nNone is told. The request is not medically necessary."
	for _, second := range []string{
		"Cane: Overturned",
		"cane with four feet, to be used at home and at work and wherever else it may be of use to the\nworker: Overturned",
		"Cane: two of them:\nOverturned",
		"Canes #4 was the original request. Canes #2 was authorized by the Claims Administrator. The\nremaining IMR eligible portion of the original request, Canes #2 is: Overturned",
	} {
		for _, between := range []string{"\n", "\n\n", "\f", "\n\n\f\n", "\n7\n\f"} {
			l := itemLetter(t, "MRI: Upheld"+labels+argued+between+second)
			if len(l.Items) != 2 {
				t.Fatalf("%q: %d items", second, len(l.Items))
			}
			got, want := l.Items[1].Heading, strings.ReplaceAll(second[:strings.LastIndex(second, ":")], "\n", " ")
			if got != want || l.Items[1].Outcome != imr.Overturned || !strings.HasSuffix(l.Items[0].Rationale.Text, "not medically necessary.") {
				t.Errorf("after %q: heading %q, want %q; rationale %q", between, got, want, l.Items[0].Rationale.Text)
			}
		}
	}
}

// TestVerdictNotGuessed leaves the outcome open where no verdict stands.
func TestVerdictNotGuessed(t *testing.T) {
	l := itemLetter(t, "MRI of the knee")
	if l.Items[0].Outcome != imr.UnknownOutcome || l.CaseOutcome != imr.CaseUnknown {
		t.Errorf("got %s, %s", l.Items[0].Outcome, l.CaseOutcome)
	}
	var codes []string
	for _, p := range l.Problems {
		codes = append(codes, p.Code)
	}
	if !strings.Contains(strings.Join(codes, " "), "missing-verdict") {
		t.Errorf("problems %v", codes)
	}
}
