package indextest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/alike"
	"imrsearch/parser/imr"
)

// groups numbers the groups of alike items, each by its first item.
func (s *Scan) groups() map[string]int {
	prints := make([]alike.Fingerprint, len(s.items))
	words := make([][]string, len(s.items))
	for i := range s.items {
		d := &s.items[i]
		for _, t := range d.tokens[index.RationaleText] {
			words[i] = append(words[i], t.Word)
		}
		prints[i] = alike.Of(words[i], string(d.Item.Outcome), d.Subject())
	}
	first := alike.Group(alike.Items{
		N:      len(s.items),
		Exact:  func(i int) uint64 { return prints[i].Exact },
		Bands:  func(i int) []uint32 { return prints[i].Bands[:] },
		Before: func(i, j int) bool { return i < j },
		Tokens: func(i int, dst []alike.Token) []alike.Token { return append(dst, alike.Tokens(words[i])...) },
	})
	out := map[string]int{}
	for i, f := range first {
		out[s.items[i].Item.ID] = int(f)
	}
	return out
}

// alikeTo reports whether an item is alike to the one that x names, or is it.
func (s *Scan) alikeTo(x index.AlikeTo, d *scanned) bool {
	groups := s.alike()
	return slices.ContainsFunc(s.items, func(of scanned) bool {
		return index.ByID(x).Holds(&of.Determination) && groups[of.Item.ID] == groups[d.Item.ID]
	})
}

// folded leaves of each group the first hit.
func (s *Scan) folded(hits []found) []found {
	var out []found
	at := map[int]int{}
	for _, h := range hits {
		group := s.alike()[h.Item.ID]
		if i, ok := at[group]; ok {
			out[i].alike++
			continue
		}
		at[group] = len(out)
		out = append(out, h)
	}
	return out
}

// runAlike holds folded lists and the field alike against the scan's groups,
// over letters of which many say the same as another.
func runAlike(t *testing.T, open func(t *testing.T, docs []*index.Document) index.Searcher) {
	docs := rewritten(generated(firstSeed(t), 60))
	engine, scan := open(t, docs), NewScan(docs)
	ctx, folded := context.Background(), 0
	for i := 0; i < len(scan.items); i += 1 + len(scan.items)/15 {
		if d := scan.items[i]; d.Item.N > 0 {
			checkFolded(t, engine, scan, d.Item.ID)
		}
	}
	for _, req := range []index.Request{
		{}, {Query: "pain"}, {Query: "patient guidelines"}, {Query: "therapy OR medication"}, {Sort: index.Sort{Field: "decided"}},
		{Query: "pain", Sort: index.Sort{Field: "age", Ascending: true}}, {Query: "pain overturned"},
		{Filters: []index.Filter{{Field: "outcome", Value: "upheld"}}},
	} {
		req.Limit, req.Snippets = index.NoLimit, -1
		whole, err := engine.Search(ctx, &req)
		if err != nil {
			t.Fatal(err)
		}
		req.Fold = true
		list, err := engine.Search(ctx, &req)
		if err != nil {
			t.Fatal(err)
		}
		want, at := []string{}, map[int]int{}
		count := map[int]int{}
		for _, h := range whole.Hits {
			group := scan.alike()[h.ID]
			if _, ok := at[group]; !ok {
				at[group] = len(want)
				want = append(want, h.ID)
			}
			count[group]++
		}
		for group, i := range at {
			want[i] += fmt.Sprintf(" +%d", count[group]-1)
		}
		var got []string
		for _, h := range list.Hits {
			got = append(got, fmt.Sprintf("%s +%d", h.ID, h.Alike))
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s folded (-want +got)\n%s", sayRequest(&req), d)
		}
		if list.Total.Groups == nil || *list.Total.Groups != len(want) || list.Total.Items != whole.Total.Items {
			t.Errorf("%s folded: total %+v, want %d groups of %d items", sayRequest(&req), list.Total, len(want), whole.Total.Items)
		}
		folded += len(whole.Hits) - len(list.Hits)
		checkPaging(t, engine, req, 7)
	}
	if folded < len(docs) {
		t.Errorf("%d hits were folded: the letters show little", folded)
	}
	for i := 0; i < len(scan.items); i += 9 {
		id := scan.items[i].Item.ID
		req := index.Request{Query: "alike:" + id, Limit: index.NoLimit, Sort: index.Sort{Field: "decided"}}
		check(t, engine, scan, &req)
	}
}

// rewritten returns the letters and, of each, one or two more that say the
// same with other numbers, and one with a word changed.
func rewritten(docs []*index.Document) []*index.Document {
	out := slices.Clone(docs)
	for i, d := range docs {
		for copy := range 1 + i%3 {
			l := *d.Letter
			l.ID = fmt.Sprintf("CM19-%07d", 10*i+copy)
			l.Items = slices.Clone(l.Items)
			for k := range l.Items {
				item := &l.Items[k]
				item.ID = imr.ItemID(l.ID, item.N)
				text := strings.NewReplacer("1", "7", "2016", "2011", " she ", " he ").Replace(item.Rationale.Text)
				if copy == 2 {
					text = strings.Replace(text, " the ", " this ", 1)
				}
				item.Rationale = imr.Passage{Text: text}
			}
			out = append(out, &index.Document{Letter: &l, Text: d.Text})
		}
	}
	return out
}
