package brief

import (
	"bytes"
	_ "embed" // the page
	"html/template"
	"io"
)

//go:embed brief.html
var pageSource string

var page = template.Must(template.New("brief").Parse(pageSource))

// An htmlBlock is a block as the page's template sees it; one field is set.
type htmlBlock struct {
	Heading, Paragraph, Quotation []htmlSpan
	Level                         int
	Head                          []string
	Rows                          [][]string
}

type htmlSpan struct {
	Text string
	Bold bool
	Note int
}

type htmlNote struct {
	N    int
	Text string
}

// WriteHTML writes the brief as a page of its own, made for printing: no
// script, no address, its style inside.
func WriteHTML(w io.Writer, b *Brief) error {
	d := layOut(b)
	view := struct {
		Title  string
		Blocks []htmlBlock
		Notes  []htmlNote
	}{Title: d.title}
	for _, x := range d.blocks {
		spans := make([]htmlSpan, len(x.spans))
		for i, s := range x.spans {
			spans[i] = htmlSpan{s.text, s.bold, s.note}
		}
		switch x.kind {
		case heading:
			view.Blocks = append(view.Blocks, htmlBlock{Heading: spans, Level: x.level})
		case paragraph:
			view.Blocks = append(view.Blocks, htmlBlock{Paragraph: spans})
		case quotation:
			view.Blocks = append(view.Blocks, htmlBlock{Quotation: spans})
		case table:
			view.Blocks = append(view.Blocks, htmlBlock{Head: x.rows[0], Rows: x.rows[1:]})
		}
	}
	for i, n := range d.notes {
		view.Notes = append(view.Notes, htmlNote{i + 1, n})
	}
	var out bytes.Buffer
	if err := page.Execute(&out, view); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}
