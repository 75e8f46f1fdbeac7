package measure

import (
	"strings"
	"testing"
)

func TestLevels(t *testing.T) {
	for request, want := range map[string]string{
		"":                               "",
		"Fusion L4-5":                    "L4-L5",
		"Fusion at L4-L5 and L5-S1":      "L4-L5 L5-S1",
		"Fusion L5-1":                    "L5-S1",
		"Injection C5/6":                 "C5-C6",
		"Fusion L4 to S1":                "L4-S1",
		"Fusion T12-L1":                  "T12-L1",
		"Fusion L3-4-5":                  "L3-L4 L4-L5",
		"Right L4 transforaminal":        "L4",
		"Blocks at L3, L4 and L5":        "L3 L4 L5",
		"Blocks at L-3":                  "L3",
		"Injection L4-5, L4-L5":          "L4-L5",
		"Visit of C4-12-2016":            "", // a date behind it
		"L9 orthosis":                    "",
		"Lumbar support L0631":           "",
		"Therapy of the lumbar spine x8": "",
	} {
		var got []string
		for _, l := range Levels(request) {
			got = append(got, l.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", request, got, want)
		}
	}
}

// TestReadLevel holds that a query's level is what Levels gives for a letter's.
func TestReadLevel(t *testing.T) {
	for text, want := range map[string]string{
		"l4-5": "L4-L5", "l4/5": "L4-L5", "l4-l5": "L4-L5", "l4 l5": "L4-L5", "l4l5": "L4-L5", "l5-1": "L5-S1", "c7-t1": "C7-T1",
		"l4": "", "l5-4": "", "4-5": "", "l4-5 fusion": "",
	} {
		l, ok := ReadLevel(text)
		if ok != (want != "") || ok && l.String() != want {
			t.Errorf("%q: %v %v, want %q", text, l, ok, want)
		}
	}
}

func TestReadQuantityAndFrequency(t *testing.T) {
	for text, want := range map[string]string{"#60": "60", "qty 60": "60", "quantity of 60": "60", "qty: #60": "60", "60": "", "# 60": ""} {
		if got, ok := ReadQuantity(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]Frequency{
		"3x/week": {"3", "week"}, "three times a week": {"3", "week"}, "twice daily": {"2", "day"}, "once per month": {"1", "month"},
		"2 times weekly": {"2", "week"}, "many times a week": {}, "3 weeks": {},
	} {
		if got, ok := ReadFrequency(text); got != want || ok != (want != Frequency{}) {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}
