package text

import (
	"strings"
	"testing"
)

// divided writes the tokens with | between sentences and ¶ between paragraphs.
func divided(tokens []Token) string {
	var b strings.Builder
	for i, t := range tokens {
		switch {
		case i == 0:
		case t.Paragraph != tokens[i-1].Paragraph:
			b.WriteString(" ¶ ")
		case t.Sentence != tokens[i-1].Sentence:
			b.WriteString(" | ")
		default:
			b.WriteString(" ")
		}
		b.WriteString(t.Word)
	}
	return b.String()
}

var sentenceCases = []struct{ in, want string }{
	{"", ""},
	{"One sentence", "one sentence"},
	{"One. Two.", "one | two"},
	{"One? Two! Three.", "one | two | three"},
	{"One.  Two", "one | two"},
	{"One.\nTwo", "one | two"},
	{"One.\u00a0Two", "one | two"},
	// No end before a small letter, nor glued to one.
	{"pain approx. ten weeks", "pain approx ten weeks"},
	{"improved. he walks", "improved he walks"},
	{"improved.he walks", "improved he walks"},
	{"really? yes", "really yes"},
	// Glued sentences.
	{"is appropriate.In this case", "is appropriate | in this case"},
	{"is needed?In this case", "is needed | in this case"},
	{"under supervision.The patient", "under supervision | the patient"},
	{"(see above).The patient", "see above | the patient"},
	{"at L4.The patient", "at l4 | the patient"},
	{"of 2.5.The patient", "of 2.5 | the patient"},
	{"denied.(See page 3)", "denied see page 3"},
	{"denied.3 sessions", "denied 3 sessions"},
	// Numbers.
	{"took 2.5 mg. Then", "took 2.5 mg then"},
	{"a total of 1,250.50 was paid. Then", "a total of 1,250.50 was paid | then"},
	{"a pain of 5. Then rest", "a pain of 5 | then rest"},
	{"ended in 2016. 3 sessions", "ended in 2016 | 3 sessions"},
	{"pain 6.5/10. Exam", "pain 6.5 10 | exam"},
	{"version .5 Then", "version 5 then"},
	// Initials.
	{"by J. Doe today", "by j doe today"},
	{"by J.Doe today", "by j doe today"},
	{"by John Q. Public today", "by john q public today"},
	{"by J. Q. Public", "by j q public"},
	{"U.S. Food and Drug", "u s food and drug"},
	{"M.D. The exam", "m d the exam"},
	{"vitamin D. He", "vitamin d he"},
	{"at L. The", "at l the"},
	{"C5-C. The", "c5 c | the"},
	{"plan B? The", "plan b | the"},
	{"plan b. The", "plan b | the"},
	// Known abbreviations.
	{"Dr. Smith agreed", "dr smith agreed"},
	{"Dr.Smith agreed", "dr smith agreed"},
	{"DR. SMITH AGREED", "dr smith agreed"},
	{"Drs. Smith and Doe", "drs smith and doe"},
	{"Mr. Roe, Mrs. Roe, Ms. Roe", "mr roe mrs roe ms roe"},
	{"St. John", "st john"},
	{"Jane Roe, Ph.D. Psychologist", "jane roe ph d psychologist"},
	{"20 mg. Norco", "20 mg norco"},
	{"20 mcg. Patch", "20 mcg patch"},
	{"5 ml. Solution", "5 ml solution"},
	{"e.g. Norco", "e g norco"},
	{"E.g. Norco", "e g norco"},
	{"i.e. Norco", "i e norco"},
	{"NSAIDs (e.g., Motrin)", "nsaids e g motrin"},
	{"surgery vs. PT", "surgery vs pt"},
	{"Roe v. State", "roe v state"},
	{"Smith et al. Journal", "smith et al journal"},
	{"cf. Chapter 3", "cf chapter 3"},
	{"on Jan. 5", "on jan 5"},
	{"on Sept. 5", "on sept 5"},
	{"Norco q.i.d. Dispense 60", "norco q i d dispense 60"},
	{"Norco q.i.d. for pain", "norco q i d for pain"},
	{"Norco t.i.d. #90", "norco t i d 90"},
	{"b.i.d. As needed", "b i d as needed"},
	{"p.r.n. Pain", "p r n pain"},
	{"Q.I.D. Dispense", "q i d dispense"},
	{"p.o. Daily", "p o daily"},
	{"approx. Two", "approx two"},
	// Abbreviations only before a number.
	{"case No. 5", "case no 5"},
	{"case No.5", "case no 5"},
	{"case No. #5", "case no 5"},
	{"He said no. The exam", "he said no | the exam"},
	{"see p. 288", "see p 288"},
	{"see pp. 287-289", "see pp 287 289"},
	{"Ch. 12 applies", "ch 12 applies"},
	{"Fig. 3 shows", "fig 3 shows"},
	{"Vol. 2 says", "vol 2 says"},
	{"a fig. The tree", "a fig | the tree"},
	// Not in the list, on purpose.
	{"at 5 p.m. The patient", "at 5 p m | the patient"},
	{"at 5 p.m. and later", "at 5 p m and later"},
	{"heat, ice, etc. The patient", "heat ice etc | the patient"},
	{"heat, etc. and ice", "heat etc and ice"},
	{"for 6 wks. The patient", "for 6 wks | the patient"},
	// Quotes and brackets behind the mark.
	{`He said "no." Then`, "he said no | then"},
	{`He said "no". Then`, "he said no | then"},
	{"He said “no.” Then", "he said no | then"},
	{"He said ‘no.’ Then", "he said no | then"},
	{`He said "no." then left`, "he said no then left"},
	{"(It failed.) Then", "it failed | then"},
	{"[It failed.] Then", "it failed | then"},
	{`(He said "no.") Then`, "he said no | then"},
	{`"No."Then`, "no | then"},
	{`It failed. "No" he said`, "it failed | no he said"},
	{`It failed. (No) he said`, "it failed | no he said"},
	{`It failed. "no" he said`, "it failed | no he said"},
	// Several marks.
	{"Pain... Then", "pain | then"},
	{"Pain...then", "pain then"},
	{"Pain ... then", "pain then"},
	{"Why?! Then", "why | then"},
	{"Dr... Smith", "dr | smith"},
	{"Dr.) Smith", "dr smith"},
	{"One . Two", "one | two"},
	// Lists.
	{"1. Knee brace 2. Cane", "1 | knee brace 2 | cane"},
	{"1) Knee brace", "1 knee brace"},
	{"A. Knee brace B. Cane", "a knee brace b cane"},
	{"Brace. • Cane", "brace | cane"},
	{"Brace. - Cane", "brace | cane"},
	{"Brace; Cane: Boot", "brace cane boot"},
	// Segments, sides, codes.
	{"L4-5 and L5-S1. MRI", "l4 5 and l5 s1 | mri"},
	{"ICD-10 M54.5. MRI", "icd 10 m54.5 | mri"},
	{"www.example.com says", "www example com says"},
	{"MTUS.ACOEM says", "mtus | acoem says"},
	{"ÉTUDE. Éric", "etude | eric"},
	{"fin.Éric", "fin | eric"},
}

