package outline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"

	"github.com/google/go-cmp/cmp"
)

// document makes pages of lines out of clean text.
func document(text string) extract.Document {
	var doc extract.Document
	for _, p := range strings.Split(text, "\f") {
		doc.Pages = append(doc.Pages, extract.Page{Lines: strings.Split(p, "\n")})
	}
	return doc
}

// shown writes lines in one: each with its page and number, "¶" before it when
// an empty line stands before, "#" when it begins a page.
func shown(lines []Line) string {
	var list []string
	for _, l := range lines {
		sign := ""
		if l.GapBefore {
			sign = "¶"
		}
		if l.PageStart {
			sign += "#"
		}
		list = append(list, fmt.Sprintf("%s%d.%d %s", sign, l.Page, l.Number, strings.ReplaceAll(l.Text, ColumnGap, "|")))
	}
	return strings.Join(list, "; ")
}

func TestLines(t *testing.T) {
	for text, want := range map[string]string{
		"":                  "",
		"one\ntwo":          "1.1 one; 1.2 two",
		"one\n\n\ntwo":      "1.1 one; ¶1.4 two",
		"\n one  word":      "¶1.2 one word",
		"a   b    c  d":     "1.1 a|b|c d",
		"one\ftwo\n\nthree": "1.1 one; #2.1 two; ¶2.3 three",
		"one\f\ntwo":        "1.1 one; #2.2 two",
		"café   “so”":       "1.1 café|“so”",
		"Kit: Upheld Claims Administrator guideline: ODG Decision rationale: No.": "1.1 Kit: Upheld; 1.1 Claims Administrator guideline: ODG; 1.1 Decision rationale: No.",
		"see the Decision rationale: below":                                       "1.1 see the; 1.1 Decision rationale: below",
		"The Physician Reviewer's decision rationale: No.":                        "1.1 The Physician Reviewer's decision rationale: No.",
		"notDecision rationale: no":                                               "1.1 notDecision rationale: no",
	} {
		if got := shown(Of(document(text)).Lines); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestFurniture(t *testing.T) {
	bodies := [3]string{"The request is argued at some length here", "Another page says more about the same", "What is left is said on the last one"}
	pages := func(heads, feet [3]string) string {
		var list []string
		for i := range heads {
			list = append(list, strings.Trim(heads[i]+"\n"+bodies[i]+"\nand goes on "+bodies[i]+".\n"+feet[i], "\n"))
		}
		return strings.Join(list, "\f")
	}
	for name, tt := range map[string]struct {
		heads, feet [3]string
		dropped     int
	}{
		"none":                       {[3]string{}, [3]string{}, 0},
		"bare page numbers":          {[3]string{}, [3]string{"1", "2", "3"}, 3},
		"worded page numbers":        {[3]string{"Page 1 of 3", "Page 2 of 3", "Page 3 of 3"}, [3]string{}, 3},
		"dashes":                     {[3]string{}, [3]string{"- 1 -", "- 2 -", "- 3 -"}, 3},
		"of":                         {[3]string{}, [3]string{"1 of 3", "2/3", "3 of 3"}, 3},
		"a number of another kind":   {[3]string{"", "4012", ""}, [3]string{}, 0},
		"the letter's name":          {[3]string{"", "IMR Case Number: CM16-0990412 | 2", "IMR Case Number: CM16-0990412 | 3"}, [3]string{}, 2},
		"letters for":                {[3]string{"", "Final Determination Letter for IMR Case Number CM16-0990412", "Final Determination Letter for IMR Case Number CM16-0990412"}, [3]string{}, 2},
		"repeated words of a head":   {[3]string{"MAXIMUS Independent Medical Review", "MAXIMUS Independent Medical Review", "MAXIMUS Independent Medical Review"}, [3]string{}, 3},
		"repeated, whatever it says": {[3]string{"Attorney work product", "Attorney work product", "Attorney work product"}, [3]string{}, 3},
		"an item on two pages":       {[3]string{"Knee brace: Upheld", "Knee brace: Upheld", ""}, [3]string{}, 0},
		"a label on two pages":       {[3]string{"", "Decision rationale:", "Decision rationale:"}, [3]string{}, 0},
		"Bates numbers":              {[3]string{}, [3]string{"DEF001042", "DEF001043", "DEF001044"}, 3},
		"a Bates number alone":       {[3]string{}, [3]string{"", "DEF 001042", ""}, 1},
		"exhibits that count":        {[3]string{"Exhibit C, sheet 4", "Exhibit C, sheet 5", "Exhibit C, sheet 6"}, [3]string{}, 3},
		"numbers that do not count":  {[3]string{"in 2009 and", "in 2004 and", "in 2007 and"}, [3]string{}, 0},
		"a fax banner":               {[3]string{"03/06/2017 14:02   FROM: INVENTED LAW   P.002/005", "", ""}, [3]string{}, 1},
		"addresses of a browser":     {[3]string{}, [3]string{"https://example.org/a?id=7   1/3", "https://example.org/a?id=7   2/3", "https://example.org/a?id=7   3/3"}, 3},
		"a sentence on the case":     {[3]string{"", "This is the final determination.", "This is the final determination."}, [3]string{}, 0},
	} {
		o := Of(document(pages(tt.heads, tt.feet)))
		if len(o.Furniture) != tt.dropped {
			t.Errorf("%s: dropped %s", name, shown(o.Furniture))
		}
		if strings.Count(o.Text, "and goes on") != 3 {
			t.Errorf("%s: the text is lost: %q", name, o.Text)
		}
	}
}

// TestFurnitureKept holds that a header's own lines stay, and numbers of the
// text.
func TestFurnitureKept(t *testing.T) {
	for _, text := range []string{
		"Cover\nCase Number: CM16-0990412\nDate Assigned: 1/2/2016\nDecision Date: 3/4/2016",
		"The request is for\n60\ntablets of it.",
	} {
		if o := Of(document(text)); len(o.Furniture) > 0 {
			t.Errorf("%q: dropped %s", text, shown(o.Furniture))
		}
	}
}

func TestText(t *testing.T) {
	o := Of(document("Case Number:   CM16\n\nÉlan THEN"))
	if o.Text != "Case Number: CM16\nÉlan THEN\n" || o.Lower != "case number: cm16\nÉlan then\n" {
		t.Errorf("%q, %q", o.Text, o.Lower)
	}
	for off, want := range map[int]imr.Place{0: {Page: 1, Line: 1}, 17: {Page: 1, Line: 1}, 18: {Page: 1, Line: 3}, 999: {Page: 1, Line: 3}} {
		if got := o.PlaceOfText(off); got != want {
			t.Errorf("PlaceOfText(%d) = %v, want %v", off, got, want)
		}
	}
	if got := Of(extract.Document{}).PlaceOf(3); got != (imr.Place{}) {
		t.Errorf("a place in nothing: %v", got)
	}
	if got := o.PlaceOf(99); got != (imr.Place{Page: 1, Line: 3}) {
		t.Errorf("a place behind the end: %v", got)
	}
}

func TestWidth(t *testing.T) {
	lines := func(lengths ...int) string {
		var list []string
		for _, n := range lengths {
			list = append(list, strings.Repeat("x", n))
		}
		return strings.Join(list, "\n")
	}
	for _, tt := range []struct {
		text string
		want int
	}{
		{"", 90}, {lines(10, 20, 30), 90}, // short lines are no prose
		{lines(80, 80, 80, 80, 60), 80},
		{lines(70, 71, 72, 73, 74, 75, 76, 77, 78, 159), 78},
	} {
		if got := Of(document(tt.text)).Width; got != tt.want {
			t.Errorf("%q: width %d, want %d", tt.text, got, tt.want)
		}
	}
}

// FuzzOutline holds that lines, marks and furniture have places in the
// document, marks stand in order, and each passage is made of its lines.
func FuzzOutline(f *testing.F) {
	g := lettertest.New(lettertest.Options{Seed: 4, Traps: lettertest.Traps(), Share: 20})
	for i := range 8 {
		f.Add(g.Letter(i).Text)
	}
	f.Add("Decision rationale\n\f\n1\n\fPage 2: x-\ny")
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := extract.Read("letter.txt", []byte(text))
		if err != nil {
			return
		}
		o := Of(doc)
		for _, l := range slices.Concat(o.Lines, o.Furniture) {
			if l.Page < 1 || l.Page > len(doc.Pages) || l.Number < 1 || l.Number > len(doc.Pages[l.Page-1].Lines) || l.Text == "" {
				t.Fatalf("line %+v", l)
			}
		}
		last := StartOf(0)
		for _, m := range o.Marks {
			if m.At.Before(last) || m.After.Before(m.At) || m.After.Line > len(o.Lines) || m.Kind == None {
				t.Fatalf("mark %+v behind %v of %d lines", m, last, len(o.Lines))
			}
			last = m.At
		}
		p := o.Passage(StartOf(0), StartOf(len(o.Lines)))
		if len(o.Lines) != len(p.Lines) && !slices.ContainsFunc(o.Lines, func(l Line) bool { return strings.TrimSpace(l.Plain()) == "" }) {
			t.Fatalf("%d lines make a passage of %d", len(o.Lines), len(p.Lines))
		}
		for n := range len(p.Text) / 7 {
			if b := Behind(p, n*7); !strings.HasSuffix(p.Text, b.Text) || b.Text != "" && (b.Lines[0][0] != 0 || b.Paragraphs[0] != 0) {
				t.Fatalf("behind %d: %+v", n*7, b)
			}
		}
	})
}

func diff(t *testing.T, name string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

// TestPleadingPaper: the numbers in the margin are no text, on a short last page
// either; numbers that do not count are.
func TestPleadingPaper(t *testing.T) {
	var first, want []string
	for i := range 28 {
		line := fmt.Sprintf("2 visits of line %d", i)
		if i == 5 {
			line = ""
		}
		first = append(first, fmt.Sprintf("%2d   %s", i+1, line))
		if line != "" {
			want = append(want, line)
		}
	}
	o := Of(document(strings.Join(first, "\n") + "\f 1   the end.\n 2"))
	if got := o.Text; got != strings.Join(want, "\n")+"\nthe end.\n" {
		t.Errorf("got\n%s", got)
	}
	plain := "2 visits\n2 visits more\n3 pills"
	if got := Of(document(plain)).Text; got != plain+"\n" {
		t.Errorf("a text of no pleading paper becomes %q", got)
	}
}
