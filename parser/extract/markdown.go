package extract

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// markdownSign is a line that converters to Markdown write and letters do not
// have: a heading in bold, a label in bold, the rule of a table.
var markdownSign = regexp.MustCompile(`(?m)^(?:#{1,6} +\S|\*\*[^*\n]{3,80}\*\*|\|(?: *:?-{3,}:? *\|)+ *$)`)

// minMarkdownSigns is how many such lines show that a text is Markdown.
const minMarkdownSigns = 3

// looksMarkdown reports whether a text is Markdown as converters write it.
func looksMarkdown(data []byte) bool {
	if !bytes.Contains(data, []byte("**")) && !bytes.Contains(data, []byte("# ")) && !bytes.Contains(data, []byte("|-")) {
		return false // as most texts, for which the expression would take long
	}
	return len(markdownSign.FindAllIndex(data, minMarkdownSigns)) == minMarkdownSigns
}

// readMarkdown reads Markdown with tables, through the page that it stands for.
func readMarkdown(data []byte) (Document, error) {
	var page bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.Table))
	text := lineBreak.ReplaceAllString(decodeText(data), " ")
	if err := md.Convert([]byte(text), &page); err != nil {
		return Document{}, refuse(ErrDamaged, "markdown: %v", err)
	}
	return readHTML(page.Bytes())
}

// lineBreak is a break inside a cell of a table, the only HTML that converters
// write: what it parts is one text.
var lineBreak = regexp.MustCompile(`(?i)<br */?>`)
