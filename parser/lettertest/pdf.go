package lettertest

import (
	"bytes"
	"compress/zlib"
	"fmt"
)

// PDF returns the letter as a PDF file of version 1.4 with the core font
// Times. Its content streams are written in one of several ways (a string a
// line; kerned arrays; a word at a time; compressed or not), which the letter
// draws, as real letters come from several programs.
func (l Letter) PDF() []byte {
	s := newSource(l.seed, 3, 0)
	w := &pdfWriter{}
	ink := newInk(s, l.has(TrapLigatures))
	compress := s.chance(75)
	w.begin()
	w.object(1, "<< /Type /Catalog /Pages 2 0 R >>")
	kids := ""
	for i := range l.pages {
		kids += fmt.Sprintf("%d 0 R ", 10+2*i)
	}
	w.object(2, fmt.Sprintf("<< /Type /Pages /Kids [ %s] /Count %d >>", kids, len(l.pages)))
	w.object(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding 5 0 R >>")
	w.object(4, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding 5 0 R >>")
	w.object(5, "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [ 1 /fi /fl ] >>")
	w.object(6, "<< /Producer (lettergen) /Title (Final Determination Letter) >>")
	for i, pg := range l.pages {
		w.object(10+2*i, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "+
			"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>", 11+2*i))
		w.stream(11+2*i, ink.page(pg), compress)
	}
	return w.end()
}

func (l Letter) has(t Trap) bool {
	for _, one := range l.Traps {
		if one == t {
			return true
		}
	}
	return false
}

// A pdfWriter writes the objects of a file and remembers where they stand.
type pdfWriter struct {
	bytes.Buffer
	at map[int]int // offsets by object number
}

func (w *pdfWriter) begin() {
	w.at = map[int]int{}
	w.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
}

func (w *pdfWriter) object(n int, body string) {
	w.at[n] = w.Len()
	fmt.Fprintf(w, "%d 0 obj\n%s\nendobj\n", n, body)
}

func (w *pdfWriter) stream(n int, content []byte, compress bool) {
	filter := ""
	if compress {
		var packed bytes.Buffer
		z := zlib.NewWriter(&packed)
		_, _ = z.Write(content) // a Buffer never fails
		z.Close()
		content, filter = packed.Bytes(), " /Filter /FlateDecode"
	}
	w.at[n] = w.Len()
	fmt.Fprintf(w, "%d 0 obj\n<< /Length %d%s >>\nstream\n", n, len(content), filter)
	w.Write(content)
	w.WriteString("\nendstream\nendobj\n")
}

// end writes the cross-reference table, in which unused numbers are free.
func (w *pdfWriter) end() []byte {
	size := 1
	for n := range w.at {
		size = max(size, n+1)
	}
	start := w.Len()
	fmt.Fprintf(w, "xref\n0 %d\n0000000000 65535 f \n", size)
	for n := 1; n < size; n++ {
		if off, ok := w.at[n]; ok {
			fmt.Fprintf(w, "%010d 00000 n \n", off)
		} else {
			w.WriteString("0000000000 00000 f \n")
		}
	}
	fmt.Fprintf(w, "trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n", size, start)
	return w.Bytes()
}
