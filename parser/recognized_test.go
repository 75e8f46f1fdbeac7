package parser

import (
	"strings"
	"testing"

	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// recognizedLetter is an invented letter of layout E, as a recognizer gives it.
const recognizedLetter = `Case Number:   CM16-0990412   Date Assigned:   02/22/2016
Date of Injury:   09/03/2009   Decision Date:   03/14/2016
Priority:   Standard   UR Denial Date:   01/11/2016
HOW THE IMR FINAL DETERMINATION WAS MADE
MAXIMUS Federal Services sent the complete case file to an expert reviewer.

CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary:
This 53 year old female was hurt on 9-3-09 and has low back pain.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

Home exercise sessions, twice a week for 3 weeks is not medically necessary and appropriate.

Claims Administrator guideline: Decision based on MTUS ACOEM.
MAXIMUS guideline: Decision based on MTUS Chronic Pain.
Decision rationale: The records show no goal for these sessions. VERDICT
`

// recognizedDocument makes pages of a text; the words in doubt have that
// confidence, all others 95.
func recognizedDocument(text string, doubt map[string]int) extract.Document {
	p := extract.Page{}
	for _, l := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		sure := []int{}
		for _, w := range strings.Fields(l) {
			c, ok := doubt[w]
			if !ok {
				c = 95
			}
			sure = append(sure, c)
		}
		p.Lines, p.Sure = append(p.Lines, l), append(p.Sure, sure)
	}
	return extract.Document{Pages: []extract.Page{p}, Extractor: "pdf/3", Recognizer: "tesseract/5.3.0"}
}

// TestDoubtfulVerdict holds that no outcome stands on a word that was recognized
// without certainty, and that all others stand.
func TestDoubtfulVerdict(t *testing.T) {
	const verdict = "is not medically necessary and appropriate."
	for name, tt := range map[string]struct {
		verdict, closing string
		doubt            map[string]int
		want             imr.Outcome
		code             string
	}{
		"sure":                       {verdict, "It is not medically necessary.", nil, imr.Upheld, ""},
		"sure, without a closing":    {verdict, "", nil, imr.Upheld, ""},
		"another word is doubtful":   {verdict, "", map[string]int{"exercise": 3, "goal": 0}, imr.Upheld, ""},
		"not is doubtful":            {verdict, "", map[string]int{"not": 41}, imr.UnknownOutcome, DoubtfulVerdict},
		"necessary is doubtful":      {verdict, "", map[string]int{"necessary": 41}, imr.UnknownOutcome, DoubtfulVerdict},
		"a gap, where not may stand": {"is   medically necessary and appropriate.", "", nil, imr.UnknownOutcome, DoubtfulVerdict},
		"not as another word":        {"is nol medically necessary and appropriate.", "", nil, imr.UnknownOutcome, ""},
		"the closing says otherwise": {"is medically necessary and appropriate.", "Therefore the request is not medically necessary.", nil, imr.UnknownOutcome, "closing-differs"},
		"overturned":                 {"is medically necessary and appropriate.", "", nil, imr.Overturned, ""},
		"one word":                   {": Upheld", "", nil, imr.Upheld, ""},
		"one word, doubtful":         {": Upheld", "", map[string]int{"Upheld": 50}, imr.UnknownOutcome, DoubtfulVerdict},
		"one word with an error":     {": Overtumed", "", map[string]int{"Overtumed": 50}, imr.UnknownOutcome, DoubtfulVerdict},
	} {
		text := strings.Replace(strings.Replace(recognizedLetter, " "+verdict, strings.Replace(" "+tt.verdict, " :", ":", 1), 1), " VERDICT", " "+tt.closing, 1)
		p, err := Parse(imr.Source{}, recognizedDocument(text, tt.doubt))
		if err != nil || len(p.Letter.Items) != 1 {
			t.Errorf("%s: %v, %v", name, p, err)
			continue
		}
		codes := ""
		for _, problem := range p.Letter.Problems {
			codes += problem.Code + " "
		}
		if got := p.Letter.Items[0].Outcome; got != tt.want || !strings.Contains(codes, tt.code) || tt.want != imr.UnknownOutcome && strings.Contains(codes, "doubtful") {
			t.Errorf("%s: %s (%s), want %s (%s)", name, got, codes, tt.want, tt.code)
		}
	}
}

// TestRecognizedSource holds what a letter keeps of its recognition, and that a
// doubtful date is left out.
func TestRecognizedSource(t *testing.T) {
	doc := recognizedDocument(recognizedLetter, map[string]int{"03/14/2016": 30})
	doc.Pages = append(doc.Pages, extract.Page{Unread: true})
	p, err := Parse(imr.Source{}, doc)
	if err != nil {
		t.Fatal(err)
	}
	ocr := p.Letter.Source.OCR
	if ocr.Engine != "tesseract/5.3.0" || ocr.Confidence < 90 || len(ocr.Pages) != 1 || ocr.Pages[0].Page != 1 || len(ocr.Pages[0].Words) != len(doc.Pages[0].Lines) {
		t.Errorf("%+v", ocr)
	}
	if p.Letter.DecisionDate != (imr.Date{}) || p.Letter.DateAssigned == (imr.Date{}) {
		t.Errorf("decided %v, assigned %v", p.Letter.DecisionDate, p.Letter.DateAssigned)
	}
	codes := map[string]int{}
	for _, problem := range p.Letter.Problems {
		codes[problem.Code] = problem.Page
	}
	if codes[UnreadPage] != 2 || codes[DoubtfulValue] != 1 {
		t.Errorf("%v", p.Letter.Problems)
	}
	if written, _ := Parse(imr.Source{}, extract.Document{Pages: []extract.Page{{Lines: doc.Pages[0].Lines}}}); len(written.Letter.Source.OCR.Pages) != 0 {
		t.Errorf("a written letter: %+v", written.Letter.Source.OCR)
	}
}

// TestLabelledCase reads a case number whose dash was lost.
func TestLabelledCase(t *testing.T) {
	for _, s := range []string{"CM19-0990101", "CM19 - 0990101", "CM19 0990101", "CM190990101", "CM19-O99O1O1"} {
		if got := labelledCase(s); got != "CM19-0990101" {
			t.Errorf("%q: %q", s, got)
		}
	}
}
