package example

import (
	"context"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/parser/denial"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// here reads files in this process.
type here struct{}

func (here) Read(_ context.Context, name string, data []byte) (extract.Document, error) {
	return extract.Read(name, data)
}

func changes(t *testing.T, list ...string) []Change {
	t.Helper()
	c, err := ParseChanges(list)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func read(t *testing.T, text string, with ...string) (*Example, error) {
	t.Helper()
	return Read(t.Context(), here{}, "pasted.txt", []byte(text), changes(t, with...))
}

// values are what was read of an item, "field=a; b" each.
func values(it *Item) string {
	var list []string
	for _, v := range it.Read {
		if len(v.Values) > 0 {
			list = append(list, v.Field+"="+strings.Join(v.Values, "; "))
		}
	}
	return strings.Join(list, " ")
}

const sentence = "My client, a 52 year old woman, was denied a left lumbar epidural at L4-5."

func TestChanges(t *testing.T) {
	for _, tt := range []struct {
		text, with string // changes parted by blanks around |
		want       string
		request    string // "" as read
	}{
		{sentence, "", "treatment=lumbar epidural steroid injection body=low back side=left level=L4-L5 age=52 sex=female", ""},
		{sentence, "side=left | age=52 | treatment=lumbar epidural steroid injection", "treatment=lumbar epidural steroid injection body=low back side=left level=L4-L5 age=52 sex=female", ""},
		{sentence, "side=right", "treatment=lumbar epidural steroid injection body=low back side=right level=L4-L5 age=52 sex=female", "lumbar epidural steroid injection at L4-L5 right low back"},
		{sentence, "side=", "treatment=lumbar epidural steroid injection body=low back level=L4-L5 age=52 sex=female", "lumbar epidural steroid injection at L4-L5 low back"},
		{sentence, "level=l5s1; C5-6", "treatment=lumbar epidural steroid injection body=low back side=left level=L5-S1; C5-C6 age=52 sex=female", "lumbar epidural steroid injection at L5-S1, C5-C6 left low back"},
		{sentence, "level=C6 | level=C7", "treatment=lumbar epidural steroid injection body=low back side=left level=C6; C7 age=52 sex=female", "lumbar epidural steroid injection at C6, C7 left low back"},
		{sentence, "treatment=Norco 10/325 mg #60", "drug=hydrocodone/acetaminophen dose=10/325 mg quantity=60 body=low back side=left level=L4-L5 age=52 sex=female", "hydrocodone/acetaminophen 10/325 mg #60 at L4-L5 left low back"},
		// a form sends all fields, as they were read: the treatment alone has changed
		{sentence, "treatment=right knee arthroscopy | drug= | dose= | quantity= | body=low back | side=left | level=L4-L5", "treatment=knee arthroscopy body=knee side=right age=52 sex=female", "knee arthroscopy right knee"},
		{sentence, "diagnosis=sprain, left; strain | reason=EXCEEDS guideline | family=odg | age=40 | sex=Male", "treatment=lumbar epidural steroid injection body=low back side=left level=L4-L5 diagnosis=sprain, left; strain reason=exceeds guideline guideline=ODG age=40 sex=male", ""},
		{"nothing is named here", "treatment=acupuncture | body=neck", "treatment=acupuncture body=neck", "acupuncture neck"},
		{"", "drug=norco", "drug=hydrocodone/acetaminophen", "hydrocodone/acetaminophen"},
	} {
		var with []string
		if tt.with != "" {
			with = strings.Split(tt.with, " | ")
		}
		e, err := read(t, tt.text, with...)
		if err != nil {
			t.Errorf("%s with %s: %v", tt.text, tt.with, err)
			continue
		}
		it := &e.Items[0]
		if got := values(it); got != tt.want {
			t.Errorf("with %s:\n got %s\nwant %s", tt.with, got, tt.want)
		}
		if want := tt.request; want != "" && it.Request != want || want == "" && it.Request != "left lumbar epidural at L4-5" {
			t.Errorf("with %s: request %q, want %q", tt.with, it.Request, want)
		}
		if it.Like.Item.Request != it.Request || it.Like.Item.Treatment.Class == "" {
			t.Errorf("with %s: like %+v", tt.with, it.Like.Item)
		}
	}
}

func TestImpossibleChanges(t *testing.T) {
	for with, want := range map[string]string{
		"sise=left":           "did you mean side?",
		"left":                "write FIELD=VALUE",
		"colour=red":          "these can be changed: treatment, drug",
		"treatment=xylophone": "no treatment or drug is known",
		"drug=gabapentn":      "did you mean gabapentin?",
		"dose=much":           "write it as 50 mg",
		"quantity=0":          "from 1 to 100000",
		"quantity=3; 4":       "from 1 to 100000",
		"body=aura":           "no part of the body",
		"side=up":             "left, right, bilateral",
		"level=high":          "write it as L4-L5",
		"reason=exceeds":      "no such reason",
		"guideline=mine":      "MTUS ACOEM",
		"age=old":             "from 1 to 120",
		"sex=yes":             "female, male",
	} {
		c, err := ParseChanges([]string{with})
		if err == nil {
			_, err = Read(t.Context(), here{}, "x.txt", []byte(sentence), c)
		}
		var bad *index.RequestError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", with, err, want)
		}
	}
}

// TestChangesStayApart holds that a change of one item leaves what it was read of
// as it was.
func TestChangesStayApart(t *testing.T) {
	letter := &imr.Letter{ID: "CM16-0000001", Items: []imr.Item{{ID: "CM16-0000001/1", N: 1, Request: "left knee MRI", Treatment: imr.Treatment{Names: []string{"mri"}, BodyParts: []string{"knee"}, Side: "left"}}}}
	d := index.Determination{Letter: letter, Item: &letter.Items[0]}
	e, err := OfItem(&d, changes(t, "side=right", "age=50", "reason=no red flags"))
	if err != nil {
		t.Fatal(err)
	}
	it := e.Items[0]
	if it.Like.Letter.ID != letter.ID || it.Like.Item.Treatment.Side != "right" || it.Like.Letter.Patient.Age != 50 {
		t.Errorf("like %+v", it.Like.Item)
	}
	if letter.Items[0].Treatment.Side != "left" || letter.Patient.Age != 0 || letter.Items[0].Request != "left knee MRI" || letter.Items[0].Reasons != nil {
		t.Errorf("the letter was changed: %+v", letter.Items[0])
	}
	for _, v := range it.Read {
		if want := v.Field == "side" || v.Field == "age" || v.Field == "reason"; v.Changed != want {
			t.Errorf("%s: changed %v", v.Field, v.Changed)
		}
	}
}

// TestKinds: a letter is read as one, a denial as one, and what has nothing to
// look for says why.
func TestKinds(t *testing.T) {
	root := filepath.Join("..", "..", "testdata")
	for _, tt := range []struct {
		file  string
		kind  denial.Kind
		items int
		err   error
	}{
		{"letters/CM13-0990045.txt", Letter, 2, nil},
		{"letters/CM13-0990006.pdf", Letter, 4, nil},
		{"denials/decision-table.txt", denial.Decision, 3, nil},
		{"denials/rfa-form.txt", denial.Authorization, 3, nil},
		{"denials/imr-application.txt", denial.Application, 3, nil},
		{"denials/attorney-paragraph.txt", denial.Prose, 1, nil},
		{"hostile/minutes.txt", denial.Prose, 0, denial.ErrNoTreatment},
		{"hostile/empty.txt", denial.Prose, 0, denial.ErrEmpty},
		{"hostile/scan.pdf", "", 0, extract.ErrNeedsOCR},
		{"hostile/password.pdf", "", 0, extract.ErrEncrypted},
	} {
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(tt.file)))
		if err != nil {
			t.Fatal(err)
		}
		e, err := Read(t.Context(), here{}, tt.file, data, nil)
		if !errors.Is(err, tt.err) || (e == nil) != (tt.kind == "") {
			t.Errorf("%s: %v, %v, want %v", tt.file, e, err, tt.err)
			continue
		}
		if e != nil && (e.Kind != tt.kind || tt.items != len(e.Items)) {
			t.Errorf("%s: %s of %d items, want %s of %d", tt.file, e.Kind, len(e.Items), tt.kind, tt.items)
		}
	}
	if _, err := read(t, "Requested treatment: acupuncture\nDetermination: certified"); !errors.Is(err, ErrCertified) {
		t.Errorf("all certified: %v", err)
	}
	e, _ := read(t, sentence)
	if _, err := e.Nth(2); err == nil {
		t.Error("there is a second request")
	}
	if it, err := e.Nth(0); err != nil || it.N != 1 {
		t.Errorf("the first request: %v, %v", it, err)
	}
}

