// Package fold answers one question: which items of a generation say the same,
// and how often does a result say it? It groups the documents of all segments
// by the fingerprints of their rationales; what alike means is in index/alike.
package fold

import (
	"bytes"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/alike"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
)

// Groups are the groups of alike items of a generation: of two items at least,
// numbered from 1. It is safe for concurrent use and never changes.
type Groups struct {
	// Of holds the group of each document, by segment; 0 for an item that is
	// alike to none.
	Of [][]uint32
	// Grouped holds the documents of groups, by segment.
	Grouped []*roaring.Bitmap
	start   []uint32 // of each group in members
	members []Doc
}

// A Doc is a document of a generation.
type Doc struct {
	Segment int32 // place in the generation
	Doc     uint32
}

type groupsKey struct{}

// GroupsOf returns the groups of a generation. They are made when they are
// first asked for, which took 0.1 s for 17,414 invented items and 1.1 s for
// 88,223, of which many share long quotations (two cores, both busy), and held
// as long as the generation is open.
func GroupsOf(g *segment.Generation) *Groups {
	made, _ := g.Derived.LoadOrStore(groupsKey{}, sync.OnceValue(func() *Groups { return newGroups(g) }))
	return made.(func() *Groups)()
}

func newGroups(g *segment.Generation) *Groups {
	c := corpus{g: g, words: make([][]alike.Token, len(g.Segments))}
	for i, s := range g.Segments {
		for doc := range uint32(s.Items) {
			c.docs = append(c.docs, Doc{int32(i), doc})
		}
	}
	first := alike.Group(alike.Items{N: len(c.docs), Exact: c.exact, Bands: c.bands, Before: c.before, Tokens: c.tokens})
	return c.groups(first)
}

// groups numbers the groups of more than one item, given the first item of
// each.
func (c *corpus) groups(first []uint32) *Groups {
	sizes := make([]uint32, len(first))
	for _, f := range first {
		sizes[f]++
	}
	out := &Groups{start: []uint32{0, 0}}
	number := make([]uint32, len(first))
	for i, f := range first {
		if f == uint32(i) && sizes[f] > 1 {
			number[i] = uint32(len(out.start) - 1)
			out.start = append(out.start, out.start[len(out.start)-1]+sizes[f])
		}
	}
	out.members = make([]Doc, out.start[len(out.start)-1])
	next := append([]uint32{}, out.start...)
	for _, s := range c.g.Segments {
		out.Of = append(out.Of, make([]uint32, s.Items))
		out.Grouped = append(out.Grouped, roaring.New())
	}
	for i, f := range first {
		n := number[f]
		if n == 0 {
			continue
		}
		d := c.docs[i]
		out.Of[d.Segment][d.Doc] = n
		out.Grouped[d.Segment].Add(d.Doc)
		out.members[next[n]] = d
		next[n]++
	}
	for _, b := range out.Grouped {
		b.RunOptimize()
	}
	return out
}

// Len returns how many groups there are.
func (g *Groups) Len() int { return len(g.start) - 2 }

// Group returns the group of a document, 0 for one that is alike to none.
func (g *Groups) Group(d Doc) uint64 { return uint64(g.Of[d.Segment][d.Doc]) }

// Members returns the documents of a group, in the order of their segments.
// They must not be changed.
func (g *Groups) Members(group uint64) []Doc { return g.members[g.start[group]:g.start[group+1]] }

// Like returns the documents of a segment that are alike to an item, itself
// among them; none for an item that is not there.
func (g *Groups) Like(gen *segment.Generation, at int, x index.AlikeTo) *roaring.Bitmap {
	out := roaring.New()
	for i, s := range gen.Segments {
		for _, letter := range s.Letters.FindFolded(x.Letter) {
			from, to := s.Letters.Docs(letter)
			for doc := from; doc < to; doc++ {
				if _, n := s.Item(doc); !s.LiveDocs.Contains(doc) || x.N >= 0 && n != x.N {
					continue
				}
				if i == at {
					out.Add(doc)
				}
				for _, m := range g.of(i, doc) {
					if int(m.Segment) == at {
						out.Add(m.Doc)
					}
				}
			}
		}
	}
	return out
}

