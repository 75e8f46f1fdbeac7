package mcp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/cite"
	"imrsearch/index/query"
	"imrsearch/parser/imr"
)

var readTool = tool{
	name: "read", title: "Read an item or a letter",
	description: `Read one item whole (CM16-0990412/2), or all items of a letter (CM16-0990412): request, outcome, the reviewer's rationale, what both sides cite, the facts of the case. Every passage has its page and line in the file. Use it after search or similar, before you quote or rely on an item; cite it as "cite" says.`,
}

type readArgs struct {
	ID string `json:"id" jsonschema:"the id of an item (CM16-0990412/2) or of a letter (CM16-0990412)"`
}

// A quote is a text of a letter as it stands there, with its place.
type quote struct {
	Text string `json:"text"`
	Page int    `json:"page,omitempty" jsonschema:"page of the file, from 1, on which the text begins"`
	Line int    `json:"line,omitempty" jsonschema:"line of that page, from 1"`
}

type readAnswer struct {
	Letter letterRead `json:"letter"`
	Items  []itemRead `json:"items" jsonschema:"the item, or all items of the letter"`
}

type letterRead struct {
	ID                string          `json:"id"`
	CaseNumber        imr.CaseNumber  `json:"case_number,omitempty"`
	DecisionDate      string          `json:"decision_date,omitempty"`
	DateOfInjury      string          `json:"date_of_injury,omitempty"`
	Received          string          `json:"application_received,omitempty"`
	Denied            string          `json:"ur_denial_date,omitempty"`
	Priority          string          `json:"priority,omitempty"`
	CaseOutcome       imr.CaseOutcome `json:"case_outcome" jsonschema:"of all items together: upheld, overturned, partial, unknown"`
	Patient           imr.Patient     `json:"patient"`
	Specialties       []string        `json:"specialties" jsonschema:"of the reviewer, as printed"`
	Diagnoses         []string        `json:"diagnoses"`
	DocumentsReviewed []string        `json:"documents_reviewed"`
	Summary           []quote         `json:"summary" jsonschema:"the clinical case summary, by paragraphs"`
	Body              []quote         `json:"body,omitempty" jsonschema:"the whole text, by pages, of a letter in which no item was found"`
	Others            []otherItem     `json:"other_items,omitempty" jsonschema:"the other items of the letter"`
}

type otherItem struct {
	ID      string      `json:"id"`
	Request string      `json:"request"`
	Outcome imr.Outcome `json:"outcome"`
}

type itemRead struct {
	ID             string        `json:"id"`
	Cite           string        `json:"cite" jsonschema:"how to cite it"`
	Outcome        imr.Outcome   `json:"outcome"`
	Request        quote         `json:"request"`
	Heading        string        `json:"heading"`
	Deciding       *quote        `json:"deciding,omitempty" jsonschema:"the sentence that says why it was decided so"`
	Rationale      []quote       `json:"rationale" jsonschema:"by paragraphs"`
	Claims         guidelines    `json:"claims_administrator" jsonschema:"what the denial cites"`
	Reviewer       guidelines    `json:"reviewer_guidelines" jsonschema:"what the reviewer cites"`
	Treatment      imr.Treatment `json:"treatment"`
	ReasonsFor     []string      `json:"reasons_for"`
	ReasonsAgainst []string      `json:"reasons_against"`
}

type guidelines struct {
	Text      quote          `json:"text"`
	Citations []imr.Citation `json:"citations"`
}

func (s *server) read(ctx context.Context, a *readArgs) (*readAnswer, error) {
	id := strings.TrimSpace(a.ID)
	if number, ok := query.CaseNumber(id); ok {
		id = number // in the form that letters have
	}
	if _, _, err := imr.SplitID(id); err != nil || strings.Contains(id, `"`) {
		return nil, &index.RequestError{Param: "id", Msg: fmt.Sprintf("%q is no id: want CM16-0990412/2 for an item, CM16-0990412 for a letter", a.ID)}
	}
	res, err := s.index.Search(ctx, &index.Request{Query: `case:"` + id + `"`, Limit: index.MaxLimit, Snippets: 1, Determinations: true})
	switch {
	case err != nil:
		return nil, err
	case len(res.Hits) == 0:
		return nil, fmt.Errorf("%s: %w", id, index.ErrNotFound)
	}
	slices.SortFunc(res.Hits, func(a, b index.Hit) int { return a.N - b.N })
	first := res.Hits[0].Determination
	answer := &readAnswer{Letter: readLetter(first.Letter, first.Body), Items: []itemRead{}}
	read := map[int]bool{}
	for i := range res.Hits {
		h := &res.Hits[i]
		read[h.N] = true
		answer.Items = append(answer.Items, readItem(h))
	}
	for i := range first.Letter.Items {
		if it := &first.Letter.Items[i]; !read[it.N] {
			answer.Letter.Others = append(answer.Letter.Others, otherItem{it.ID, it.Request, it.Outcome})
		}
	}
	return answer, nil
}

func readLetter(l *imr.Letter, body string) letterRead {
	r := letterRead{
		ID: l.ID, CaseNumber: l.CaseNumber, DecisionDate: l.DecisionDate.String(), DateOfInjury: l.DateOfInjury.String(),
		Received: l.ApplicationReceived.String(), Denied: l.URDenialDate.String(), Priority: l.Priority, CaseOutcome: l.CaseOutcome,
		Patient: l.Patient, Specialties: list(l.Reviewer.Specialties), Diagnoses: list(l.Diagnoses),
		DocumentsReviewed: list(l.DocumentsReviewed), Summary: paragraphs(&l.Summary),
	}
	if body != "" {
		for i, page := range strings.Split(body, "\f") {
			r.Body = append(r.Body, quote{Text: page, Page: i + 1})
		}
	}
	return r
}

func readItem(h *index.Hit) itemRead {
	it := h.Determination.Item
	r := itemRead{
		ID: it.ID, Outcome: it.Outcome, Request: quote{it.Request, it.Page, it.Line}, Heading: it.Heading, Rationale: paragraphs(&it.Rationale),
		Claims: guidelinesRead(&it.ClaimsAdministrator), Reviewer: guidelinesRead(&it.ReviewerGuidelines),
		Treatment: it.Treatment, ReasonsFor: list(it.ReasonsFor), ReasonsAgainst: list(it.ReasonsAgainst),
	}
	page := it.Rationale.Page
	for _, s := range h.Snippets {
		if s.Kind == index.SnippetReason {
			r.Deciding = &quote{s.Text, s.Page, s.Line}
			page = s.Page
			break
		}
	}
	r.Cite = cite.Of(h.Determination.Letter, it).At(page, 0).Bluebook()
	return r
}

func guidelinesRead(g *imr.Guidelines) guidelines {
	citations := g.Citations
	if citations == nil {
		citations = []imr.Citation{}
	}
	return guidelines{quote{g.Text, g.Page, g.Line}, citations}
}

// paragraphs divides a passage, each paragraph with its place.
func paragraphs(p *imr.Passage) []quote {
	out := []quote{}
	if p.Text == "" {
		return out
	}
	starts := p.Paragraphs
	if len(starts) == 0 || starts[0] != 0 {
		starts = append([]int{0}, starts...)
	}
	for i, from := range starts {
		to := len(p.Text)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		if text := strings.TrimSpace(p.Text[from:to]); text != "" {
			at := p.Place(from)
			out = append(out, quote{text, at.Page, at.Line})
		}
	}
	return out
}

// list returns a list that is not nil.
func list(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}
