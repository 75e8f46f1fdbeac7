package pdf

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// A box is what is shown of a page, upright; the zero box is no bounds.
type box struct{ left, bottom, right, top float64 }

// sheetOfTwo is how much wider than high a sheet is that has two pages, at
// least; a letter's page in landscape format is 1.29.
const sheetOfTwo = 1.2

func (b box) empty() bool { return b.right <= b.left || b.top <= b.bottom }

// box returns the part of a page that is shown: its crop box inside its media
// box. A page without either has no bounds.
func (x *interpreter) box(p page) box {
	b, ok := x.rectangle(p.media, p.rotate)
	if c, cropped := x.rectangle(p.crop, p.rotate); cropped {
		if !ok {
			return c
		}
		c = box{max(b.left, c.left), max(b.bottom, c.bottom), min(b.right, c.right), min(b.top, c.top)}
		if !c.empty() {
			b = c
		}
	}
	return b
}

func (x *interpreter) rectangle(obj types.Object, rotate int) (b box, ok bool) {
	a := x.objects.array(obj)
	if len(a) != 4 {
		return box{}, false
	}
	m := turned(rotate)
	var xs, ys [2]float64
	for i := range 2 {
		px, py := x.objects.number(a[2*i]), x.objects.number(a[2*i+1])
		xs[i], ys[i] = px*m[0]+py*m[2], px*m[1]+py*m[3]
	}
	b = box{min(xs[0], xs[1]), min(ys[0], ys[1]), max(xs[0], xs[1]), max(ys[0], ys[1])}
	return b, !b.empty() && bounded(b.left) && bounded(b.right) && bounded(b.top) && bounded(b.bottom)
}

// edge is how far outside the box a glyph may begin, in font sizes.
const edge = 1.0

// shows reports whether a glyph begins in the box.
func (b box) shows(g *glyph) bool {
	d := &directions[g.turn&3]
	x, y := g.left*d[0]+g.base*d[2], g.left*d[1]+g.base*d[3]
	slack := edge * math.Abs(g.size)
	return b.empty() || x >= b.left-slack && x <= b.right+slack && y >= b.bottom-slack && y <= b.top+slack
}
