package query

import "testing"

func TestSyntaxErrorCut(t *testing.T) {
	tests := []struct {
		text              string
		offset, length    int
		before, at, after string
	}{
		{"knee (mri", 5, 1, "knee ", "(", "mri"},
		{"knee\n(mri", 5, 1, "knee ", "(", "mri"},
		{"pain\u0085(", 6, 1, "pain ", "(", ""}, // a control character of two bytes is one blank
		{"knee", 4, 0, "knee", "", ""},          // at the end
		{"knee", 9, 3, "knee", "", ""},          // beyond it
		{"knee", -1, 2, "", "kn", "ee"},
		{"knee", 1, 99, "k", "nee", ""},
	}
	for _, tt := range tests {
		e := &SyntaxError{Offset: tt.offset, Length: tt.length}
		before, at, after := e.Cut(tt.text)
		if before != tt.before || at != tt.at || after != tt.after {
			t.Errorf("Cut(%q) at %d+%d = %q, %q, %q; want %q, %q, %q", tt.text, tt.offset, tt.length, before, at, after, tt.before, tt.at, tt.after)
		}
	}
}
