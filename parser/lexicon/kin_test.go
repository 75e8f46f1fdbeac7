package lexicon

import (
	"slices"
	"testing"

	"imrsearch/parser/imr"
)

// TestKinNamesTreatments holds that the rows name treatments of treatments.tsv,
// each in one row at most.
func TestKinNamesTreatments(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range readTable("kin") {
		names := r.list("names")
		if len(names) < 2 {
			t.Errorf("the row %v makes nothing alike", names)
		}
		for _, name := range names {
			if _, ok := treatmentRows()[name]; !ok {
				t.Errorf("%q is no treatment", name)
			}
			if seen[name] {
				t.Errorf("%q stands in two rows", name)
			}
			seen[name] = true
		}
		for _, name := range r.list("near") {
			if _, ok := treatmentRows()[name]; !ok {
				t.Errorf("%q is no treatment", name)
			}
		}
	}
	for name := range vague {
		if _, ok := treatmentRows()[name]; !ok && name != "injection" {
			t.Errorf("%q is no treatment", name)
		}
	}
	for whole, parts := range wholeParts {
		for _, part := range append(parts, whole) {
			if regionOf(part) == "" {
				t.Errorf("%q is no part of the body", part)
			}
		}
	}
}

// TestStageReasons holds that the reasons which give a stage are reasons.
func TestStageReasons(t *testing.T) {
	for _, r := range readTable("stages") {
		for _, name := range r.list("reasons") {
			if !slices.ContainsFunc(reasons().rows, func(r reason) bool { return r.name == name }) {
				t.Errorf("%s: %q is no reason", r.get("stage"), name)
			}
		}
	}
	if !slices.Contains(Stages(), StageSurgical) {
		t.Errorf("%q is no stage of %q", StageSurgical, Stages())
	}
}

func TestSame(t *testing.T) {
	for _, test := range []struct {
		of   func(string) []string
		a, b string
		want bool
	}{
		{SameTreatment, "mri", "open mri", true},
		{SameTreatment, "mri", "mr arthrogram", false},
		{SameTreatment, "massage therapy", "massage therapy", true},
		{SameTreatment, "physical therapy", "aquatic therapy", false},
		{SameTreatment, "what no table knows", "what no table knows", true},
		{SameSubstance, "hydrocodone/acetaminophen", "hydrocodone/ibuprofen", true},
		{SameSubstance, "oxycodone/acetaminophen", "oxycodone", true},
		{SameSubstance, "oxycodone", "hydrocodone/acetaminophen", false},
		{SameSubstance, "diclofenac", "diclofenac topical", false},
		{SameSubstance, "lidocaine topical", "lidocaine topical", true},
		{SamePart, "low back", "back", true},
		{SamePart, "spine", "neck", true},
		{SamePart, "neck", "low back", false},
		{SamePart, "hand", "arm", true},
		{SamePart, "shoulder", "hand", false},
	} {
		for _, pair := range [][2]string{{test.a, test.b}, {test.b, test.a}} {
			if got := slices.Contains(test.of(pair[0]), pair[1]); got != test.want {
				t.Errorf("%s and %s: %t, want %t", pair[0], pair[1], got, test.want)
			}
		}
	}
}

func TestTells(t *testing.T) {
	for name, want := range map[string]bool{"mri": true, "consultation": false, "fluoroscopy": false, "opioid medication (unnamed)": false, "laboratory tests": false, "complete blood count": true} {
		if got := Tells(name); got != want {
			t.Errorf("%s: %t, want %t", name, got, want)
		}
	}
}

func TestPartsNamed(t *testing.T) {
	for text, want := range map[string][]string{
		"lumbar radiculopathy": {"low back"}, "carpal tunnel syndrome, right wrist": {"wrist"}, "anxiety": nil,
		"cervical and lumbar strain": {"neck", "low back"}, "skin rash": nil,
	} {
		if got := PartsNamed(text); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestStage(t *testing.T) {
	const first, further, bought = "trial or first course", "continued or repeated", "purchase or permanent"
	for _, test := range []struct{ request, rationale, want string }{
		{"Physical therapy, 8 sessions", "", ""},
		{"Additional physical therapy, 8 sessions", "", further},
		{"Initial acupuncture, 6 visits", "", first},
		{"Post-op physical therapy, 12 visits", "", StageSurgical},
		{"Associated surgical service: Naproxen 500 mg", "", StageSurgical},
		{"TENS unit, 30-day trial", "", first},
		{"TENS unit, purchase", "", bought},
		{"Purchase of a TENS unit after the trial", "", bought},
		{"Wheelchair rental for two months", "", first},
		{"Flexion and extension x-rays of the neck", "", ""},
		{"Norco 5/325 mg, 30-day supply", "", ""},
		{"Repeat MRI of the knee", "", further},
		// the request goes before what the rationale says
		{"Initial acupuncture, 6 visits", "In this case, the patient had prior acupuncture.", first},
		{"Physical therapy, 8 sessions", "In this case, the worker has completed 14 sessions of therapy.", further},
		{"Physical therapy, 8 sessions", "In this case, the worker has not undergone physical therapy previously, and no prior physical therapy is on record.", ""},
		// what a guideline says is not said of the case
		{"Physical therapy, 8 sessions", "Guidelines recommend additional sessions where prior physical therapy helped.", ""},
		{"Physical therapy, 8 sessions", "The Postsurgical Treatment Guidelines allow 24 visits.", StageSurgical},
		// another treatment was had before
		{"Chiropractic treatment, 8 visits", "In this case, the worker had prior physical therapy.", ""},
		{"Chiropractic treatment, 8 visits", "In this case, the worker had prior chiropractic care.", further},
		{"MRI of the lumbar spine", "In this case, the worker has completed 14 sessions of therapy.", ""},
	} {
		it := imr.Item{Request: test.request, Heading: test.request, Rationale: imr.Passage{Text: test.rationale}, Treatment: Derive(test.request, test.request, test.rationale)}
		if got := Stage(&it); got != test.want {
			t.Errorf("%s; %s: %q, want %q", test.request, test.rationale, got, test.want)
		}
	}
	it := imr.Item{Request: "Acupuncture", Reasons: []string{"initial trial is reasonable"}, Treatment: Derive("Acupuncture", "", "")}
	if got := Stage(&it); got != first {
		t.Errorf("by its reason %q, want %q", got, first)
	}
}
