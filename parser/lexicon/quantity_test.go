package lexicon

import (
	"strings"
	"testing"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/fold"
)

func TestSentences(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "",
		"One ends. Two begins.":             "One ends|Two begins",
		"Dr. Brand saw him. He left.":       "Dr. Brand saw him|He left",
		"he is vs. them. no? Yes! it is":    "he is vs. them. no|Yes|it is",
		"at 5 mg. He takes no. Then":        "at 5 mg|He takes no|Then",
		"J. Brand wrote. it goes on":        "J. Brand wrote. it goes on",
		"line one\nline two":                "line one|line two",
		"see pp. 12. Approx. 5 pills. Done": "see pp. 12|Approx. 5 pills|Done",
	} {
		var got []string
		for _, s := range sentences(text, fold.Words(text)) {
			if len(s) > 0 {
				got = append(got, text[s[0].Start:s[len(s)-1].End])
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %s, want %s", text, strings.Join(got, "|"), want)
		}
	}
}

func TestWithoutOpioidParagraph(t *testing.T) {
	const paragraph = opioidParagraphStart + ", and no more. See the guideline before " + opioidParagraphEnd
	for text, want := range map[string]string{
		"Pills are needed.":                             "Pills are needed.",
		"Pills are needed. " + paragraph + " He limps.": "Pills are needed. \n He limps.",
		"Cut off. " + opioidParagraphStart + ", and":    "Cut off. \n",
	} {
		if got := withoutOpioidParagraph(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := allReasons("This decision addresses the medical necessity of opioids. There are no red flags.", imr.Upheld, nil); len(got) != 0 {
		t.Errorf("the fixed paragraph gives %q", got) // it swallows the rest when its end is lost
	}
}

func TestEndsInAbbreviation(t *testing.T) {
	for s, want := range map[string]bool{"": false, "by Dr.": true, "Dr.": true, "60 tabs.": true, "e.g.": true, "the knee.": false, "i.e": false, "Vs.": true} {
		if got := EndsInAbbreviation(s); got != want {
			t.Errorf("EndsInAbbreviation(%q) = %v", s, got)
		}
	}
}

// TestRelatedGuidelines holds that editions of one title, and guidelines about
// pain, share their headings.
func TestRelatedGuidelines(t *testing.T) {
	pain := GuidelineNamed(imr.MTUSChronicPain, "Chronic Pain Medical Treatment Guidelines")
	related := map[*Guideline]bool{}
	for _, g := range RelatedGuidelines(pain) {
		if g == pain {
			t.Error("a guideline is related to itself")
		}
		related[g] = true
	}
	for _, g := range Guidelines() {
		want := g != pain && (g.Family == imr.MTUSOpioids || g.Family == imr.MTUSChronicPain || g.Family == imr.ODG && strings.HasPrefix(g.Title, "Pain "))
		if related[g] != want {
			t.Errorf("%s %s %v: related is %v", g.Family, g.Title, g.Years, related[g])
		}
	}
	low := GuidelineNamed(imr.MTUSACOEM, "Low Back Complaints")
	for _, g := range RelatedGuidelines(low) {
		if g.Title != low.Title || g.Family != low.Family {
			t.Errorf("%s %s is no edition of %s", g.Family, g.Title, low.Title)
		}
	}
}

func TestOneEdit(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"", "", true}, {"a", "", true}, {"abc", "abc", true}, {"abc", "abd", true}, {"abc", "ab", true}, {"abc", "abxc", true}, {"abc", "acb", true},
		{"abc", "xyz", false}, {"abc", "a", false}, {"abcd", "badc", false}, {"abc", "cba", false},
	} {
		if oneEdit(tt.a, tt.b) != tt.want || oneEdit(tt.b, tt.a) != tt.want {
			t.Errorf("%q and %q: want %v", tt.a, tt.b, tt.want)
		}
	}
}

func TestReadTable(t *testing.T) {
	for _, name := range []string{"treatments", "drugs", "reasons", "guidelines"} {
		rows := readTable(name)
		if len(rows) == 0 {
			t.Errorf("%s is empty", name)
		}
		for i, r := range rows {
			if len(r.cells) > len(r.columns) {
				t.Errorf("%s, row %d: %d cells in %d columns", name, i+1, len(r.cells), len(r.columns))
			}
		}
	}
	r := row{map[string]int{"a": 0, "b": 1}, []string{" x | | y "}}
	if r.get("b") != "" || strings.Join(r.list("a"), "+") != "x+y" || r.list("b") != nil {
		t.Errorf("get %q, list %q", r.get("b"), r.list("a"))
	}
	for name, f := range map[string]func(){"an unknown column": func() { r.get("c") }, "an unknown table": func() { readTable("none") }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

// FuzzAsk holds that what a query asks for points at its words.
func FuzzAsk(f *testing.F) {
	for _, q := range []string{"mri of the low back", "pt left knee", "nsaid & norco #60", "surgery surgery", "r knee l knee"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		words := strings.Fields(strings.ToLower(query))
		asked := Ask(words)
		lists := append([][]int{asked.Body, asked.Side}, asked.Treatments...)
		for _, list := range lists {
			for _, i := range list {
				if i < 0 || i >= len(words) {
					t.Fatalf("%q: word %d of %d", query, i, len(words))
				}
			}
		}
		for _, e := range Synonyms(words) {
			if e.Start < 0 || e.Len < 1 || e.Start+e.Len > len(words) || len(e.To)+len(e.Readings) == 0 {
				t.Fatalf("%q: %+v", query, e)
			}
		}
	})
}
