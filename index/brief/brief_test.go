package brief

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/text"
	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A shelf is a Searcher over a few letters: a query finds the items whose
// rationale has it, and names a treatment where treatment is set.
type shelf struct {
	index.Searcher
	docs      []*index.Document
	treatment bool
}

func (s *shelf) Letter(_ context.Context, id string) (*index.Document, error) {
	for _, d := range s.docs {
		if d.Letter.ID == id {
			return d, nil
		}
	}
	return nil, fmt.Errorf("letter %s: %w", id, index.ErrNotFound)
}

func (s *shelf) Info(context.Context) (*index.Info, error) {
	return &index.Info{Generation: 1, Letters: len(s.docs), Items: 1234, From: imr.Date{Year: 2014, Month: 1, Day: 2}, To: imr.Date{Year: 2017, Month: 9, Day: 30}}, nil
}

func (s *shelf) Search(_ context.Context, r *index.Request) (*index.Result, error) {
	res := &index.Result{Query: index.Reading{Text: r.Query, ReadAs: r.Query}, Total: index.Total{Outcomes: map[imr.Outcome]int{}}}
	for _, doc := range s.docs {
		for _, d := range doc.Determinations() {
			if !strings.Contains(d.Item.Rationale.Text, r.Query) || !chosenBy(r, d.Item) {
				continue
			}
			res.Total.Items++
			res.Total.Outcomes[d.Item.Outcome]++
			if len(res.Hits) < r.Limit {
				res.Hits = append(res.Hits, index.Hit{ID: d.Item.ID})
			}
		}
	}
	res.Total.Letters = res.Total.Items
	if s.treatment {
		res.Total.Requested = &index.Requested{Items: res.Total.Items, Letters: res.Total.Letters, Outcomes: res.Total.Outcomes}
	}
	return res, nil
}

func chosenBy(r *index.Request, item *imr.Item) bool {
	return len(r.Filters) == 0 || slices.ContainsFunc(r.Filters, func(f index.Filter) bool { return f.Value == string(item.Outcome) })
}

// invented returns invented letters as an index has them.
func invented(t testing.TB, seed uint64, n int) []*index.Document {
	t.Helper()
	g := lettertest.New(lettertest.Options{Seed: seed})
	docs := make([]*index.Document, 0, n)
	for i := range n {
		l := g.Letter(i)
		pages, err := extract.Read(l.Name+".txt", []byte(l.Text))
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.Parse(imr.Source{Path: l.Name + ".txt", SHA256: fmt.Sprintf("%064d", i)}, pages)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, &index.Document{Letter: &parsed.Letter, Text: parsed.Text})
	}
	return docs
}

// small are two letters of our own.
func small() *shelf {
	passage := func(s string, pages ...imr.LineStart) imr.Passage {
		return imr.Passage{Text: s, Page: 2, Line: 5, Paragraphs: []int{0}, Lines: pages}
	}
	a := &imr.Letter{
		ID: "CM16-0990412", CaseNumber: "CM16-0990412", DecisionDate: imr.Date{Year: 2016, Month: 3, Day: 14},
		Reviewer: imr.Reviewer{Specialties: []string{"Pain Management"}},
		Items: []imr.Item{
			{ID: "CM16-0990412/1", N: 1, Page: 2, Line: 3, Request: "Aquatic therapy, 6 sessions", Outcome: imr.Upheld,
				Rationale: passage("The guidelines recommend land first. There is no documentation of why land-based therapy failed.")},
			{ID: "CM16-0990412/2", N: 2, Page: 2, Line: 20, Request: "Cane [adjustable] | left", Outcome: imr.Overturned,
				ReviewerGuidelines: imr.Guidelines{Citations: []imr.Citation{{Family: imr.ODG}, {Family: imr.MTUS}, {Family: imr.ODG}}},
				Rationale: passage("Canes are *recommended* for gait. However, the patient has documented falls & a \"wide\" gait. As such, the cane is medically necessary.",
					imr.LineStart{0, 2, 22}, imr.LineStart{34, 2, 23}, imr.LineStart{60, 3, 1})},
		},
	}
	b := &imr.Letter{ID: "x0123456789ab", Items: []imr.Item{{ID: "x0123456789ab/1", N: 1, Page: 1, Line: 9, Request: "Cane", Outcome: imr.Modified}}}
	c := &imr.Letter{ID: "13-000004", CaseNumber: "13-000004", Items: []imr.Item{}}
	return &shelf{docs: []*index.Document{{Letter: a}, {Letter: b}, {Letter: c}}}
}

