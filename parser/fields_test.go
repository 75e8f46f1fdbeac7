package parser_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"imrsearch/parser"
	"imrsearch/parser/imr"
)

// summaryLetter is a letter of layout C around a summary.
func summaryLetter(t *testing.T, header, summary string) imr.Letter {
	t.Helper()
	text := header + "\nHOW THE IMR FINAL DETERMINATION WAS MADE\nMAXIMUS sent the file.\n\nCLINICAL CASE SUMMARY\n" + summary +
		"\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\nCane: Upheld\n\nClaims Administrator guideline: none\n\nMAXIMUS guideline: none\n\nDecision rationale: The request is not medically necessary.\n"
	p, err := parser.Parse(imr.Source{Path: "letter.txt"}, document(text))
	if err != nil {
		t.Fatal(err)
	}
	return p.Letter
}

func TestPatient(t *testing.T) {
	for _, tt := range []struct {
		summary string
		age     int
		sex     string
	}{
		{"The patient is a 53 year old male.", 53, "male"},
		{"The patient is a 53-year-old woman.", 53, "female"},
		{"The patient is a fifty-three year old gentleman.", 53, "male"},
		{"The patient is a Fifty three-year-old lady.", 53, "female"},
		{"The patient is a sixty-year-old man.", 60, "male"},
		{"The claimant, 53 y/o, says that she fell.", 53, "female"},
		{"The claimant is a 44 yo M. He fell.", 44, "male"},
		{"The claimant is 61 years of age. He fell.", 61, "male"},
		{"The claimant, aged 38, lifted a box and hurt her back.", 38, "female"},
		{"This case involves a now 52-year-old female.", 52, "female"},
		{"The injured worker is a(n) 59 year old female.", 59, "female"},
		{"The 58 year old female injured worker fell.", 58, "female"},
		{"The patient is a female who fell.", 0, "female"},
		{"The patient fell. He has a 5 year old son. The patient is a 40 year old male.", 40, "male"},
		{"A 12 year old MRI was read again. The patient is 47 years old. She limps.", 47, "female"},
		{"The worker fell. His wife says that she drives him.", 0, ""},
		{"The worker fell. His wife says that she drives him. He limps.", 0, "male"},
		{"The worker fell. He/she was seen. The worker limps.", 0, ""},
		{"The worker limps. He was seen. She was seen again.", 0, ""},
		{"The worker, Mr. X, fell. He limps.", 0, "male"},
		{"The injured worker is a 29 year old right-hand dominant male warehouse worker.", 29, "male"},
		{"The injured worker is a 45 years old male.", 45, "male"},
		{"She was a 54-year-old female at the time of the injury. She is now a 66-year-old female.", 66, "female"},
		{"This employee is 37. He fell from a roof.", 37, "male"},
		{"The claimant is 64, and she limps.", 64, "female"},
		{"The patient is 64 inches tall. He limps.", 0, "male"},
	} {
		l := summaryLetter(t, "", tt.summary)
		if l.Patient.Age != tt.age || l.Patient.Sex != tt.sex {
			t.Errorf("%s: got %d %q, want %d %q", tt.summary, l.Patient.Age, l.Patient.Sex, tt.age, tt.sex)
		}
	}
}

func TestInjuryDate(t *testing.T) {
	for _, tt := range []struct{ summary, want string }{
		{"He was injured at work on 5/1/2004.", "2004-05-01"},
		{"She reported an injury on 07/06/2006.", "2006-07-06"},
		{"A worker with a date of injury of 10-18-2016.", "2016-10-18"},
		{"He sustained an industrial injury on 10-13-16.", "2016-10-13"},
		{"A claim reportedly associated with an industrial injury of October 14, 2016.", "2016-10-14"},
		{"She has an occupational claim from 10/23/2016.", "2016-10-23"},
		{"He was hurt on June 3rd, 2014 while lifting.", "2014-06-03"},
		{"DOI: 1/2/98. He limps.", "1998-01-02"},
		{"On 3 March 2011 he sustained a fall.", "2011-03-03"},
		{"He was injured on 13/45/2010.", ""},
		{"He was seen on 4/5/2012.", ""},
		{"She hurt her wrist on the 9th of December, 2012.", "2012-12-09"},
		{"She was injured on the eighth of March 2001.", "2001-03-08"},
		{"He fell on March twenty-first, 2011 and hurt his back.", "2011-03-21"},
		{"An opinion of the eighth of March 2001 was read.", ""},
		{"He was injured on 2/30/2012.", ""},
		{"He was injured on Sept. 9, 2012.In this case he fell.", "2012-09-09"},
	} {
		l := summaryLetter(t, "", tt.summary)
		if got := l.DateOfInjury.String(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.summary, got, tt.want)
		}
	}
}

