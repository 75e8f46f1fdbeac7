package index

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/parser/imr"
)

func TestFoldValue(t *testing.T) {
	for in, want := range map[string]string{
		"MTUS ACOEM":           "mtus acoem",
		" mtus-acoem ":         "mtus acoem",
		"Orthopaedic Surgery":  "orthopedic surgery",
		"orthopedic  SURGERY":  "orthopedic surgery",
		"Lidocaine 5% (patch)": "lidocaine 5 patch",
		"":                     "",
	} {
		if got := FoldValue(in); got != want {
			t.Errorf("FoldValue(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestBands holds that a band is named for the numbers in it, and that bands
// sort by the number they begin with.
func TestBands(t *testing.T) {
	tests := []struct {
		bands Bands
		n     int
		want  string
		start int
	}{
		{DecadeBands, 49, "40..49", 40},
		{DecadeBands, 50, "50..59", 50},
		{DecadeBands, 7, "0..9", 0},
		{DecadeBands, 101, "100..109", 100},
		{YearBands, 20161231, "2016", 2016},
		{EachNumber, 12, "12", 12},
		{DayBands, 0, "0..30", 0},
		{DayBands, 30, "0..30", 0},
		{DayBands, 31, "31..45", 31},
		{DayBands, 999, "181..", 181},
	}
	for _, tt := range tests {
		f := &Field{Bands: tt.bands}
		if got := f.Band(tt.n); got != tt.want {
			t.Errorf("band of %d = %q, want %q", tt.n, got, tt.want)
		}
		if got := BandStart(tt.want); got != tt.start {
			t.Errorf("BandStart(%q) = %d, want %d", tt.want, got, tt.start)
		}
	}
	if got := BandStart("overturned"); got != 0 {
		t.Errorf("BandStart of no band = %d, want 0", got)
	}
}

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

func TestBucketLabel(t *testing.T) {
	tests := []struct{ field, value, want string }{
		{"outcome", "overturned", "Overturned"},
		{"drug", "élan", "Élan"},
		{"drug", "ÿ", "Ÿ"},
		{"drug", "ibuprofen 800", "Ibuprofen 800"},
		{"drug", "5-fluorouracil", "5-fluorouracil"},
		{"drug", "\xe9lan", "\xe9lan"}, // not UTF-8: as it is
		{"drug", "", ""},
		{"age", "40..49", "40–49"},
		{"waited", "31..45", "31–45"},
		{"waited", "181..", "181 or more"},
	}
	for _, test := range tests {
		f, ok := FieldNamed(test.field)
		if !ok {
			t.Fatalf("no field %s", test.field)
		}
		if got := f.BucketLabel(test.value); got != test.want {
			t.Errorf("%s %q is labelled %q, want %q", test.field, test.value, got, test.want)
		}
	}
}
