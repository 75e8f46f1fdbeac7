package server

import (
	"net/url"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A letterPage is a letter to be read: facts and items at the side, the
// texts with their marks.
type letterPage struct {
	chrome
	ID, Subtitle string
	Facts        []labelled
	Contents     []contentView
	Tools        []link
	Marks        *marksView
	MarksNote    string
	Sections     []sectionView
	Items        []itemView
	Problems     []problemView
}

// A labelled text is a fact of a letter.
type labelled struct{ Label, Text string }

// A contentView is a line of the list of items.
type contentView struct {
	N       int
	Request string
	Outcome outcomeView
}

// A sectionView is a part of the letter outside its items.
type sectionView struct {
	ID, Label  string
	List       [][]letterPiece
	Paragraphs [][]letterPiece
}

// A problemView is something that could not be read, and where.
type problemView struct {
	Message string
	Place   *link
}

func newLetterPage(doc *index.Document, ds []index.Determination, a address, m *letterMarks, note string) *letterPage {
	l := doc.Letter
	p := &letterPage{
		chrome: newChrome("letter", l.ID, a.q()), ID: l.ID, Subtitle: subtitle(l), Facts: letterFacts(l),
		Tools: letterTools(l, a), MarksNote: note,
	}
	if len(a) > 0 {
		p.Back = &link{"Back to the list", a.at("/")}
	}
	t := newLetterText(m)
	p.section(t, "diagnoses", "Diagnoses", &ds[0], index.DiagnosisText, true)
	p.section(t, "summary", "Clinical case summary", &ds[0], index.SummaryText, false)
	for i := range ds {
		if ds[i].Item.N == 0 {
			p.section(t, "body", "The letter", &ds[i], index.BodyText, false)
			continue
		}
		item := ds[i].Item
		p.Contents = append(p.Contents, contentView{item.N, item.Request, newOutcomeView(item.Outcome)})
		p.Items = append(p.Items, newItemView(t, &ds[i], i))
	}
	p.section(t, "documents", "Documents reviewed", &ds[0], index.OtherText, true)
	for _, problem := range l.Problems {
		p.Problems = append(p.Problems, newProblem(l.ID, problem))
	}
	p.Marks = newMarksView(t.marked)
	return p
}

// section adds a part of the letter if the letter has it.
func (p *letterPage) section(t *letterText, id, label string, d *index.Determination, f index.TextField, list bool) {
	v := sectionView{ID: id, Label: label}
	for i, e := range d.Entries(f) {
		lines, starts := linesOf(d, f), e.Paragraphs
		if f == index.BodyText {
			lines, starts = layoutOf(e.Text)
		}
		paragraphs := t.paragraphs(e.Text, starts, lines, t.marks.shared(f, i))
		if list {
			v.List = append(v.List, paragraphs...)
		} else {
			v.Paragraphs = append(v.Paragraphs, paragraphs...)
		}
	}
	if v.List != nil || v.Paragraphs != nil {
		p.Sections = append(p.Sections, v)
	}
}

// linesOf returns where the lines of a passage begin; nil for other fields.
func linesOf(d *index.Determination, f index.TextField) []imr.LineStart {
	switch f {
	case index.SummaryText:
		return d.Letter.Summary.Lines
	case index.RationaleText:
		return d.Item.Rationale.Lines
	}
	return nil
}

func subtitle(l *imr.Letter) string {
	if l.DecisionDate.IsZero() {
		return "Final determination letter"
	}
	return "Final determination, " + l.DecisionDate.Time().Format("2 January 2006")
}

// caseOutcomes are the outcomes of a letter for people.
var caseOutcomes = map[imr.CaseOutcome]string{
	imr.CaseUpheld: "all upheld", imr.CaseOverturned: "all overturned", imr.CasePartial: "partly overturned",
}

// letterFacts are what the letter's head says, without what it leaves out.
func letterFacts(l *imr.Letter) []labelled {
	all := []labelled{
		{"Outcome", caseOutcomes[l.CaseOutcome]},
		{"Injured", day(l.DateOfInjury)},
		{"Patient", person(l.Patient.Age, l.Patient.Sex)},
		{"Reviewer", strings.Join(l.Reviewer.Specialties, ", ")},
		{"Licensed in", strings.Join(l.Reviewer.LicensedIn, ", ")},
		{"UR denial", day(l.URDenialDate)},
		{"Application", day(l.ApplicationReceived)},
		{"Assigned", day(l.DateAssigned)},
		{"Priority", l.Priority},
	}
	var out []labelled
	for _, f := range all {
		if f.Text != "" {
			out = append(out, f)
		}
	}
	return out
}

func letterTools(l *imr.Letter, a address) []link {
	path := "/letters/" + url.PathEscape(l.ID)
	return []link{
		{"The file as it came", path + "/original"},
		{"As extracted", a.with("view", "raw").at(path)},
		{"JSON", path + ".json"},
	}
}

func newProblem(id string, p imr.Problem) problemView {
	v := problemView{Message: p.Message}
	if p.Page > 0 && p.Line > 0 {
		v.Place = &link{"page " + itoa(p.Page) + ", line " + itoa(p.Line),
			"/letters/" + url.PathEscape(id) + "?view=raw#" + lineID(p.Page, p.Line)}
	}
	return v
}
