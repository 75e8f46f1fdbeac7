package passage

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/cite"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
)

func invented(t testing.TB, n int) []*index.Document {
	t.Helper()
	var docs []*index.Document
	g := lettertest.New(lettertest.Options{Seed: 3})
	for i := range n {
		l := g.Letter(i)
		docs = append(docs, &index.Document{Letter: &l.Truth, Text: l.Text})
	}
	return docs
}

// TestNamesLeadBack: every sentence has a name of its own in its letter, is
// found by it and by its words, on the page where the letter has it.
func TestNamesLeadBack(t *testing.T) {
	for _, doc := range invented(t, 40) {
		seen := map[string]bool{}
		for _, s := range Sentences(doc) {
			if seen[s.Name] {
				t.Fatalf("%s has the name %s twice", doc.Letter.ID, s.Name)
			}
			seen[s.Name] = true
			p, ok := Find(doc, s.Name)
			if !ok || p.Name != s.Name || p.Text != s.Text() || p.Page != s.Page || p.Field != s.Field.String() {
				t.Fatalf("Find(%s, %s) = %+v, %v, want %q on page %d", doc.Letter.ID, s.Name, p, ok, s.Text(), s.Page)
			}
			if p, ok := Find(doc, s.Text()); !ok || !strings.Contains(folded(p.Text), folded(s.Text())) {
				t.Fatalf("Find(%s, %q) = %+v, %v", doc.Letter.ID, s.Text(), p, ok)
			}
		}
	}
}

func letter(rationale string, breaks ...int) *index.Document {
	lines := []imr.LineStart{{0, 2, 5}}
	for i, at := range breaks {
		lines = append(lines, imr.LineStart{at, 3, i + 1})
	}
	l := &imr.Letter{ID: "CM16-0990777", CaseNumber: "CM16-0990777", DecisionDate: imr.Date{Year: 2016, Month: 3, Day: 14},
		Summary: imr.Passage{Text: "He lifted a crate. The knee hurts.", Page: 1, Line: 9},
		Items: []imr.Item{
			{ID: "CM16-0990777/1", N: 1, Page: 2, Line: 3, Request: "Knee brace", Outcome: imr.Upheld,
				ClaimsAdministrator: imr.Guidelines{Text: "ODG, Knee. MTUS.", Page: 2, Line: 4},
				ReviewerGuidelines:  imr.Guidelines{Text: "ODG, Knee. MTUS.", Page: 3, Line: 1},
				Rationale:           imr.Passage{Text: "The knee hurts. It was braced.", Page: 3, Line: 4}},
			{ID: "CM16-0990777/2", N: 2, Page: 2, Line: 3, Request: "Cane", Outcome: imr.Overturned,
				Rationale: imr.Passage{Text: rationale, Page: 2, Line: 5, Lines: lines}},
		}}
	return &index.Document{Letter: l, Text: rationale}
}

const said = "The patient falls. She is self-directed at home. A cane helps. The patient falls."

func TestFind(t *testing.T) {
	doc := letter(said, strings.Index(said, "at home"))
	names := map[string]string{}
	for _, s := range Sentences(doc) {
		names[s.Text()] = s.Name // of the same words, the last
	}
	second := names["She is self-directed at home."]
	_, third, _ := strings.Cut(names["A cane helps."], "-")
	_, hash, _ := strings.Cut(second, "-")
	for _, test := range []struct {
		ask, name, text, cited string
	}{
		{second, second, "She is self-directed at home.", "item 2 (overturned Mar. 14, 2016), at 2–3"},
		{second + "-" + third, second + "-" + third, "She is self-directed at home. A cane helps.", "at 2–3"},
		{"is self directed AT home. A cane", second + "-" + third, "She is self-directed at home. A cane helps.", "at 2–3"},
		{"1-" + hash, second, "She is self-directed at home.", "item 2"},                                    // it went to another item
		{second + "-00000000", second, "She is self-directed at home.", "at 2–3"},                           // its end is gone
		{names["The patient falls."], "2-" + names["The patient falls."][2:], "The patient falls.", "at 3"}, // the second of two
		{"the knee hurts", names["The knee hurts."], "The knee hurts.", "item 1"},                           // items before the summary
		{"He lifted", names["He lifted a crate."], "He lifted a crate.", "IMR Case No. CM16-0990777 (Mar. 14, 2016), at 1"},
		{"mtus", "", "MTUS.", "at 2–3"}, // on one of the two pages between which it ends
	} {
		p, ok := Find(doc, test.ask)
		if !ok || test.name != "" && p.Name != test.name || p.Text != test.text || !strings.Contains(p.Citations.Brief, test.cited) {
			t.Errorf("Find(%q) = %+v, %v, want %+v", test.ask, p, ok, test)
		}
	}
	if names["The patient falls."] == "" || !strings.HasSuffix(names["The patient falls."], ".2") {
		t.Errorf("the second of two equal sentences is %q", names["The patient falls."])
	}
	for _, ask := range []string{"", "...", "2-00000000", "a crate the knee was", "falls cane"} {
		if p, ok := Find(doc, ask); ok {
			t.Errorf("Find(%q) = %+v", ask, p)
		}
	}
}

// TestNamesLast: another reading of line ends, marks and the text around a
// sentence leaves its name.
func TestNamesLast(t *testing.T) {
	names := func(doc *index.Document) map[string]string {
		out := map[string]string{}
		for _, s := range Sentences(doc) {
			out[folded(s.Text())] = s.Name
		}
		return out
	}
	before := names(letter(said))
	after := names(letter("A new one. The  patient falls.  She is selfdirected\nat home. A “cane” helps. The patient falls."))
	for words, name := range before {
		if after[words] != name {
			t.Errorf("%s was %s and is %s", words, name, after[words])
		}
	}
}

func TestCitationsAreThoseOfCite(t *testing.T) {
	doc := letter(said)
	p, _ := Find(doc, "a cane helps")
	c := cite.Of(doc.Letter, &doc.Letter.Items[1]).At(2, 0)
	if p.Citations != (Citations{c.Brief(), c.Bluebook(), c.Short()}) || p.Quote() != "“A cane helps.” "+c.Brief()+"." {
		t.Errorf("%+v, %s", p.Citations, p.Quote())
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"2-3f9a1c04.2-77aa0b12", "a cane", "İ", "99999999999999999999-00000000"} {
		f.Add(s, said)
	}
	f.Fuzz(func(t *testing.T, ask, rationale string) {
		doc := letter(rationale)
		if p, ok := Find(doc, ask); ok {
			if again, ok := Find(doc, p.Name); !ok || again.Text != p.Text {
				t.Errorf("%q is %s, which is %+v", ask, p.Name, again)
			}
		}
	})
}

func TestLayout(t *testing.T) {
	lines, paragraphs := Layout("one\ntwo\n\nthree\f\nfour", 1)
	if diff := cmp.Diff([]imr.LineStart{{0, 1, 1}, {4, 1, 2}, {9, 1, 4}, {16, 2, 2}}, lines); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{0, 9, 16}, paragraphs); diff != "" {
		t.Error(diff)
	}
}
