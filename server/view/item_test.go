package view

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

func TestItemFacts(t *testing.T) {
	tests := []struct {
		name string
		item imr.Item
		want []string
	}{
		{"nothing known", imr.Item{}, nil},
		{"subclass that only repeats", imr.Item{Treatment: imr.Treatment{Class: "surgery", Subclass: "surgery"}}, []string{"surgery"}},
		{"all", imr.Item{Retrospective: true, RemainingPortion: true, Reasons: []string{"no exam", "no trial"},
			Treatment: imr.Treatment{Class: "drug", Subclass: "opioid", Drugs: []string{"norco"}, Dose: []string{"10/325 mg"}, BodyParts: []string{"knee", "hip"}, Levels: []string{"L4-L5"}, Side: "left", Frequency: "twice daily"}},
			[]string{"drug", "opioid", "norco", "10/325 mg", "knee, hip", "L4-L5", "left", "twice daily", "retrospective, remaining portion", "reasons: no exam, no trial"}},
		{"reasons of both sides", imr.Item{Reasons: []string{"no trial", "failed care"}, ReasonsAgainst: []string{"no trial"}, ReasonsFor: []string{"failed care"}},
			[]string{"for it: failed care", "against it: no trial"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, itemFacts(&test.item)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestCitations(t *testing.T) {
	day := imr.Date{Year: 2016, Month: 12, Day: 30}
	got := newCitations([]imr.Citation{
		{Family: imr.MTUSACOEM, Title: "Low Back Complaints", Chapter: 12, Year: 2004, Sections: []string{"Physical Methods"}, Pages: [][]int{{298, 301}, {308, 308}, {1}}},
		{Family: imr.MTUSChronicPain, Title: "Chronic Pain Medical Treatment Guidelines", Year: 2009, Pages: [][]int{{18, 18}}},
		{Family: imr.ODG, Title: "Knee & Leg", Topics: []string{"Knee brace", "MRI"}},
		{Family: imr.OtherFamily},
	}, day)
	want := []Citation{
		{Family: "MTUS ACOEM", URL: "/cites/mtus-acoem", Work: Link{"Low Back Complaints · chapter 12", "/cites/mtus-acoem/12"}, Year: "2004",
			Sections: []Link{{"Physical Methods", "/cites/mtus-acoem/12/physical-methods"}},
			Pages:    []Link{{"pp. 298–301", "/cites/mtus-acoem/12/298"}, {"p. 308", "/cites/mtus-acoem/12/308"}},
			Status:   "in force on December 30, 2016 (8 CCR 9792.23.5)"},
		{Family: "MTUS Chronic Pain", URL: "/cites/mtus-chronic-pain", Year: "2009",
			Work:   Link{"Chronic Pain Medical Treatment Guidelines", "/cites/mtus-chronic-pain/chronic-pain-medical-treatment-guidelines"},
			Pages:  []Link{{"p. 18", "/cites/mtus-chronic-pain/chronic-pain-medical-treatment-guidelines/18"}},
			Status: "superseded since July 28, 2016 by Chronic Pain Medical Treatment Guidelines (2016) (8 CCR 9792.24.2)"},
		{Family: "ODG", URL: "/cites/odg", Work: Link{"Knee & Leg", "/cites/odg/knee-leg"},
			Sections: []Link{{"Knee brace", "/cites/odg/knee-leg/knee-brace"}, {"MRI", "/cites/odg/knee-leg/mri"}},
			Status:   "not part of the MTUS, see 8 CCR 9792.21.1"},
		{Family: "other evidence", URL: "/cites/other"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := newCitations([]imr.Citation{{Family: imr.ODG}}, imr.Date{}); got[0].Status != "" {
		t.Errorf("without a day of decision: %q", got[0].Status)
	}
}

func TestLetterFacts(t *testing.T) {
	if got := letterFacts(&imr.Letter{}); got != nil {
		t.Errorf("a letter that states nothing has the facts %v", got)
	}
	got := letterFacts(&imr.Letter{CaseOutcome: imr.CasePartial, Priority: "standard", DateOfInjury: imr.Date{Year: 2010, Month: 5, Day: 6},
		Patient: imr.Patient{Age: 40, Sex: "male"}})
	want := []Fact{{"Outcome", "partly overturned"}, {"Injured", "May 6, 2010"}, {"Patient", "40, male"}, {"Priority", "standard"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestHit: an item of a letter with many others, found in two texts.
func TestHit(t *testing.T) {
	h := &index.Hit{
		ID: "CM16-0990001/2", Letter: "CM16-0990001", N: 2, Items: 5, Outcome: imr.Modified, Request: "Knee brace",
		RequestSpans: []index.Span{{0, 4}}, Age: 40, Families: []imr.Family{imr.ODG, imr.OtherFamily},
		Marks:    map[string]int{"request": 1, "rationale": 2},
		Snippets: []index.Snippet{{Field: "rationale", Text: "the knee", Page: 2, Line: 7}, {Field: "diagnosis", Text: "pain"}},
	}
	for n := 3; n < 8; n++ {
		h.Siblings = append(h.Siblings, index.Sibling{N: n, Request: "Therapy", Outcome: imr.Upheld})
	}
	v := newHit(h, SearchFor("knee"))
	if v.Anchor != "hit-CM16-0990001-2" || v.URL != "/letters/CM16-0990001?q=knee#why-2" || v.Outcome.Label != "Modified" || v.Marks != "3 marks" {
		t.Errorf("hit = %+v", v)
	}
	if diff := cmp.Diff([]Link{{Text: "CM16-0990001, item 2 of 5"}, {"5 more in this letter", "/letters/CM16-0990001?q=knee"}, {Text: "40"}, {Text: "ODG, other evidence"}}, v.Facts); diff != "" {
		t.Error(diff)
	}
	places := []string{v.First.Place, v.First.URL, v.Rest[0].Place, v.Rest[0].URL}
	want := []string{"Rationale, p. 2", "/letters/CM16-0990001?q=knee#p2-l7", "Diagnoses", "/letters/CM16-0990001?q=knee#item-2"}
	if diff := cmp.Diff(want, places); diff != "" {
		t.Error(diff)
	}
	if len(v.Siblings) != 3 || v.MoreSiblings != "2 more" || v.Score != "" {
		t.Errorf("siblings %v, %q; score %q", v.Siblings, v.MoreSiblings, v.Score)
	}
	if none := newHit(&index.Hit{ID: "X/0", Letter: "X"}, Address{}); none.Request[0].Text != "Letter X, in which no item was found" || none.Facts[0].Text != "X" {
		t.Errorf("a letter without items is shown as %+v", none)
	}
}
