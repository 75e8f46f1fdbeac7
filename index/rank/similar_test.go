package rank

import (
	"math"
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

func TestFeatures(t *testing.T) {
	rare := func(word string) int { return map[string]int{"zeugmatic": 2, "quixotic": 30}[word] }
	d := determination("MRI of the left knee with zebra, 2 times weekly", "The zeugmatic and quixotic patient; zeugmatic.", "Knee sprain, 2nd degree", "Of the")
	d.Item.Treatment.BodyParts = []string{"knee"}
	d.Item.Treatment.Side = "left"
	weights, values := map[string]float64{}, map[string][]string{}
	for _, f := range Features(d, rare, 1000) {
		weights[f.Label] += f.Weight
		values[f.Label] = append(values[f.Label], f.Value)
		if f.Weight <= 0 || f.Expr == nil || f.Label == "" {
			t.Errorf("feature %+v", f)
		}
		if (f.Bond == SameTreatment) != (f.Label == "Treatment") {
			t.Errorf("%s %s has bond %d", f.Label, f.Value, f.Bond)
		}
	}
	want := map[string]float64{"Treatment": alikeTreatment, "Body part": alikeBody, "Side": alikeSide, "Words of the request": alikeRequest, "Diagnosis": alikeDiagnosis, "Words of the rationale": alikeRationale}
	if diff := cmp.Diff(want, weights, near); diff != "" {
		t.Errorf("weights (-want +got)\n%s", diff)
	}
	for label, want := range map[string]string{"Treatment": "mri", "Body part": "knee", "Side": "left", "Words of the request": "zebra", "Diagnosis": "Knee sprain, 2nd degree", "Words of the rationale": "zeugmatic, quixotic"} {
		if got := strings.Join(values[label], ", "); got != want {
			t.Errorf("%s: %s, want %s", label, got, want)
		}
	}
}

// TestFeaturesShareTheirWeight holds that many values weigh no more than one,
// but words of the rationale by how rare they are.
func TestFeaturesShareTheirWeight(t *testing.T) {
	d := determination("", "alpha bravo", "Sprain", "Strain", "Fracture")
	d.Item.Treatment.Drugs = []string{"hydrocodone", "naproxen"}
	count := map[string]int{"alpha": 2, "bravo": 40}
	byValue, drugs := map[string]float64{}, 0.0
	for _, f := range Features(d, func(w string) int { return count[w] }, 1000) {
		byValue[f.Value] = f.Weight
		if f.Label == "Drug" {
			drugs += f.Weight
			if f.Bond != SameTreatment {
				t.Errorf("drug %s has bond %d", f.Value, f.Bond)
			}
		}
	}
	if math.Abs(drugs-alikeDrug) > 1e-9 || byValue["Sprain"] != alikeDiagnosis/3. {
		t.Errorf("drugs weigh %g, a diagnosis of three %g", drugs, byValue["Sprain"])
	}
	if got, want := byValue["alpha"]/byValue["bravo"], Idf(2, 1000)/Idf(40, 1000); math.Abs(got-want) > 1e-9 {
		t.Errorf("a rare word weighs %g times a common one, want %g", got, want)
	}
	if got := Features(determination("", ""), func(string) int { return 0 }, 0); len(got) != 0 {
		t.Errorf("an item that says nothing has features %+v", got)
	}
}
