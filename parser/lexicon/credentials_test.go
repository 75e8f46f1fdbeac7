package lexicon

import (
	"testing"

	"imrsearch/parser/lexicon/fold"

	"github.com/google/go-cmp/cmp"
)

func TestSpecialtiesReachable(t *testing.T) {
	table := specialties()
	for i, name := range table.names {
		for _, r := range readTable("specialties")[i].list("aliases") {
			if got, ok := Specialty(r); !ok || got != name {
				t.Errorf("%q gives %q, want %q", r, got, name)
			}
		}
		if got, ok := Specialty(name); !ok || got != name {
			t.Errorf("%q gives %q", name, got)
		}
	}
}

func TestSpecialtyAccidents(t *testing.T) {
	table := specialties()
	for i, r := range readTable("specialties") {
		for _, s := range append(r.list("aliases"), table.names[i]) {
			if values := table.trie.Exact(fold.Words(s)); len(values) != 1 {
				t.Errorf("%q is a spelling of %d specialties", s, len(values))
			}
		}
	}
}

func TestSpecialty(t *testing.T) {
	for _, c := range []struct{ printed, want string }{
		{"PHYSICAL MEDICINE & REHABILITATION", "Physical Medicine and Rehabilitation"},
		{"Sports Medicinea", "Sports Medicine"},
		{"Orthopedic Surgery", "Orthopaedic Surgery"},
		{"Ocupational Medicine", "Occupational Medicine"},
		{"Board Certified in Anesthesiology", "Anesthesiology"},
		{"Pain Mangement", "Pain Medicine"},
		{"Astrology", ""},
		{"", ""},
	} {
		if got, _ := Specialty(c.printed); got != c.want {
			t.Errorf("%q gives %q, want %q", c.printed, got, c.want)
		}
	}
}

func TestSplitSpecialties(t *testing.T) {
	for _, c := range []struct {
		list string
		want []string
	}{
		{"Physical Medicine & Rehabilitation, Pain Management", []string{"Physical Medicine & Rehabilitation", "Pain Management"}},
		{"Physical Medicine and Rehabilitation and Pain Medicine", []string{"Physical Medicine and Rehabilitation", "Pain Medicine"}},
		{"Family Practice, Internal Medicine and Occupational Medicine", []string{"Family Practice", "Internal Medicine", "Occupational Medicine"}},
		{"Public Health & General Preventive Medicine", []string{"Public Health & General Preventive Medicine"}},
		{"Preventive Medicine, Occupational Medicine", []string{"Preventive Medicine", "Occupational Medicine"}},
		{"Preventive Medicine/Occupational Medicine, Family Practice", []string{"Preventive Medicine", "Occupational Medicine", "Family Practice"}},
		{"Preventive Medicine - Occupational Medicine", []string{"Preventive Medicine - Occupational Medicine"}},
		{"Public Health/General Preventive Medicine", []string{"Public Health/General Preventive Medicine"}},
		{"Endocrinology, Diabetes, and Metabolism; Internal Medicine", []string{"Endocrinology, Diabetes, and Metabolism", "Internal Medicine"}},
		{"Emergency Medicine and Sports Medicinea", []string{"Emergency Medicine", "Sports Medicinea"}},
		{"Orthopedic Surgery\nHand Surgery", []string{"Orthopedic Surgery", "Hand Surgery"}},
		{"Chiropractic, Certified Sports Something", []string{"Chiropractic", "Certified Sports Something"}},
		{"Psychiatry & Neurology, Addiction Medicine", []string{"Psychiatry & Neurology", "Addiction Medicine"}},
		{"Chiropractor", []string{"Chiropractor"}},
		{" , and ", nil},
		{"", nil},
	} {
		if diff := cmp.Diff(c.want, SplitSpecialties(c.list)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.list, diff)
		}
	}
}