func TestHeader(t *testing.T) {
	const full = "CM14-0000077 2014-03-01 2011-02-03 2014-04-05 2014-01-06 2014-02-07 standard"
	for name, tt := range map[string]struct{ header, want string }{
		"columns":          {"Case Number:   CM14-0000077\nDate Assigned:   03/01/2014   Date of Injury:   02/03/2011\nDecision Date:   04/05/2014   UR Denial Date:   01/06/2014\nPriority:   Standard   Application   02/07/2014\n                        Received:", full},
		"one line a value": {"Case Number: cm14 0000077\nCase Number: CM14-0000077\nDate Assigned: 3/1/14\nDate of Injury: 2/3/11\nDecision Date: April 5, 2014\nUR Denial Date: 1-6-2014\nPriority: standard\nApplication Received: 2/7/2014", full},
		"labels first":     {"Case Number:\nDate Assigned:\nDecision Date:\nPriority:\n\nCM14-0000077\n03/01/2014\n04/05/2014\nStandard\n\nDate of Injury:\nUR Denial Date:\nApplication\nReceived:\n\n02/03/2011\n01/06/2014\n02/07/2014", full},
		"labels in a row":  {"Case Number:   Date Assigned:   Date of Injury:\nCM14-0000077   3/1/2014   2/3/2011\nDecision Date:   UR Denial Date:\n4/5/2014   1/6/2014\nPriority:   Application Received:\nSTANDARD   2/7/2014", full},
		"tabs":             {"Case\tNumber:\tCM14-0000077\nDate Assigned:\t03/01/2014\tDate of\tInjury:\t02/03/2011\nDecision Date:\t04/05/2014\tUR Denial Date:\t01/06/2014\nPriority:\tStandard\tApplication\t02/07/2014\n\tReceived:", full},
		"misread":          {"Case Nurnber:   CM14-0000077\nDate Ass1gned:   03/01/2014   Date 0f Injury:   02/03/2011\nDecisi0n Date:   04/05/2014   UR Denia1 Date:   01/06/2014\nPri0rity:   Standard   App1ication   02/07/2014\n   Received:", full},
		"a gap":            {"Case Number:   CM14-0000077\nDate Assigned:      Date of Injury:   02/03/2011\nDecision Date:   04/05/2014   UR Denial Date:\nPriority:   Expedited", "CM14-0000077  2011-02-03 2014-04-05   expedited"},
		"century":          {"Case Number: CM13-0000077\nDate of Injury: 5/6/99\nDecision Date: 1/2/14", "CM13-0000077  1999-05-06 2014-01-02   "},
	} {
		l := summaryLetter(t, tt.header, "The patient fell.")
		got := strings.Join([]string{string(l.CaseNumber), l.DateAssigned.String(), l.DateOfInjury.String(), l.DecisionDate.String(),
			l.URDenialDate.String(), l.ApplicationReceived.String(), l.Priority}, " ")
		if got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, tt.want)
		}
	}
}

func TestID(t *testing.T) {
	text := "HOW THE IMR FINAL DETERMINATION WAS MADE\nIMR ISSUES, DECISIONS AND RATIONALES\nCane: Upheld\n"
	for _, tt := range []struct {
		src  imr.Source
		want string
	}{
		{imr.Source{Path: "a/CM14-0000077.pdf"}, "CM14-0000077"},
		{imr.Source{Path: "a.zip", Member: `x\cm14-0000078.pdf`}, "CM14-0000078"},
		{imr.Source{Path: "scan.pdf", SHA256: "0123456789ABCDEF00"}, "x0123456789ab"},
	} {
		p, err := parser.Parse(tt.src, document(text))
		if err != nil {
			t.Fatal(err)
		}
		if p.Letter.ID != tt.want || p.Letter.Items[0].ID != tt.want+"/1" {
			t.Errorf("%+v: got %s, want %s", tt.src, p.Letter.ID, tt.want)
		}
	}
}

