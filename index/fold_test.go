package index

import "testing"

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
