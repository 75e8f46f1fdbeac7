package export

import (
	"bufio"
	"io"
	"strings"

	"imrsearch/index"
)

// markdownTable writes a table as GitHub and pandoc read it: a row a line,
// nothing in a cell that would be taken for markup. A file that was cut ends
// with a paragraph "# cut: ...".
type markdownTable struct {
	w       *bufio.Writer
	columns []*Column
}

func openMarkdown(w io.Writer, o *Options, _ *index.Result) (table, error) {
	t := &markdownTable{w: bufio.NewWriter(w), columns: o.Columns}
	rule := "|"
	for _, c := range o.Columns {
		t.w.WriteString("| " + markdownCell(c.Label) + " ")
		if c.Kind == Number || c.Kind == Score {
			rule += " ---: |"
		} else {
			rule += " --- |"
		}
	}
	_, err := t.w.WriteString("|\n" + rule + "\n")
	return t, err
}

func (t *markdownTable) row(r *Row) error {
	for _, c := range t.columns {
		t.w.WriteString("| " + markdownCell(plain(c.Value(r))) + " ")
	}
	_, err := t.w.WriteString("|\n")
	return err
}

func (t *markdownTable) flush() error { return t.w.Flush() }

func (t *markdownTable) end(cut string) error {
	if cut != "" {
		t.w.WriteString("\n" + cutMark + cut + "\n")
	}
	return t.w.Flush()
}

// markup are the characters that Markdown or HTML may take for markup inside a
// cell of a table (GFM 0.29, 2.4 and 4.10). White space is one blank, for a row
// is a line.
var markup = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`,
	"~", `\~`, "<", "&lt;", ">", "&gt;", "&", "&amp;")

func markdownCell(s string) string {
	return markup.Replace(strings.Join(strings.Fields(s), " "))
}
