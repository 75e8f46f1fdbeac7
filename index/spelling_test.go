package index

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/parser/imr"
)

func TestOneSpelling(t *testing.T) {
	section, _ := FieldNamed("section")
	drug, _ := FieldNamed("drug")
	tests := []struct {
		f            *Field
		counts, want map[string]int
	}{
		{section, map[string]int{"Work-up": 2, "work up": 1, "MRI": 4}, map[string]int{"Work-up": 3, "MRI": 4}},
		{section, map[string]int{"work up": 1, "Work up": 1}, map[string]int{"Work up": 2}},
		{section, map[string]int{}, map[string]int{}},
		{drug, map[string]int{"a b": 1, "a-b": 1}, map[string]int{"a b": 1, "a-b": 1}},
	}
	for _, tt := range tests {
		if d := cmp.Diff(tt.want, OneSpelling(tt.f, tt.counts)); d != "" {
			t.Errorf("OneSpelling(%s, %v) (-want +got)\n%s", tt.f.Name, tt.counts, d)
		}
	}
}

// TestSectionOnce holds that an item counts once for a section that both
// sides cite, each in its own spelling.
func TestSectionOnce(t *testing.T) {
	cites := func(section string) imr.Guidelines {
		return imr.Guidelines{Cited: true, Citations: []imr.Citation{{Sections: []string{section}}}}
	}
	d := &Determination{Letter: &imr.Letter{}, Item: &imr.Item{
		ClaimsAdministrator: cites("Work-up"), ReviewerGuidelines: cites("work up"),
	}}
	if got := sections(d); len(got) != 1 {
		t.Errorf("sections %q, want one", got)
	}
}
