package web

import (
	"math"
	"regexp"
	"strconv"
	"testing"
)

// minimum is the contrast that WCAG 2.2 AA asks of text.
const minimum = 4.5

var token = regexp.MustCompile(`--([a-z-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)`)

// TestPalette measures every pair of colours in which text stands, in both
// schemes: a browser's check cannot judge short texts, such as counts.
func TestPalette(t *testing.T) {
	sheet, err := files.ReadFile("static/imr.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string][2]float64{}
	for _, m := range token.FindAllStringSubmatch(string(sheet), -1) {
		colours[m[1]] = [2]float64{luminance(t, m[2]), luminance(t, m[3])}
	}
	pairs := [][2]string{{"mark-ink", "mark"}, {"accent-ink", "accent"}, {"fault", "fault-bg"}, {"ink", "fault-bg"}, {"accent", "fault-bg"},
		{"upheld", "upheld-bg"}, {"overturned", "overturned-bg"}, {"modified", "modified-bg"}, {"unknown", "unknown-bg"}}
	for _, ink := range []string{"ink", "quiet", "accent", "upheld", "overturned", "modified"} {
		for _, ground := range []string{"paper", "card", "well"} {
			pairs = append(pairs, [2]string{ink, ground})
		}
	}
	for _, p := range pairs {
		for scheme, name := range []string{"light", "dark"} {
			ink, ok1 := colours[p[0]]
			ground, ok2 := colours[p[1]]
			if !ok1 || !ok2 {
				t.Fatalf("no colours %v in the sheet", p)
			}
			if c := contrast(ink[scheme], ground[scheme]); c < minimum {
				t.Errorf("%s on %s, %s: contrast %.2f, want %.1f", p[0], p[1], name, c, minimum)
			}
		}
	}
	// The edge of an input must be seen: WCAG 1.4.11 asks 3.
	for scheme, name := range []string{"light", "dark"} {
		if c := contrast(colours["edge"][scheme], colours["card"][scheme]); c < 3 {
			t.Errorf("edge on card, %s: contrast %.2f, want 3", name, c)
		}
	}
}

// luminance is WCAG's relative luminance of a colour.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	linear := func(c uint64) float64 {
		v := float64(c&255) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}

func contrast(a, b float64) float64 { return (math.Max(a, b) + 0.05) / (math.Min(a, b) + 0.05) }
