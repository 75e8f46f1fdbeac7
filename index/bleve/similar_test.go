package bleve

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/parser/imr"
)

func scan(name, part string) imr.Treatment {
	return imr.Treatment{Names: []string{name}, Class: "Diagnostic testing", Subclass: "Imaging and radiology", BodyParts: []string{part}}
}

// similarLetters returns a letter an item; one without items last.
func similarLetters() []*index.Document {
	items := []struct {
		request, diagnosis, rationale string
		treatment                     imr.Treatment
		outcome                       imr.Outcome
	}{
		{"MRI of the lumbar spine", "lumbar strain", "The reflexes are brisk and the ankle is weak.", scan("mri", "low back"), imr.Upheld},
		{"MRI of the cervical spine", "lumbar strain", "Sensation is whole.", scan("mri", "neck"), imr.Upheld},
		{"Magnetic resonance imaging of the low back", "low back pain", "Nothing was tried.", scan("mri", "low back"), imr.Upheld},
		{"X-ray of the lumbar spine", "lumbar strain", "The reflexes are brisk and the ankle is weak.", scan("x-ray", "low back"), imr.Overturned},
		{"MRI of the right knee", "meniscus tear", "The knee locks.", scan("mri", "knee"), imr.Modified},
		{"Lumbar spine MRI without contrast", "lumbar strain", "The ankle is weak.", scan("mri", "low back"), imr.Overturned},
		{"MRI of the left foot", "foot pain", "He limps.", scan("mri", "foot"), imr.Upheld},
		{"Acupuncture, eight visits for the low back", "lumbar strain", "The ankle is weak.", imr.Treatment{Names: []string{"acupuncture"}, Class: "Rehabilitation", Subclass: "Acupuncture", BodyParts: []string{"low back"}}, imr.Overturned},
	}
	var docs []*index.Document
	for i, it := range items {
		id := fmt.Sprintf("CM16-%07d", i+1)
		docs = append(docs, &index.Document{Letter: &imr.Letter{
			ID: id, Diagnoses: []string{it.diagnosis},
			Items: []imr.Item{{
				ID: imr.ItemID(id, 1), N: 1, Request: it.request, Heading: it.request, Outcome: it.outcome,
				Rationale: imr.Passage{Text: it.rationale}, Treatment: it.treatment,
			}},
		}})
	}
	return append(docs, &index.Document{Letter: &imr.Letter{ID: "CM16-0000099"}, Text: "A page that nobody could read."})
}

// TestSimilar wants the same treatment of the same part, granted first, then of
// other parts, then what is of its kind: what agrees in everything but the
// treatment is not similar.
func TestSimilar(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, similarLetters()...)
	e := open(t, dir)
	r, err := e.Similar(context.Background(), &index.SimilarRequest{ID: "CM16-0000001/1", Limit: index.NoLimit})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range r.Hits {
		got = append(got, h.Request)
		for _, why := range h.Why {
			for _, w := range []string{" of", " the", "spine,"} {
				if strings.HasPrefix(why, "Words of the request") && strings.Contains(why, w) {
					t.Errorf("%s: %q tells nothing", h.Request, why)
				}
			}
		}
	}
	want := []string{
		"Lumbar spine MRI without contrast", "Magnetic resonance imaging of the low back", // the same part
		"MRI of the cervical spine", "MRI of the right knee", "MRI of the left foot", // other parts
		"X-ray of the lumbar spine", // of the same kind
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("similar (-want +got)\n%s", d)
	}
	if d := cmp.Diff([]string{"Treatment: mri", "Body part: low back", "Kind of treatment: Imaging and radiology", "Class of treatment: Diagnostic testing"}, r.Hits[1].Why); d != "" {
		t.Errorf("why (-want +got)\n%s", d)
	}
}

func TestSimilarToFew(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, similarLetters()...)
	e := open(t, dir)
	r, err := e.Similar(context.Background(), &index.SimilarRequest{ID: "CM16-0000004/1", Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	if r.Total.Items != 6 || r.Hits[0].Request != "MRI of the lumbar spine" {
		t.Errorf("no other x-ray: %d items, first %q; want the 6 of its kind, the most alike first", r.Total.Items, r.Hits[0].Request)
	}
	var refused *index.RequestError
	if _, err := e.Similar(context.Background(), &index.SimilarRequest{ID: "CM16-0000099/1"}); !errors.As(err, &refused) {
		t.Errorf("a letter without items gives %v", err)
	}
}
