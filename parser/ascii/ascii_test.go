package ascii

import (
	"slices"
	"strings"
	"testing"
)

func TestBytes(t *testing.T) {
	for c := range 256 {
		b := byte(c)
		lower, upper, digit := strings.IndexByte("abcdefghijklmnopqrstuvwxyz", b) >= 0, strings.IndexByte("ABCDEFGHIJKLMNOPQRSTUVWXYZ", b) >= 0, strings.IndexByte("0123456789", b) >= 0
		if IsLower(b) != lower || isUpper(b) != upper || IsDigit(b) != digit || IsLetter(b) != (lower || upper) || IsAlnum(b) != (lower || upper || digit) {
			t.Errorf("%q is taken for something else", b)
		}
		if want := b + 'a' - 'A'; upper && ToLower(b) != want || !upper && ToLower(b) != b {
			t.Errorf("ToLower(%q) = %q", b, ToLower(b))
		}
	}
}

func TestLower(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "none": "none", "The MRI of 2016": "the mri of 2016",
		"ÉLAN Kelvin": "Élan kelvin", // K is a letter, but none of ASCII
	} {
		if got := Lower(in); got != want || len(got) != len(in) {
			t.Errorf("Lower(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, tt := range []struct {
		s, word             string
		prefixed, contained bool
	}{
		{"Maximus", "max", true, true},
		{"the MAXIMUS", "maximus", false, true},
		{"the MAXIMU", "maximus", false, false},
		{"", "a", false, false},
		{"a\x00(B", "\x00(b", false, true},
		{"12-34", "2-3", false, true},
		{"a[b", "a{b", false, false}, // [ and { differ by the bit that tells cases apart
	} {
		if got := HasPrefixFold(tt.s, tt.word); got != tt.prefixed {
			t.Errorf("HasPrefixFold(%q, %q) = %v", tt.s, tt.word, got)
		}
		if got := ContainsFold(tt.s, tt.word); got != tt.contained {
			t.Errorf("ContainsFold(%q, %q) = %v", tt.s, tt.word, got)
		}
	}
}

func TestKeyAndWords(t *testing.T) {
	for _, tt := range []struct {
		s, key string
		words  []string
		letter bool
	}{
		{"MRI of the L-spine, #2", "mriofthelspine2", []string{"mri", "of", "the", "l", "spine", "2"}, true},
		{"é–2", "2", []string{"2"}, false},
		{" .,", "", nil, false},
	} {
		if got := Key(tt.s); got != tt.key {
			t.Errorf("Key(%q) = %q, want %q", tt.s, got, tt.key)
		}
		if got := Words(tt.s); !slices.Equal(got, tt.words) {
			t.Errorf("Words(%q) = %q, want %q", tt.s, got, tt.words)
		}
		if got := HasLetter(tt.s); got != tt.letter {
			t.Errorf("HasLetter(%q) = %v", tt.s, got)
		}
	}
}
