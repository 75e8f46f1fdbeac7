package resolve

import (
	"slices"
	"testing"

	"imrsearch/index"
)

// TestRules checks that the examples of the reference resolve, and that what
// they say is understood is what is understood.
func TestRules(t *testing.T) {
	for _, rule := range Rules() {
		if rule.Name == "" || rule.Means == "" || len(rule.Same) == 0 {
			t.Errorf("%+v: want a name, a meaning and an example", rule)
			continue
		}
		for i, q := range rule.Same {
			plan, _, err := Resolve(&index.Request{Query: q})
			if err != nil {
				t.Errorf("%s: %q: %v", rule.Name, q, err)
				continue
			}
			var labels []string
			for _, u := range plan.Reading.Understood {
				labels = append(labels, u.Label)
			}
			if i == 0 && !slices.Equal(labels, rule.Understood) {
				t.Errorf("%s: of %q is understood %q, want %q", rule.Name, q, labels, rule.Understood)
			}
		}
	}
}
