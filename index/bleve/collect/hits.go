package collect

import (
	"imrsearch/index"
	"imrsearch/index/bleve/fold"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/highlight"
	"imrsearch/index/rank"
)

// ShowHits fills in the hits of a result: from hit fields alone where neither
// snippets nor determinations are asked for. Errors: as those of Show.
func (s *TopHits) ShowHits(result *index.Result, hits []Hit) error {
	n := s.Req.Snippets
	if n == 0 {
		n = index.DefaultSnippets
	}
	var snippets *snipper
	if n > 0 {
		snippets = &snipper{marker: highlight.NewMarker(s.Plan), n: n}
	}
	result.Hits = make([]index.Hit, 0, len(hits))
	for i, r := range hits {
		if i%16 == 0 && s.Deadline.Ctx.Err() != nil {
			return s.Deadline.Ctx.Err()
		}
		seg := s.G.Segments[r.Segment]
		hit := seg.Hit(r.Doc)
		hit.Score, hit.Requested, hit.SomeWords = rank.Shown(r.Final), r.requested, r.someWords
		if s.Req.Fold == index.FoldLetter {
			hit.InLetter = int(r.folded)
		} else {
			hit.Alike = int(r.folded)
		}
		if s.Req.Explain {
			hit.Explain = s.explain(&r)
		}
		if s.Req.Determinations {
			var err error
			if hit.Determination, err = seg.Texts.Whole(seg.Item(r.Doc)); err != nil {
				return err
			}
		}
		if snippets != nil {
			if err := snippets.add(&hit, seg.Segment, r.Doc); err != nil {
				return err
			}
		}
		result.Hits = append(result.Hits, hit)
	}
	if snippets != nil {
		return s.markSame(result.Hits, hits)
	}
	return nil
}

// markSame says of shown hits which one before them says the same. Errors: as
// those of Show.
func (s *TopHits) markSame(shown []index.Hit, hits []Hit) error {
	docs := make([]fold.Doc, len(hits))
	for i := range hits {
		docs[i] = hits[i].doc()
	}
	first, err := fold.Earlier(s.G, docs)
	for i, f := range first {
		if f >= 0 {
			shown[i].SameAs = shown[f].ID
		}
	}
	return err
}

// A snipper adds snippets and marks to hits.
type snipper struct {
	marker *highlight.Marker
	n      int    // snippets a hit
	memory []byte // of the letter at hand
}

// add adds the snippets and marks of a hit.
func (p *snipper) add(hit *index.Hit, s *segment.Segment, doc uint32) error {
	item := hit.Determination
	if item == nil {
		letter, n := s.Item(doc)
		d, err := s.Texts.Determination(&p.memory, letter, n, p.marker.TextsAlone())
		if err != nil {
			return err
		}
		item = &d
	}
	marks := p.marker.Mark(item)
	hit.Snippets = p.marker.Snippets(item, marks, p.n)
	hit.Marks = marks.Counts()
	hit.RequestSpans = marks.Spans(index.RequestText, 0)
	return nil
}
