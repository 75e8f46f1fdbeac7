package ocr

import (
	"slices"
	"strings"
	"testing"

	"imrsearch/parser/extract/ocr/ocrtest"
)

// tsvHead begins what tesseract writes of a page.
const tsvHead = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
	"1\t1\t0\t0\t0\t0\t0\t0\t2550\t3300\t-1\t\n"

func TestTable(t *testing.T) {
	got := parseTable(tsvHead +
		"4\t1\t1\t1\t1\t0\t300\t400\t900\t40\t-1\t\n" +
		"5\t1\t1\t1\t1\t1\t300\t400\t200\t30\t96.61\tUpheld\n" +
		"5\t1\t1\t1\t1\t2\t520\t400\t10\t30\t95.0\t \n" + // a rule
		"5\t1\t1\t1\t1\t3\t540\t400\t10\t30\t90\t|\n" +
		"5\t1\t1\t1\t1\t4\t560\t400\t10\t30\t30\t.\n" + // a speck
		"5\t1\t1\t1\t1\t5\t580\t400\t10\t30\tnan\tx\n" +
		"5\t1\t1\t1\t1\t6\t-5\t400\t10\t30\t90\tx\n" +
		"not a row\n" +
		"5\t1\t1\t1\t1\t7\t900\t400\t200\t30\t12.9\tnct\r\n")
	lines := got.lines()
	want := Line{{Text: "Upheld", Confidence: 96}, {Text: "nct", Confidence: 12, Column: true}}
	if len(lines) != 1 || !slices.Equal(lines[0], want) {
		t.Errorf("%v, want %v", lines, want)
	}
}

func TestPicture(t *testing.T) {
	p, ok := parsePicture([]byte("P5\n3 2\n255\nabcdef"))
	if !ok {
		t.Fatal("not read")
	}
	if got := string(p.turned().encode()); got != "P5\n2 3\n255\ndaebfc" {
		t.Errorf("turned: %q", got)
	}
	for _, bad := range []string{"", "P5\n3 2\n255\nabc", "P5\n-1 2\n255\n", "P5\n99999 99999\n255\n", "P6\n1 1\n255\nabc", "P5\n3 2\n65535\nabcdefabcdef"} {
		if _, ok := parsePicture([]byte(bad)); ok {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestSizes(t *testing.T) {
	page := ocrtest.Page()
	got, err := Sizes(ocrtest.TIFF(page, page))
	if want := []int{ocrtest.Width * ocrtest.Height, ocrtest.Width * ocrtest.Height}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
	if got, err := Sizes(ocrtest.BombTIFF(1<<32-1, 1<<32-1)); err != nil || len(got) != 1 || got[0] <= MaxPixels {
		t.Errorf("a bomb: %v, %v", got, err)
	}
}

// FuzzTable holds that any output of tesseract is laid out, each word once.
func FuzzTable(f *testing.F) {
	f.Add(tsvHead + "5\t1\t1\t1\t1\t1\t300\t400\t200\t30\t96.6\tUpheld\n5\t1\t1\t1\t1\t1\t300\t900\t200\t0\t96.6\tUpheld\n")
	f.Add(tsvHead + strings.Repeat("5\t1\t1\t1\t1\t1\t300\t400\t200\t30\t9\tnot\n", 9))
	f.Fuzz(func(t *testing.T, tsv string) {
		table := parseTable(tsv)
		n := 0
		for _, l := range table.lines() {
			for _, w := range l {
				if n++; w.Confidence < 0 || w.Confidence > 100 || w.Text == "" {
					t.Fatalf("%+v", w)
				}
			}
		}
		if n > len(table.words) {
			t.Fatalf("%d words of %d", n, len(table.words))
		}
	})
}

// FuzzSizes holds that an image of any bytes has a size, or is refused.
func FuzzSizes(f *testing.F) {
	f.Add(ocrtest.BombTIFF(60_000, 60_000))
	f.Add([]byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x00\x00\x03\x00\x00\x00\x01\x00\x10\x00\x00"))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sizes, err := Sizes(data)
		if err == nil && len(sizes) == 0 || len(sizes) > maxTIFFPages {
			t.Fatalf("%d pages, %v", len(sizes), err)
		}
	})
}
