package segment

import (
	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/parser/imr"
)

// FindFolded returns the live letter with that id in any case.
func (g *Generation) FindFolded(id string) (s *LiveSegment, letter uint32, ok bool) {
	for _, s := range g.Segments {
		for _, letter := range s.Letters.FindFolded(id) {
			if s.isLive(letter) {
				return s, letter, true
			}
		}
	}
	return nil, 0, false
}

// Describe adds a segment's layouts, in letters, and its span of decisions.
func (s *LiveSegment) Describe(info *index.Info) {
	layouts, decided := s.Columns.Values["layout"], s.Columns.Numbers["decided"].One
	for letter := range uint32(s.Letters.Len()) {
		if !s.isLive(letter) {
			continue
		}
		doc := s.Letters.First[letter]
		layouts.Each(doc, func(o uint32) { info.Layouts[layouts.List.At(int(o)-1)]++ })
		if n := decided[doc]; n != docvalues.NoNumber {
			info.From, info.To = widen(info.From, info.To, docvalues.DateOf(n))
		}
	}
}

// widen returns the span of dates from and to, widened to hold d.
func widen(from, to, d imr.Date) (imr.Date, imr.Date) {
	if from.IsZero() || d.Number() < from.Number() {
		from = d
	}
	if d.Number() > to.Number() {
		to = d
	}
	return from, to
}
