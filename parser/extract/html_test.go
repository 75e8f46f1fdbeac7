package extract

import (
	"errors"
	"strings"
	"testing"
)

func TestHTML(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"paragraphs", "<h1>Decision</h1><p>one\n  line</p><p>two</p>", "Decision||one line||two"},
		{"inline elements", "<p>The <b>request</b>&nbsp;was<i> upheld</i>.</p>", "The request was upheld."},
		{"lines", "<div>one<br>two<div>three</div></div>four", "one|two|three|four"},
		{"table", "<table><tr><th>Item</th><th>Outcome</th></tr><tr><td>Lumbar kit</td><td>Upheld</td></tr></table>", "Item   Outcome|Lumbar kit   Upheld"},
		{"cells without end tags", "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a   b|c   d"},
		{"paragraphs in cells", "<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>after", "a   b||after"},
		{"table in a table", "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", "a   b   c"},
		{"list", "<ul><li>one<li>two</ul>", "one|two"},
		{"what is not shown", "<title>t</title><style>p{}</style><script>x<y</script><!-- c --><p>shown", "shown"},
		{"pre", "<pre>a   b\nc</pre>", "a   b|c"},
		{"page break", `<p>one</p><p style="page-break-before: always">two`, "one#two"},
		{"stray end tags", "</td></tr></table></p>text</div>", "text"},
		{"entities", "<p>&sect; 9792 &ge; 5 &mu;g &#8220;x&#8221;", "§ 9792 ≥ 5 μg “x”"},
		{"Windows-1252", "<p>\x93quoted\x94", "“quoted”"},
	}
	for _, test := range tests {
		if got := shown(Read("a.html", []byte("<html>"+test.in))); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestHostileHTML(t *testing.T) {
	for name, in := range map[string]string{
		"nested elements": strings.Repeat("<div>", 1_000_000) + "text",
		"nested tables":   strings.Repeat("<table><tr><td>", 300_000) + "text",
		"hidden for ever": "text<svg>" + strings.Repeat("<svg>", 300_000),
		"one long tag":    "text<p " + strings.Repeat("a=b ", 1_000_000),
	} {
		if got := shown(Read("a.html", []byte("<html>"+in))); got != "text" {
			t.Errorf("%s: %.100q", name, got)
		}
	}
	if _, err := Read("a.html", []byte("<p>"+strings.Repeat("word ", maxTextSize/5+1))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too much text: %v", err)
	}
}
