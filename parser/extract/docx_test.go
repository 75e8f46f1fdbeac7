package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
)

// zipOf returns a zip of names and contents, given in turn.
func zipOf(t testing.TB, members ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i+1 < len(members); i += 2 {
		w, err := z.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(members[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// docxFile returns a Word document with that body, and a header and a footer.
func docxFile(t testing.TB, body string) []byte {
	t.Helper()
	part := func(root, content string) string {
		return `<?xml version="1.0" encoding="UTF-8"?><w:` + root + ` xmlns:w="x">` + content + `</w:` + root + `>`
	}
	return zipOf(t, "[Content_Types].xml", "<Types/>",
		"word/document.xml", part("document", "<w:body>"+body+"</w:body>"),
		"word/header1.xml", part("hdr", "<w:p><w:r><w:t>HEAD</w:t></w:r></w:p>"),
		"word/footer1.xml", part("ftr", "<w:p><w:r><w:t>FOOT</w:t></w:r></w:p>"))
}

// wordRows writes a table of cells that hold one paragraph each.
func wordRows(rows ...[]string) string {
	var b strings.Builder
	b.WriteString("<w:tbl>")
	for _, row := range rows {
		b.WriteString("<w:tr>")
		for _, cell := range row {
			b.WriteString("<w:tc><w:p><w:r><w:t>" + cell + "</w:t></w:r></w:p></w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	return b.String() + "</w:tbl>"
}

func TestDocx(t *testing.T) {
	p := func(s string) string {
		return "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>" + s + "</w:p>"
	}
	run := func(s string) string { return "<w:r><w:t xml:space=\"preserve\">" + s + "</w:t></w:r>" }
	tests := []struct{ name, body, want string }{
		{"paragraphs", p(run("one ")+run("line")) + p("") + p(run("two &amp; more")), "one line||two & more"},
		{"paragraphs parted by style", p(run("one")) + p(run("two")) + p(run("three")), "|one||two||three|"},
		{"tab and break", p(run("Priority:") + "<w:r><w:tab/></w:r>" + run("Standard") + "<w:r><w:br/></w:r>" + run("next")), "Priority:   Standard|next"},
		{"page break", p(run("one")+`<w:r><w:br w:type="page"/></w:r>`) + p(run("two")), "one#two"},
		{"table", wordRows([]string{"1", "Lumbar kit", "Upheld"}, []string{"2", "", "Overturned"}), "1   Lumbar kit   Upheld|2   Overturned"},
		{"cell of two lines", "<w:tbl><w:tr><w:tc>" + p(run("a")) + p(run("b")) + "</w:tc><w:tc>" + p(run("c")) + "</w:tc></w:tr></w:tbl>", "a   c|b"},
		{"table in a table", "<w:tbl><w:tr><w:tc>" + wordRows([]string{"a", "b"}) + "</w:tc><w:tc>" + p(run("c")) + "</w:tc></w:tr></w:tbl>", "a   b   c"},
		{"deleted text", p("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>" + run("here")), "here"},
		{"moved text", p(`<w:moveFrom w:id="1">`+run("moved")+"</w:moveFrom>"+run("here ")) + p(`<w:moveTo w:id="2">`+run("moved")+"</w:moveTo>"), "here|moved"},
		{"fallback of a text box", "<mc:AlternateContent><mc:Choice>" + p(run("box")) + "</mc:Choice><mc:Fallback>" + p(run("box")) + "</mc:Fallback></mc:AlternateContent>", "box"},
		{"no-break hyphen", p(run("self") + "<w:r><w:noBreakHyphen/></w:r>" + run("directed")), "self-directed"},
	}
	for _, test := range tests {
		got := shown(Read("a.docx", docxFile(t, test.body)))
		got = strings.TrimSuffix(strings.TrimPrefix(got, "HEAD|"), "|FOOT")
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestDocxMainPart: the body is the part that the relationships name.
// TestDocxNotes holds that the notes of a document stand where it is read on,
// marked as in its text.
func TestDocxNotes(t *testing.T) {
	run := func(s string) string { return "<w:r><w:t xml:space=\"preserve\">" + s + "</w:t></w:r>" }
	mark := func(kind, id string) string { return `<w:r><w:` + kind + `Reference w:id="` + id + `"/></w:r>` }
	note := func(kind, id, s string) string {
		return `<w:` + kind + ` w:id="` + id + `"><w:p><w:r><w:` + kind + `Ref/></w:r>` + run(s) + `</w:p></w:` + kind + `>`
	}
	data := zipOf(t, "[Content_Types].xml", "<Types/>",
		"word/footnotes.xml", "<w:footnotes>"+note("footnote", "-1", "line")+note("footnote", "7", " second")+note("footnote", "3", "first")+note("footnote", "9", "of no mark")+"</w:footnotes>",
		"word/endnotes.xml", "<w:endnotes>"+note("endnote", "3", "at the end")+"</w:endnotes>",
		"word/document.xml", "<w:document><w:body><w:p>"+run("one")+mark("footnote", "3")+run(" two")+mark("footnote", "7")+"</w:p><w:p/><w:p>"+run("three")+mark("endnote", "3")+"</w:p></w:body></w:document>",
		"word/footer1.xml", "<w:ftr><w:p>"+run("FOOT")+"</w:p></w:ftr>")
	want := "one[^1] two[^2]||three[^3]|[^2]:  second|[^1]: first|[^3]: at the end|FOOT"
	if got := shown(Read("a.docx", data)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDocxMainPart(t *testing.T) {
	const body = `<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>body</w:t></w:r></w:p></w:body></w:document>`
	rels := func(target string) string {
		return `<Relationships xmlns="r"><Relationship Id="a" Type="http://x/metadata/core-properties" Target="docProps/core.xml"/>` +
			`<Relationship Id="b" Type="http://x/officeDocument" Target="` + target + `"/></Relationships>`
	}
	for name, members := range map[string][]string{
		"named":                  {"_rels/.rels", rels("word/document2.xml"), "word/document2.xml", body},
		"named from the root":    {"_rels/.rels", rels("/word/document2.xml"), "word/document2.xml", body},
		"beside one of no use":   {"_rels/.rels", rels("word/document2.xml"), "word/document.xml", strings.Replace(body, "body</w:t", "old</w:t", 1), "word/document2.xml", body},
		"no relationships":       {"word/document.xml", body},
		"relationships of rests": {"_rels/.rels", "<Relationships", "word/document.xml", body},
	} {
		data := zipOf(t, append([]string{"[Content_Types].xml", "<Types/>"}, members...)...)
		if got := shown(Read("a.docx", data)); got != "body" {
			t.Errorf("%s: %q, want the body", name, got)
		}
	}
}

func TestHostileDocx(t *testing.T) {
	spaces := strings.Repeat(" ", maxXMLBytes+1)
	text := "<w:p><w:r><w:t>" + strings.Repeat("word ", maxTextSize/5+1) + "</w:t></w:r></w:p>"
	tests := []struct {
		name   string
		data   []byte
		reason error
	}{
		{"inflated markup", docxFile(t, spaces), ErrTooLarge},
		{"inflated text", docxFile(t, text), ErrTooLarge},
		{"nested tables", docxFile(t, strings.Repeat("<w:tbl><w:tr><w:tc>", 100_000)), ErrEmpty},
		{"nested unknown elements", docxFile(t, strings.Repeat("<a>", 1_000_000)), ErrEmpty},
		{"cut off", docxFile(t, "<w:p/>")[:300], ErrDamaged},
		{"a spreadsheet", zipOf(t, "[Content_Types].xml", "", "xl/workbook.xml", ""), ErrUnknownFormat},
		{"no markup", docxFile(t, "<w:p><w:t"), ErrDamaged},
	}
	for _, test := range tests {
		doc, err := Read("a.docx", test.data)
		if test.reason == ErrEmpty && err == nil { // header and footer stand
			continue
		}
		if !errors.Is(err, test.reason) {
			t.Errorf("%s: %d pages, %v; want %v", test.name, len(doc.Pages), err, test.reason)
		}
	}
}
