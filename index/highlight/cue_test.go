package highlight

import (
	"testing"
)

// TestCues holds what cueWorth builds on.
func TestCues(t *testing.T) {
	seen, bits := map[string]bool{}, uint64(0)
	for _, list := range cuesByStart {
		for _, c := range list {
			if len(c.phrase) < 3 || seen[c.phrase] || c.bit == 0 || bits&c.bit != 0 {
				t.Errorf("cue %q, bit %b: too short, twice, or one too many", c.phrase, c.bit)
			}
			seen[c.phrase], bits = true, bits|c.bit
		}
	}
	if len(seen) != len(sayWhy)+len(recite) {
		t.Errorf("%d cues, want %d", len(seen), len(sayWhy)+len(recite))
	}
	if got, want := cueWorth("THERE IS NO lack of it; there is no lack of it – the MTUS"), 5+5-4; got != want {
		t.Errorf("cueWorth = %d, want %d", got, want)
	}
}
