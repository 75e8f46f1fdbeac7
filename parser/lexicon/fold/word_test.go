package fold

import (
	"strings"
	"testing"
)

// written returns the words of a text as they are written, parted by "|".
func written(text string) string {
	var list []string
	for _, w := range Words(text) {
		list = append(list, text[w.Start:w.End])
	}
	return strings.Join(list, "|")
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "",
		" .,-":                      "",
		"MRI of the L-spine":        "MRI|of|the|L|spine",
		"x-ray/ultrasound":          "x|ray|ultrasound",
		"P.T. and U.S. guided":      "P.T|and|U.S|guided",
		"the end. Next":             "the|end|Next",
		"patient's pain":            "patient's|pain",
		"patient’s pain":            "patient’s|pain",
		"2.5 mg, 10.":               "2.5|mg|10",
		"100mg #60":                 "100|mg|60",
		"0.5ml":                     "0.5|ml",
		"7meters":                   "7meters",
		"R&D":                       "R|&|D",
		"med\u00adical":             "med\u00adical",
		"naïve Ünit":                "naïve|Ünit",
		"a\xffb":                    "a|b",
		"'quoted'":                  "quoted",
		strings.Repeat("long", 100): strings.Repeat("long", 100),
	} {
		if got := written(text); got != want {
			t.Errorf("Words(%q) = %s, want %s", text, got, want)
		}
	}
}

// same reports whether two texts have the same words.
func same(a, b string) bool {
	x, y := Words(a), Words(b)
	return len(x) == len(y) && At(x, 0, y)
}

func TestSameWords(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"X-Ray", "x ray", true},
		{"injections", "injection", true},
		{"therapies", "therapy", true},
		{"braces", "brace", true},
		{"crutches", "crutch", true},
		{"boxes", "box", true},
		{"orthoses", "orthosis", true},
		{"analyses", "analysis", true},
		{"Smith & Son", "smith and son", true},
		{"P.T.", "PT", true},
		{"patient's", "patients", true},
		{"TENS", "ten", false},
		{"biceps", "bicep", false},
		{"this", "thi", false},
		{"discus", "discu", false},
		{"bus", "bu", false},
		{"arthritis", "arthriti", false},
		{"MRI", "MRA", false},
		{"10 mg", "10mg", true},
		{"1.0", "10", false},
	} {
		if got := same(tt.a, tt.b); got != tt.want {
			t.Errorf("%q and %q: the same is %v", tt.a, tt.b, got)
		}
	}
}

func TestAppendWords(t *testing.T) {
	list := AppendWords(Words("one"), "two three")
	if len(list) != 3 || !At(list, 1, Words("two three")) || At(list, 2, Words("three four")) {
		t.Errorf("got %v", list)
	}
}

func TestContains(t *testing.T) {
	words := Words("lumbar epidural steroid injection")
	for run, want := range map[string]bool{
		"": true, "lumbar": true, "steroid injections": true, "epidural injection": false, "injection lumbar": false,
		"lumbar epidural steroid injection today": false,
	} {
		if got := Contains(words, Words(run)); got != want {
			t.Errorf("%q: %v", run, got)
		}
	}
}

// FuzzWords holds that words lie in their text in order, that they have keys,
// and that case does not matter.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"P.T. 3xWk", "K+ 5% …", "İ\xff'' & . .", "100mg", "it's ok", "a.b.c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, w := range Words(text) {
			if w.Start < end || w.End <= w.Start || w.End > len(text) || w.Key == 0 {
				t.Fatalf("%q: word %+v behind %d", text, w, end)
			}
			end = w.End
		}
		if ascii := strings.Map(func(r rune) rune {
			if r >= 0x80 {
				return -1
			}
			return r
		}, text); !same(strings.ToUpper(ascii), strings.ToLower(ascii)) {
			t.Fatalf("%q: other words in capitals", ascii)
		}
	})
}
