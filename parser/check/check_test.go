package check

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"imrsearch/parser/imr"
)

func exampleLetter() imr.Letter {
	return imr.Letter{
		Layout: imr.LayoutC, CaseNumber: "CM14-0999999", DecisionDate: imr.Date{Year: 2014, Month: 5, Day: 6},
		Patient: imr.Patient{Age: 50, Sex: "male"}, Diagnoses: []string{"neck pain", "back pain"},
		Items: []imr.Item{{
			N: 1, Request: "a cane", Heading: "a cane", Outcome: imr.Upheld, Rationale: imr.Passage{Text: "It isn’t needed."},
			ReviewerGuidelines: imr.Guidelines{Text: "ODG", Cited: true, Citations: []imr.Citation{{Family: imr.ODG, Title: "Official Disability Guidelines"}}},
		}},
	}
}

// wrong returns the fields that differ, those that are missing with a "?".
func wrong(got, want imr.Letter) string {
	var list []string
	for _, v := range Compare(got, want) {
		if v.Right {
			continue
		}
		if v.Missing {
			v.Field += "?"
		}
		list = append(list, v.Field)
	}
	return strings.Join(list, " ")
}

func TestCompare(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*imr.Letter)
		want   string
	}{
		"the same":            {func(*imr.Letter) {}, ""},
		"another date":        {func(l *imr.Letter) { l.DecisionDate.Day = 7 }, "decision_date"},
		"no date":             {func(l *imr.Letter) { l.DecisionDate = imr.Date{} }, "decision_date?"},
		"no age":              {func(l *imr.Letter) { l.Patient.Age = 0 }, "patient.age?"},
		"fewer diagnoses":     {func(l *imr.Letter) { l.Diagnoses = l.Diagnoses[:1] }, "diagnoses"},
		"space and quotes":    {func(l *imr.Letter) { l.Items[0].Rationale.Text = "It isn't  needed. " }, ""},
		"another outcome":     {func(l *imr.Letter) { l.Items[0].Outcome = imr.Overturned }, "item.outcome"},
		"one item more":       {func(l *imr.Letter) { l.Items = append(l.Items, imr.Item{}) }, "item count"},
		"a date of no use":    {func(l *imr.Letter) { l.URDenialDate = imr.Date{Year: 2014, Month: 1, Day: 1} }, "ur_denial_date"},
		"a citation's alias":  {func(l *imr.Letter) { l.Items[0].ReviewerGuidelines.Citations[0].Title = "ODG" }, ""},
		"a citation's family": {func(l *imr.Letter) { l.Items[0].ReviewerGuidelines.Citations[0].Family = imr.ACOEM }, "item.reviewer_guidelines.citations"},
		"a citation's pages":  {func(l *imr.Letter) { l.Items[0].ReviewerGuidelines.Citations[0].Pages = [][]int{{1, 2}} }, "item.reviewer_guidelines.citations"},
	} {
		got := exampleLetter()
		got.Items[0].ReviewerGuidelines.Citations = append([]imr.Citation(nil), got.Items[0].ReviewerGuidelines.Citations...)
		tt.change(&got)
		if w := wrong(got, exampleLetter()); w != tt.want {
			t.Errorf("%s: %q, want %q", name, w, tt.want)
		}
	}
	none := exampleLetter()
	none.Items = nil
	if w := wrong(none, exampleLetter()); !strings.HasPrefix(w, "item count item.request? item.heading? item.outcome?") {
		t.Errorf("without its item: %s", w)
	}
}

func TestTable(t *testing.T) {
	table := New()
	if s := table.String(); !strings.Contains(s, "of 0 letters") || strings.Contains(s, "problems") || strings.Contains(s, "truth") {
		t.Errorf("an empty table:\n%s", s)
	}
	truth, err := json.Marshal(exampleLetter())
	if err != nil {
		t.Fatal(err)
	}
	right, half := exampleLetter(), exampleLetter()
	half.DecisionDate, half.Items[0].Outcome = imr.Date{}, imr.Overturned
	half.Problems = []imr.Problem{{Code: "missing-verdict", Page: 2, Line: 7, Message: "no verdict"}, {Code: "labels-differ-from-items", Message: "none"}}
	for name, l := range map[string]*imr.Letter{"right.txt": &right, "half.txt": &half} {
		if err := table.Add(name, l, truth); err != nil {
			t.Fatal(err)
		}
	}
	for range 5 { // of a problem, three places are named
		if err := table.Add("many.txt", &imr.Letter{Layout: imr.LayoutZ, Problems: []imr.Problem{{Code: "no-items", Page: 1, Line: 1, Message: "none"}}}, nil); err != nil {
			t.Fatal(err)
		}
	}
	table.Fail("broken.pdf", errors.New("the file is damaged"))
	s := table.String()
	for _, want := range []string{
		"of 7 letters", "missing-verdict: 1\n    half.txt:2:7: no verdict", "no-items: 5", "against the truth of 2 letters",
		`half.txt: want "upheld", got "overturned"`, "1 files gave no letter\n  broken.pdf: the file is damaged",
	} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is not in\n%s", want, s)
		}
	}
	if n := strings.Count(s, "many.txt:1:1: none"); n != maxExamples {
		t.Errorf("%d places of one problem", n)
	}
	for field, want := range map[string][]string{
		"decision_date": {"1", "0", "1", "50.00", "%"}, "item.outcome": {"1", "1", "0", "50.00", "%"}, "case_number": {"2", "0", "0", "100.00", "%"},
	} {
		_, scores, _ := strings.Cut(s, "against the truth")
		_, row, _ := strings.Cut(scores, "\n"+field+" ")
		if got := strings.Fields(row); len(got) < 5 || strings.Join(got[:5], " ") != strings.Join(want, " ") {
			t.Errorf("%s: %v, want %v", field, got[:min(len(got), 5)], want)
		}
	}
	if err := table.Add("a.txt", &right, []byte("{")); err == nil || !strings.Contains(err.Error(), "truth of a.txt") {
		t.Errorf("a truth that does not parse: %v", err)
	}
}
