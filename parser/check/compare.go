package check

import (
	"fmt"
	"slices"
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
)

// A Verdict is one field of a letter compared with the truth.
type Verdict struct {
	Field     string // JSON name; fields of items begin with "item."
	Item      int    // the item's number, 0 for a field of the letter
	Right     bool
	Missing   bool // the truth has a value, the letter none
	Want, Got string
}

// Compare compares a letter with its truth, field by field. White space and
// the forms of quotes and dashes do not matter, nor does by which of its
// names a guideline is cited.
func Compare(got, want imr.Letter) []Verdict {
	c := &comparison{}
	c.letter(&got, &want)
	c.add("item count", 0, fmt.Sprint(len(got.Items)), fmt.Sprint(len(want.Items)))
	for i := range want.Items {
		var it imr.Item
		if i < len(got.Items) {
			it = got.Items[i]
		}
		c.item(&it, &want.Items[i], i+1)
	}
	return c.verdicts
}

type comparison struct{ verdicts []Verdict }

func (c *comparison) add(field string, item int, got, want string) {
	v := Verdict{Field: field, Item: item, Got: plainText(got), Want: plainText(want)}
	v.Right = v.Got == v.Want
	v.Missing = !v.Right && v.Got == ""
	c.verdicts = append(c.verdicts, v)
}

func (c *comparison) letter(got, want *imr.Letter) {
	c.add("layout", 0, string(got.Layout), string(want.Layout))
	c.add("case_number", 0, string(got.CaseNumber), string(want.CaseNumber))
	c.add("date_assigned", 0, got.DateAssigned.String(), want.DateAssigned.String())
	c.add("date_of_injury", 0, got.DateOfInjury.String(), want.DateOfInjury.String())
	c.add("decision_date", 0, got.DecisionDate.String(), want.DecisionDate.String())
	c.add("ur_denial_date", 0, got.URDenialDate.String(), want.URDenialDate.String())
	c.add("application_received", 0, got.ApplicationReceived.String(), want.ApplicationReceived.String())
	c.add("priority", 0, got.Priority, want.Priority)
	c.add("case_outcome", 0, string(got.CaseOutcome), string(want.CaseOutcome))
	c.add("patient.age", 0, number(got.Patient.Age), number(want.Patient.Age))
	c.add("patient.sex", 0, got.Patient.Sex, want.Patient.Sex)
	c.add("reviewer.specialties", 0, joinList(got.Reviewer.Specialties), joinList(want.Reviewer.Specialties))
	c.add("reviewer.specialty_names", 0, joinList(got.Reviewer.SpecialtyNames), joinList(want.Reviewer.SpecialtyNames))
	c.add("reviewer.licensed_in", 0, joinList(got.Reviewer.LicensedIn), joinList(want.Reviewer.LicensedIn))
	c.add("diagnoses", 0, joinList(got.Diagnoses), joinList(want.Diagnoses))
	c.add("documents_reviewed", 0, joinList(got.DocumentsReviewed), joinList(want.DocumentsReviewed))
	c.add("summary", 0, got.Summary.Text, want.Summary.Text)
}

func (c *comparison) item(got, want *imr.Item, n int) {
	c.add("item.request", n, got.Request, want.Request)
	c.add("item.heading", n, got.Heading, want.Heading)
	c.add("item.outcome", n, string(got.Outcome), string(want.Outcome))
	c.add("item.remaining_portion", n, fmt.Sprint(got.RemainingPortion), fmt.Sprint(want.RemainingPortion))
	c.add("item.retrospective", n, fmt.Sprint(got.Retrospective), fmt.Sprint(want.Retrospective))
	c.add("item.rationale", n, got.Rationale.Text, want.Rationale.Text)
	c.guidelines("item.claims_administrator", n, &got.ClaimsAdministrator, &want.ClaimsAdministrator)
	c.guidelines("item.reviewer_guidelines", n, &got.ReviewerGuidelines, &want.ReviewerGuidelines)
}

func (c *comparison) guidelines(field string, n int, got, want *imr.Guidelines) {
	c.add(field+".text", n, got.Text, want.Text)
	c.add(field+".cited", n, fmt.Sprint(got.Cited), fmt.Sprint(want.Cited))
	c.add(field+".citations", n, citationsText(got.Citations), citationsText(want.Citations))
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func joinList(list []string) string { return strings.Join(list, " | ") }

// citationsText writes citations so that equal ones are equal texts.
func citationsText(list []imr.Citation) string {
	var parts []string
	for _, c := range list {
		title := c.Title
		if g := namedGuideline(c); g != nil {
			title = g.Title
		}
		parts = append(parts, fmt.Sprintf("%s/%s/%d/%d/%v/%v/%v", c.Family, title, c.Chapter, c.Year,
			joinList(c.Sections), joinList(c.Topics), c.Pages))
	}
	return strings.Join(parts, " + ")
}

// namedGuideline returns the lexicon's guideline of a citation.
func namedGuideline(c imr.Citation) *lexicon.Guideline {
	for _, title := range []string{c.Title + " " + fmt.Sprint(c.Year), c.Title} {
		if g := lexicon.GuidelineNamed(c.Family, title); g != nil {
			return g
		}
	}
	if c.Family == imr.ACOEM {
		return lexicon.GuidelineNamed(imr.MTUSACOEM, c.Title)
	}
	return nil
}

var plainForms = strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "‐", "-", "\u00ad", "")

// plainText folds what does not matter to a comparison.
func plainText(s string) string {
	return strings.Join(strings.Fields(plainForms.Replace(s)), " ")
}

// filledFields names the fields that a letter has values for.
func filledFields(l *imr.Letter) []string {
	all := []struct {
		name string
		has  bool
	}{
		{"case_number", l.CaseNumber != ""}, {"date_assigned", !l.DateAssigned.IsZero()},
		{"date_of_injury", !l.DateOfInjury.IsZero()}, {"decision_date", !l.DecisionDate.IsZero()},
		{"ur_denial_date", !l.URDenialDate.IsZero()}, {"application_received", !l.ApplicationReceived.IsZero()},
		{"priority", l.Priority != ""}, {"patient.age", l.Patient.Age > 0}, {"patient.sex", l.Patient.Sex != ""},
		{"reviewer.specialties", len(l.Reviewer.Specialties) > 0}, {"reviewer.licensed_in", len(l.Reviewer.LicensedIn) > 0},
		{"diagnoses", len(l.Diagnoses) > 0}, {"documents_reviewed", len(l.DocumentsReviewed) > 0},
		{"summary", l.Summary.Text != ""}, {"items", len(l.Items) > 0},
		{"every outcome", len(l.Items) > 0 && !slices.ContainsFunc(l.Items, func(it imr.Item) bool { return it.Outcome == imr.UnknownOutcome })},
		{"every rationale", len(l.Items) > 0 && !slices.ContainsFunc(l.Items, func(it imr.Item) bool { return it.Rationale.Text == "" })},
	}
	var names []string
	for _, f := range all {
		if f.has {
			names = append(names, f.name)
		}
	}
	return names
}
