package lexicon

import "testing"

func TestClassNamed(t *testing.T) {
	for _, c := range Classes() {
		if got, ok := ClassNamed(c.Name + " - " + c.Subclass); !ok || got.Subclass != c.Subclass || got.Name != c.Name {
			t.Errorf("%s > %s gives %s > %s", c.Name, c.Subclass, got.Name, got.Subclass)
		}
		for _, w := range append([]string{c.Subclass}, c.Aliases...) {
			if got, ok := ClassNamed(w); !ok || got.Subclass != c.Subclass {
				t.Errorf("%q gives %q, want %q", w, got.Subclass, c.Subclass)
			}
		}
	}
	for _, s := range []string{"", "-", "no such class"} {
		if c, ok := ClassNamed(s); ok {
			t.Errorf("%q gives %q", s, c.Subclass)
		}
	}
	if c, _ := ClassNamed("EMG-ncv ncs"); c.Subclass != "EMG/NCV/NCS" {
		t.Errorf("dashes and case: %q", c.Subclass)
	}
}
