package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"imrsearch/parser/extract"
)

func sample() *Document {
	d := New("A & B")
	d.Heading(1, Run{Text: "Title <1>"})
	d.Paragraph(Run{Text: "Bold: ", Bold: true}, Run{Text: "two\nlines and \x00 & ", Footnote: "Note \"one\"."}, Run{Text: "more."})
	d.Table([]int{30, 70}, [][]string{{"No.", "Item"}, {"1", "Cane"}, {"2"}})
	d.Quotation(Run{Text: "“Whole.”", Footnote: "Note two."})
	return d
}

func written(t *testing.T, d *Document) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if n, err := d.WriteTo(&b); err != nil || n != int64(b.Len()) {
		t.Fatalf("wrote %d of %d bytes, %v", n, b.Len(), err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(content)
	}
	return out
}

// TestPackage holds the document to the rules of an Office package: every part
// is well-formed, has a content type, and is the target of a relationship;
// styles and footnotes that the text names exist.
func TestPackage(t *testing.T) {
	all := written(t, sample())
	styles, notes := attributes(t, all["word/styles.xml"], "style", "styleId"), attributes(t, all["word/footnotes.xml"], "footnote", "id")
	for name, content := range all {
		attributes(t, content, "", "") // well-formed
		if strings.HasSuffix(name, ".rels") {
			dir := path.Dir(path.Dir(name))
			for _, target := range attributes(t, content, "Relationship", "Target") {
				if _, ok := all[path.Join(dir, target)]; !ok {
					t.Errorf("%s names %s, which is not there", name, target)
				}
			}
			continue
		}
		if name != "[Content_Types].xml" && !slices.Contains(attributes(t, all["[Content_Types].xml"], "Override", "PartName"), "/"+name) {
			t.Errorf("%s has no content type", name)
		}
		for _, element := range []string{"pStyle", "rStyle", "tblStyle", "basedOn", "next"} {
			for _, style := range attributes(t, content, element, "val") {
				if !slices.Contains(styles, style) {
					t.Errorf("%s uses style %s, which is not there", name, style)
				}
			}
		}
	}
	used := attributes(t, all["word/document.xml"], "footnoteReference", "id")
	if !slices.Equal(used, []string{"1", "2"}) || !slices.Equal(notes, []string{"-1", "0", "1", "2"}) {
		t.Errorf("footnotes %v, marks %v", notes, used)
	}
}

// attributes returns the values of an attribute of all elements of that name,
// and fails when the XML is not well-formed.
func attributes(t *testing.T, content, element, attribute string) (values []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(content))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return values
		}
		if err != nil {
			t.Fatalf("%v in %s", err, content)
		}
		if s, ok := token.(xml.StartElement); ok && s.Name.Local == element {
			for _, a := range s.Attr {
				if a.Name.Local == attribute {
					values = append(values, a.Value)
				}
			}
		}
	}
}

func TestText(t *testing.T) {
	var b bytes.Buffer
	if _, err := sample().WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	doc, err := extract.Read("a.docx", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := "Title <1>|Bold: two lines and \uFFFD & [^1]more.|No.   Item|1   Cane|2||“Whole.”[^2]|[^1]:  Note \"one\".|[^2]:  Note two.|1"
	if got := strings.Join(doc.Pages[0].Lines, "|"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// failing is a writer that takes n bytes.
type failing struct{ n int }

func (f *failing) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestWriteToFails(t *testing.T) {
	for _, n := range []int{0, 1000} {
		if _, err := sample().WriteTo(&failing{n}); err == nil {
			t.Errorf("after %d bytes nothing failed", n)
		}
	}
}
