package query

import (
	"errors"
	"testing"
)

// FuzzParse checks that any bytes are read or refused, that a tree is written
// so that it is read again, and that every repair and offer parses.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`opioid OR narcotic /s wean! % "functional restoration"`, `-(a b) "a b"~5 +3 #x`, "age:40..60 ATLEAST3(a! OR b*c)",
		"a BUT NOT (NOT b)", "“a” – ＢＣ\x00\xff", "( ( \" : :: a:b:c /999", "wom? a!b *~", "[a TO b] a[tiab] ^2 && || w/in 5",
		"request:(>=3 2014..)", "CM16-0990412/2 13-000004", "a +s b /p c W/5 d", "BUT -x", "a and 'b c' or d?", "0 00? \u073a", "0 ?00? \u073a",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, notes, err := ParseNotes(s)
		var fault *SyntaxError
		if errors.As(err, &fault) {
			if fault.Offset < 0 || fault.Length < 0 || fault.Offset+fault.Length > len(s) {
				t.Errorf("Parse(%q): place %d+%d is outside", s, fault.Offset, fault.Length)
			}
			if fault.Repair != "" {
				if _, err := Parse(fault.Repair); err != nil {
					t.Errorf("Parse(%q): repair %q: %v", s, fault.Repair, err)
				}
			}
			return
		}
		for _, note := range notes {
			if _, err := Parse(note.Offer); err != nil || note.At.End > len(s) || note.At.Start > note.At.End {
				t.Errorf("Parse(%q): note %+v: %v", s, note, err)
			}
		}
		Describe(n)
		written := n.String()
		if len(written) > MaxBytes {
			return
		}
		again, err := Parse(written)
		if err != nil || !Equal(n, again) {
			t.Errorf("Parse(%q) = %s, written %q, read %v, %v", s, dump(n), written, again, err)
		}
	})
}
