package brief

import (
	"io"

	"imrsearch/index/brief/docx"
)

// tableWidths are the columns of the table in a Word document, in percent.
var tableWidths = []int{6, 17, 13, 12, 27, 16, 9}

// WriteDocx writes the brief as a Word document with footnotes. The same brief
// gives the same bytes.
func WriteDocx(w io.Writer, b *Brief) error {
	d := layOut(b)
	out := docx.New(d.title)
	for _, x := range d.blocks {
		runs := make([]docx.Run, len(x.spans))
		for i, s := range x.spans {
			runs[i] = docx.Run{Text: s.text, Bold: s.bold}
			if s.note > 0 {
				runs[i].Footnote = d.notes[s.note-1]
			}
		}
		switch x.kind {
		case heading:
			out.Heading(x.level, runs...)
		case paragraph:
			out.Paragraph(runs...)
		case quotation:
			out.Quotation(runs...)
		case table:
			out.Table(tableWidths, x.rows)
		}
	}
	_, err := out.WriteTo(w)
	return err
}
