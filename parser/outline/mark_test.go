package outline

import (
	"fmt"
	"strings"
	"testing"
)

func TestLabelAt(t *testing.T) {
	for _, tt := range []struct {
		s, label   string
		end, after int
		colon, ok  bool
	}{
		{"Decision rationale: No.", "Decision rationale", 18, 20, true, true},
		{"DECISION  RATIONALE : No.", "Decision rationale", 19, 22, true, true},
		{"Decision rationale", "Decision rationale", 18, 18, false, true},
		{"Decision rationale No", "Decision rationale", 18, 18, false, true},
		{"Decision rationales: No", "Decision rationale", 0, 0, false, false}, // goes on
		{"Decision ration: No", "Decision rationale", 0, 0, false, false},
		{"Decisi0n rationa1e: No", "Decision rationale", 18, 20, true, true}, // as scanned
		{"Decision rationa|e; No", "Decision rationale", 18, 20, true, true},
		{"Detennination: x", "Determination", 0, 0, false, false},  // nn is none of the confusions
		{"Deterrnination: x", "Determination", 14, 16, true, true}, // rn for m
		{"Case Nurnber: 1", "Case Number", 12, 14, true, true},
		{"MAXIMUS guidcline: x", "MAXIMUS guideline", 17, 19, true, true}, // one wrong letter of a long label
		{"MAXIMUS guidcllne: x", "MAXIMUS guideline", 17, 19, true, true}, // l for i is no wrong letter
		{"MAXIMUS guxdclxne: x", "MAXIMUS guideline", 0, 0, false, false}, // too many
		{"Pxiority: x", "Priority", 0, 0, false, false},                   // short labels have none
		{"State(s) of Licensure: CA", "State(s) of Licensure", 21, 23, true, true},
		{"States of Licensure: CA", "State(s) of Licensure", 19, 21, true, true},
		{"Date of Injury:\t1/2/2016", "Date of Injury", 14, 16, true, true},
		{"", "Priority", 0, 0, false, false},
		{": Priority", "Priority", 0, 0, false, false},
	} {
		end, after, colon, ok := LabelAt(tt.s, tt.label)
		if end != tt.end || after != tt.after || colon != tt.colon || ok != tt.ok {
			t.Errorf("LabelAt(%q, %q) = %d, %d, %v, %v", tt.s, tt.label, end, after, colon, ok)
		}
	}
}

func TestSameWord(t *testing.T) {
	for _, tt := range []struct {
		s, want string
		same    bool
	}{
		{"Upheld", "Upheld", true}, {"UPHELD.", "Upheld", true}, {"Uphe1d", "Upheld", true}, {"0verturned", "Overturned", true},
		{"Overtumed", "Overturned", true}, {"Upheld now", "Upheld", false}, {"Uphel", "Upheld", false}, {"", "Upheld", false},
	} {
		if got := SameWord(tt.s, tt.want); got != tt.same {
			t.Errorf("SameWord(%q, %q) = %v", tt.s, tt.want, got)
		}
	}
}

func TestFirstLetter(t *testing.T) {
	for s, want := range map[string]rune{
		"Upheld": 'u', "  (1) x": 'i', "Issue": 'i', "lssue": 'i', "|ssue": 'i', "0ther": 'o', "Öl": 'Ö', "": 0, "...": 0, ": x": 0, "5 mg": 's',
	} {
		if got := FirstLetter(s); got != want {
			t.Errorf("FirstLetter(%q) = %q, want %q", s, got, want)
		}
	}
}

// marksOf writes the marks of a text: line of the mark, its kind, and where the
// text behind it begins.
func marksOf(text string) string {
	var list []string
	for _, m := range Of(document(text)).Marks {
		list = append(list, fmt.Sprintf("%d:%d>%d.%d", m.At.Line, m.Kind, m.After.Line, m.After.Off))
	}
	return strings.Join(list, " ")
}

func TestMarks(t *testing.T) {
	mark := func(line int, k Kind, after, off int) string { return fmt.Sprintf("%d:%d>%d.%d", line, k, after, off) }
	for text, want := range map[string]string{
		"":                                                 "",
		"A text without any.":                              "",
		"CLINICAL CASE SUMMARY\nA man.":                    mark(0, Summary, 1, 0),
		"CLINICAL CASE SUMMARY:\nA man.":                   mark(0, Summary, 1, 0),
		"CLINICAL CASE SUMMARY: A man.":                    mark(0, Summary, 0, 23),
		"CLINICAL CASE\nSUMMARY\nA man.":                   mark(0, Summary, 2, 0), // over two lines
		"CLINICAL CASE SUMMARY was not sent.":              "",                     // words, no heading
		"HOW THE IMR FINAL DETERMINATION WAS MADE: by him": "",                     // alone on its line, or none
		"Claims Administrator guideline ODG":               mark(0, Claims, 0, 30), // its colon may be missing
		"MAXIMUS guidelines: ODG":                          mark(0, Reviewer, 0, 20),
		"The Claims Administrator cited the ODG.":          mark(0, ClaimsSentence, 0, 0),
		"1) Regarding the request for a cane:":             mark(0, Regarding, 0, 0),
		"Regarding the cane":                               "",
		"Medical Treatment Guideline(s) Relied Upon by the Expert Reviewer to Make\nHis/Her Decision\nODG.": mark(0, SectionA, 2, 0),
		"Section of the Medical Treatment Utilization Schedule Relied Upon: ODG":                            mark(0, SectionA, 0, 67),
		"RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS\n\nThe brace":                             mark(0, RationaleZ, 1, 0), // an empty line ends it
		"Sincerely,\nOdo Brand, MD":                              mark(0, Closing, 1, 0),
		"Disclaimer: MAXIMUS is providing a copy":                mark(0, Closing, 0, 0),
		"Decision rationale: one\nEffect of the Decision:\nnone": mark(0, Rationale, 0, 20) + " " + mark(1, Closing, 2, 0),
	} {
		if got := marksOf(text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestSection(t *testing.T) {
	o := Of(document("CLINICAL CASE SUMMARY\nA man.\nDOCUMENTS REVIEWED\nSome.\nSincerely,\nOdo"))
	if from, to, ok := o.Section(Summary); !ok || from != StartOf(1) || to != StartOf(2) {
		t.Errorf("summary from %v to %v, %v", from, to, ok)
	}
	if from, to, ok := o.Section(Closing); !ok || from != StartOf(5) || to != StartOf(6) {
		t.Errorf("closing from %v to %v, %v", from, to, ok)
	}
	if _, _, ok := o.Section(Issue); ok || o.Has(Issue) || o.First(Issue) != -1 || !o.Has(Documents) {
		t.Error("an issue was found, or no documents")
	}
}

// FuzzLabel holds that where a label ends lies in the text, and that a label
// matches itself in any case.
func FuzzLabel(f *testing.F) {
	f.Add("Decision rationale: x", "Decision rationale")
	f.Add("Nurnber", "Number")
	f.Fuzz(func(t *testing.T, s, label string) {
		if end, after, _, ok := LabelAt(s, label); ok && (end > len(s) || after > len(s) || after < end && end > 0) {
			t.Fatalf("LabelAt(%q, %q) = %d, %d", s, label, end, after)
		}
		SameWord(s, label)
	})
}
