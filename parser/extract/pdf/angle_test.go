package pdf

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"imrsearch/parser/extract/pdf/pdftest"
)

// prosePage is the content of a page of 24 lines, turned by an angle in degrees,
// and the lines.
func prosePage(degrees float64) (content string, lines []string) {
	var b strings.Builder
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	for i := range 24 {
		line := fmt.Sprintf("line %d of a page with words enough to be taken for text, and more", i)
		lines = append(lines, line)
		x, y := 72.0, 700-14*float64(i)
		fmt.Fprintf(&b, "BT /F1 10 Tf %.6f %.6f %.6f %.6f %.3f %.3f Tm (%s) Tj ET\n", cos, sin, -sin, cos, x*cos-y*sin, x*sin+y*cos, line)
	}
	return b.String(), lines
}

func pageWith(content, resources string, entries ...string) string {
	b := &pdftest.Builder{}
	b.Page(pdftest.Helvetica+resources, content, entries...)
	return firstPage(b.Bytes())
}

// TestPagesAskew: a page that is askew as a whole reads as it does level.
func TestPagesAskew(t *testing.T) {
	for _, degrees := range []float64{0, 0.3, 0.8, -1, 2.5, -6} {
		content, lines := prosePage(degrees)
		if got, want := pageWith(content, ""), strings.Join(lines, "|"); got != want {
			t.Errorf("%g degrees:\n%s\nwant\n%s", degrees, got, want)
		}
	}
}

// TestLevelWordsOnLinesAskew: each word is level, and stands a step higher than
// the one before, as recognized words of a scan do.
func TestLevelWordsOnLinesAskew(t *testing.T) {
	for _, slope := range []float64{0.014, -0.014, 0.03} {
		var b strings.Builder
		var lines []string
		for i := range 24 {
			line := fmt.Sprintf("line %d of a page with words enough to be taken for text", i)
			lines = append(lines, line)
			x := 72.0
			for word := range strings.FieldsSeq(line) {
				fmt.Fprintf(&b, "BT /F1 10 Tf 1 0 0 1 %.2f %.2f Tm (%s) Tj ET\n", x, 700-13*float64(i)+slope*x, word)
				x += 5.7*float64(len(word)) + 2.8
			}
		}
		got := pageWith(b.String(), "")
		if words := strings.Join(strings.Fields(got), " "); strings.Count(got, "|") != len(lines)-1 || words != strings.Join(lines, "|") {
			t.Errorf("slope %g:\n%s", slope, strings.ReplaceAll(got, "|", "\n"))
		}
	}
}

// TestStampsAreSetApart: what stands at another angle than a page of text is
// left out; alone on a page it is read.
func TestStampsAreSetApart(t *testing.T) {
	for name, m := range map[string]string{
		"30 degrees": "0.866 0.5 -0.5 0.866 150 300", "45 degrees": "0.7071 0.7071 -0.7071 0.7071 150 300", "tilted": "0.978 0.208 -0.208 0.978 300 500",
		"upright": "0 1 -1 0 590 200", "upside down": "-1 0 0 -1 400 20",
	} {
		stamp := "BT /F1 40 Tf " + m + " Tm (CLINIC COPY) Tj ET\n"
		content, lines := prosePage(0)
		if got, want := pageWith(stamp+content, ""), strings.Join(lines, "|"); got != want {
			t.Errorf("%s:\n%s", name, got)
		}
		askew, lines := prosePage(1)
		if got, want := pageWith(askew+stamp, ""), strings.Join(lines, "|"); got != want {
			t.Errorf("%s over a page askew:\n%s", name, got)
		}
		if got := strings.Join(strings.Fields(pageWith(stamp, "")), " "); got != "CLINIC COPY" {
			t.Errorf("%s alone: %q", name, got)
		}
	}
}

// TestStampOnAShortPage: on the last page of a few words it is left out too.
func TestStampOnAShortPage(t *testing.T) {
	content, _ := prosePage(0)
	stamp := "BT /F1 40 Tf 0.7071 0.7071 -0.7071 0.7071 150 300 Tm (CLINIC COPY) Tj ET\n"
	b := &pdftest.Builder{}
	b.Page(pdftest.Helvetica, content+stamp)
	b.Page(pdftest.Helvetica, "BT /F1 10 Tf 72 700 Td (necessary.) Tj ET\n"+stamp)
	pages, err := Read(b.Bytes())
	if err != nil || len(pages) != 2 || strings.Join(pages[1].Lines, "|") != "necessary." {
		t.Errorf("%v, %v", pages, err)
	}
}