// TestOtherDocuments: what lies beside letters and is none is refused, and named.
func TestOtherDocuments(t *testing.T) {
	for text, want := range map[string]string{
		"A recipe for soup.\nBoil water.": "not an IMR letter",
		"A doctor says that the soup was medically necessary, and a utilization review agreed.":                                                                                                 "not an IMR letter",
		"MAXIMUS FEDERAL SERVICES\nNOTICE OF INELIGIBILITY\nIMR Case Number: CM19-0990333   Date of Injury: 02/02/2015\nUR Denial Date: 01/01/2019":                                             "a notice that a case is not eligible",
		"WORKERS COMPENSATION APPEALS BOARD\nOPINION AND DECISION\nThe IMR determination found that the request was not medically necessary. We affirm.":                                        "a decision of the appeals board",
		"Independent Medical Review\nNOTICE OF ASSIGNMENT AND REQUEST FOR INFORMATION\nIMR Case Number: CM19-0990102\nDate of Injury: 01/02/2018\nIn dispute:\nA lumbar kit":                    "a notice of assignment",
		"Reference ID: MN21-99001\nDetermination: Overturned Decision of Health Plan\nFindings:\nThe kit was medically necessary.":                                                              "DMHC",
		"UTILIZATION REVIEW DETERMINATION\nClaim Number: 77\nThe request for a lumbar kit is non-certified: it is not medically necessary.":                                                     "a utilization-review decision",
		"Texas Department of Insurance\nThe IRO reviewer upheld the denial of a lumbar kit, which is not medically necessary.":                                                                  "another state",
		"BEFORE THE WORKERS' COMPENSATION APPEALS BOARD\nPETITION APPEALING THE INDEPENDENT MEDICAL REVIEW DETERMINATION\nThe reviewer wrote:\nDecision rationale: A kit is of no lasting use.": "a petition",
		"DWC Form RFA\nREQUEST FOR AUTHORIZATION\nLumbar kit, medically necessary":                                                                                                              "a request for authorization",
	} {
		_, err := parser.Parse(imr.Source{}, document(text))
		if !errors.Is(err, parser.ErrNotLetter) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: %v, want %s", text, err, want)
		}
	}
}

// TestDatesInTheirOrder: a date that the others show to be wrong is left out, of
// two that differ both stay; the problem names them.
func TestDatesInTheirOrder(t *testing.T) {
	const header = "Case Number: CM16-0990077\nDate Assigned: %s   Date of Injury: %s\nDecision Date: %s   UR Denial Date: %s\nPriority: Standard   Application Received: %s"
	for _, tt := range []struct {
		assigned, injured, decided, denied, received string
		left, problem                                string
	}{
		{"02/22/2016", "09/03/2009", "03/14/2016", "01/11/2016", "01/29/2016", "", ""},
		{"02/22/2016", "09/03/2019", "03/14/2016", "01/11/2016", "01/29/2016", "date_of_injury", "date-impossible"},
		{"02/22/2016", "09/03/2009", "03/14/2010", "01/11/2016", "01/29/2016", "decision_date", "date-impossible"},
		{"02/22/2016", "09/03/2009", "03/14/2016", "02/01/2016", "01/29/2016", "", "dates-differ"},
		{"02/22/2016", "09/03/2009", "03/14/2916", "01/11/2016", "01/29/2016", "decision_date", "date-impossible"},
	} {
		l := summaryLetter(t, fmt.Sprintf(header, tt.assigned, tt.injured, tt.decided, tt.denied, tt.received), "The patient fell.")
		left := ""
		for name, d := range map[string]imr.Date{"date_assigned": l.DateAssigned, "date_of_injury": l.DateOfInjury, "decision_date": l.DecisionDate, "ur_denial_date": l.URDenialDate, "application_received": l.ApplicationReceived} {
			if d.IsZero() {
				left += name
			}
		}
		problem := ""
		for _, p := range l.Problems {
			if strings.HasPrefix(p.Code, "date") {
				problem += p.Code
				if p.Line == 0 {
					t.Errorf("%+v: no line: %+v", tt, p)
				}
			}
		}
		if left != tt.left || problem != tt.problem {
			t.Errorf("%+v: left out %q, problem %q", tt, left, problem)
		}
	}
}
