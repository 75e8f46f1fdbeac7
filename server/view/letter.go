package view

import (
	"cmp"
	"net/url"
	"path"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/index/cite"
	"imrsearch/index/passage"
	"imrsearch/parser/imr"
)

// A LetterPage is a letter as text: its facts and items at the side, its texts
// with the query marked.
type LetterPage struct {
	Layout
	ID, Subtitle string
	Facts        []Fact
	Contents     []Content
	Tools        []Link
	Switch       Link     // to the original beside the text, or back
	Results      *Results // nil: not come from a list
	Marks        *Jump
	Notes        []string // what of the address could not be shown
	Cites        string   // of the letter as a whole, as Item.Cites
	Sections     []Section
	Items        []Item
	Problems     []Problem
	Beside       *Beside // nil: the text alone
}

// A Fact is something that the head of a letter states.
type Fact struct{ Label, Text string }

// A Content is a line of the table of contents: an item with its outcome, or
// another part of the letter, which has none.
type Content struct {
	ID, Text string
	Outcome  *Outcome
}

// A Section is a part of the letter outside its items.
type Section struct {
	ID, Label  string
	List       []Paragraph
	Paragraphs []Paragraph
}

// A Problem is something that could not be read, and where.
type Problem struct {
	Message string
	Place   *Link
}

// A LetterView is what the address of a letter asks for beside the letter.
type LetterView struct {
	Search  Address // that led to it
	Results *Results
	Passage string // a name, or words
	Beside  int    // the page of the original to show beside the text; 0 for none
	// NoOriginal says why the original cannot be shown beside the text; "" where it
	// can.
	NoOriginal string
}

// NewLetterPage shows a letter with the query of a search marked, which read
// resolves.
func NewLetterPage(doc *index.Document, v LetterView, read func(query string) (*index.Plan, error)) *LetterPage {
	ds := doc.Determinations()
	a := v.Search
	m, note := newMarks(a.Query(), ds, read)
	l := doc.Letter
	p := &LetterPage{
		Layout: NewLayout("letter", l.ID, a.Query()), ID: l.ID, Subtitle: subtitle(l), Facts: letterFacts(l),
		Results: v.Results, Notes: nonEmpty(note), Cites: citesOf(cite.Of(l, nil)),
	}
	if len(a) > 0 {
		p.Back = &Link{"Back to the list", a.list(v.Results)}
	}
	t := newLetterText(l.ID, m, func(page int) string { return a.beside(l.ID, page) })
	t.sentences = passage.Sentences(doc)
	if v.Passage != "" {
		chosen, ok := passage.Find(doc, v.Passage)
		if t.chosen = chosen; !ok {
			p.Notes = append(p.Notes, "The passage that this link names is not in the text of the letter as it is read today.")
		}
	}
	p.section(t, "diagnoses", "Diagnoses", &ds[0], index.DiagnosisText, true)
	p.section(t, "summary", "Clinical case summary", &ds[0], index.SummaryText, false)
	for i := range ds {
		if ds[i].Item.N == 0 {
			p.section(t, "body", "The letter", &ds[i], index.BodyText, false)
			continue
		}
		item := ds[i].Item
		outcome := NewOutcome(item.Outcome)
		p.Contents = append(p.Contents, Content{"item-" + strconv.Itoa(item.N), cmp.Or(item.Request, item.Heading, item.ID), &outcome})
		p.Items = append(p.Items, newItem(t, &ds[i], i))
	}
	p.section(t, "documents", "Documents reviewed", &ds[0], index.OtherText, true)
	for _, problem := range l.Problems {
		p.Problems = append(p.Problems, newProblem(l.ID, problem))
	}
	if p.Problems != nil {
		p.Contents = append(p.Contents, Content{ID: "problems", Text: "What could not be read"})
	}
	p.Marks = newJump(t.marked)
	p.Beside = newBeside(doc, v)
	p.Tools, p.Switch = letterTools(l, a), switchOf(l, a, p.Beside != nil)
	return p
}

