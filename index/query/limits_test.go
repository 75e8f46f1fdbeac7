package query

import (
	"errors"
	"strings"
	"testing"
)

func TestLimits(t *testing.T) {
	quoted := `"` + strings.Repeat("a", MaxBytes-2) + `"`
	for _, c := range []struct{ name, in, msg string }{
		{"4 KiB", quoted, ""},
		{"a byte more", quoted + " ", "too long"},
		{"words", strings.Repeat("a ", MaxLeaves), ""},
		{"a word more", strings.Repeat("a ", MaxLeaves+1), "too many words"},
		{"brackets", strings.Repeat("(", MaxDepth) + "a" + strings.Repeat(")", MaxDepth), ""},
		{"a bracket more", strings.Repeat("(", MaxDepth+1) + "a" + strings.Repeat(")", MaxDepth+1), "nested too deep"},
		{"NOTs", strings.Repeat("-(", MaxDepth) + "a" + strings.Repeat(")", MaxDepth), "nested too deep"},
		{"wildcards", strings.Repeat("abc* ", 800), "too many words"},
		{"a long chain", "a" + strings.Repeat(" /5 a", MaxLeaves-1), ""},
	} {
		_, err := Parse(c.in)
		var fault *SyntaxError
		switch {
		case c.msg == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.msg != "" && (!errors.As(err, &fault) || !strings.Contains(fault.Msg, c.msg)):
			t.Errorf("%s: %v, want %q", c.name, err, c.msg)
		}
	}
}
