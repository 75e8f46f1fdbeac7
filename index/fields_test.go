package index

import (
	"slices"
	"testing"

	"imrsearch/parser/imr"
)

// TestFamilies holds that "none cited" is said only of a side that says
// something.
func TestFamilies(t *testing.T) {
	said := imr.Guidelines{Text: "No evidence was cited."}
	odg := imr.Guidelines{Text: "ODG", Cited: true, Citations: []imr.Citation{{Family: imr.ODG}, {Family: imr.ODG}}}
	tests := []struct {
		claims, reviewer       imr.Guidelines
		claimsWant, eitherWant []string
	}{
		{imr.Guidelines{}, imr.Guidelines{}, nil, nil},
		{said, odg, []string{noneCited}, []string{"ODG"}},
		{odg, imr.Guidelines{}, []string{"ODG"}, []string{"ODG"}},
		{imr.Guidelines{}, said, nil, []string{noneCited}},
	}
	claims, _ := FieldNamed("claims_family")
	either, _ := FieldNamed("family")
	for _, tt := range tests {
		d := &Determination{Letter: &imr.Letter{}, Item: &imr.Item{ClaimsAdministrator: tt.claims, ReviewerGuidelines: tt.reviewer}}
		if got := claims.Values(d); !slices.Equal(got, tt.claimsWant) {
			t.Errorf("claims %q: families %q, want %q", tt.claims.Text, got, tt.claimsWant)
		}
		if got := either.Values(d); !slices.Equal(got, tt.eitherWant) {
			t.Errorf("either of %q and %q: families %q, want %q", tt.claims.Text, tt.reviewer.Text, got, tt.eitherWant)
		}
	}
}

// TestFieldTable holds what links, queries and forms rely on.
func TestFieldTable(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Fields() {
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			if seen[name] || slices.Contains(reserved, name) {
				t.Errorf("%s names two things", name)
			}
			seen[name] = true
		}
		if _, _, err := Resolve(&Request{Query: exampleOf(f)}); err != nil {
			t.Errorf("the example of %s, %s: %v", f.Name, exampleOf(f), err)
		}
		if (f.Kind == KindKeyword) != (f.Values != nil) || (f.Kind == KindNumber || f.Kind == KindDate) != (f.Numbers != nil) {
			t.Errorf("%s cannot be read", f.Name)
		}
		if f.Facet && f.Kind != KindKeyword && f.Bands == NoBands {
			t.Errorf("%s has no bands", f.Name)
		}
	}
}
