package resolve

import (
	"testing"

	"imrsearch/index"
)

func TestPlainColons(t *testing.T) {
	for _, row := range []struct {
		in, want string
		notes    int
	}{
		{"Associated surgical service: Hip pad", "Associated surgical service  Hip pad", 1},
		{"Labs to include: EKG, urine: culture", "Labs to include  EKG, urine  culture", 2},
		{"outcome: overturned", "outcome: overturned", 0}, // a field: the parser says what to write
		{"Diagnosis: hip pain, Request: hip pad", "Diagnosis  hip pain, Request  hip pad", 2},
		{"Age: 54\nDX: hip", "Age  54\nDX  hip", 2},
		{"hip pad Outcome:", "hip pad Outcome ", 1},
		{"Outcome:upheld", "Outcome:upheld", 0}, // no blank: a field
		{"servce:hip", "servce:hip", 0},         // meant as a field: the nearest one is named
		{`"service: hip"`, `"service: hip"`, 0},
		{"(service: hip)", "(service  hip)", 1},
		{"décision: hanche", "décision  hanche", 1},
		{"5:30 pm", "5:30 pm", 0},
	} {
		got, notes := plainColons(row.in)
		if got != row.want || len(notes) != row.notes {
			t.Errorf("plainColons(%q) = %q with %d notes, want %q with %d", row.in, got, len(notes), row.want, row.notes)
		}
	}
	plan, _, err := Resolve(&index.Request{Query: "Associated surgical service: Hip pad"})
	if err != nil || len(plan.Plain) != 5 || len(plan.Reading.Warnings) != 1 {
		t.Errorf("a pasted heading: %v, %+v", err, plan)
	}
}
