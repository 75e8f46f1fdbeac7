package ocr

import (
	"bytes"
	"fmt"
)

// A picture is a gray bitmap, a byte a dot, 0 for black.
type picture struct {
	width, height int
	dots          []byte
}

// parsePicture reads a binary PGM of 255 grays, as pdftoppm writes it.
func parsePicture(pgm []byte) (p picture, ok bool) {
	var most int
	head := pgm[:min(len(pgm), 64)]
	if _, err := fmt.Sscanf(string(head), "P5\n%d %d\n%d\n", &p.width, &p.height, &most); err != nil || most != 255 {
		return picture{}, false
	}
	if p.width <= 0 || p.height <= 0 || p.width > pixels+1 || p.height > pixels+1 || len(pgm) != len(p.head())+p.width*p.height {
		return picture{}, false
	}
	p.dots = pgm[len(pgm)-p.width*p.height:]
	return p, true
}

func (p picture) head() string { return fmt.Sprintf("P5\n%d %d\n255\n", p.width, p.height) }

// encode returns the picture as a PGM.
func (p picture) encode() []byte {
	var b bytes.Buffer
	b.WriteString(p.head())
	b.Write(p.dots)
	return b.Bytes()
}

// A picture with fewer dark dots than a word has shows nothing.
const (
	dark     = 128
	fewDark  = 150
	darkPage = 16 // of all dots, one of so many at least is light on a page
)

func (p picture) blank() bool {
	n := 0
	for _, d := range p.dots {
		if d < dark {
			n++
		}
	}
	return n < fewDark || len(p.dots)-n < len(p.dots)/darkPage
}

// turned returns the picture turned clockwise by a quarter.
func (p picture) turned() picture {
	t := picture{width: p.height, height: p.width, dots: make([]byte, len(p.dots))}
	for y := range p.height {
		for x := range p.width {
			t.dots[x*t.width+p.height-1-y] = p.dots[y*p.width+x]
		}
	}
	return t
}
