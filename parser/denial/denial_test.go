package denial

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/parser/extract"
)

var update = flag.Bool("update", false, "rewrite the truth files of testdata/denials; read the diff")

var samples = filepath.Join("..", "..", "testdata", "denials")

// A truth is what a sample says, as a person reads it.
type truth struct {
	Kind        Kind           `json:"kind"`
	Requests    []truthRequest `json:"requests"`
	Diagnoses   []string       `json:"diagnoses"`
	Age         int            `json:"age,omitempty"`
	Sex         string         `json:"sex,omitempty"`
	Denied      string         `json:"denied,omitempty"`
	Received    string         `json:"received,omitempty"`
	Injury      string         `json:"injury,omitempty"`
	Specialties []string       `json:"specialties,omitempty"`
}

type truthRequest struct {
	Text      string   `json:"text"`
	Names     []string `json:"names,omitempty"`
	Drugs     []string `json:"drugs,omitempty"`
	Body      []string `json:"body,omitempty"`
	Side      string   `json:"side,omitempty"`
	Levels    []string `json:"levels,omitempty"`
	Dose      []string `json:"dose,omitempty"`
	Quantity  int      `json:"quantity,omitempty"`
	Frequency string   `json:"frequency,omitempty"`
	Decision  Verdict  `json:"decision,omitempty"`
	Families  []string `json:"families,omitempty"`
	Reasons   []string `json:"reasons,omitempty"`
	Sentence  string   `json:"sentence,omitempty"`
}

// truthOf is what was read, in the form of a truth file.
func truthOf(d *Denial) truth {
	t := truth{
		Kind: d.Kind, Diagnoses: d.Diagnoses, Age: d.Patient.Age, Sex: d.Patient.Sex,
		Denied: d.Denied.String(), Received: d.Received.String(), Injury: d.Injury.String(), Specialties: d.Reviewer.SpecialtyNames,
	}
	for _, q := range d.Requests {
		tr := q.Treatment
		r := truthRequest{Text: q.Text, Names: tr.Names, Drugs: tr.Drugs, Body: tr.BodyParts, Side: tr.Side, Levels: tr.Levels, Dose: tr.Dose, Quantity: tr.Quantity, Frequency: tr.Frequency, Decision: q.Verdict, Reasons: q.Reasons, Sentence: q.Sentence}
		for _, c := range q.Citations.Citations {
			if !slices.Contains(r.Families, string(c.Family)) {
				r.Families = append(r.Families, string(c.Family))
			}
		}
		t.Requests = append(t.Requests, r)
	}
	return t
}

func document(t *testing.T, name string, data []byte) extract.Document {
	t.Helper()
	doc, err := extract.Read(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestSamples compares what is read of invented papers of many styles with what
// a person reads in them.
func TestSamples(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(samples, "*.txt"))
	if err != nil || len(files) < 12 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d, err := Read(document(t, file, data))
			if err != nil {
				t.Fatal(err)
			}
			compare(t, name, d)
		})
	}
}

func compare(t *testing.T, name string, d *Denial) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(samples, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var want truth
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	got := truthOf(d)
	if *update {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		if err := enc.Encode(got); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(samples, name+".json"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// empty and absent lists are one in a truth file
	asFile, _ := json.Marshal(got)
	got = truth{}
	if err := json.Unmarshal(asFile, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
