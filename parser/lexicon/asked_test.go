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
		{"mri knee", Asked{Names: []string{"mri"}, Treatments: [][]int{{0}}, Body: []int{1}, Subclasses: []string{scan}, BodyParts: []string{"knee"}}},
		{"mri of the low back", Asked{Names: []string{"mri"}, Treatments: [][]int{{0}}, Body: []int{3, 4}, Subclasses: []string{scan}, BodyParts: []string{"low back"}}},
		{"physical therapy left knee", Asked{
			Names: []string{"physical therapy"}, Treatments: [][]int{{0, 1}}, Side: []int{2}, Body: []int{3}, Subclasses: []string{therapy}, BodyParts: []string{"knee"},
		}},
		// The knee is part of the thing's name, and no patient's.
		{"knee scooter", Asked{Names: []string{"knee scooter"}, Treatments: [][]int{{0, 1}}, Subclasses: []string{"Durable medical equipment"}}},
		{"nsaid", Asked{Names: []string{"anti-inflammatory medication (unnamed)"}, Treatments: [][]int{{0}}, Subclasses: []string{"NSAIDs"}, Whole: true}},
		{"hydrocodone", Asked{Treatments: [][]int{{0}}, Drugs: []string{"hydrocodone"}, Subclasses: []string{"Opioids"}}},
		// Nobody who says surgery knows its kind, or means what goes along.
		{"surgery", Asked{
			Names: []string{"surgery"}, Treatments: [][]int{{0}}, Subclasses: []string{"Non-arthroscopic surgery", "Spine surgery", "Arthroscopic surgery"}, Whole: true,
		}},
	} {
		got := Ask(strings.Fields(c.query))
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got)\n%s", c.query, d)
		}
	}
}
