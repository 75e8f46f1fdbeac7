// Package citations answers one question: how many documents of a search cite
// each place of the tree of guidelines? It counts by the sets of citations that
// documents share; what the places are is citetree's.
package citations

import (
	"slices"
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
	place uint32
	sides uint8 // bits of the sides that cite it
}

// A sum counts one place in one segment.
type sum struct {
	items, letters int
	sides          [4]int
	outcomes       []int // by ordinal
	spellings      map[uint32]int
	letter         uint32 // the last one counted, plus 1
	set            uint32 // the last one read, and the place's place in it
	at             int
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
	room    []placed
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
	// Documents are counted by set and outcome; only letters need each document.
	ordinals := uint32(outcome.List.Len() + 1)
	bySet := make([]uint32, columns.Cites.Sets()*int(ordinals))
	of := sel.Segment.Letters.Of
	for it := sel.Result.Iterator(); it.HasNext(); {
		doc := it.Next()
		set := columns.Cites.SetOf(doc)
		places := s.placesOf(set, node)
		if len(places) == 0 {
			continue
		}
		result := uint32(0)
		outcome.Each(doc, func(o uint32) { result = o })
		bySet[set*ordinals+result]++
		letter := of[doc] + 1
		for i := range places {
			if x := &s.sums[places[i].place]; x.letter != letter {
				x.letter = letter
				x.letters++
			}
		}
	}
	for set, places := range s.sets {
		counts := bySet[set*int(ordinals) : (set+1)*int(ordinals)]
		for i := range places {
			s.sums[places[i].place].add(&places[i], counts)
		}
		if len(places) > 0 {
			s.spell(uint32(set), counts)
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

// add counts the documents of one set of citations, of each outcome.
func (x *sum) add(p *placed, outcomes []uint32) {
	if x.outcomes == nil {
		x.outcomes = make([]int, len(outcomes))
	}
	n := 0
	for o, docs := range outcomes {
		x.outcomes[o] += int(docs)
		n += int(docs)
	}
	x.items += n
	x.sides[p.sides] += n
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
		if n == 0 {
			continue
		}
		if out.Spellings == nil {
			out.Spellings = map[string]int{}
		}
		out.Spellings[labels[l]] = n
	}
	return out
}

// spell counts how the citations of a set spell the names of their places.
func (s *segmentCount) spell(set uint32, outcomes []uint32) {
	n := 0
	for _, docs := range outcomes {
		n += int(docs)
	}
	s.column.InSet(set, func(unit uint32) {
		for _, u := range s.placesOfUnit(unit) {
			if u.spelling == 0 {
				continue
			}
			x := &s.sums[u.place]
			if x.spellings == nil {
				x.spellings = map[uint32]int{}
			}
			x.spellings[u.spelling-1] += n
		}
	})
}

// placesOf returns the places of the documents with a set of citations, each
// once; none where no citation stands at the node.
func (s *segmentCount) placesOf(set, node uint32) []placed {
	if s.made[set] {
		return s.sets[set]
	}
	s.made[set] = true
	room := s.room[:0]
	cites := false
	s.column.InSet(set, func(unit uint32) {
		bit := citetree.SideBit(s.column.Units()[unit].Side)
		for _, u := range s.placesOfUnit(unit) {
			if x := &s.sums[u.place]; x.set != set {
				x.set, x.at = set, len(room)
				room = append(room, placed{place: u.place})
			}
			room[s.sums[u.place].at].sides |= bit
			cites = cites || u.place == node
		}
	})
	s.room = room
	var out []placed
	if cites {
		out = slices.Clone(room)
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
