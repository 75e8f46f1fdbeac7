package lexicon

import (
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
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got)\n%s", c.query, d)
		}
	}
}