func TestSentences(t *testing.T) {
	for _, c := range sentenceCases {
		if got := divided(Tokenize(nil, []Entry{{Text: c.in}})); got != c.want {
			t.Errorf("sentences of %q: %s, want %s", c.in, got, c.want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	for _, c := range []struct {
		in         string
		paragraphs []int
		want       string
	}{
		{"one two", nil, "one two"},
		{"one two", []int{0}, "one two"},
		{"one two", []int{0, 4}, "one ¶ two"},
		{"one two", []int{4}, "one ¶ two"},
		{"one two", []int{2, 99}, "one ¶ two"},                    // inside a word: the next begins it
		{"one two three", []int{0, 4, 5, 8}, "one ¶ two ¶ three"}, // an empty one is none
		{"Dr.\nSmith", []int{0, 4}, "dr ¶ smith"},                 // a paragraph ends a sentence always
		{"One. Two.\nthree", []int{0, 10}, "one | two ¶ three"},
		{"one -- two", []int{0, 5}, "one ¶ two"},
	} {
		if got := divided(Tokenize(nil, []Entry{{Text: c.in, Paragraphs: c.paragraphs}})); got != c.want {
			t.Errorf("paragraphs %v of %q: %s, want %s", c.paragraphs, c.in, got, c.want)
		}
	}
}

func TestSentenceSpan(t *testing.T) {
	for _, c := range []struct {
		in         string
		paragraphs []int
		want       []string // of each word's sentence
	}{
		{"One. Two!", nil, []string{"One.", "Two!"}},
		{"  (One two.) \"Three?\" Four ", nil, []string{"(One two.)", "(One two.)", "\"Three?\"", "Four"}},
		{"One.Two", nil, []string{"One.", "Two"}},
		{"One\n\n• two", []int{0, 5}, []string{"One", "• two"}},
		{"One -- two", []int{0, 5}, []string{"One -", "- two"}},
	} {
		e := Entry{Text: c.in, Paragraphs: c.paragraphs}
		tokens := Tokenize(nil, []Entry{{Text: "Before."}, e, {Text: "After."}})
		for i, want := range c.want {
			start, end := SentenceSpan(e, tokens, i+1)
			if got := c.in[start:end]; got != want {
				t.Errorf("sentence of %q in %q = %q, want %q", tokens[i+1].Word, c.in, got, want)
			}
		}
	}
}