// section adds a part of the letter if the letter has it.
func (p *LetterPage) section(t *letterText, id, label string, d *index.Determination, f index.TextField, list bool) {
	v := Section{ID: id, Label: label}
	for i, e := range d.Entries(f) {
		x := passageText{text: e.Text, paragraphs: e.Paragraphs, lines: linesOf(d, f), spans: t.marks.shared(f, i), sentences: t.of(0, f, i), why: -1}
		if f == index.BodyText {
			x.lines, x.paragraphs = passage.Layout(e.Text, d.Letter.Source.First())
		}
		paragraphs := t.paragraphs(&x)
		if list {
			v.List = append(v.List, paragraphs...)
		} else {
			v.Paragraphs = append(v.Paragraphs, paragraphs...)
		}
	}
	if v.List != nil || v.Paragraphs != nil {
		p.Sections = append(p.Sections, v)
		p.Contents = append(p.Contents, Content{ID: id, Text: label})
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
	return cmp.Or(prefixed("Final determination, ", LongDay(l.DecisionDate)), "Final determination letter")
}

// caseOutcomes name the outcome of a whole letter.
var caseOutcomes = map[imr.CaseOutcome]string{
	imr.CaseUpheld: "all upheld", imr.CaseOverturned: "all overturned", imr.CasePartial: "partly overturned",
}

// letterFacts returns what the head of the letter states, in the order of the
// page.
func letterFacts(l *imr.Letter) []Fact {
	all := []Fact{
		{"Outcome", caseOutcomes[l.CaseOutcome]},
		{"Injured", day(l.DateOfInjury)},
		{"Patient", person(l.Patient.Age, l.Patient.Sex)},
		{"Reviewer", strings.Join(l.Reviewer.Specialties, ", ")},
		{"Licensed in", strings.Join(l.Reviewer.LicensedIn, ", ")},
		{"UR denial", day(l.URDenialDate)},
		{"Application", day(l.ApplicationReceived)},
		{"Assigned", day(l.DateAssigned)},
		{"Priority", l.Priority},
		{"Pages", ownPages(l.Source)},
		{"Read by OCR", recognizedPages(l.Source)},
	}
	for _, c := range l.Also {
		all = append(all, Fact{"Also in", cmp.Or(c.Member, path.Base(c.Path)) + ": " + c.Reason})
	}
	var out []Fact
	for _, f := range all {
		if f.Text != "" {
			out = append(out, f)
		}
	}
	return out
}

// LinkRegister adds a link to the case in the state's public search, whose
// address has CASE for the number; none for a letter without one.
func (p *LetterPage) LinkRegister(address string, number imr.CaseNumber) {
	if address != "" && number != "" {
		p.Tools = append(p.Tools, Link{"State's register", strings.ReplaceAll(address, "CASE", url.QueryEscape(string(number)))})
	}
}

// switchOf is the way to the original beside the text, or back to the text alone.
func switchOf(l *imr.Letter, a Address, beside bool) Link {
	if beside {
		return Link{"Text alone", a.letter(l.ID, 0)}
	}
	return Link{originalLabel(l) + " beside the text", a.With("beside", strconv.Itoa(l.Source.First())).letter(l.ID, 0)}
}

func letterTools(l *imr.Letter, a Address) []Link {
	path := letterURL(l.ID)
	return []Link{
		{originalLabel(l), originalURL(l)},
		{"As extracted", a.With("view", "raw").URL(path)},
		{"JSON", path + ".json"},
	}
}

// recognizedPages says which pages of a letter were read from pictures.
func recognizedPages(s imr.Source) string {
	pages := s.OCR.Pages
	if len(pages) == 0 {
		return ""
	}
	var list []string
	for i := 0; i < len(pages); {
		last := i
		for last+1 < len(pages) && pages[last+1].Page == pages[last].Page+1 {
			last++
		}
		from := strconv.Itoa(pages[i].Page)
		if last > i {
			from += " to " + strconv.Itoa(pages[last].Page)
		}
		list = append(list, from)
		i = last + 1
	}
	noun := "page "
	if len(pages) > 1 {
		noun = "pages "
	}
	return noun + strings.Join(list, ", ") + ", mean confidence " + strconv.Itoa(s.OCR.Confidence) + "%: compare with the original"
}

// ownPages says which pages of its file a letter stands on, where the file
// holds more.
func ownPages(s imr.Source) string {
	if s.FirstPage == 0 {
		return ""
	}
	if s.FirstPage == s.LastPage {
		return "page " + strconv.Itoa(s.FirstPage) + " of a file of " + strconv.Itoa(s.Pages)
	}
	return strconv.Itoa(s.FirstPage) + " to " + strconv.Itoa(s.LastPage) + " of a file of " + strconv.Itoa(s.Pages)
}

// originalURL leads to the file a letter was read from, at the letter's page.
func originalURL(l *imr.Letter) string {
	at := letterURL(l.ID) + "/original"
	if l.Source.FirstPage > 0 {
		at += "#page=" + strconv.Itoa(l.Source.FirstPage) // as viewers of PDF read it (RFC 8118)
	}
	return at
}

func newProblem(id string, p imr.Problem) Problem {
	v := Problem{Message: p.Message}
	if p.Page > 0 && p.Line > 0 {
		v.Place = &Link{"page " + strconv.Itoa(p.Page) + ", line " + strconv.Itoa(p.Line),
			letterURL(id) + "?view=raw#" + lineID(p.Page, p.Line)}
	}
	return v
}

// A RawPage is the text as it was extracted, line by line.
type RawPage struct {
	Layout
	ID    string
	Tools []Link
	Pages []RawSheet
}

// A RawSheet is a page of the original, from 1.
type RawSheet struct {
	N     int
	Lines []RawLine
}

// A RawLine is a line of a page, from 1, with its anchor.
type RawLine struct {
	N        int
	ID, Text string
}

// NewRawPage shows the extracted text of a letter that the search a led to.
func NewRawPage(doc *index.Document, a Address) *RawPage {
	id := doc.Letter.ID
	p := &RawPage{Layout: NewLayout("raw", id+" as extracted", a.Query()), ID: id, Tools: []Link{
		{"The letter", a.letter(id, 0)}, {originalLabel(doc.Letter), originalURL(doc.Letter)}}}
	p.Pages = rawSheets(doc)
	return p
}

// rawSheets are the pages of a letter as extracted; at least one.
func rawSheets(doc *index.Document) []RawSheet {
	var out []RawSheet
	for i, lines := range sheets(doc.Text) {
		n := i + doc.Letter.Source.First()
		sheet := RawSheet{N: n}
		for i, line := range lines {
			sheet.Lines = append(sheet.Lines, RawLine{i + 1, lineID(n, i+1), line})
		}
		out = append(out, sheet)
	}
	return out
}

// sheets divides a stored text into its pages (form feeds) and lines.
func sheets(text string) [][]string {
	var out [][]string
	for _, page := range strings.Split(text, "\f") {
		out = append(out, strings.Split(strings.TrimSuffix(page, "\n"), "\n"))
	}
	return out
}
