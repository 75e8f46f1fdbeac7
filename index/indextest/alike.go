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

// alikeItems are items of the scan as package alike asks for them.
func alikeItems(items []scanned) alike.Items {
	prints := make([]alike.Fingerprint, len(items))
	words := make([][]string, len(items))
	for i := range items {
		d := &items[i]
		for _, t := range d.tokens[index.RationaleText] {
			words[i] = append(words[i], t.Word)
		}
		prints[i] = alike.Of(words[i], string(d.Item.Outcome), d.Subject())
	}
	return alike.Items{
		N:      len(items),
		Exact:  func(i int) uint64 { return prints[i].Exact },
		Bands:  func(i int) []uint32 { return prints[i].Bands[:] },
		Before: func(i, j int) bool { return i < j },
		Tokens: func(i int, dst []alike.Token) []alike.Token { return append(dst, alike.Tokens(words[i])...) },
	}
}

// groups numbers the groups of alike items, each by its first item.
func (s *Scan) groups() map[string]int {
	out := map[string]int{}
	for i, f := range alike.Group(alikeItems(s.items)) {
		out[s.items[i].Item.ID] = int(f)
	}
	return out
}

// markSame says of hits which one before them says the same.
func (s *Scan) markSame(hits []index.Hit) {
	items := make([]scanned, len(hits))
	for i := range hits {
		at := slices.IndexFunc(s.items, func(d scanned) bool { return d.Item.ID == hits[i].ID })
		items[i] = s.items[at]
	}
	for i, f := range alike.Earlier(alikeItems(items)) {
		if f >= 0 {
			hits[i].SameAs = hits[f].ID
		}
	}
}

// alikeTo reports whether an item is alike to the one that x names, or is it.
func (s *Scan) alikeTo(x index.AlikeTo, d *scanned) bool {
	groups := s.alike()
	return slices.ContainsFunc(s.items, func(of scanned) bool {
		return index.ByID(x).Holds(&of.Determination) && groups[of.Item.ID] == groups[d.Item.ID]
	})
}

// groupOf is the group of an item where a list is folded.
func (s *Scan) groupOf(f index.Fold, id string) string {
	if f == index.FoldLetter {
		letter, _, _ := imr.SplitID(id)
		return letter
	}
	return fmt.Sprint(s.alike()[id])
}

// folded leaves of each group the first hit.
func (s *Scan) folded(f index.Fold, hits []found) []found {
	var out []found
	at := map[string]int{}
	for _, h := range hits {
		group := s.groupOf(f, h.Item.ID)
		if i, ok := at[group]; ok {
			out[i].folded++
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
	folded, same := 0, 0
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
		whole, err := engine.Search(context.Background(), &req)
		if err != nil {
			t.Fatal(err)
		}
		same += checkSame(t, engine, scan, req)
		for _, by := range []index.Fold{index.FoldAlike, index.FoldLetter} {
			req.Fold = by
			folded += checkFoldedList(t, engine, scan, req, whole)
		}
	}
	if folded < len(docs) {
		t.Errorf("%d hits were folded: the letters show little", folded)
	}
	if same == 0 {
		t.Error("no two hits of a page say the same: the letters show little")
	}
	for i := 0; i < len(scan.items); i += 9 {
		id := scan.items[i].Item.ID
		req := index.Request{Query: "alike:" + id, Limit: index.NoLimit, Sort: index.Sort{Field: "decided"}}
		check(t, engine, scan, &req)
	}
}

// checkSame holds that the hits of a page say which one before them says the same,
// and says how many do.
func checkSame(t *testing.T, engine index.Searcher, scan *Scan, req index.Request) int {
	req.Limit, req.Snippets = 60, 1
	res, err := engine.Search(context.Background(), &req)
	if err != nil {
		t.Fatal(err)
	}
	list := func(hits []index.Hit) (out []string) {
		for _, h := range hits {
			if h.SameAs != "" {
				out = append(out, h.ID+" = "+h.SameAs)
			}
		}
		return out
	}
	got := list(res.Hits)
	for i := range res.Hits {
		res.Hits[i].SameAs = ""
	}
	scan.markSame(res.Hits)
	want := list(res.Hits)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s: the same on a page (-want +got)\n%s", sayRequest(&req), d)
	}
	return len(want)
}

// checkFoldedList holds that a folded list has the first hit of each group of the
// whole one, with how many others it stands for, and says how many hits it lacks.
func checkFoldedList(t *testing.T, engine index.Searcher, scan *Scan, req index.Request, whole *index.Result) int {
	list, err := engine.Search(context.Background(), &req)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	count, at := map[string]int{}, map[string]int{}
	for _, h := range whole.Hits {
		group := scan.groupOf(req.Fold, h.ID)
		if _, ok := at[group]; !ok {
			at[group] = len(want)
			want = append(want, h.ID)
		}
		count[group]++
	}
	for group, i := range at {
		others := [2]int{count[group] - 1, 0}
		if req.Fold == index.FoldLetter {
			others[0], others[1] = 0, others[0]
		}
		want[i] += fmt.Sprint(others)
	}
	var got []string
	for _, h := range list.Hits {
		got = append(got, h.ID+fmt.Sprint([2]int{h.Alike, h.InLetter}))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s folded (-want +got)\n%s", sayRequest(&req), d)
	}
	if list.Total.Groups == nil || *list.Total.Groups != len(want) || list.Total.Items != whole.Total.Items {
		t.Errorf("%s folded: total %+v, want %d groups of %d items", sayRequest(&req), list.Total, len(want), whole.Total.Items)
	}
	if req.Fold == index.FoldLetter && len(want) != list.Total.Letters {
		t.Errorf("%s folded: %d letters of %d", sayRequest(&req), len(want), list.Total.Letters)
	}
	checkPaging(t, engine, req, 7)
	return len(whole.Hits) - len(list.Hits)
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
