package highlight

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/parser/imr"
)

func determined(request, rationale string) *index.Determination {
	return &index.Determination{
		Letter: &imr.Letter{Diagnoses: []string{"knee pain", "opioid dependence"}},
		Item: &imr.Item{Request: request, Heading: request, Rationale: imr.Passage{
			Text: rationale, Page: 2, Line: 9, Lines: []imr.LineStart{{0, 2, 9}, {40, 2, 10}, {80, 3, 1}}}},
	}
}

// show writes a snippet with its marks in brackets.
func show(s index.Snippet) string {
	out, last := s.Field+": ", 0
	for _, span := range s.Spans {
		out += s.Text[last:span[0]] + "[" + s.Text[span[0]:span[1]] + "]"
		last = span[1]
	}
	return out + s.Text[last:]
}

func TestSnippets(t *testing.T) {
	long := strings.Repeat("So the story goes on, ", 20)
	tests := []struct {
		query, rationale string
		want             []string
	}{
		{"opioid /3 taper", "An opioid is used. An opioid was tapered.", []string{"rationale: An [opioid] was [tapered]."}},
		{`"opioid was"`, "An opioid was tapered.", []string{"rationale: An [opioid was] tapered."}},
		// The deciding sentence first, then that with most words, then what it lacks.
		{"opioid therapist wean", "The therapist agrees. " + long + ". There is no documentation of failure. " + long + ". An opioid to wean.",
			[]string{"rationale: There is no documentation of failure.", "rationale: An [opioid] to [wean].", "rationale: The [therapist] agrees."}},
		{"-norco opioid", "No opioid.", []string{"rationale: No [opioid].", "diagnosis: [opioid] dependence"}},
		{"dx:pain", "Knee pain.", []string{"rationale: Knee pain.", "diagnosis: knee [pain]"}},
		// Why, where nothing is marked: not the rule, the case.
		{"", "The MTUS guideline recommends therapy. There is no documentation of functional improvement. " + long + ".",
			[]string{"rationale: There is no documentation of functional improvement."}},
		{"", "", []string{}},
	}
	for _, tt := range tests {
		d := determined("something", tt.rationale)
		p, _, err := resolve.Resolve(&index.Request{Query: tt.query})
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, s := range Snippets(d, Mark(p, d), max(len(tt.want), 1)) {
			got = append(got, show(s))
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("Snippets(%q, %q) (-want +got)\n%s", tt.query, tt.rationale, d)
		}
	}
}

func TestSnippetPlace(t *testing.T) {
	d := determined("x", "The first sentence stands on the first line of all. The taper is far behind.")
	p, _, _ := resolve.Resolve(&index.Request{Query: "#taper"})
	s := Snippets(d, Mark(p, d), 1)
	if len(s) != 1 || s[0].Page != 2 || s[0].Line != 10 {
		t.Errorf("got %+v, want page 2, line 10", s)
	}
}

// TestSnippetsAnywhere holds the promises over random texts: valid, short,
// marks inside, in order, at the words they mark.
func TestSnippetsAnywhere(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	alphabet := []string{"opioid", "tapered", "é", "naïve", "“quote”", "x.", "end.", "A", "(b)", ",", "ﬁ", "…", "2.5", "\xff", "taper"}
	p, _, err := resolve.Resolve(&index.Request{Query: `#opioid OR taper OR "end a" OR 2.5`})
	if err != nil {
		t.Fatal(err)
	}
	for range 3000 {
		var words []string
		for range r.IntN(150) {
			words = append(words, alphabet[r.IntN(len(alphabet))])
		}
		d := determined("opioid", strings.Join(words, []string{" ", "\n", "  "}[r.IntN(3)]))
		m := Mark(p, d)
		for _, s := range Snippets(d, m, 3) {
			if !utf8.ValidString(s.Text) || len(s.Text) > snippetBytes+2*len(" …")+100 || strings.Contains(s.Text, "\n") {
				t.Fatalf("snippet %q of %q", s.Text, d.Item.Rationale.Text)
			}
			last := 0
			for _, span := range s.Spans {
				if span[0] < last || span[1] <= span[0] || span[1] > len(s.Text) {
					t.Fatalf("snippet %q has spans %v", s.Text, s.Spans)
				}
				last = span[1]
				word := strings.ToLower(s.Text[span[0]:span[1]])
				if !slices.Contains([]string{"opioid", "taper", "tapered", "2.5", "a"}, word) && !strings.HasPrefix(word, "end") && !strings.HasSuffix(word, " a") {
					t.Fatalf("snippet %q marks %q", s.Text, word)
				}
			}
		}
	}
}
