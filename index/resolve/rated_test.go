package resolve

import (
	"strings"
	"testing"

	"imrsearch/index"
)

// TestRated: what asks for an outcome is left out of the search that a rate
// stands on, and all else stays.
func TestRated(t *testing.T) {
	tests := []struct {
		query, want string
		scope       index.Scope
		warns       string
	}{
		{"norco", "norco", index.ScopeRequested, ""},
		{"norco overturned", "norco overturned", index.ScopeRequested, ""}, // the requests for it are those, whatever else is said
		{"how often is norco overturned?", "how often is norco overturned?", index.ScopeRequested, ""},
		{"norco outcome:overturned", "norco", index.ScopeRequested, "“outcome:overturned” was left out"},
		{"norco AND outcome:(overturned OR modified) AND age:>40", "norco AND age:>40", "", "outcome:(overturned OR modified)"},
		{"outcome:upheld", "", "", "outcome:upheld"},
		{"spasm NOT outcome:upheld", "spasm", "", "outcome:upheld"},
		{"spasm denied", "spasm", "", "“denied” was left out"},
		// Alone, a word is looked for: what it means stands as a field.
		{"denied women", "sex:female", "", "“denied” was left out"},
		{"how often are women denied", "sex:female", "", "“denied”"},
		// What stands inside stays, and is said.
		{"spasm % outcome:upheld", "spasm % outcome:upheld", "", "the search asks for outcome"},
		{"(spasm OR outcome:upheld)", "(spasm OR outcome:upheld)", "", "the search asks for outcome"},
		{`"denied" spasm`, `"denied" spasm`, "", ""},
		{"spasm case_outcome:partial", "spasm case_outcome:partial", "", "the search asks for case_outcome"},
		{"", "", "", ""},
	}
	for _, tt := range tests {
		got, plan, _, err := Rated(t.Context(), &index.Request{Query: tt.query, Sort: index.Sort{Field: "age"}, Limit: 3, Match: index.MatchMost}, nil)
		if err != nil {
			t.Errorf("%q: %v", tt.query, err)
			continue
		}
		match := index.MatchAll
		if tt.scope != "" {
			match = ""
		}
		if got.Query != tt.want || got.Scope != tt.scope || got.Match != match || got.Sort.Field != "" {
			t.Errorf("%q: %+v, want %q in scope %q", tt.query, got, tt.want, tt.scope)
		}
		said := ""
		for _, n := range plan.Reading.Warnings {
			said += n.Message + "\n"
		}
		if !strings.Contains(said, tt.warns) || tt.warns == "" && strings.Contains(said, "outcome") {
			t.Errorf("%q warns %q, want %q", tt.query, said, tt.warns)
		}
	}
	filters := []index.Filter{{Field: "outcome", Value: "upheld"}, {Field: "sex", Value: "male"}, {Field: "outcome", Value: "overturned"}}
	got, plan, chosen, err := Rated(t.Context(), &index.Request{Query: "norco", Filters: filters}, nil)
	if err != nil || len(got.Filters) != 1 || got.Filters[0].Field != "sex" || len(chosen) != 1 || len(plan.Reading.Warnings) != 2 {
		t.Errorf("filters: %+v, %v, %v", got, chosen, err)
	}
}
