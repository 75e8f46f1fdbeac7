package pdf

import (
	"testing"

	"imrsearch/parser/extract/pdf/pdftest"
)

// TestLayout shows how page content becomes lines. All of it is in Helvetica
// of 10 points: a letter is some 5 points wide.
func TestLayout(t *testing.T) {
	tests := []struct{ name, content, want string }{
		{"one string", "BT /F1 10 Tf 72 700 Td (Upheld) Tj ET", "Upheld"},
		{"lines by T*", "BT /F1 10 Tf 12 TL 72 700 Td (one) Tj T* (two) Tj (three) ' ET", "one|two|three"},
		{"quote operator", `BT /F1 10 Tf 12 TL 72 700 Td (one) Tj 0 0 (two) " ET`, "one|two"},
		{"TD sets the leading", "BT /F1 10 Tf 72 700 Td (one) Tj 0 -12 TD (two) Tj T* (three) Tj ET", "one|two|three"},
		{"absolute lines", "BT /F1 10 Tf 1 0 0 1 72 700 Tm (one) Tj 1 0 0 1 72 688 Tm (two) Tj ET", "one|two"},
		{"kerning is no blank", "BT /F1 10 Tf 72 700 Td [(T) 80 (reat) -20 (ment)] TJ ET", "Treatment"},
		{"kerned blank", "BT /F1 10 Tf 72 700 Td [(two) -300 (words)] TJ ET", "two words"},
		{"typed and wide blank is one", "BT /F1 10 Tf 5 Tw 72 700 Td (two words) Tj ET", "two words"},
		{"column by a kern", "BT /F1 10 Tf 72 700 Td [(Priority:) -5000 (Standard)] TJ ET", "Priority:   Standard"},
		{"many blanks are a column", "BT /F1 10 Tf 72 700 Td (Priority:          Standard) Tj ET", "Priority:   Standard"},
		{"columns drawn one after the other", "BT /F1 10 Tf 72 700 Td (1) Tj 0 -12 Td (2) Tj 200 12 Td (Upheld) Tj 0 -12 Td (Overturned) Tj ET", "1   Upheld|2   Overturned"},
		{"bottom drawn first", "BT /F1 10 Tf 72 600 Td (below) Tj 0 12 Td (above) Tj ET", "above|below"},
		{"vertical gap", "BT /F1 10 Tf 72 700 Td (one) Tj 0 -30 Td (two) Tj ET", "one||two"},
		{"raised letters stay in their row", "BT /F1 10 Tf 72 700 Td (May 1) Tj 3 Ts /F1 6 Tf (st) Tj 0 Ts /F1 10 Tf (, 2016) Tj ET", "May 1st, 2016"},
		{"letters raised by half", "BT /F1 10 Tf 72 700 Td (the 4) Tj /F1 6 Tf 5 Ts (th) Tj 0 Ts /F1 10 Tf ( grade) Tj ET", "the 4th grade"},
		{"small line above", "BT /F1 6 Tf 72 706 Td (small) Tj /F1 10 Tf 0 -6 Td (large) Tj ET", "small|large"},
		{"typed blank stepped back over", "BT /F1 10 Tf 72 700 Td [(fi ) 278 (nding)] TJ ET", "finding"},
		{"letter spacing", "BT /F1 10 Tf 1 Tc 72 700 Td (spread) Tj ET", "spread"},
		{"condensed", "BT /F1 10 Tf 50 Tz 72 700 Td [(narrow) -600 (type)] TJ ET", "narrow type"},
		{"drawn twice for bold", "BT /F1 10 Tf 72 700 Td (Upheld) Tj 0.3 0 Td (Upheld) Tj ET", "Upheld"},
		{"scaled and saved", "q 2 0 0 2 0 0 cm BT /F1 5 Tf 36 350 Td (big) Tj ET Q BT /F1 10 Tf 72 688 Td (small) Tj ET", "big|small"},
		{"text in the margin comes last", "BT /F1 10 Tf 0 1 -1 0 20 300 Tm (margin) Tj 1 0 0 1 72 700 Tm (body) Tj ET", "body||margin"},
		{"upside down", "BT /F1 10 Tf -1 0 0 -1 300 700 Tm (turned over) Tj ET", "turned over"},
		{"inline image", "BI /W 1 /H 1 ID \x01(EI)\x02 EI BT /F1 10 Tf 72 700 Td (after) Tj ET", "after"},
		{"unknown operators and strays", "1 2 foo >> ] } BT /F1 10 Tf 72 700 Td (fine) Tj ET", "fine"},
		{"unclosed at the end", "BT /F1 10 Tf 72 700 Td (first) Tj T* [(last", "first"},
		{"no font", "BT 72 700 Td (lost) Tj /F1 10 Tf (found) Tj ET", "found"},
	}
	for _, test := range tests {
		if got := firstPage(pdftest.OnePage(pdftest.Helvetica, test.content)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestRotatedPages(t *testing.T) {
	matrices := map[string]string{"0": "1 0 0 1 72 700", "90": "0 1 -1 0 72 200", "180": "-1 0 0 -1 400 300", "270": "0 -1 1 0 72 400"}
	for rotate, m := range matrices {
		b := &pdftest.Builder{}
		b.Page(pdftest.Helvetica, "BT /F1 10 Tf 12 TL "+m+" Tm (first) Tj T* (second) Tj ET", "/Rotate "+rotate)
		if got := firstPage(b.Bytes()); got != "first|second" {
			t.Errorf("turned by %s: %q", rotate, got)
		}
	}
}

func TestPageTreeInheritance(t *testing.T) {
	b := &pdftest.Builder{}
	content := b.Stream("", "BT /F1 10 Tf 72 700 Td (inherited) Tj ET", true)
	page := b.Add("<< /Type /Page /Parent 5 0 R /Contents [" + pdftest.Ref(content) + " " + pdftest.Ref(content) + "] >>")
	b.Pages = append(b.Pages, b.Add("<< /Type /Pages /Parent 2 0 R /Count 1 /Kids ["+pdftest.Ref(page)+"] /Resources << "+pdftest.Helvetica+" >> >>"))
	if got := firstPage(b.Bytes()); got != "inherited" {
		t.Errorf("got %q", got)
	}
}

func TestForms(t *testing.T) {
	b := &pdftest.Builder{}
	inner := b.Stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Matrix [1 0 0 1 0 -12]", "BT /F1 10 Tf (inner) Tj ET", false)
	outer := b.Stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << "+pdftest.Helvetica+" /XObject << /In "+pdftest.Ref(inner)+" >> >>",
		"BT /F1 10 Tf (outer) Tj ET /In Do", true)
	image := b.Stream("/Type /XObject /Subtype /Image /Width 1 /Height 1", "x", false)
	b.Page("/XObject << /Fm "+pdftest.Ref(outer)+" /Im "+pdftest.Ref(image)+" >>", "q 1 0 0 1 72 700 cm /Fm Do /Im Do /None Do Q")
	if got := firstPage(b.Bytes()); got != "outer|inner" {
		t.Errorf("got %q", got)
	}
}

func TestAnnotations(t *testing.T) {
	b := &pdftest.Builder{}
	form := func(word string) string {
		return pdftest.Ref(b.Stream("/Type /XObject /Subtype /Form /BBox [0 0 50 10] /Resources << "+pdftest.Helvetica+" >>", "BT /F1 5 Tf 0 2 Td ("+word+") Tj ET", false))
	}
	note := func(subtype, flags, appearance string) string {
		return "<< /Type /Annot /Subtype /" + subtype + " /F " + flags + " /Rect [172 698 272 718] /AP << /N " + appearance + " >> >>"
	}
	b.Page(pdftest.Helvetica, "BT /F1 10 Tf 72 702 Td (Case Number:) Tj ET", "/Annots ["+
		note("Widget", "4", form("CM15"))+note("Widget", "2", form("hidden"))+note("Popup", "4", form("popup"))+
		"<< /Subtype /Widget /Rect [72 500 272 520] /AS /On /AP << /N << /On "+form("state")+" /Off "+form("other")+" >> >> >> 7 (x)]")
	if got := firstPage(b.Bytes()); got != "Case Number:   CM15||state" {
		t.Errorf("got %q", got)
	}
}