func (g *Groups) of(at int, doc uint32) []Doc {
	if n := g.Of[at][doc]; n != 0 {
		return g.Members(uint64(n))
	}
	return nil
}

// Count returns how many different things the documents of a result, by
// segment, say: of each group one is counted.
func (g *Groups) Count(result []*roaring.Bitmap) int {
	n := 0
	seen := make([]uint64, (len(g.start)+63)/64)
	for at, docs := range result {
		n += int(docs.GetCardinality())
		for it := roaring.And(docs, g.Grouped[at]).Iterator(); it.HasNext(); {
			group := g.Of[at][it.Next()]
			if seen[group/64]>>(group%64)&1 == 1 {
				n--
			}
			seen[group/64] |= 1 << (group % 64)
		}
	}
	return n
}

// A corpus is the documents of a generation as package alike asks for them.
type corpus struct {
	g     *segment.Generation
	docs  []Doc
	words [][]alike.Token // by segment and code of a word; 0 for what is left out
	codes []uint32        // memory
}

func (c *corpus) exact(i int) uint64 {
	d := c.docs[i]
	s := c.g.Segments[d.Segment]
	if s.LiveDocs != s.All && !s.LiveDocs.Contains(d.Doc) {
		return 0
	}
	return s.Columns.Prints.Exact[d.Doc]
}

var noBands = make([]uint32, alike.Bands)

func (c *corpus) bands(i int) []uint32 {
	if c.exact(i) == 0 {
		return noBands
	}
	d := c.docs[i]
	return c.g.Segments[d.Segment].Columns.Prints.Bands(d.Doc)
}

// before compares ids.
func (c *corpus) before(i, j int) bool { return c.docBefore(c.docs[i], c.docs[j]) }

func (c *corpus) docBefore(a, b Doc) bool {
	s, t := c.g.Segments[a.Segment], c.g.Segments[b.Segment]
	l, m := s.Item(a.Doc)
	k, n := t.Item(b.Doc)
	if order := bytes.Compare(s.Letters.IDs.Raw(int(l)), t.Letters.IDs.Raw(int(k))); order != 0 {
		return order < 0
	}
	return m < n
}

func (c *corpus) tokens(i int, dst []alike.Token) []alike.Token {
	d := c.docs[i]
	w := c.g.Segments[d.Segment].Words
	var field forward.Field
	if !field.ReadOne(w.Streams, w.ItemOff[d.Doc], index.RationaleText) {
		return dst
	}
	c.codes = w.Codes.Decode(field.Codes, c.codes[:0])
	if c.words[d.Segment] == nil {
		c.words[d.Segment] = tokensOf(w)
	}
	words := c.words[d.Segment]
	for _, code := range c.codes {
		if t := words[code]; t != 0 {
			dst = append(dst, t)
		}
	}
	return dst
}

// tokensOf returns the tokens of a segment's words, by their codes.
func tokensOf(w *forward.Words) []alike.Token {
	out := make([]alike.Token, len(w.Code))
	for lexical, code := range w.Code {
		if word := w.List.At(lexical); !alike.LeftOut(word) {
			out[code] = alike.TokenOf(word, w.Hash(code))
		}
	}
	return out
}

// Warm makes the groups, for which the first folded search would wait. Errors:
// index.ErrDamaged.
func Warm(g *segment.Generation) (err error) {
	defer segment.Recover(&err)
	defer sectionfile.PanicOnFault()()
	GroupsOf(g)
	return nil
}

// Later returns the documents of a result, by segment, before which another one
// stands, by its id, that says the same.
func (g *Groups) Later(gen *segment.Generation, result []*roaring.Bitmap) []*roaring.Bitmap {
	c := corpus{g: gen}
	first := map[uint32]Doc{}
	out := make([]*roaring.Bitmap, len(result))
	for at, docs := range result {
		out[at] = roaring.And(docs, g.Grouped[at])
		for it := out[at].Iterator(); it.HasNext(); {
			d := Doc{int32(at), it.Next()}
			group := g.Of[at][d.Doc]
			if have, ok := first[group]; !ok || c.docBefore(d, have) {
				first[group] = d
			}
		}
	}
	for _, d := range first {
		out[d.Segment].Remove(d.Doc)
	}
	return out
}
