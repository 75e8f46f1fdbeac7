package split_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
	"imrsearch/parser/split"
)

// papers are what people keep beside a letter, each a page.
var papers = map[string][]string{
	"proof":   {"PROOF OF SERVICE BY MAIL", "", "I am over the age of eighteen and not a party to this action.", "On March 6, 2017 I served the", "Final Determination Letter", "on the parties listed below.", "Executed on March 6, 2017."},
	"record":  {"PRIMARY TREATING PHYSICIAN PROGRESS REPORT", "Patient: Jane Invented", "Date of exam: 2/3/2017", "", "Objective: Tenderness over the facets.", "Plan: Refill medication."},
	"cover":   {"LAW OFFICES OF INVENTED & SAMPLE", "", "Re: our client; earlier IMR Case Number: CM15-0777777", "Enclosed please find the Final Determination."},
	"exhibit": {"EXHIBIT C"},
	"form":    {"Patient: Jane Invented", "Date of exam: 2/3/2017", "Weight: 150 lb", "The patient returns for follow up."},
}

func read(t testing.TB, l lettertest.Letter) extract.Document {
	t.Helper()
	doc, err := extract.Read(l.Name+".txt", l.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func page(name string) extract.Page { return extract.Page{Lines: papers[name]} }

// say is what a letter says, but for where it stands.
func say(p *parser.Parsed) string {
	var b strings.Builder
	l := &p.Letter
	fmt.Fprintln(&b, l.CaseNumber, l.DecisionDate, l.DateOfInjury, l.URDenialDate, l.ApplicationReceived, l.Patient, l.Reviewer, l.Summary.Text, l.Diagnoses, l.DocumentsReviewed)
	for _, it := range l.Items {
		fmt.Fprintln(&b, it.Request, it.Outcome, it.ClaimsAdministrator.Text, it.ReviewerGuidelines.Text, it.Rationale.Text)
	}
	return b.String()
}

// TestLettersInOneFile puts letters of all layouts behind each other, with other
// papers before, between and behind: each is read as it is alone, with its pages
// and its lines at their places, and the papers belong to none.
func TestLettersInOneFile(t *testing.T) {
	for _, test := range []struct {
		layout imr.Layout
		around []string // before the first, behind each
	}{
		{imr.LayoutZ, []string{"", "", ""}}, {imr.LayoutA, []string{"", "", ""}}, {imr.LayoutB, []string{"", "", ""}},
		{imr.LayoutC, []string{"", "", ""}}, {imr.LayoutE, []string{"", "", ""}}, {imr.LayoutF, []string{"", "", ""}},
		{imr.LayoutE, []string{"cover", "proof", "record"}}, {imr.LayoutE, []string{"record", "record", "exhibit"}},
		{imr.LayoutF, []string{"form", "form", "proof"}}, {imr.LayoutC, []string{"", "proof", "proof"}},
	} {
		g := lettertest.New(lettertest.Options{Seed: 5, Layouts: []imr.Layout{test.layout}})
		for i := range 12 {
			var doc extract.Document
			var want []string
			var first []int
			others := 0
			add := func(name string) {
				if name != "" {
					doc.Pages = append(doc.Pages, page(name))
					others++
				}
			}
			add(test.around[0])
			for k := range 2 {
				one := read(t, g.Letter(2*i+k))
				alone, err := parser.Parse(imr.Source{}, one)
				if err != nil {
					t.Fatal(err)
				}
				want = append(want, say(alone))
				first = append(first, len(doc.Pages)+1)
				doc.Pages = append(doc.Pages, one.Pages...)
				add(test.around[1+k])
			}
			got, rest, err := parser.Letters(imr.Source{SHA256: strings.Repeat("ab", 32)}, doc)
			if err != nil || len(got) != 2 || rest != others {
				t.Errorf("layout %s with %q, letter %d: %d letters, %d other pages, want %d; %v", test.layout, test.around, i, len(got), rest, others, err)
				continue
			}
			for k, p := range got {
				if s := say(p); s != want[k] {
					t.Errorf("layout %s with %q, letter %d reads\n%s\nwant\n%s", test.layout, test.around, 2*i+k, s, want[k])
				}
				src := p.Letter.Source
				if src.FirstPage != first[k] || src.Pages != len(doc.Pages) {
					t.Errorf("layout %s, letter %d: from page %d of %d, want %d of %d", test.layout, 2*i+k, src.FirstPage, src.Pages, first[k], len(doc.Pages))
				}
				for _, it := range p.Letter.Items {
					if line := doc.Pages[it.Page-1].Lines[it.Line-1]; it.Page < src.FirstPage || it.Page > src.LastPage || strings.TrimSpace(line) == "" {
						t.Errorf("%s stands on page %d, line %d: %q", it.ID, it.Page, it.Line, line)
					}
				}
			}
		}
	}
}

// TestOtherPapersOnTheLettersPages: a text without pages has a proof of service
// below the last rationale, and a lawyer's words above the table.
func TestOtherPapersOnTheLettersPages(t *testing.T) {
	g := lettertest.New(lettertest.Options{Seed: 6, Layouts: []imr.Layout{imr.LayoutE}})
	for i := range 12 {
		one := read(t, g.Letter(i))
		var lines []string
		for _, p := range one.Pages {
			lines = append(append(lines, p.Lines...), "")
		}
		alone, err := parser.Parse(imr.Source{}, extract.Document{Pages: []extract.Page{{Lines: lines}}})
		if err != nil {
			t.Fatal(err)
		}
		lines = slices.Concat(papers["cover"], []string{""}, lines, []string{""}, papers["proof"])
		got, rest, err := parser.Letters(imr.Source{}, extract.Document{Pages: []extract.Page{{Lines: lines}}})
		if err != nil || len(got) != 1 || rest != 0 {
			t.Fatalf("letter %d: %d letters, %d other pages, %v", i, len(got), rest, err)
		}
		if s, want := say(got[0]), say(alone); s != want {
			t.Errorf("letter %d reads\n%s\nwant\n%s", i, s, want)
		}
	}
}

// TestPagesScannedTwice: a page that comes twice is read once, and a letter that
// comes twice is one.
func TestPagesScannedTwice(t *testing.T) {
	g := lettertest.New(lettertest.Options{Seed: 7, Layouts: []imr.Layout{imr.LayoutE}})
	for i := range 8 {
		one := read(t, g.Letter(i))
		alone, err := parser.Parse(imr.Source{}, one)
		if err != nil {
			t.Fatal(err)
		}
		twice := extract.Document{}
		for _, p := range one.Pages {
			twice.Pages = append(twice.Pages, p, p)
		}
		for name, doc := range map[string]extract.Document{"pages": twice, "letter": {Pages: slices.Concat(one.Pages, one.Pages)}} {
			got, _, err := parser.Letters(imr.Source{}, doc)
			if err != nil || len(got) != 1 || say(got[0]) != say(alone) {
				t.Errorf("%s twice, letter %d: %d letters, %v", name, i, len(got), err)
			}
		}
	}
}

// FuzzLetters holds that parts have lines of the file at their own places, and
// that no line is in two parts.
func FuzzLetters(f *testing.F) {
	g := lettertest.New(lettertest.Options{Seed: 8, Layouts: []imr.Layout{imr.LayoutZ, imr.LayoutA, imr.LayoutB, imr.LayoutC, imr.LayoutE}})
	for i := range 5 {
		f.Add(string(g.Letter(i).Bytes()))
	}
	f.Add("Decision rationale: x\fHOW THE IMR FINAL DETERMINATION WAS MADE\fDecision rationale: y.\n\nPROOF OF SERVICE")
	f.Fuzz(func(t *testing.T, s string) {
		var doc extract.Document
		for p := range strings.SplitSeq(s, "\f") {
			doc.Pages = append(doc.Pages, extract.Page{Lines: strings.Split(p, "\n")})
		}
		parts, rest := split.Letters(doc)
		if rest < 0 || rest > len(doc.Pages) || len(parts) == 0 {
			t.Fatalf("%d parts, %d other pages of %d", len(parts), rest, len(doc.Pages))
		}
		taken := map[imr.Place]bool{}
		for _, part := range parts {
			for i, p := range part.Document.Pages {
				for k, line := range p.Lines {
					n := part.Document.Number(i)
					if line == "" {
						continue
					}
					if at := (imr.Place{Page: n, Line: k + 1}); doc.Pages[n-1].Lines[k] != line || taken[at] {
						t.Fatalf("line %v: %q", at, line)
					} else {
						taken[at] = true
					}
				}
			}
		}
	})
}
