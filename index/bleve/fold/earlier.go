package fold

import (
	"imrsearch/index/alike"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/text"
)

// Earlier returns for each of a page's documents the first one before it that
// says the same, as alike.Earlier does; -1 for none. It needs no groups: where no
// fingerprints are equal, which is the rule, no text is read. Errors:
// index.ErrDamaged.
func Earlier(g *segment.Generation, docs []Doc) (first []int, err error) {
	c := corpus{g: g, docs: docs}
	first = alike.Earlier(alike.Items{N: len(docs), Exact: c.exact, Bands: c.bands, Tokens: func(i int, dst []alike.Token) []alike.Token {
		s := g.Segments[docs[i].Segment]
		d, fault := s.Texts.Whole(s.Item(docs[i].Doc))
		if fault != nil {
			err = fault
			return dst
		}
		return append(dst, alike.Tokens(text.Words(d.Item.Rationale.Text))...)
	}})
	return first, err
}
