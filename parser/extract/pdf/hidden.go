package pdf

import (
	"bytes"
	"math"
)

// A page of a scan shows a picture and says little or nothing; letters of a
// font without Unicode are drawn, and nobody knows which ones they are.
const (
	pictureShare  = 0.3     // of the page that pictures cover, at least
	fewGlyphs     = 200     // beside a picture: a stamp, or a running foot
	hiddenGlyphs  = 40      // of unknown text, at least
	nonsenseWords = 40      // of guessed letters, at least, of which
	nonsenseShare = 0.03    // are common words, at most
	usualPage     = 484_704 // square points: letter format
)

// hidden counts what a page shows and no line tells.
type hidden struct {
	pictures float64 // square points that are covered, overlapping ones twice
	unknown  int     // glyphs without text
	guessed  int     // glyphs whose text the font's encoding tells, not a map to Unicode
}

// showPicture notes an image that fills the unit square of the present space.
func (r *run) showPicture() {
	if r.off == 0 {
		r.pictures += math.Abs(r.space[0]*r.space[3] - r.space[1]*r.space[2])
	}
}

// unread reports whether the page that was read last shows more than its lines.
func (x *interpreter) unread(p page, lines []string) bool {
	size := usualPage
	if b := x.box(p); !b.empty() {
		size = int((b.right - b.left) * (b.top - b.bottom))
	}
	switch {
	case x.pictures >= pictureShare*float64(size) && len(x.glyphs) < fewGlyphs,
		x.unknown >= hiddenGlyphs && x.unknown > len(x.glyphs)/2:
		return true
	}
	return x.guessed > len(x.glyphs)/2 && Nonsense(lines)
}

// Nonsense reports whether lines have words enough to tell, and hardly any that
// every page has: those of a font that means other letters.
func Nonsense(lines []string) bool {
	words, known := 0, 0
	for _, l := range lines {
		for _, w := range bytes.Fields([]byte(l)) {
			words++
			if common[string(bytes.ToLower(bytes.Trim(w, ".,;:()")))] {
				known++
			}
		}
	}
	return words >= nonsenseWords && float64(known) <= nonsenseShare*float64(words)
}
