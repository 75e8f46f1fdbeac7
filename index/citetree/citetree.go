// Package citetree answers one question: where in the tree of guidelines does a
// citation stand? It says at which places below a node each citation counts, and
// makes the citation index of what was counted. It knows no engine and no
// document.
package citetree

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
)

// A Place is a node as one table has it.
type Place struct {
	Kind index.CitePlace
	Node index.CiteNode
	// Label is how the citation spells the name of the place, "" where a place
	// needs none. It is no part of what a place is: see Key.
	Label string
}

// A Key is what a place is.
type Key struct {
	Kind index.CitePlace
	Node index.CiteNode
}

// A Reader says where citations stand in the tables of one node.
type Reader struct {
	node index.CiteNode
	test index.CiteTest
	work index.CiteTest // of the node down to its title or chapter

	above   []index.CiteNode
	grouped [][]imr.Family // the families of groups
}

// NewReader returns the reader of a node's tables.
func NewReader(n index.CiteNode) *Reader {
	r := &Reader{node: n, test: n.Test(index.EitherSide), work: n.Work().Test(index.EitherSide), above: n.Above()}
	for _, g := range groups {
		r.grouped = append(r.grouped, g.Families())
	}
	return r
}

// groups are the places that stand for several families.
var groups = []index.CiteNode{{Family: "mtus"}, {Family: "acoem"}}

// Places returns where a citation stands: at the node and in the tables below
// it, or among what is cited besides. No place comes twice.
func (r *Reader) Places(u *index.CiteUnit) []Place {
	n := r.node
	if !r.test.Passes(u) {
		if r.work.Passes(u) {
			return nil // another page of the same chapter
		}
		if work, ok := index.FamilyNode(u.Family).WorkOf(u); ok && !n.IsRoot() {
			return []Place{{index.WithPlace, work, u.Title}}
		}
		return nil
	}
	out := []Place{{index.NodePlace, n, spelled(n, u)}}
	for _, up := range r.above {
		if name := spelled(up, u); name != "" {
			out = append(out, Place{index.NodePlace, up, name})
		}
	}
	add := func(kind index.CitePlace, at index.CiteNode, label string) {
		if !slices.ContainsFunc(out, func(p Place) bool { return p.Kind == kind && p.Node == at }) {
			out = append(out, Place{kind, at, label})
		}
	}
	if n.IsRoot() {
		add(index.FamilyPlace, index.FamilyNode(u.Family), "")
		for i, g := range groups {
			if slices.Contains(r.grouped[i], u.Family) {
				add(index.FamilyPlace, g, "")
			}
		}
		return out
	}
	if n == groups[0] {
		add(index.FamilyPlace, index.FamilyNode(u.Family), "")
	}
	if work, ok := n.WorkOf(u); ok && !n.HasWork() {
		below := n
		below.Chapter, below.Title = work.Chapter, work.Title
		add(index.WorkPlace, below, u.Title)
	}
	if n.HasWork() && n.Year == 0 && u.Year > 0 {
		below := n
		below.Year = u.Year
		add(index.YearPlace, below, "")
	}
	if n.Section == "" {
		u.EachName(func(printed, folded string) {
			below := n
			if below.Section = folded; folded != "" {
				add(index.SectionPlace, below, printed)
			}
		})
	}
	if n.Page == 0 {
		for _, page := range u.CitedPages() {
			below := n
			if below.Page = page; page > 0 {
				add(index.PagePlace, below, "")
			}
		}
	}
	return out
}

// spelled returns how a citation that stands at n spells n's name, "" where n
// needs none.
func spelled(n index.CiteNode, u *index.CiteUnit) string {
	switch {
	case n.Page > 0:
	case n.Section != "":
		found := ""
		u.EachName(func(printed, folded string) {
			if found == "" && folded == n.Section {
				found = printed
			}
		})
		return found
	case n.Year == 0 && n.HasWork():
		return u.Title
	}
	return ""
}

// A Count is what was counted of one place.
type Count struct {
	Items, Letters int
	// Sides counts the items by who cites the place: 1 the claims administrator
	// alone, 2 the reviewer alone, 3 both.
	Sides    [4]int
	Outcomes map[imr.Outcome]int
	// Spellings counts the items by how their citations spell the place's name.
	Spellings map[string]int
}

// SideBit returns the bit of Count.Sides that a side sets.
func SideBit(s index.Side) uint8 { return uint8(s) }

// Add adds what another part of a corpus, with other letters, counted.
func (c *Count) Add(o *Count) {
	c.Items += o.Items
	c.Letters += o.Letters
	for i, n := range o.Sides {
		c.Sides[i] += n
	}
	for outcome, n := range o.Outcomes {
		if c.Outcomes == nil {
			c.Outcomes = map[imr.Outcome]int{}
		}
		c.Outcomes[outcome] += n
	}
	for s, n := range o.Spellings {
		if c.Spellings == nil {
			c.Spellings = map[string]int{}
		}
		c.Spellings[s] += n
	}
}

// label returns the commonest spelling, of equally common ones the first by name.
func (c *Count) label() string {
	best := ""
	for s, n := range c.Spellings {
		if have := c.Spellings[best]; n > have || n == have && s < best {
			best = s
		}
	}
	return best
}

// Counted returns the search whose items are counted: the request's, with its
// query as read narrowed to what cites the node. Beside a citation, function words
// are ignored, as they are in the queries of rows.
func Counted(req *index.CitesRequest, tree query.Node) *index.Request {
	out := req.Base()
	out.Query = query.Narrowed(tree, req.Node.Query(index.EitherSide))
	return out
}

