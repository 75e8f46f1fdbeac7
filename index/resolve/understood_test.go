package resolve

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
)

// TestUnderstood: what words say beside their text is listed by its kind, each
// thing once, with the query in which it is only words.
func TestUnderstood(t *testing.T) {
	for _, c := range []struct {
		query string
		want  [][3]string // kind, label, off
	}{
		{"norco 10mg lumbar", [][3]string{
			{"treatment", "hydrocodone/acetaminophen", "#norco 10mg lumbar"},
			{"body", "low back", "norco 10mg #lumbar"},
			{"dose", "10 mg", `norco "10mg" lumbar`},
		}},
		{"motrin 600", [][3]string{{"treatment", "ibuprofen", "#motrin 600"}, {"dose", "600 mg", `motrin "600"`}}},
		{"laminectomy L4-5 #30", [][3]string{
			{"treatment", "lumbar laminectomy", "#laminectomy L4-5 #30"}, {"level", "L4-L5", `laminectomy "L4-5" #30`}, {"quantity", "30", `laminectomy L4-5 "30"`},
		}},
		// What names the treatment is no part of the body besides.
		{"knee arthroscopy", [][3]string{{"treatment", "knee arthroscopy", "#knee #arthroscopy"}}},
		{"10mg 10mg", [][3]string{{"dose", "10 mg", `"10mg" 10mg`}}},
		{`"10mg" request:5mg`, nil},
		// Who decided so, and how: this review upholds, the one before it denied.
		{"acupuncture overturned by a pain specialist", [][3]string{
			{"treatment", "acupuncture", "#acupuncture overturned by a pain specialist"},
			{"outcome", "overturned", "acupuncture #overturned by a pain specialist"},
			{"specialty", "reviewer: Pain Medicine", "acupuncture overturned #by #a #pain #specialist"},
		}},
		{"acupuncture upheld by a chiropractor", [][3]string{
			{"treatment", "acupuncture", "#acupuncture upheld by a chiropractor"},
			{"outcome", "upheld", "acupuncture #upheld by a chiropractor"},
			{"specialty", "reviewer: Chiropractic", "acupuncture upheld #by #a #chiropractor"},
		}},
	} {
		p, _, err := Resolve(&index.Request{Query: c.query})
		if err != nil {
			t.Fatalf("%s: %v", c.query, err)
		}
		var got [][3]string
		for _, u := range p.Reading.Understood {
			got = append(got, [3]string{u.Kind, u.Label, u.Off})
			if _, _, err := Resolve(&index.Request{Query: u.Off}); err != nil {
				t.Errorf("%s: %s does not run: %v", c.query, u.Off, err)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.query, diff)
		}
	}
}
