package resolve

import (
	"slices"
	"testing"

	"imrsearch/index"
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
		{said, odg, []string{index.NoneCited}, []string{"ODG"}},
		{odg, imr.Guidelines{}, []string{"ODG"}, []string{"ODG"}},
		{imr.Guidelines{}, said, nil, []string{index.NoneCited}},
	}
	claims, _ := index.FieldNamed("claims_family")
	either, _ := index.FieldNamed("family")
	for _, tt := range tests {
		d := &index.Determination{Letter: &imr.Letter{}, Item: &imr.Item{ClaimsAdministrator: tt.claims, ReviewerGuidelines: tt.reviewer}}
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
	for _, f := range index.Fields() {
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			if seen[name] || slices.Contains(index.Reserved, name) {
				t.Errorf("%s names two things", name)
			}
			seen[name] = true
		}
		if _, _, err := Resolve(&index.Request{Query: index.ExampleOf(f)}); err != nil {
			t.Errorf("the example of %s, %s: %v", f.Name, index.ExampleOf(f), err)
		}
		if (f.Kind == index.KindKeyword) != (f.Values != nil) || (f.Kind == index.KindNumber || f.Kind == index.KindDate) != (f.Numbers != nil) {
			t.Errorf("%s cannot be read", f.Name)
		}
		if f.Facet && f.Kind != index.KindKeyword && f.Kind != index.KindLabel && f.Bands == index.NoBands {
			t.Errorf("%s has no bands", f.Name)
		}
	}
}

// TestMeasuredFields holds that a dose or level finds what an item holds in
// whatever spelling it is typed.
func TestMeasuredFields(t *testing.T) {
	item := &imr.Item{Treatment: imr.Treatment{Dose: []string{"7.5 mg", "10/325 mg"}, Levels: []string{"L4-L5"}}}
	d := &index.Determination{Letter: &imr.Letter{}, Item: item}
	for query, want := range map[string]bool{
		`dose:7.5mg`: true, `dose:"7.5 mg"`: true, `dose:"7,5 milligrams"`: true, `strength:"10-325"`: true, `dose:75mg`: false, `dose:"5 mg"`: false,
		`level:L4-5`: true, `level:"L4/5"`: true, `level:L4-L5`: true, `level:L4`: true, `level:L5-S1`: false,
	} {
		plan, err := resolveQuery(query, index.MatchAuto)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		v, ok := plan.Root.(index.Values)
		if !ok {
			t.Errorf("%s is %T", query, plan.Root)
			continue
		}
		f, _ := index.FieldNamed(v.Field)
		if got := slices.ContainsFunc(f.Values(d), v.Match); got != want {
			t.Errorf("%s finds %v in %q, want %v", query, got, f.Values(d), want)
		}
	}
}
