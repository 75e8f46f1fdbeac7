package rank

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

func TestRare(t *testing.T) {
	for _, test := range []struct{ n, all, want int }{{0, 100, 0}, {1, 100, 0}, {2, 100, 2}, {5, 100, 5}, {6, 100, 0}, {4, 10, 4}, {5, 10, 0}} {
		if got := Rare(test.n, test.all); got != test.want {
			t.Errorf("a word of %d of %d items: %d, want %d", test.n, test.all, got, test.want)
		}
	}
}

// determination is an item that asks for something.
func determination(request, rationale string, diagnoses ...string) *index.Determination {
	return &index.Determination{Letter: &imr.Letter{ID: "CM16-0000009", Diagnoses: diagnoses}, Item: &imr.Item{N: 1, ID: "CM16-0000009/1", Request: request, Rationale: imr.Passage{Text: rationale}}}
}

func TestLikeFeatures(t *testing.T) {
	rare := func(word string) int {
		return map[string]int{"zeugmatic": 2, "quixotic": 30, "quoted": 2, "recited": 2}[word]
	}
	d := determination("MRI of the left knee with zebra, 2 times weekly", `The zeugmatic and quixotic patient said "quoted words"; zeugmatic. The guidelines recommend what is recited.`, "Knee sprain, 2nd degree", "Of the")
	d.Item.Treatment = imr.Treatment{Class: "Diagnostic testing", Subclass: "Imaging and radiology", Names: []string{"mri"}, BodyParts: []string{"knee"}, Side: "left"}
	weights, values := map[string]float64{}, map[string][]string{}
	l := Like(d, rare, 1000)
	for _, f := range l.Features {
		weights[f.Label] += f.Weight
		if !slices.Contains(values[f.Label], f.Value) {
			values[f.Label] = append(values[f.Label], f.Value)
		}
		if f.Weight <= 0 || f.Expr == nil || f.Label == "" {
			t.Errorf("feature %+v", f)
		}
	}
	want := map[string]float64{
		"Treatment": alikeTreatment + alikeExactly, "Body part": alikeBody + alikePart, "Side": alikeSide,
		"Kind of treatment": alikeSubclass, "Class of treatment": alikeClass,
		"Words of the request": alikeRequest, "Diagnosis": alikeDiagnosis, "Words of the rationale": alikeRationale,
	}
	if diff := cmp.Diff(want, weights, near); diff != "" {
		t.Errorf("weights (-want +got)\n%s", diff)
	}
	for label, want := range map[string]string{"Treatment": "mri", "Body part": "knee", "Side": "left", "Words of the request": "zebra", "Diagnosis": "Knee sprain, 2nd degree", "Words of the rationale": "zeugmatic, quixotic"} {
		if got := strings.Join(values[label], ", "); got != want {
			t.Errorf("%s: %s, want %s", label, got, want)
		}
	}
	var same []string
	for _, fact := range l.Of().Facts {
		if fact.Same {
			same = append(same, fact.Label+": "+fact.Value)
		}
	}
	if diff := cmp.Diff([]string{"Treatment: mri", "Body part: knee"}, same); diff != "" {
		t.Errorf("what the same request shares (-want +got)\n%s", diff)
	}
}

