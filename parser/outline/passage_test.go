package outline

import (
	"testing"

	"imrsearch/parser/imr"
)

// passageOf joins all lines of a text.
func passageOf(text string) imr.Passage {
	o := Of(document(text))
	return o.Passage(StartOf(0), StartOf(len(o.Lines)))
}

func TestPassage(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "",
		"one\ntwo":                          "one two",
		"one   two\n  three":                "one two three",
		"a treat-\nment plan":               "a treatment plan",    // only the joined form is a word
		"a work-\nrelated fall":             "a work-related fall", // written with a hyphen
		"an L-\nspine study":                "an L-spine study",
		"a self-\ncare program":             "a self-care program",
		"a zorb-\nlike thing":               "a zorb-like thing", // written with a hyphen, whatever stands before
		"a quix-\nzorban dose":              "a quixzorban dose", // neither part is a word
		"a treatment-\nzorban dose":         "a treatment-zorban dose",
		"CM16-\n0990412":                    "CM16-0990412",
		"cervical -\nlumbar":                "cervical - lumbar",
		"two-\n(three)":                     "two- (three)",
		"a post-\nOperative note":           "a post-Operative note",
		"anti\u2010\ninflammatory medicine": "anti‐inflammatory medicine",
	} {
		if got := passageOf(text).Text; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestPassagePlaces(t *testing.T) {
	p := passageOf("one\ntwo\n\nthree\ffour")
	diff(t, "a passage", p, imr.Passage{
		Text: "one two three four", Page: 1, Line: 1, Paragraphs: []int{0, 8},
		Lines: []imr.LineStart{{0, 1, 1}, {4, 1, 2}, {8, 1, 4}, {14, 2, 1}},
	})
	long := "This sentence fills the whole width of its page, or nearly so, as such sentences do."
	p = passageOf(long + "\n" + long + "\nand ends.\fA new one begins here.")
	if len(p.Paragraphs) != 2 {
		t.Errorf("a paragraph that ends early at a page's end: %v", p.Paragraphs)
	}
	p = passageOf(long + "\n" + long + "\f" + long)
	if len(p.Paragraphs) != 1 {
		t.Errorf("a line that fills its page goes on: %v", p.Paragraphs)
	}
}

func TestPassageBetween(t *testing.T) {
	o := Of(document("label: one\ntwo\nthree"))
	for _, tt := range []struct {
		from, to Cursor
		want     string
	}{
		{Cursor{0, 7}, StartOf(2), "one two"},
		{Cursor{0, 7}, Cursor{0, 10}, "one"},
		{StartOf(1), Cursor{2, 2}, "two th"},
		{StartOf(2), StartOf(1), ""},
		{StartOf(9), StartOf(12), ""},
	} {
		if got := o.Passage(tt.from, tt.to).Text; got != tt.want {
			t.Errorf("from %v to %v: %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}

func TestBehind(t *testing.T) {
	p := passageOf("one two\nthree\n\nfour")
	diff(t, "behind a word", Behind(p, 3), imr.Passage{
		Text: "two three four", Page: 1, Line: 1, Paragraphs: []int{0, 10},
		Lines: []imr.LineStart{{0, 1, 1}, {4, 1, 2}, {10, 1, 4}},
	})
	diff(t, "behind a line", Behind(p, 8), imr.Passage{
		Text: "three four", Page: 1, Line: 2, Paragraphs: []int{0, 6}, Lines: []imr.LineStart{{0, 1, 2}, {6, 1, 4}},
	})
	diff(t, "behind nothing", Behind(p, 0), p)
	diff(t, "behind all", Behind(p, len(p.Text)), imr.Passage{})
}

func TestNumbered(t *testing.T) {
	for _, tt := range []struct {
		text string
		n    int
		want []string
	}{
		{"1. one\nand more\n2) two", 2, []string{"one and more", "two"}},
		{"(1) one\n(2) two\n(3) three", 3, []string{"one", "two", "three"}},
		{"1. one\n2. two", 3, nil},
		{"1. one", 1, nil},               // one part needs no number
		{"See:\n1. one\n2. two", 2, nil}, // not numbered throughout
		{"1. one\n3. three\n2. two", 2, []string{"one 3. three", "two"}}, // only the next number counts
		{"one\ntwo", 2, nil},
	} {
		var got []string
		for _, p := range Numbered(passageOf(tt.text), tt.n) {
			got = append(got, p.Text)
		}
		diff(t, tt.text, got, tt.want)
	}
	parts := Numbered(passageOf("1. one\n2. two"), 2)
	if parts[1].Line != 2 || parts[1].Lines[0] != (imr.LineStart{0, 1, 2}) {
		t.Errorf("the second part stands at %+v", parts[1])
	}
}

func TestEndsSentence(t *testing.T) {
	for s, want := range map[string]bool{"": false, "one": false, "one.": true, "one?": true, "“one.”": true, "(one.)": true, "one:": false, ".) ": true} {
		if got := EndsSentence(s); got != want {
			t.Errorf("EndsSentence(%q) = %v", s, got)
		}
	}
}
