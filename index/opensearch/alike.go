package opensearch

import (
	"context"
	"strconv"

	"imrsearch/index"
	"imrsearch/index/alike"
	"imrsearch/parser/imr"
)

// groups are the groups of items that say the same, of two items at least.
type groups struct {
	of      map[string]int // id → group
	members [][]string     // of each group, in the order of their ids
}

type groupsKey struct{}

// groups returns the groups of the corpus, which are made once for a generation:
// the fingerprints of all items are read, and the rationales of those that may be
// alike.
func (s *snapshot) groups(ctx context.Context) (*groups, error) {
	return once(s, groupsKey{}, func() (*groups, error) {
		var ids []string
		var prints []alike.Fingerprint
		body := object{"query": matchAll, "sort": byID, "docvalue_fields": []string{printField}}
		err := s.each(ctx, body, nil, func(rows []row) (bool, error) {
			for i := range rows {
				f, err := readFingerprint(rows[i].text(printField))
				if err != nil {
					return false, err
				}
				ids, prints = append(ids, rows[i].ID), append(prints, f)
			}
			return true, nil
		})
		if err != nil {
			return nil, err
		}
		tokens := rationales{ctx: ctx, snapshot: s, ids: ids, known: map[int][]alike.Token{}}
		if err := tokens.fetch(sharing(prints)); err != nil {
			return nil, err
		}
		first := alike.Group(alike.Items{
			N:      len(ids),
			Exact:  func(i int) uint64 { return prints[i].Exact },
			Bands:  func(i int) []uint32 { return prints[i].Bands[:] },
			Before: func(i, j int) bool { return i < j },
			Tokens: tokens.of,
			Stop:   func() bool { return tokens.err != nil || ctx.Err() != nil },
		})
		if tokens.err != nil {
			return nil, tokens.err
		}
		if first == nil {
			return nil, ctx.Err()
		}
		return groupsOf(ids, first), nil
	})
}

// groupsOf gathers groups: first has of each item the first of its group.
func groupsOf(ids []string, first []uint32) *groups {
	g := &groups{of: map[string]int{}}
	at := map[uint32][]string{}
	for i, f := range first {
		at[f] = append(at[f], ids[i])
	}
	for i := range ids {
		if list := at[uint32(i)]; len(list) > 1 {
			for _, id := range list {
				g.of[id] = len(g.members)
			}
			g.members = append(g.members, list)
		}
	}
	return g
}

// fetchedRationales is how many rationales at most are read beforehand.
const fetchedRationales = 50_000

// sharing returns the items that share a band with another.
func sharing(prints []alike.Fingerprint) []int {
	last := map[[2]uint32]int{}
	in := make([]bool, len(prints))
	for i := range prints {
		for b, n := range prints[i].Bands {
			if n == 0 {
				continue
			}
			key := [2]uint32{uint32(b), n}
			if j, ok := last[key]; ok {
				in[i], in[j] = true, true
			}
			last[key] = i
		}
	}
	var out []int
	for i, is := range in {
		if is && len(out) < fetchedRationales {
			out = append(out, i)
		}
	}
	return out
}

// rationales are the tokens of items' rationales.
type rationales struct {
	ctx context.Context
	*snapshot
	ids   []string
	known map[int][]alike.Token
	err   error
}

// fetch reads the rationales of items.
func (t *rationales) fetch(items []int) error {
	for len(items) > 0 {
		n := min(len(items), lettersAtOnce)
		ids := make([]string, n)
		for k, i := range items[:n] {
			ids[k] = t.ids[i]
		}
		of, err := t.determinationsOf(t.ctx, ids)
		if err != nil {
			return err
		}
		for k, i := range items[:n] {
			t.known[i] = alike.Tokens(rationaleWords(&of[k]))
		}
		items = items[n:]
	}
	return nil
}

// of appends the tokens of an item.
func (t *rationales) of(i int, dst []alike.Token) []alike.Token {
	if have, ok := t.known[i]; ok {
		return append(dst, have...)
	}
	of, err := t.determinationsOf(t.ctx, []string{t.ids[i]})
	if err != nil {
		t.err = err
		return dst
	}
	return append(dst, alike.Tokens(rationaleWords(&of[0]))...)
}

// alikeTo compiles what says the same as an item.
func (r *run) alikeTo(x index.AlikeTo) (object, error) {
	own, err := r.fact(index.ByID(x))
	if err != nil {
		return nil, err
	}
	g, err := r.groups(r.ctx)
	if err != nil {
		return nil, err
	}
	var ids []string
	err = r.snapshot.each(r.ctx, object{"query": own, "sort": byID}, nil, func(rows []row) (bool, error) {
		for _, x := range rows {
			if at, ok := g.of[x.ID]; ok {
				ids = append(ids, g.members[at]...)
			} else {
				ids = append(ids, x.ID)
			}
		}
		return true, nil
	})
	return terms(idField, ids), err
}

// countGroups counts what different things the items of a query say, of which
// there are so many.
func (r *run) countGroups(g *groups, q object, items int) (int, error) {
	if len(g.of) < items {
		grouped := make([]string, 0, len(g.of))
		for _, list := range g.members {
			grouped = append(grouped, list...)
		}
		q = allOf(q, terms(idField, grouped))
	}
	seen, n := map[int]bool{}, items
	err := r.firstOf(r.ctx, object{"query": object{"bool": object{"filter": q}}, "sort": byID}, nil, n, n > pageRows, func(x *row) {
		if at, ok := g.of[x.ID]; ok {
			if seen[at] {
				items--
			}
			seen[at] = true
		}
	})
	return items, err
}

// foldedPage fills in the page of a folded list: the whole list without the hits
// before which another stands that says the same, or is of the same letter.
func (r *run) foldedPage(l *list) error {
	group := groupOfLetter
	if r.req.Fold == index.FoldAlike {
		g, err := r.groups(r.ctx)
		if err != nil {
			return err
		}
		group = g.group
	}
	whole, err := r.hits(l.scorer, -1, nil)
	if err != nil {
		return err
	}
	l.page = pageOf(foldedHits(group, whole), l.start, r.req.Limit)
	return nil
}

// groupOfLetter names the letter of an item as the group that it is folded in.
func groupOfLetter(id string) (string, bool) {
	letter, _, err := imr.SplitID(id)
	return letter, err == nil
}

// group names the group of an item that says the same as others.
func (g *groups) group(id string) (string, bool) {
	n, ok := g.of[id]
	return strconv.Itoa(n), ok
}

// foldedHits leaves of each group the first hit, with how many others there are.
func foldedHits(groupOf func(id string) (string, bool), whole []hit) []hit {
	var out []hit
	at := map[string]int{}
	for _, h := range whole {
		group, ok := groupOf(h.id)
		if !ok {
			out = append(out, h)
			continue
		}
		if i, seen := at[group]; seen {
			out[i].folded++
			continue
		}
		at[group] = len(out)
		out = append(out, h)
	}
	return out
}
