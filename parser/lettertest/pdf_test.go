package lettertest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"imrsearch/parser/imr"
)

// TestPDFText reads the strings of the content streams back: in every manner
// of writing they hold the rationales, word after word.
func TestPDFText(t *testing.T) {
	g := New(Options{Seed: 11, Layouts: []imr.Layout{imr.LayoutE}, Traps: []Trap{TrapLigatures}, Share: 30})
	manners := map[int]bool{}
	for i := range 24 {
		l := g.Letter(i)
		manners[newInk(newSource(l.seed, 3, 0), false).manner] = true
		text := squeeze(shown(t, l.PDF()))
		for _, it := range l.Truth.Items {
			if !strings.Contains(text, squeeze(it.Rationale.Text)) {
				t.Errorf("letter %d: the PDF does not show the rationale of item %d", i, it.N)
			}
		}
	}
	if len(manners) < 4 {
		t.Errorf("manners of writing seen: %v, want all four", manners)
	}
}

// TestPDFTable checks that the cross-reference table points at the objects.
func TestPDFTable(t *testing.T) {
	pdf := New(Options{Seed: 2}).Letter(0).PDF()
	start := bytes.LastIndex(pdf, []byte("startxref\n"))
	at, err := strconv.Atoi(strings.Fields(string(pdf[start:]))[1])
	if err != nil || !bytes.HasPrefix(pdf[at:], []byte("xref\n")) {
		t.Fatalf("startxref does not point at the table: %v", err)
	}
	for n, line := range strings.Split(string(pdf[at:start]), "\n")[2:] {
		if !strings.HasSuffix(line, " n ") {
			continue
		}
		off, err := strconv.Atoi(line[:10])
		if err != nil || !bytes.HasPrefix(pdf[off:], []byte(fmt.Sprintf("%d 0 obj", n))) {
			t.Errorf("object %d is not at %s", n, line)
		}
	}
}

var (
	streamObject = regexp.MustCompile(`(?s)<< /Length (\d+)( /Filter /FlateDecode)? >>\nstream\n`)
	pdfString    = regexp.MustCompile(`\(((?:\\.|[^()\\])*)\)`)
	octal        = regexp.MustCompile(`\\(\d{3})`)
)

// shown returns what the strings of all content streams hold.
func shown(t *testing.T, pdf []byte) string {
	t.Helper()
	var b strings.Builder
	for _, m := range streamObject.FindAllSubmatchIndex(pdf, -1) {
		n, _ := strconv.Atoi(string(pdf[m[2]:m[3]]))
		content := pdf[m[1] : m[1]+n]
		if m[4] >= 0 {
			z, err := zlib.NewReader(bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			if content, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		for _, s := range pdfString.FindAllSubmatch(content, -1) {
			b.WriteString(unescape(string(s[1])))
		}
	}
	return b.String()
}

func unescape(s string) string {
	s = octal.ReplaceAllStringFunc(s, func(o string) string {
		n, _ := strconv.ParseUint(o[1:], 8, 8)
		return string(rune(n))
	})
	return strings.NewReplacer("\x01", "fi", "\x02", "fl", `\(`, "(", `\)`, ")").Replace(s)
}