// TestTwoPagesOnASheet are read one after the other; a table is not parted.
func TestTwoPagesOnASheet(t *testing.T) {
	var b strings.Builder
	var left, right []string
	for i := range 30 {
		for side, list := range []*[]string{&left, &right} {
			if side == 1 && i >= 22 {
				continue
			}
			line := fmt.Sprintf("side %d line %d of a page with words enough to fill the line well", side, i)
			*list = append(*list, line)
			fmt.Fprintf(&b, "BT /F1 10 Tf %d %d Td (%s) Tj ET\n", 60+612*side, 740-14*i, line)
		}
	}
	p := &pdftest.Builder{}
	p.Page(pdftest.Helvetica, b.String(), "/MediaBox [0 0 1224 792]")
	if got, want := firstPage(p.Bytes()), strings.Join(left, "|")+"||"+strings.Join(right, "|"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var table strings.Builder
	want := ""
	for i := range 30 {
		fmt.Fprintf(&table, "BT /F1 10 Tf 72 %d Td (Label %d:) Tj 250 0 Td (value %d) Tj ET\n", 740-14*i, i, i)
		want += fmt.Sprintf("|Label %d:   value %d", i, i)
	}
	if got := pageWith(table.String(), ""); got != want[1:] {
		t.Errorf("a table is parted:\n%s", got)
	}
}

// TestTwoLayers: of text that is painted over text the one with more common
// words is read, the earlier of two that are as good.
func TestTwoLayers(t *testing.T) {
	good := "the request for treatment of the injured worker is not medically necessary"
	bad := "tbe requesf fcr freatment 0f tbe injurcd w0rker ls n0t medica11y nccessary"
	for _, first := range []bool{true, false} {
		a, c := good, bad
		if !first {
			a, c = bad, good
		}
		var b strings.Builder
		for _, layer := range []string{a, c} {
			for i := range 20 {
				fmt.Fprintf(&b, "BT /F1 10 Tf 72 %d Td (%s %d) Tj ET\n", 700-14*i, layer, i)
			}
		}
		got := pageWith(b.String(), "")
		if strings.Contains(got, "tbe") || strings.Count(got, good) != 20 {
			t.Errorf("the good layer first %t:\n%s", first, got)
		}
	}
}

// TestWhatIsNotShown: text outside the crop box, and in groups that are off.
func TestWhatIsNotShown(t *testing.T) {
	content := "BT /F1 10 Tf 72 700 Td (shown) Tj 0 -400 Td (cropped) Tj ET"
	if got := pageWith(content, "", "/CropBox [0 500 612 792]"); got != "shown" {
		t.Errorf("with a crop box: %q", got)
	}
	b := &pdftest.Builder{Catalog: "/OCProperties << /OCGs [3 0 R 4 0 R] /D << /OFF [3 0 R] >> >>"}
	off := b.Add("<< /Type /OCG /Name (Draft) >>")
	on := b.Add("<< /Type /OCG /Name (Text) >>")
	member := b.Add("<< /Type /OCMD /OCGs [" + pdftest.Ref(off) + "] >>")
	form := b.Stream("/Type /XObject /Subtype /Form /BBox [0 0 99 99] /OC "+pdftest.Ref(off)+" /Resources << "+pdftest.Helvetica+" >>", "BT /F1 10 Tf (form) Tj ET", false)
	b.Page(pdftest.Helvetica+" /XObject << /F "+pdftest.Ref(form)+" >> /Properties << /Off "+pdftest.Ref(off)+" /On "+pdftest.Ref(on)+" /M "+pdftest.Ref(member)+" >>",
		"/OC /On BDC BT /F1 10 Tf 72 700 Td (on) Tj ET EMC /OC /Off BDC /Span BMC BT /F1 10 Tf 72 680 Td (off) Tj ET EMC EMC "+
			"/OC /M BDC BT /F1 10 Tf 72 660 Td (member) Tj ET EMC /F Do EMC BT /F1 10 Tf 72 640 Td (last) Tj ET")
	if got := strings.Join(strings.FieldsFunc(firstPage(b.Bytes()), func(r rune) bool { return r == '|' }), "|"); got != "on|last" {
		t.Errorf("with groups: %q", got)
	}
}

// TestFieldsWithoutAppearance are read from their values.
func TestFieldsWithoutAppearance(t *testing.T) {
	got := pageWith("BT /F1 10 Tf 72 702 Td (Case Number:) Tj ET", "", "/Annots ["+
		"<< /Subtype /Widget /FT /Tx /Rect [172 698 272 714] /V (CM15-0990001) >> "+
		"<< /Subtype /Widget /FT /Tx /Rect [172 658 372 674] /V <FEFF0074007700F6> >> "+
		"<< /Subtype /Widget /FT /Btn /Rect [172 598 272 614] /V (no) >> << /Subtype /Widget /FT /Tx /F 2 /Rect [1 2 3 4] /V (hidden) >>]")
	if want := "Case Number:   CM15-0990001||twö"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