// TestFeaturesShareTheirWeight holds that many values weigh no more than one,
// but words of the rationale by how rare they are.
func TestFeaturesShareTheirWeight(t *testing.T) {
	d := determination("", "alpha bravo", "Sprain", "Strain", "Fracture")
	d.Item.Treatment.Drugs = []string{"hydrocodone/acetaminophen", "naproxen"}
	count := map[string]int{"alpha": 2, "bravo": 40}
	byValue, drugs := map[string]float64{}, 0.0
	for _, f := range Like(d, func(w string) int { return count[w] }, 1000).Features {
		byValue[f.Value] = f.Weight
		if f.Label == "Drug" {
			drugs += f.Weight
		}
	}
	if math.Abs(drugs-alikeTreatment-alikeExactly) > 1e-9 || byValue["Sprain"] != alikeDiagnosis/3. {
		t.Errorf("drugs weigh %g, a diagnosis of three %g", drugs, byValue["Sprain"])
	}
	if got, want := byValue["alpha"]/byValue["bravo"], Idf(2, 1000)/Idf(40, 1000); math.Abs(got-want) > 1e-9 {
		t.Errorf("a rare word weighs %g times a common one, want %g", got, want)
	}
	l := Like(determination("", ""), func(string) int { return 0 }, 0)
	if len(l.Features) != 0 || l.Treatment != nil || l.Same != nil || l.Kinds != nil {
		t.Errorf("an item that says nothing is like %+v", l)
	}
}

// TestCompare holds what is said of a hit.
func TestCompare(t *testing.T) {
	asked := func(request, stage string, tr imr.Treatment, reasons ...string) *index.Determination {
		d := determination(request, "")
		d.Item.Treatment, d.Item.Stage, d.Item.Reasons = tr, stage, reasons
		return d
	}
	visits := func(parts ...string) imr.Treatment {
		return imr.Treatment{Class: rehabilitation, Subclass: "Acupuncture", Names: []string{"acupuncture"}, BodyParts: parts}
	}
	diagnosed := asked("Acupuncture", "", visits())
	diagnosed.Letter.DiagnosisDetails = []imr.Diagnosis{{Name: "neck strain", BodyParts: []string{"neck"}}}
	drug := func(dose string, quantity int, names ...string) imr.Treatment {
		return imr.Treatment{Class: pharmaceuticals, Subclass: "Opioids", Drugs: names, Dose: []string{dose}, Quantity: quantity}
	}
	for _, test := range []struct {
		name           string
		here, there    *index.Determination
		agrees, differ string
	}{
		{"the same", asked("", continued, visits("neck"), "exceeds guideline"), asked("", continued, visits("neck"), "exceeds guideline"),
			"Treatment: acupuncture; Body part: neck; Stage of care: continued or repeated; Reason given: exceeds guideline", ""},
		{"another part and stage", asked("", continued, visits("neck")), asked("", "", visits("knee")),
			"Treatment: acupuncture", "Body part: neck, knee; Stage of care: continued or repeated, "},
		{"a part more", asked("", "", visits("neck")), asked("", "", visits("knee", "neck")),
			"Treatment: acupuncture; Body part: neck", "Body part: , knee"},
		{"the part of the diagnoses", asked("", "", visits("neck")), diagnosed,
			"Treatment: acupuncture; Body part: neck", ""},
		{"brand, dose and number", asked("", "", drug("10/325 mg", 120, "hydrocodone/acetaminophen", "naproxen")), asked("", "", drug("5/325 mg", 120, "hydrocodone/ibuprofen")),
			"Drug: hydrocodone/acetaminophen, there hydrocodone/ibuprofen; Quantity: 120", "Drug: naproxen, ; Dose: 10/325 mg, 5/325 mg"},
		{"no part for a drug", asked("", "", drug("5 mg", 0, "oxycodone")), asked("", "", drug("5 mg", 30, "oxycodone")),
			"Drug: oxycodone; Dose: 5 mg", ""},
	} {
		agrees, differs := Compare(test.here, test.there)
		var a, b []string
		for _, x := range agrees {
			a = append(a, x.Label+": "+x.Value)
		}
		for _, x := range differs {
			b = append(b, x.Label+": "+x.Here+", "+x.There)
		}
		if got := strings.Join(a, "; "); got != test.agrees {
			t.Errorf("%s: %q agrees, want %q", test.name, got, test.agrees)
		}
		if got := strings.Join(b, "; "); got != test.differ {
			t.Errorf("%s: %q differs, want %q", test.name, got, test.differ)
		}
	}
}
