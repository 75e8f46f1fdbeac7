package measure

import (
	"strings"
	"testing"
)

func TestDoses(t *testing.T) {
	for request, want := range map[string]string{
		"":                           "",
		"Naproxen 550mg #60":         "550 mg",
		"Norco 10/325 mg #90":        "10/325 mg",
		"Norco 10/325 #90":           "10/325 mg",
		"Percocet 5mg/325mg":         "5/325 mg",
		"Vicodin 7.5-300":            "7.5/300 mg",
		"Flexeril 7,5 milligrams":    "7.5 mg",
		"Trezix 320.5/30/16mg":       "320.5/30/16 mg",
		"Fentanyl 25 mcg/hr patch":   "25 mcg/hr",
		"Gabapentin 25mg/ml, 420 ml": "25 mg/ml",
		"Lidocaine 5% patch #30":     "5%",
		"Menthol 10%-Camphor 0.5 %":  "10% 0.5%",
		"Cream 10 percent":           "10%",
		"Botox 200 units":            "200 unit",
		"2 units of TENS":            "", // things
		"Ultracin 120 gm tube":       "", // what the tube holds
		"Therapy on 10/12/2016":      "",
		"MRI of L4-5, 12/300":        "12/300 mg",
		"Motrin 600 mg and 600mg":    "600 mg",
		"Physical therapy 12 visits": "",
	} {
		var got []string
		for _, d := range Doses(request) {
			got = append(got, d.String())
		}
		if strings.Join(got, " ") != want && strings.Join(got, "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%q: %q, want %q", request, got, want)
		}
	}
}

// TestReadDose holds that a query's dose is what Doses gives for a letter's.
func TestReadDose(t *testing.T) {
	for text, want := range map[string]string{
		"50mg": "50 mg", "50 mgs": "50 mg", "50-milligrams": "50 mg", "7,5 mg": "7.5 mg", "100 ug": "100 mcg", "10 cc": "10 ml",
		"5%": "5%", "5 percent": "5%", "10/325": "10/325 mg", "10-325 mg": "10/325 mg", "10mg/325mg": "10/325 mg",
		"": "", "50": "", "mg": "", "50 mg of": "", "10/12": "",
	} {
		d, ok := ReadDose(text)
		if ok != (want != "") || ok && d.String() != want {
			t.Errorf("%q: %v %v, want %q", text, d, ok, want)
		}
	}
}

func FuzzMeasure(f *testing.F) {
	for _, s := range []string{"Norco 10/325mg #60", "L3-4-5 and C5/6", "5%-0.5% 3x/week", "L5-1 t12 to l1", "qty: 5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range Doses(text) {
			if len(d.Numbers) == 0 || d.Unit == "" {
				t.Fatalf("%q: %+v", text, d)
			}
		}
		for _, l := range Levels(text) {
			if place(l.Letter, l.Number) == 0 || l.ToLetter != "" && place(l.ToLetter, l.ToNumber) <= place(l.Letter, l.Number) {
				t.Fatalf("%q: %+v", text, l)
			}
		}
		if n, _ := Amount(text); n < 0 {
			t.Fatalf("%q: %d", text, n)
		}
		ReadDose(text)
		ReadLevel(text)
		ReadQuantity(text)
		ReadFrequency(text)
	})
}