// FuzzChanges holds that what a change sets is read, and that no change panics.
func FuzzChanges(f *testing.F) {
	for _, s := range []string{"side=left", "drug=Norco; gabapentin", "level=l4-5", "treatment=lumbar MRI", "age=", "dose=5%", "reason=no red flags"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseChanges([]string{s})
		if err != nil {
			return
		}
		e, err := Read(t.Context(), here{}, "pasted.txt", []byte(sentence), c)
		if err != nil {
			return
		}
		it := &e.Items[0]
		again := &Item{Read: valuesOf(it.Like), Like: it.Like}
		if values(again) != values(it) {
			t.Fatalf("%q: %s, then %s", s, values(it), values(again))
		}
	})
}

// TestReadMail: of a mail the attachment with the request is read, whatever its
// body says.
func TestReadMail(t *testing.T) {
	note := strings.Repeat("Please look at what is attached, and call me about the dates. ", 20)
	mail := "From: a@example.org\r\nTo: b@example.org\r\nSubject: denial\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n" +
		"--B\r\nContent-Type: text/plain\r\n\r\n" + note + "\r\n" +
		"--B\r\nContent-Type: text/plain; name=denial.txt\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=denial.txt\r\n\r\n" +
		base64.StdEncoding.EncodeToString([]byte("Utilization review denied the request for a lumbar epidural steroid injection at L4-5.")) + "\r\n--B--\r\n"
	for _, name := range []string{"a.eml", "no name"} {
		e, err := Read(context.Background(), here{}, name, []byte(mail), nil)
		if err != nil || len(e.Items) != 1 || !strings.Contains(e.Items[0].Request, "epidural") {
			t.Fatalf("%s: %+v, %v", name, e, err)
		}
		if n := len(e.Notes); n == 0 || !strings.Contains(e.Notes[n-1].Message, "read from denial.txt") {
			t.Errorf("%s: notes %v", name, e.Notes)
		}
	}
	if _, err := Read(context.Background(), here{}, "a.eml", []byte("From: a@example.org\nTo: b@example.org\n\nhello\n"), nil); err == nil {
		t.Error("a mail without a request: no error")
	}
}
