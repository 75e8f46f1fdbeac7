package cli

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"plain\ttext\n":               "plain\ttext\n",
		"\x1b]0;title\x07x":           `\x1b]0;title\x07x`,
		"a\x1b[2Jb\x1b[31mred\x1b[0m": "a\\x1b[2Jb\x1b[31mred\x1b[0m",
		"over\rwritten\r\n":           "over\\x0dwritten\r\n",
		"\u009b31m é § “x” 中":         `\u009b31m é § “x” 中`,
		"abc\u202egpj.exe":            `abc\u202egpj.exe`,
		"\x7f\x00\x08":                `\x7f\x00\x08`,
	} {
		if got := Printable(in); got != want {
			t.Errorf("Printable(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestOutputIsPrintable holds that what is for people is made printable, and what
// is for programs stays as it is.
func TestOutputIsPrintable(t *testing.T) {
	for format, raw := range map[string]bool{"text": false, "table": false, "xlsx": true, "json": true, "csv": true} {
		var b bytes.Buffer
		a := &App{Stdout: &Output{W: &b}, format: format, typedFormat: true}
		if _, err := a.FormatOf(format); err != nil {
			t.Fatal(err)
		}
		if n, err := a.Stdout.Write([]byte("\x1b[2Jx")); n != 5 || err != nil {
			t.Errorf("%s: %d, %v", format, n, err)
		}
		if got := strings.Contains(b.String(), "\x1b"); got != raw {
			t.Errorf("%s: %q", format, b.String())
		}
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("a\x1b[2J\u202e\r\x1b[31m")
	f.Fuzz(func(t *testing.T, s string) {
		got := Printable(s)
		for _, c := range controls {
			got = strings.ReplaceAll(got, c, " ")
		}
		for i, r := range got {
			if r < ' ' && r != '\n' && r != '\t' && r != '\f' && !strings.HasPrefix(got[i:], "\r\n") || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e {
				t.Fatalf("%q has %q", got, r)
			}
		}
		if utf8.ValidString(s) != utf8.ValidString(Printable(s)) {
			t.Fatalf("%q became %q", s, Printable(s))
		}
	})
}