var made = imr.Date{Year: 2026, Month: 12, Day: 1}

func TestFormats(t *testing.T) {
	b, err := Make(t.Context(), small(), &Request{
		Question: "When is a cane necessary?", IDs: []string{"CM16-0990412/2", "x0123456789ab", "CM16-0990412/1"},
		Choices: []Choice{{"CM16-0990412/2", []int{3, 2}}}, Made: made,
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"brief.md":   func(w *bytes.Buffer) error { return WriteMarkdown(w, b) },
		"brief.html": func(w *bytes.Buffer) error { return WriteHTML(w, b) },
		"brief.docx.txt": func(w *bytes.Buffer) error {
			var file bytes.Buffer
			if err := WriteDocx(&file, b); err != nil {
				return err
			}
			doc, err := extract.Read("brief.docx", file.Bytes())
			for _, p := range doc.Pages {
				fmt.Fprintln(w, strings.Join(p.Lines, "\n"))
			}
			return err
		},
	} {
		var got bytes.Buffer
		if err := write(&got); err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestDocxIsTheSame(t *testing.T) {
	b, err := Make(t.Context(), small(), &Request{IDs: []string{"CM16-0990412/2"}})
	if err != nil {
		t.Fatal(err)
	}
	var one, two bytes.Buffer
	if err := errors.Join(WriteDocx(&one, b), WriteDocx(&two, b)); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Errorf("two files of one brief differ, or %v", err)
	}
	if _, err := zip.NewReader(bytes.NewReader(one.Bytes()), int64(one.Len())); err != nil {
		t.Error(err)
	}
}

// TestQuotesAreOfTheLetter holds that every quotation is the text of the letter
// and stands on the page that is cited: all sentences of invented letters of
// all layouts are chosen, one by one and two by two.
func TestQuotesAreOfTheLetter(t *testing.T) {
	docs := invented(t, 41, 60)
	checked := 0
	for _, doc := range docs {
		for _, d := range doc.Determinations() {
			for _, s := range Sentences(&d) {
				checked += checkQuotes(t, doc, &d, []int{s.N})
				if s.N > 1 {
					checked += checkQuotes(t, doc, &d, []int{s.N - 1, s.N})
				}
			}
			checked += checkQuotes(t, doc, &d, nil)
		}
	}
	if checked < 1000 {
		t.Errorf("%d quotations, want more", checked)
	}
}

// checkQuotes looks each word of the quotations up on the pages of the letter
// as extracted, in their order.
func checkQuotes(t *testing.T, doc *index.Document, d *index.Determination, chosen []int) int {
	t.Helper()
	list, n, err := quotes(d, chosen)
	if err != nil {
		t.Fatal(err)
	}
	if chosen == nil && n > 0 && len(list) != 1 {
		t.Errorf("%s: %d quotations without a choice", d.Item.ID, len(list))
	}
	whole := text.OneLine(d.Item.Rationale.Text)
	pages := strings.Split(doc.Text, "\f")
	for _, q := range list {
		if !strings.Contains(whole, q.Text) {
			t.Errorf("%s: %q is not in the rationale", d.Item.ID, q.Text)
		}
		if q.Page < 1 || max(q.Page, q.EndPage) > len(pages) {
			t.Errorf("%s: %q on page %d of %d", d.Item.ID, q.Text, q.Page, len(pages))
			continue
		}
		words := text.Words(q.Text)
		first, last := text.Words(pages[q.Page-1]), text.Words(pages[max(q.Page, q.EndPage)-1])
		if len(words) > 0 && (!slices.Contains(first, words[0]) || !slices.Contains(last, words[len(words)-1])) {
			t.Errorf("%s: %q is cited at %s", d.Item.ID, q.Text, q.Cite.Pages())
		}
		if q.EndPage == 0 && !strings.Contains(strings.Join(first, " "), strings.Join(words, " ")) && !strings.Contains(pages[q.Page-1], "-\n") {
			t.Errorf("%s: %q does not stand on page %d", d.Item.ID, q.Text, q.Page)
		}
	}
	return len(list)
}

func TestMake(t *testing.T) {
	s := small()
	s.treatment = true
	ids := func(list []Entry) (out []string) {
		for _, e := range list {
			out = append(out, e.ID)
		}
		return out
	}
	search := func(q string, filters ...index.Filter) *index.Request {
		return &index.Request{Query: q, Filters: filters, Limit: 20}
	}
	upheld := index.Filter{Field: "outcome", Value: "upheld"}
	for name, tt := range map[string]struct {
		r                   Request
		precedents, adverse []string
		total               int
	}{
		"given, in their order":   {Request{IDs: []string{"x0123456789ab/1", "CM16-0990412/1", "CM16-0990412/2", "x0123456789ab"}}, []string{"x0123456789ab/1", "CM16-0990412/2"}, []string{"CM16-0990412/1"}, 1},
		"only upheld ones":        {Request{IDs: []string{"CM16-0990412/1"}}, []string{"CM16-0990412/1"}, nil, 0},
		"found":                   {Request{Search: search("")}, []string{"CM16-0990412/2", "x0123456789ab/1"}, []string{"CM16-0990412/1"}, 1},
		"the first":               {Request{Search: search(""), Limit: 1}, []string{"CM16-0990412/2"}, []string{"CM16-0990412/1"}, 1},
		"none adverse":            {Request{Search: search(""), Adverse: -1}, []string{"CM16-0990412/2", "x0123456789ab/1"}, nil, 0},
		"for the other side":      {Request{Search: search("", upheld)}, []string{"CM16-0990412/1"}, []string{"CM16-0990412/2", "x0123456789ab/1"}, 2},
		"given, adverse found":    {Request{IDs: []string{"CM16-0990412/2"}, Search: search("documentation")}, []string{"CM16-0990412/2"}, []string{"CM16-0990412/1"}, 1},
		"nothing on the one side": {Request{Search: search("documentation")}, nil, []string{"CM16-0990412/1"}, 1},
		"a letter without items":  {Request{IDs: []string{"13-000004"}}, []string{"13-000004/0"}, nil, 0},
		"empty":                   {Request{}, nil, nil, 0},
	} {
		b, err := Make(t.Context(), s, &tt.r)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !slices.Equal(ids(b.Precedents), tt.precedents) || !slices.Equal(ids(b.Adverse), tt.adverse) || b.AdverseTotal != tt.total {
			t.Errorf("%s: %v, %v, %d", name, ids(b.Precedents), ids(b.Adverse), b.AdverseTotal)
		}
	}
}

func TestMakeRefuses(t *testing.T) {
	s := small()
	for _, tt := range []struct {
		r    Request
		want string
	}{
		{Request{IDs: []string{"CM16-0990413/1"}}, "CM16-0990413/1: not in the index"},
		{Request{IDs: []string{"CM16-0990412/7"}}, "CM16-0990412/7: not in the index: the letter has 2 items"},
		{Request{IDs: []string{"CM16-0990412"}}, "id: CM16-0990412 has 2 items: write which one, as CM16-0990412/1"},
		{Request{IDs: []string{"/1"}}, `id: id "/1": want a letter's id, or LETTER/n`},
		{Request{IDs: []string{"CM16-0990412/1"}, Choices: []Choice{{"CM16-0990412/1", []int{3}}}}, "quote: CM16-0990412/1 has no sentence 3: its rationale has 2"},
		{Request{IDs: make([]string, MaxItems+1)}, "id: 101 items: a brief has at most 100"},
		{Request{Question: strings.Repeat("?", 2001)}, "question: has 2001 bytes, at most 2000 are taken"},
	} {
		if _, err := Make(t.Context(), s, &tt.r); err == nil || err.Error() != tt.want {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
}

func TestMethod(t *testing.T) {
	s := small()
	s.treatment = true
	b, err := Make(t.Context(), s, &Request{Search: &index.Request{Query: "cane", Limit: 20}, Made: made})
	if err != nil {
		t.Fatal(err)
	}
	want := "The collection has 3 letters with 1,234 items, decided from Jan. 2, 2014 to Sept. 30, 2017 (generation 1); it is a sample of the letters there are. " +
		"Searched for: ‹cane›. Requests for the treatment named: 1 item in 1 letter, 1 overturned. " +
		"The precedents are all 1 overturned or modified, by relevance. There are no adverse decisions: none was upheld. "
	if !strings.HasPrefix(b.Method, want) || !strings.HasSuffix(b.Method, "Made by imr on Dec. 1, 2026.") {
		t.Errorf("method: %s", b.Method)
	}
}

func TestRequestFrom(t *testing.T) {
	for _, tt := range []struct{ address, want string }{
		{"", ""},
		{"id=A/1&id=B/2&id=A/1&id=", "id=A%2F1&id=B%2F2"},
		{"q=norco&outcome=upheld&limit=3&question=Why%3F&id=A/1&quote=A/1:2,4-5", "id=A%2F1&limit=3&outcome=upheld&q=norco&question=Why%3F&quote=A%2F1%3A2%2C4%2C5"},
		{"quote=A/1:2&quote=A/1:3", "quote=A%2F1%3A2%2C3"},
		{"adverse=0", "adverse=0"},
		{"adverse=7", "adverse=7"},
	} {
		v, _ := url.ParseQuery(tt.address)
		r, err := RequestFrom(v)
		if err != nil {
			t.Errorf("%s: %v", tt.address, err)
			continue
		}
		if got := r.Values().Encode(); got != tt.want {
			t.Errorf("%s gives %s, want %s", tt.address, got, tt.want)
		}
	}
	for address, want := range map[string]string{
		"quote=A":           `quote: "A": want an item and numbers of sentences, as CM16-0990412/2:1,4-6`,
		"quote=A/1:x":       `quote: "A/1:x": want an item and numbers of sentences, as CM16-0990412/2:1,4-6`,
		"quote=A/1:3-1":     `quote: "A/1:3-1": want an item and numbers of sentences, as CM16-0990412/2:1,4-6`,
		"quote=A/1:1-99999": `quote: "A/1:1-99999": want an item and numbers of sentences, as CM16-0990412/2:1,4-6`,
		"adverse=-1":        `adverse: "-1": want a number from 0 to 100`,
		"limit=x":           `limit: "x" is no number`,
	} {
		v, _ := url.ParseQuery(address)
		if _, err := RequestFrom(v); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", address, err, want)
		}
	}
}

// FuzzParseChoice holds that a choice is written as it is read.
func FuzzParseChoice(f *testing.F) {
	f.Add("CM16-0990412/2:1,4-6")
	f.Add("x/0:9")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseChoice(s)
		if err != nil {
			return
		}
		again, err := ParseChoice(c.String())
		if err != nil || again.ID != c.ID || !slices.Equal(again.Sentences, c.Sentences) {
			t.Errorf("%q gives %v, written %q, read %v, %v", s, c, c.String(), again, err)
		}
	})
}
