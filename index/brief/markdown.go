package brief

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// WriteMarkdown writes the brief as Markdown with tables and footnotes (GFM).
// Signs of the language in a letter's text are escaped with a backslash.
func WriteMarkdown(w io.Writer, b *Brief) error {
	d := layOut(b)
	var out bytes.Buffer
	for i, x := range d.blocks {
		if i > 0 {
			out.WriteString("\n")
		}
		switch x.kind {
		case heading:
			out.WriteString(strings.Repeat("#", x.level) + " " + markdownSpans(x.spans) + "\n")
		case paragraph:
			out.WriteString(markdownSpans(x.spans) + "\n")
		case quotation:
			out.WriteString("> " + markdownSpans(x.spans) + "\n")
		case table:
			markdownTable(&out, x.rows)
		}
	}
	if len(d.notes) > 0 {
		out.WriteString("\n")
	}
	for i, n := range d.notes {
		fmt.Fprintf(&out, "[^%d]: %s\n", i+1, markdownText(n))
	}
	_, err := w.Write(out.Bytes())
	return err
}

func markdownSpans(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		text := markdownText(s.text)
		if s.bold {
			trimmed := strings.TrimRight(text, " ")
			text = "**" + trimmed + "**" + text[len(trimmed):]
		}
		b.WriteString(text)
		if s.note > 0 {
			fmt.Fprintf(&b, "[^%d]", s.note)
		}
	}
	return b.String()
}

func markdownTable(out *bytes.Buffer, rows [][]string) {
	for i, row := range rows {
		cells := make([]string, len(row))
		for j, c := range row {
			cells[j] = markdownText(c)
		}
		out.WriteString("| " + strings.Join(cells, " | ") + " |\n")
		if i == 0 {
			out.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
}

// markdownSigns are what Markdown would read as its own. A full stop or a dash
// is one only at a line's start, where no text of ours stands.
var markdownSigns = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "#", `\#`, "~", `\~`, "&", `\&`, "$", `\$`,
)

// markdownText escapes a text for one line of Markdown.
func markdownText(s string) string { return markdownSigns.Replace(s) }
