package lexicon

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAsk(t *testing.T) {
	const scan, therapy = "Imaging and radiology", "Physical and occupational therapy"
	for _, c := range []struct {
		query string
		want  Asked
	}{
		{"", Asked{}},
		{"denied without reason", Asked{}},
		{"mri knee", Asked{Treatments: [][]int{{0}}, Body: []int{1}, Names: []string{"mri"}, Subclasses: []string{scan}, BodyParts: []string{"knee"}}},
		{"mri of the low back", Asked{Treatments: [][]int{{0}}, Body: []int{3, 4}, Names: []string{"mri"}, Subclasses: []string{scan}, BodyParts: []string{"low back"}}},
		{"physical therapy left knee", Asked{
			Treatments: [][]int{{0, 1}}, Side: []int{2}, Body: []int{3}, Names: []string{"physical therapy"}, Subclasses: []string{therapy}, BodyParts: []string{"knee"},
		}},
		// The knee is part of the thing's name, and no patient's.
		{"knee scooter", Asked{Treatments: [][]int{{0, 1}}, Names: []string{"knee scooter"}, Subclasses: []string{"Durable medical equipment"}}},
		{"nsaid", Asked{Treatments: [][]int{{0}}, Names: []string{"anti-inflammatory medication (unnamed)"}, Subclasses: []string{"NSAIDs"}, Whole: true}},
		{"hydrocodone", Asked{Treatments: [][]int{{0}}, Drugs: []string{"hydrocodone"}, Subclasses: []string{"Opioids"}}},
		// Nobody who says surgery knows its kind, or means what goes along.
		{"surgery", Asked{
			Treatments: [][]int{{0}}, Names: []string{"surgery"}, Subclasses: []string{"Non-arthroscopic surgery", "Spine surgery", "Arthroscopic surgery"}, Whole: true,
		}},
	} {
		got := Ask(strings.Fields(c.query))
		got.Names = got.Names[:len(got.Said):len(got.Said)] // kinds: TestAskNamesWhatDeriveGives
		c.want.Said = c.want.Names
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got)\n%s", c.query, d)
		}
	}
}

// TestAskNamesWhatDeriveGives holds that what people call a treatment leads to
// the name that Derive gives an item that asks for it.
func TestAskNamesWhatDeriveGives(t *testing.T) {
	for _, c := range []struct{ query, request string }{
		{"blood clotting test", "Prothrombin time/INR"},
		{"numbing cream", "Lidocaine cream 5%"},
		{"after surgery therapy", "Post-operative physical therapy, 12 visits"},
		{"nurse visits", "Home health nurse visits"},
		{"nurse visits", "Nurse evaluation"},
		{"database check", "CURES report"},
		{"adjustable desk", "Sit-stand workstation"},
		{"adjustable desk", "Height adjustable desk"},
		{"heartburn pills", "Omeprazole 20mg #30"},
		{"cold therapy unit", "Associated surgical service: Cold therapy for one week"},
		{"cold therapy unit", "Cold therapy unit"},
		{"arthroscopy", "Knee arthroscopy"},
		{"mri", "Open MRI of the knee"},
	} {
		asked, item := Ask(strings.Fields(c.query)), Derive(c.request, "", "")
		shared := slices.ContainsFunc(item.Names, func(n string) bool { return slices.Contains(asked.Names, n) }) ||
			slices.ContainsFunc(item.Drugs, func(n string) bool { return slices.Contains(asked.Drugs, n) })
		if !shared || len(asked.Treatments) == 0 {
			t.Errorf("%s gives %q and %q, the request %q %q and %q", c.query, asked.Names, asked.Drugs, c.request, item.Names, item.Drugs)
		}
	}
}

// TestAskKinds holds what is no kind of a treatment.
func TestAskKinds(t *testing.T) {
	for query, not := range map[string]string{
		"surgery": "spine surgery", "lumbar disc replacement": "cervical disc replacement",
		"knee scooter": "mobility scooter", "ultrasound": "therapeutic ultrasound", "knee arthroscopy": "arthroscopy", "anesthesia": "manipulation under anesthesia",
	} {
		if got := Ask(strings.Fields(query)).Names; slices.Contains(got, not) {
			t.Errorf("%s gives %q", query, got)
		}
	}
}

func BenchmarkAsk(b *testing.B) {
	words := strings.Fields("why is a cold therapy unit denied after knee surgery")
	for b.Loop() {
		Ask(words)
	}
}

func BenchmarkSynonyms(b *testing.B) {
	words := strings.Fields("why is a cold therapy unit denied after knee surgery")
	for b.Loop() {
		Synonyms(words)
	}
}
