package extract

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shown writes pages in one line: lines parted by "|", pages by "#".
func shown(doc Document, err error) string {
	if err != nil {
		return "error: " + err.Error()
	}
	var pages []string
	for _, p := range doc.Pages {
		pages = append(pages, strings.Join(p.Lines, "|"))
	}
	return strings.Join(pages, "#")
}

func TestReadText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "one\ntwo\n", "one|two"},
		{"CRLF", "one\r\n\r\ntwo\r\n", "one||two"},
		{"CR", "one\rtwo\r", "one|two"},
		{"other line ends", "a\u2028b\u2029c\u0085d\ve", "a|b|c|d|e"},
		{"form feeds", "page 1\n\fpage 2\n\f", "page 1#page 2"},
		{"an empty page counts", "one\f\fthree", "one##three"},
		{"form feed in a line", "one\ftwo", "one#two"},
		{"empty lines at the ends of a page", "\n\none\n\n\n", "one"},
		{"indent stays, trailing blanks go", "  one  \n", "  one"},
		{"byte order mark", "\ufeffone", "one"},
		{"UTF-16 LE", "\xff\xfeo\x00n\x00e\x00\x1c\x20", "one“"},
		{"UTF-16 BE", "\xfe\xff\x00o\x00n\x00e\x20\x1c", "one“"},
		{"UTF-8 far behind", strings.Repeat("ascii ", 400) + "“", strings.Repeat("ascii ", 400) + "“"},
		{"Windows-1252", "\x93well\x94 \x96 5 \xb5g, caf\xe9", "“well” – 5 µg, café"},
		{"NFC", "cafe\u0301", "café"},
		{"no-break and wide spaces", "a\u00a0b\u2009c\u3000d", "a b c d"},
		{"tabs", "Priority:\tStandard", "Priority:   Standard"},
		{"soft hyphens and joiners", "medi\u00adcal\u200b \u200ene\u2060ed", "medical need"},
		{"soft hyphen at a line's end", "medi\u00ad\ncal need\u00ad \n\u00ad\n5\u00ad", "medi-|cal need-||5-"},
		{"hyphens", "self\u2011directed x\u2010ray", "self-directed x-ray"},
		{"ligatures", "o\ufb03ce \ufb01nding \ufb02ow", "office finding flow"},
		{"controls", "a\x00b\x07c\u009dd", "abcd"},
		{"quotes and dashes stay", "“it’s” – so—", "“it’s” – so—"},
		{"symbol font bullets", "\uf0b7 one", "• one"},
	}
	for _, test := range tests {
		if got := shown(Read("letter.txt", []byte(test.in))); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestTooManyLines(t *testing.T) {
	for name, in := range map[string]string{"a.txt": "x" + strings.Repeat("\n", maxLines+1) + "x", "b.txt": "x" + strings.Repeat("\f", maxLines+1) + "x", "a.html": "<html>x" + strings.Repeat("<br>", maxLines+1)} {
		if _, err := Read(name, []byte(in)); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// doubledText returns lines as the converters that double them write them.
func doubledText(lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		if l == "#" { // a page ends
			b.WriteString("\n\n")
			continue
		}
		b.WriteString(l + " \n\n")
	}
	return b.String()
}

func TestDoubledText(t *testing.T) {
	rows := []string{"HEADING", "the first row of it", "goes on here", "and here.", "", "Second part:", "which goes", "on and on", "to its", "#", "very end.", "", "#", "Last: no"}
	want := "HEADING|the first row of it|goes on here|and here.||Second part:|which goes|on and on|to its#very end.#Last: no"
	if got := shown(Read("a.txt", []byte(doubledText(rows...)))); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	unmarked := strings.ReplaceAll(doubledText(rows...), " \n", "\n")
	want = strings.ReplaceAll(want, "#", "||")
	if got := shown(Read("a.txt", []byte(unmarked))); got != strings.Replace(want, "end.||Last", "end.|||Last", 1) && got != strings.Replace(want, "end.||Last", "end.||Last", 1) {
		t.Errorf("without the blanks: %q", got)
	}
}

// TestNotDoubled holds that a text whose blank lines mean something keeps them.
func TestNotDoubled(t *testing.T) {
	paragraphs := strings.Repeat("Each paragraph is one line, and ends in it.\n\n", 20)
	touching := strings.Repeat("one row\n\ngoes on\n\n", 20) + "here two rows\ntouch\n"
	short := "one row\n\ngoes on\n"
	for name, in := range map[string]string{"paragraphs": paragraphs, "touching rows": touching, "too short": short} {
		doc, err := Read("a.txt", []byte(in))
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Split(strings.TrimRight(in, "\n"), "\n")
		if diff := cmp.Diff(want, doc.Pages[0].Lines); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// TestSeeds holds that the client's two texts, which are doubled, lose their
// doubling: pages, lines, and blank lines between paragraphs only.
func TestSeeds(t *testing.T) {
	dir := os.Getenv("IMR_LETTERS")
	if dir == "" {
		t.Skip("IMR_LETTERS names no folder of real letters")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "seeds", "*.txt"))
	wantPages := []int{3, 2}
	if len(files) != len(wantPages) {
		t.Fatalf("%d seeds", len(files))
	}
	for i, path := range files {
		data := mustReadFile(t, path)
		doc, err := Read(path, data)
		if err != nil {
			t.Fatal(err)
		}
		if len(doc.Pages) != wantPages[i] {
			t.Errorf("%s: %d pages, want %d", filepath.Base(path), len(doc.Pages), wantPages[i])
		}
		var out, in []string
		for _, p := range doc.Pages {
			for _, l := range p.Lines {
				out = append(out, strings.Fields(l)...)
			}
		}
		in = strings.Fields(string(data))
		if diff := cmp.Diff(in, out); diff != "" {
			t.Errorf("%s: words differ:\n%s", filepath.Base(path), diff)
		}
	}
}
