package denial

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imrsearch/parser/denial/denialtest"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

func read(text string) (*Denial, error) {
	doc := extract.Document{Pages: []extract.Page{{Lines: strings.Split(text, "\n")}}}
	return Read(doc)
}

// TestFormats holds that a PDF and a Word document give what their text gives.
func TestFormats(t *testing.T) {
	for _, name := range []string{"noncertified-letter", "decision-table", "rfa-form", "itemized-sections", "attorney-paragraph"} {
		text, err := os.ReadFile(filepath.Join(samples, name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		for ext, data := range map[string][]byte{".pdf": denialtest.PDF(string(text)), ".docx": denialtest.Docx(string(text))} {
			t.Run(name+ext, func(t *testing.T) {
				d, err := Read(document(t, name+ext, data))
				if err != nil {
					t.Fatal(err)
				}
				compare(t, name, d)
			})
		}
	}
}

// TestBadInput: each text without a request has a clear answer, and what else it
// says is kept.
func TestBadInput(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		err        error
	}{
		{"nothing", "", ErrEmpty},
		{"blanks", " \n\n   \n", ErrEmpty},
		{"no treatment", "The worker, a 50 year old man, is angry about the letter that he got from the company last week.", ErrNoTreatment},
		{"rights only", "You have the right to disagree with decisions affecting your claim.\nAn MRI may be shown on the form.", ErrNoTreatment},
		{"Spanish", "La paciente es una mujer de cincuenta años que sufre de dolor en la espalda desde hace varios meses y pide ayuda.", ErrLanguage},
		{"Chinese", "患者因腰部疼痛就诊，要求继续治疗。医生建议休息，患者不同意，并且要求复查。", ErrNoTreatment},
		{"signs", strings.Repeat("%$ ## ", 50), ErrNoTreatment},
		{"one word", "acupuncture", nil},
		{"table without rows", "Treatment Requested      Decision\n\nNothing.", ErrNoTreatment},
	} {
		d, err := read(tt.text)
		if !errors.Is(err, tt.err) || d == nil {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.err)
		}
		if err != nil && len(d.Requests) > 0 {
			t.Errorf("%s: %v with the requests %v", tt.name, err, d.Requests)
		}
	}
	if d, _ := read("The worker, a 50 year old man, is angry about the letter that he got last week."); d.Patient != (imr.Patient{Age: 50, Sex: "male"}) {
		t.Errorf("the rest is lost: %+v", d.Patient)
	}
}

// TestLongText holds that a text of a megabyte is cut, with a note, whatever its
// lines are like.
func TestLongText(t *testing.T) {
	head := "Requested Treatment: lumbar MRI\nDetermination: denied\nRationale: There are no red flags.\n"
	const mega = 1 << 20
	for name, filler := range map[string]string{
		"prose":      "The request for a knee brace is denied, as the records do not support it. ",
		"one line":   "The request for a knee brace is denied ",
		"labels":     "Reason: no.\nRequest: knee MRI\n",
		"marks":      "a) b) c) 1. 2. (3) ",
		"colons":     "a: Request: b. Reason: ",
		"table":      "Treatment Requested      Decision\nknee MRI      denied\n",
		"diagnoses":  "Diagnosis: M54.5 pain, M54.6 pain; ",
		"guidelines": "Guidelines: MTUS Chronic Pain Guidelines, page 46.\n",
		"ages":       "a 50 year old man aged 51, ",
		"reviewers":  "Reviewed by a board certified surgeon. ",
	} {
		d, err := read(head + strings.Repeat(filler, mega/len(filler)))
		if err != nil || len(d.Requests) == 0 || d.Requests[0].Text != "lumbar MRI" || d.Requests[0].Verdict != Denied {
			t.Errorf("%s: %v, %+v", name, err, d.Requests[:min(1, len(d.Requests))])
			continue
		}
		if len(d.Notes) != 1 || d.Notes[0].Code != "cut" {
			t.Errorf("%s: notes %+v", name, d.Notes)
		}
		if len(d.Requests) > MaxRequests || len(d.Diagnoses) > maxDiagnoses {
			t.Errorf("%s: %d requests, %d diagnoses", name, len(d.Requests), len(d.Diagnoses))
		}
	}
}

// TestLetter holds that a denial in the form of a letter has its requests but
// the certified ones, undecided.
func TestLetter(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(samples, "decision-table.txt"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := read(string(text))
	if err != nil {
		t.Fatal(err)
	}
	l := d.Letter("given")
	if len(d.Requests) != 4 || len(l.Items) != 3 {
		t.Fatalf("%d requests, %d items", len(d.Requests), len(l.Items))
	}
	for i, it := range l.Items {
		q := d.Requests[i]
		if it.ID != imr.ItemID("given", i+1) || it.Outcome != imr.UnknownOutcome || it.Request != q.Text || len(it.ReasonsFor) > 0 || len(it.ReasonsAgainst) != len(q.Reasons) {
			t.Errorf("%+v of %+v", it, q)
		}
	}
}

// FuzzRead holds that nothing panics, that every request names a treatment that
// stands in the text, and that the same text gives the same result.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join(samples, "*.txt"))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("Treatment Requested   Qty   Decision\n(x)\n  1 MRI   2   denied\n\n: \nRequest #2) for a:")
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := extract.Read("denial.txt", []byte(text))
		if err != nil {
			return
		}
		d, err := Read(doc)
		if d == nil || (err == nil) != (len(d.Requests) > 0) {
			t.Fatalf("%v with %v", d, err)
		}
		for i, q := range d.Requests {
			if q.N != i+1 || q.Text == "" || q.Reasons == nil || q.Citations.Citations == nil {
				t.Fatalf("request %d: %+v", i+1, q)
			}
		}
		l := d.Letter("given")
		for _, it := range l.Items {
			if it.Request == "" {
				t.Fatalf("item %+v", it)
			}
		}
	})
}
