// Package ocrtest answers one question: what does a scan look like? It draws
// lines of text as pages of dots, and makes PDFs and TIFFs of them that have no
// text, for tests of what is recognized.
package ocrtest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"math"
	"os"
	"os/exec"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"imrsearch/parser/extract/pdf/pdftest"
)

// The size of a page in dots, 200 an inch, and of its text.
const (
	Width    = 1700
	Height   = 2200
	margin   = 140
	fontSize = 31
	lineStep = 42
)

// Need skips a test where the programs that recognize are not installed, or
// fails it where IMR_OCR_TESTS is "required".
func Need(t *testing.T) {
	t.Helper()
	for _, name := range []string{"tesseract", "pdftoppm", "pdfinfo"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("IMR_OCR_TESTS") == "required" {
				t.Fatal(err)
			}
			t.Skip(name + " is not installed")
		}
	}
}

// Page draws lines from the top of a page, black on white.
func Page(lines ...string) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, Width, Height))
	for i := range img.Pix {
		img.Pix[i] = 0xFF
	}
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		panic(err) // the font is part of the program
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: fontSize, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		panic(err)
	}
	d := font.Drawer{Dst: img, Src: image.Black, Face: face}
	for i, l := range lines {
		d.Dot = fixed.P(margin, margin+i*lineStep)
		d.DrawString(l)
	}
	return img
}

// Tilted returns the page turned by an angle in degrees, counterclockwise, about
// its middle.
func Tilted(img *image.Gray, degrees float64) *image.Gray {
	out := image.NewGray(img.Rect)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	for y := range Height {
		for x := range Width {
			dx, dy := float64(x)-Width/2, float64(y)-Height/2
			sx, sy := int(math.Round(cos*dx-sin*dy+Width/2)), int(math.Round(sin*dx+cos*dy+Height/2))
			c := color.Gray{Y: 0xFF}
			if (image.Point{X: sx, Y: sy}).In(img.Rect) {
				c = img.GrayAt(sx, sy)
			}
			out.SetGray(x, y, c)
		}
	}
	return out
}

// Speckled returns the page with a dark dot in every so many, the same ones each
// time.
func Speckled(img *image.Gray, every int) *image.Gray {
	out := image.NewGray(img.Rect)
	copy(out.Pix, img.Pix)
	x := uint32(2463534242)
	for range len(out.Pix) / every {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		out.Pix[int(x)%len(out.Pix)] = 0
	}
	return out
}

// Blotted returns the page with a rectangle of every other dot darkened, as a
// stain over letters.
func Blotted(img *image.Gray, r image.Rectangle) *image.Gray {
	out := image.NewGray(img.Rect)
	copy(out.Pix, img.Pix)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if (x/3+y/3)%2 == 0 {
				out.SetGray(x, y, color.Gray{})
			}
		}
	}
	return out
}

// WordBox returns the place of a word that Page draws on a line, from 0, behind
// the text before it.
func WordBox(line int, before, word string) image.Rectangle {
	parsed, _ := opentype.Parse(goregular.TTF)
	face, _ := opentype.NewFace(parsed, &opentype.FaceOptions{Size: fontSize, DPI: 72, Hinting: font.HintingFull})
	left := margin + font.MeasureString(face, before).Round()
	base := margin + line*lineStep
	return image.Rect(left, base-fontSize, left+font.MeasureString(face, word).Round(), base+fontSize/4)
}

// AddTo adds a page to a PDF that is nothing but the picture; rotate is the
// angle, in degrees, by which the page is to be shown turned.
func AddTo(b *pdftest.Builder, img *image.Gray, rotate int) {
	dict := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8", img.Rect.Dx(), img.Rect.Dy())
	picture := b.Stream(dict, string(img.Pix), true)
	b.Page("/XObject << /Im0 "+pdftest.Ref(picture)+" >>", "q 612 0 0 792 0 0 cm /Im0 Do Q", fmt.Sprintf("/Rotate %d", rotate))
}

// PDF returns a PDF of pictures, a page each.
func PDF(pages ...*image.Gray) []byte {
	b := &pdftest.Builder{}
	for _, p := range pages {
		AddTo(b, p, 0)
	}
	return b.Bytes()
}

// TIFF returns a TIFF of pictures, a page each, of one bit a dot, not packed.
func TIFF(pages ...*image.Gray) []byte {
	var out bytes.Buffer
	out.WriteString("II*\x00\x00\x00\x00\x00")
	link := 4 // where the offset of the next directory goes
	for _, p := range pages {
		row := (p.Rect.Dx() + 7) / 8
		at := out.Len()
		bits := make([]byte, row*p.Rect.Dy())
		for y := range p.Rect.Dy() {
			for x := range p.Rect.Dx() {
				if p.GrayAt(x, y).Y >= 128 {
					bits[y*row+x/8] |= 0x80 >> (x % 8)
				}
			}
		}
		out.Write(bits)
		if out.Len()%2 == 1 {
			out.WriteByte(0)
		}
		link = appendDirectory(&out, link, uint32(p.Rect.Dx()), uint32(p.Rect.Dy()), uint32(at), uint32(len(bits)))
	}
	return out.Bytes()
}

// appendDirectory appends the directory of a page and links it at link; it
// returns where the next one is linked.
func appendDirectory(out *bytes.Buffer, link int, width, height, at, size uint32) int {
	binary.LittleEndian.PutUint32(out.Bytes()[link:], uint32(out.Len()))
	entries := [][2]uint32{{256, width}, {257, height}, {258, 1}, {259, 1}, {262, 1}, {273, at}, {277, 1}, {278, height}, {279, size}}
	b := binary.LittleEndian.AppendUint16(nil, uint16(len(entries)))
	for _, e := range entries {
		b = binary.LittleEndian.AppendUint16(b, uint16(e[0]))
		b = binary.LittleEndian.AppendUint16(b, 4) // a number of 32 bits
		b = binary.LittleEndian.AppendUint32(b, 1)
		b = binary.LittleEndian.AppendUint32(b, e[1])
	}
	out.Write(binary.LittleEndian.AppendUint32(b, 0))
	return out.Len() - 4
}

// BombTIFF returns a small TIFF that promises a page of so many dots each way.
func BombTIFF(width, height uint32) []byte {
	var out bytes.Buffer
	out.WriteString("II*\x00\x00\x00\x00\x00")
	appendDirectory(&out, 4, width, height, 8, 1<<31)
	return out.Bytes()
}
