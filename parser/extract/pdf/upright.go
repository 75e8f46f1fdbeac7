package pdf

import (
	"math"
	"slices"
)

// What stands at an angle: a scan whose page is askew as a whole is made
// straight before rows are looked for; a watermark or a stamp on a page of text
// is left out, whatever it says.
const (
	maxSkew    = 0.18  // tan of 10 degrees: a page askew by more is not one
	sameSlant  = 0.035 // 2 degrees: of one text
	levelSlant = 0.0009
	// A page has text when it has so many glyphs; what stands in another
	// direction than most of them, and is no more than that share of them, is set
	// apart, and then on all pages that follow, however little they have. Text
	// that is turned by no quarter is so on any page with a line of text.
	textGlyphs = 200
	lineGlyphs = 20
	asideShare = 0.2
)

// upright returns the glyphs of a page's text, made straight.
func (x *interpreter) upright(glyphs []glyph) []glyph {
	turn, slant, even := direction(glyphs)
	if even && slant == 0 {
		x.text = x.text || len(glyphs) >= textGlyphs && turn == 0
		return glyphs
	}
	if x.text && len(glyphs) < textGlyphs && slices.ContainsFunc(glyphs, func(g glyph) bool { return g.turn == 0 && g.slant == 0 }) {
		turn, slant = 0, 0 // a last page of a few words
	}
	own := func(g *glyph) bool { return g.turn == turn && abs(g.slant-slant) < sameSlant }
	text, quarters := 0, 0
	for i := range glyphs {
		switch g := &glyphs[i]; {
		case own(g):
			text++
		case abs(g.slant) < sameSlant:
			quarters++
		}
	}
	x.aside = x.aside || quarters > 0 && text >= textGlyphs && float64(quarters) <= asideShare*float64(text)
	x.text = x.text || text >= textGlyphs && turn == 0 && slant == 0
	if text >= lineGlyphs || x.text {
		glyphs = slices.DeleteFunc(glyphs, func(g glyph) bool { return !own(&g) && (x.aside || abs(g.slant) >= sameSlant) })
	}
	if abs(slant) > levelSlant {
		straighten(glyphs, float64(slant))
	}
	return glyphs
}

func abs(x float32) float32 { return max(x, -x) }

// direction returns the turn of most glyphs and their slant; even tells that all
// glyphs have both.
func direction(glyphs []glyph) (turn uint8, slant float32, even bool) {
	even = true
	var turns [4]int
	for i := range glyphs {
		turns[glyphs[i].turn&3]++
		even = even && glyphs[i].turn == glyphs[0].turn && glyphs[i].slant == glyphs[0].slant
	}
	for t, n := range turns {
		if n > turns[turn] {
			turn = uint8(t)
		}
	}
	if even {
		if len(glyphs) > 0 {
			slant = glyphs[0].slant // at any angle
		}
		return turn, slant, even
	}
	slants := make([]float32, 0, turns[turn])
	for i := range glyphs {
		if g := &glyphs[i]; g.turn == turn && abs(g.slant) < maxSkew {
			slants = append(slants, g.slant)
		}
	}
	if len(slants) == 0 {
		return turn, 0, even
	}
	slices.Sort(slants)
	return turn, slants[len(slants)/2], even
}

// straighten turns the places of glyphs so that lines of a slope are level.
func straighten(glyphs []glyph, slope float64) {
	cos := 1 / math.Hypot(1, slope)
	sin := slope * cos
	for i := range glyphs {
		g := &glyphs[i]
		width := (g.right - g.left) / cos
		g.left, g.base = g.left*cos+g.base*sin, g.base*cos-g.left*sin
		g.right = g.left + width
	}
}

// A page recognized in a scan that was askew may have level words on lines that
// are not: each stands a step above or below the one before it.
const (
	minSteps  = 60
	stepShare = 0.3
	minSlope  = 0.002
)

// stepping returns the slope of the lines of such a page, 0 for any other.
func stepping(pieces []piece) float64 {
	var slopes []float64
	pairs := 0
	for i := 1; i < len(pieces); i++ {
		p, q := &pieces[i-1], &pieces[i]
		size := max(p.size, q.size)
		if gap := q.left - p.right; p.turn != q.turn || gap < 0 || gap > 2*size || math.Abs(q.base-p.base) > 0.5*size {
			continue
		}
		pairs++
		slopes = append(slopes, (q.base-p.base)/(q.left-p.left))
	}
	if pairs < minSteps || float64(pairs) < stepShare*float64(len(pieces)) {
		return 0
	}
	slices.Sort(slopes)
	if low, high := slopes[pairs/4], slopes[pairs*3/4]; low*high <= 0 {
		return 0 // up as often as down
	}
	if slope := slopes[pairs/2]; math.Abs(slope) > minSlope && math.Abs(slope) < maxSkew {
		return slope
	}
	return 0
}