// CountLists counts the ready lists of an answer: each is a search, so that its
// count is the search's. Errors: those of Search.
func CountLists(ctx context.Context, s index.Searcher, req *index.CitesRequest, out *index.Cites) error {
	for i := range out.Lists {
		list := *req.Base()
		list.Query = out.Lists[i].Query
		res, err := s.Search(ctx, &list)
		if err != nil {
			return err
		}
		out.Lists[i].Items, out.Lists[i].Letters = res.Total.Items, res.Total.Letters
		out.Partial = out.Partial || res.Partial
	}
	return nil
}

// Answer makes the citation index of a request from what was counted, without
// the counts of its lists. tree is the query as read.
func Answer(req *index.CitesRequest, tree query.Node, counts map[Key]*Count) *index.Cites {
	narrowed := func(condition string) string { return query.Narrowed(tree, condition) }
	out := &index.Cites{Base: tree.String(), Above: []index.CiteCrumb{}, Tables: []index.CiteTable{}, With: index.CiteTable{Kind: index.WithPlace, Rows: []index.CiteRow{}}}
	n := req.Node
	here := narrowed(n.Query(index.EitherSide))
	out.Node = row(Key{index.NodePlace, n}, counts[Key{index.NodePlace, n}], here)
	for _, up := range n.Above() {
		k := Key{index.NodePlace, up}
		out.Above = append(out.Above, index.CiteCrumb{Path: up.Path(), Label: label(k, cmp.Or(counts[k], &Count{}))})
	}
	tables := map[index.CitePlace][]index.CiteRow{}
	for k, c := range counts {
		if k.Kind == index.NodePlace {
			continue
		}
		q := k.Node.Query(index.EitherSide)
		if k.Kind == index.WithPlace {
			if out.Node.Items == 0 {
				continue
			}
			q = n.Query(index.EitherSide) + " " + q
		}
		if c.Items > 0 {
			tables[k.Kind] = append(tables[k.Kind], row(k, c, narrowed(q)))
		}
	}
	for _, kind := range [...]index.CitePlace{index.FamilyPlace, index.WorkPlace, index.YearPlace, index.SectionPlace, index.PagePlace, index.WithPlace} {
		rows := tables[kind]
		sortRows(rows, req.ByName)
		t := index.CiteTable{Kind: kind, Distinct: len(rows), Rows: rows[:min(len(rows), cmp.Or(req.Rows, index.DefaultCiteRows))]}
		switch {
		case kind == index.WithPlace && len(rows) > 0:
			out.With = t
		case len(rows) > 0:
			out.Tables = append(out.Tables, t)
		}
	}
	out.Lists = n.Lists(narrowed)
	out.Periods, out.Note = periods(n), note(n)
	return out
}

// periods returns when what stands at n was part of the MTUS.
func periods(n index.CiteNode) []index.Period {
	out := []index.Period{}
	for _, p := range lexicon.Periods() {
		named := n.Chapter > 0 && p.Chapter == n.Chapter || n.Title != "" && p.Chapter == 0 && index.FoldValue(p.Title) == n.Title
		if !named || !slices.Contains(n.Families(), p.Family) || n.Year > 0 && !slices.Contains(p.Years, n.Year) {
			continue
		}
		out = append(out, index.Period{
			Title: p.Title, From: p.From, Until: p.Until, KnownUntil: p.KnownUntil, Regulation: p.Regulation, SupersededBy: p.SupersededBy,
		})
	}
	return out
}

// note returns what holds for a family that is no part of the MTUS.
func note(n index.CiteNode) string {
	switch list := n.Families(); {
	case n.IsRoot() || len(list) != 1:
	case list[0] == imr.ODG, list[0] == imr.ACOEM:
		return "No part of the MTUS, which alone is presumed correct (Labor Code 4604.5). Since April 20, 2015, other guidelines are used where the MTUS does not address a condition, or to rebut it (" + lexicon.OutsideRegulation + ")."
	}
	return ""
}

func row(k Key, c *Count, q string) index.CiteRow {
	if c == nil {
		c = &Count{}
	}
	r := index.CiteRow{
		Path: k.Node.Path(), Label: label(k, c), Group: slices.Contains(groups, k.Node), Items: c.Items, Letters: c.Letters,
		Claims: c.Sides[1], Reviews: c.Sides[2], Both: c.Sides[3], One: c.Sides[1] + c.Sides[2],
		Outcome: map[imr.Outcome]int{}, Query: q, Node: k.Node,
	}
	maps.Copy(r.Outcome, c.Outcomes)
	return r
}

// label names a place for people.
func label(k Key, c *Count) string {
	name := k.Node.Name()
	spelled := c.label()
	switch {
	case spelled == "":
		return name
	case k.Kind == index.WithPlace && k.Node.Chapter > 0:
		return index.FamilyNode(k.Node.Families()[0]).Name() + ", " + name + ": " + spelled
	case k.Kind == index.WithPlace:
		return index.FamilyNode(k.Node.Families()[0]).Name() + ": " + spelled
	case k.Node.Chapter > 0 && !k.Node.Below():
		return name + ": " + spelled
	}
	return spelled
}

// sortRows orders rows: the most cited first, or by name; numbers as numbers.
func sortRows(rows []index.CiteRow, byName bool) {
	slices.SortFunc(rows, func(a, b index.CiteRow) int {
		if !byName {
			if c := cmp.Or(cmp.Compare(b.Items, a.Items), cmp.Compare(b.Letters, a.Letters)); c != 0 {
				return c
			}
		}
		return cmp.Or(
			cmp.Compare(a.Node.Page, b.Node.Page), cmp.Compare(a.Node.Year, b.Node.Year), cmp.Compare(a.Node.Chapter, b.Node.Chapter),
			strings.Compare(index.FoldValue(a.Label), index.FoldValue(b.Label)), strings.Compare(a.Path, b.Path))
	})
}
