package index

import "testing"

func TestValuesMatch(t *testing.T) {
	tests := []struct {
		x     Values
		value string
		want  bool
	}{
		{Values{Exact: []string{"pain medicine"}}, "Pain Medicine", true},
		{Values{Exact: []string{"pain"}}, "Pain Medicine", false},
		{Values{Contains: [][]string{{"acoem"}}}, "MTUS ACOEM", true},
		{Values{Contains: [][]string{{"aco"}}}, "MTUS ACOEM", false},
		{Values{Contains: [][]string{{"medicine", "pain"}}}, "Pain-Medicine", true},
		{Values{Contains: [][]string{{"surgery"}, {"pain"}}}, "Pain Medicine", true},
		{Values{Contains: [][]string{{"gaba*"}}}, "gabapentin", true},
		{Values{Contains: [][]string{{"medi?ine", "pain"}}}, "Pain Medicine", true},
		{Values{Contains: [][]string{{"gaba*"}}}, "pregabalin", false},
	}
	for _, tt := range tests {
		if got := tt.x.Match(tt.value); got != tt.want {
			t.Errorf("%v matches %q: %v", tt.x, tt.value, got)
		}
	}
}
