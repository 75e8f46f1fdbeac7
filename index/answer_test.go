package index

import (
	"testing"

	"imrsearch/parser/imr"
)

func TestAnswerOf(t *testing.T) {
	asked := func(question string, o map[imr.Outcome]int) *Result {
		return &Result{
			Query: Reading{Question: question, Understood: []Understood{{Kind: "treatment", From: "cupping"}}},
			Total: Total{Requested: &Requested{Outcomes: o}},
		}
	}
	tests := []struct {
		name string
		r    *Result
		want string
	}{
		{"share", asked("how often", map[imr.Outcome]int{imr.Overturned: 1, imr.Modified: 1, imr.Upheld: 6, imr.UnknownOutcome: 9}), "2 of 8 requests for cupping overturned (25.0%)"},
		{"never", asked("was ever", map[imr.Outcome]int{imr.Upheld: 1}), "0 of 1 request for cupping overturned"},
		{"none", asked("can a", nil), "No request for cupping is in this corpus under the conditions of this search."},
		{"no question", asked("", map[imr.Outcome]int{imr.Upheld: 1}), ""},
		{"no treatment", &Result{Query: Reading{Question: "why"}}, ""},
		{"cut", &Result{Partial: true, Query: Reading{Question: "why"}, Total: Total{Requested: &Requested{}}}, ""},
	}
	for _, tt := range tests {
		got := ""
		if a := AnswerOf(tt.r); a != nil {
			got = a.Text
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
