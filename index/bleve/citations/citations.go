// Package citations answers one question: how many documents of a search cite
// each place of the tree of guidelines? It counts by the sets of citations that
// documents share; what the places are is citetree's.
package citations

import (
	"sync"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/match"
	"imrsearch/index/citetree"
	"imrsearch/parser/imr"
)

// A Counts counts the results of a search, segment by segment. It is safe for
// concurrent use.
type Counts struct {
	reader *citetree.Reader
	node   citetree.Key
	mu     sync.Mutex
	counts map[citetree.Key]*citetree.Count // guarded by mu
}

// New returns the counts of a node's places.
func New(n index.CiteNode) *Counts {
	return &Counts{reader: citetree.NewReader(n), node: citetree.Key{Kind: index.NodePlace, Node: n}, counts: map[citetree.Key]*citetree.Count{}}
}

// Sums returns what was counted. It must not be changed.
func (c *Counts) Sums() map[citetree.Key]*citetree.Count {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.counts
}

// A placed is a place of the documents with one set of citations.
type placed struct {
	place     uint32
	sides     uint8 // bits of the sides that cite it
	spellings []uint32
}

// A sum counts one place in one segment.
type sum struct {
	items, letters int
	sides          [4]int
	outcomes       []int // by ordinal
	spellings      map[uint32]int
	letter         uint32 // the last one counted, plus 1
}

// A segmentCount counts in one segment.
type segmentCount struct {
	reader  *citetree.Reader
	column  *docvalues.Cites
	ids     map[citetree.Key]uint32
	keys    []citetree.Key
	sums    []sum
	labels  []string
	labelID map[string]uint32
	units   [][]unitPlace // places of each unit, nil until it is asked for
	known   []bool
	sets    [][]placed
	made    []bool
}

type unitPlace struct {
	place    uint32
	spelling uint32 // plus 1; 0 for none
}

// Count counts the result of one segment's selection.
func (c *Counts) Count(sel *match.Selection) {
	columns := sel.Segment.Columns
	outcome := columns.Values["outcome"]
	s := &segmentCount{
		reader: c.reader, column: columns.Cites, ids: map[citetree.Key]uint32{}, labelID: map[string]uint32{},
		units: make([][]unitPlace, len(columns.Cites.Units())), known: make([]bool, len(columns.Cites.Units())),
		sets: make([][]placed, columns.Cites.Sets()), made: make([]bool, columns.Cites.Sets()),
	}
	node := s.id(c.node)
	ordinals := outcome.List.Len() + 1
	of := sel.Segment.Letters.Of
	for it := sel.Result.Iterator(); it.HasNext(); {
		doc := it.Next()
		places := s.placesOf(columns.Cites.SetOf(doc), node)
		if len(places) == 0 {
			continue
		}
		result := uint32(0)
		outcome.Each(doc, func(o uint32) { result = o })
		letter := of[doc] + 1
		for i := range places {
			p := &places[i]
			x := &s.sums[p.place]
			x.items++
			x.sides[p.sides]++
			if x.outcomes == nil {
				x.outcomes = make([]int, ordinals)
			}
			x.outcomes[result]++
			if x.letter != letter {
				x.letter = letter
				x.letters++
			}
			for _, l := range p.spellings {
				if x.spellings == nil {
					x.spellings = map[uint32]int{}
				}
				x.spellings[l]++
			}
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range s.sums {
		x := s.sums[i].count(s.labels, outcome)
		if have := c.counts[s.keys[i]]; have != nil {
			have.Add(x)
		} else {
			c.counts[s.keys[i]] = x
		}
	}
}

// count returns the sum with names in the place of ordinals.
func (x *sum) count(labels []string, outcome *docvalues.Keywords) *citetree.Count {
	out := &citetree.Count{Items: x.items, Letters: x.letters, Sides: x.sides}
	for o, n := range x.outcomes {
		if o > 0 && n > 0 {
			if out.Outcomes == nil {
				out.Outcomes = map[imr.Outcome]int{}
			}
			out.Outcomes[imr.Outcome(outcome.List.At(o-1))] = n
		}
	}
	for l, n := range x.spellings {
		if out.Spellings == nil {
			out.Spellings = map[string]int{}
		}
		out.Spellings[labels[l]] = n
	}
	return out
}

// placesOf returns the places of the documents with a set of citations, each
// once; none where no citation stands at the node.
func (s *segmentCount) placesOf(set, node uint32) []placed {
	if s.made[set] {
		return s.sets[set]
	}
	s.made[set] = true
	var out []placed
	at := map[uint32]int{}
	s.column.InSet(set, func(unit uint32) {
		bit := citetree.SideBit(s.column.Units()[unit].Side)
		for _, u := range s.placesOfUnit(unit) {
			i, ok := at[u.place]
			if !ok {
				i = len(out)
				at[u.place] = i
				out = append(out, placed{place: u.place})
			}
			out[i].sides |= bit
			if u.spelling > 0 {
				out[i].spellings = append(out[i].spellings, u.spelling-1)
			}
		}
	})
	if _, cites := at[node]; !cites {
		out = nil
	}
	s.sets[set] = out
	return out
}

// id returns the number of a place.
func (s *segmentCount) id(k citetree.Key) uint32 {
	id, ok := s.ids[k]
	if !ok {
		id = uint32(len(s.keys))
		s.ids[k] = id
		s.keys = append(s.keys, k)
		s.sums = append(s.sums, sum{})
	}
	return id
}

func (s *segmentCount) placesOfUnit(unit uint32) []unitPlace {
	if s.known[unit] {
		return s.units[unit]
	}
	s.known[unit] = true
	var out []unitPlace
	for _, p := range s.reader.Places(&s.column.Units()[unit]) {
		u := unitPlace{place: s.id(citetree.Key{Kind: p.Kind, Node: p.Node})}
		if p.Label != "" {
			l, ok := s.labelID[p.Label]
			if !ok {
				l = uint32(len(s.labels))
				s.labelID[p.Label] = l
				s.labels = append(s.labels, p.Label)
			}
			u.spelling = l + 1
		}
		out = append(out, u)
	}
	s.units[unit] = out
	return out
}
