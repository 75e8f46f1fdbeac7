package bleve

import "imrsearch/index"

// show fills in the page: from cards alone where no snippets are asked for.
func (s *topHits) show(result *index.Result, hits []ranked) error {
	n := s.req.Snippets
	if n == 0 {
		n = index.DefaultSnippets
	}
	var snippets *snipper
	if n > 0 {
		snippets = &snipper{marker: index.NewMarker(s.plan), n: n}
	}
	result.Hits = make([]index.Hit, 0, len(hits))
	for i, r := range hits {
		if i%16 == 0 && s.deadline.ctx.Err() != nil {
			return s.deadline.ctx.Err()
		}
		shard := s.g.shards[r.shard]
		hit := shard.hit(r.doc)
		hit.Score = shown(r.final)
		if s.req.Explain {
			hit.Explain = s.explain(&r)
		}
		if snippets != nil {
			if err := snippets.add(&hit, shard.shard, r.doc); err != nil {
				return err
			}
		}
		result.Hits = append(result.Hits, hit)
	}
	return nil
}

// A snipper adds snippets and marks to hits.
type snipper struct {
	marker *index.Marker
	n      int    // snippets a hit
	memory []byte // of the letter at hand
}

// add adds the snippets and marks of a hit.
func (p *snipper) add(hit *index.Hit, s *shard, doc uint32) error {
	letter, n := s.item(doc)
	item, err := s.texts.determination(&p.memory, letter, n, p.marker.TextsAlone())
	if err != nil {
		return err
	}
	marks := p.marker.Mark(&item)
	hit.Snippets = p.marker.Snippets(&item, marks, p.n)
	hit.Marks = marks.Counts()
	hit.RequestSpans = marks.Spans(index.RequestText, 0)
	return nil
}
