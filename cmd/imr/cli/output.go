package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// An Output remembers the first failure of its writes, so that a full disk
// is told even where many small writes make a table. What is for people it makes
// printable: names of files, ids and texts reach no terminal with the controls in
// them.
type Output struct {
	W   io.Writer
	Err error

	exact  bool      // for programs: written as it is
	screen io.Writer // what W was before a pager took its place
}

func (o *Output) Write(p []byte) (int, error) {
	n, err := len(p), error(nil)
	if o.exact {
		n, err = o.W.Write(p)
	} else if _, e := io.WriteString(o.W, Printable(string(p))); e != nil {
		n, err = 0, e
	}
	if err != nil && o.Err == nil {
		o.Err = err
	}
	return n, err
}

// Exact says that what is written from now on is for programs: no form of it is
// made printable.
func (a *App) Exact() {
	if out, is := a.Stdout.(*Output); is {
		out.exact = true
	}
}

// controls are the sequences that this program writes itself.
var controls = []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\r\x1b[K"}

// Printable returns a text without what a terminal obeys: controls but for line
// and page ends, tabs and the colours of this program, and signs that turn the direction of
// writing, are written as escapes of Go. Bytes that are no UTF-8 stay: a letter may
// be written in two halves.
func Printable(s string) string {
	if !slices.ContainsFunc([]byte(s), func(c byte) bool { return c < ' ' && c != '\n' && c != '\t' && c != '\f' || c >= 0x7f }) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if k := slices.IndexFunc(controls, func(c string) bool { return strings.HasPrefix(s[i:], c) }); k >= 0 {
			b.WriteString(controls[k])
			i += len(controls[k])
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n', r == '\t', r == '\f', r == '\r' && strings.HasPrefix(s[i:], "\r\n"):
			b.WriteRune(r)
		case r == utf8.RuneError && n == 1:
			b.WriteByte(s[i])
		case r < ' ', r == 0x7f:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r >= 0x80 && r < 0xa0, r == 0x2028, r == 0x2029, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}
