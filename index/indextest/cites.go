package indextest

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"imrsearch/index"
	"imrsearch/index/citetree"
	"imrsearch/index/query"
	"imrsearch/index/resolve"
	"imrsearch/parser/imr"
)

// A sided citation is one of one side.
type sidedCitation struct {
	side index.Side
	imr.Citation
}

func citationsOf(d *index.Determination) []sidedCitation {
	var out []sidedCitation
	for _, c := range d.Item.ReviewerGuidelines.Citations {
		out = append(out, sidedCitation{index.ReviewerSide, c})
	}
	for _, c := range d.Item.ClaimsAdministrator.Citations {
		out = append(out, sidedCitation{index.ClaimsSide, c})
	}
	return out
}

// holdsCited reports whether any citation of d passes.
func holdsCited(t *index.CiteTest, d *index.Determination) bool {
	for _, c := range citationsOf(d) {
		if passes(t, c) {
			return true
		}
	}
	return false
}

func passes(t *index.CiteTest, c sidedCitation) bool {
	passed := 0
	for i := range t.Of {
		if passes(&t.Of[i], c) {
			passed++
		}
	}
	names := slices.Concat(c.Sections, c.Topics)
	if c.Title != "" && (t.Kind == index.CiteTitle || t.Kind == index.CiteWords) {
		names = append(names, c.Title)
	}
	if t.Kind == index.CiteTitle {
		names = names[len(c.Sections)+len(c.Topics):]
	}
	switch t.Kind {
	case index.CiteAll:
		return passed == len(t.Of)
	case index.CiteAny:
		return passed > 0
	case index.CiteNot:
		return passed == 0
	case index.CiteSide:
		return c.side == t.Side
	case index.CiteFamily:
		return slices.Contains(t.Families, c.Family)
	case index.CiteChapter:
		return c.Chapter != 0 && c.Chapter >= t.From && c.Chapter <= t.To
	case index.CiteYear:
		return c.Year != 0 && c.Year >= t.From && c.Year <= t.To
	case index.CitePage:
		for _, r := range c.Pages {
			for page := r[0]; page <= r[1]; page++ {
				if page >= t.From && page <= t.To {
					return true
				}
			}
		}
		return false
	}
	for _, name := range names {
		if isNamed(t, index.FoldValue(name)) {
			return true
		}
	}
	return false
}

func isNamed(t *index.CiteTest, name string) bool {
	if t.Exact != "" {
		return name == t.Exact
	}
	for _, w := range t.Words {
		pattern := strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(w))
		word := regexp.MustCompile("^(?:" + pattern + ")$")
		if !slices.ContainsFunc(strings.Split(name, " "), word.MatchString) {
			return false
		}
	}
	return true
}

// runCited compares what is asked of one citation, alone and beside words.
func runCited(t *testing.T, open func(t *testing.T, docs []*index.Document) index.Searcher, seed uint64) {
	c := newChance(seed + 50)
	docs := c.letters(60)
	engine, scan, s := open(t, docs), NewScan(docs), newSpeaker(c, vocabulary, 1, docs)
	asked, matched := 0, 0
	for asked < times(300) {
		req := &index.Request{Query: s.cited(), Limit: index.NoLimit, Snippets: -1}
		switch s.IntN(4) {
		case 0:
			req.Query = s.word() + " " + req.Query
		case 1:
			req.Query += " " + s.pick("", "-", "NOT ") + s.cited()
		}
		if _, _, err := resolve.Resolve(req); err != nil {
			continue // of two sides, or two chapters
		}
		asked++
		if check(t, engine, scan, req) {
			matched++
		}
	}
	if matched < asked/3 {
		t.Errorf("only %d of %d searches found anything", matched, asked)
	}
	t.Logf("%d searches of citations, %d with hits", asked, matched)
}

// Cites answers as the contract says: for each place that any citation could
// stand at, it goes through all items.
func (s *Scan) Cites(ctx context.Context, req *index.CitesRequest) (*index.Cites, error) {
	if err := req.Check(); err != nil {
		return nil, err
	}
	base := req.Base()
	_, asked, _, err := resolve.ResolveKept(ctx, base, s.Keeper)
	if err != nil {
		return nil, err
	}
	tree, err := query.Parse(asked.Reading.ReadAs)
	if err != nil {
		return nil, err
	}
	_, plan, filters, err := resolve.ResolveKept(ctx, citetree.Counted(req, tree), s.Keeper)
	if err != nil {
		return nil, err
	}
	if err := resolve.CheckValues(plan, filters, s.valuesOf); err != nil {
		return nil, err
	}
	run := newRun(s, plan)
	all, _ := run.matching(req.Scope)
	items := passing(all, filters)
	asked.Reading.Settle(asked.Plain, run.stands)
	answer := citetree.Answer(req, tree, countPlaces(req.Node, items))
	answer.Query, answer.Generation = asked.Reading, 1
	for i := range answer.Lists {
		list := *base
		list.Query = answer.Lists[i].Query
		res, err := s.Search(ctx, &list)
		if err != nil {
			return nil, err
		}
		answer.Lists[i].Items, answer.Lists[i].Letters = res.Total.Items, res.Total.Letters
	}
	return answer, ctx.Err()
}

// countPlaces counts every place at which a citation of the items stands: the
// places are citetree's, what stands at each is asked of every item anew.
func countPlaces(n index.CiteNode, items []found) map[citetree.Key]*citetree.Count {
	reader := citetree.NewReader(n)
	counts := map[citetree.Key]*citetree.Count{}
	for i := range items {
		for _, u := range index.CiteUnits(&items[i].Determination) {
			for _, p := range reader.Places(&u) {
				counts[citetree.Key{Kind: p.Kind, Node: p.Node}] = nil
			}
		}
	}
	here := n.Test(index.EitherSide)
	for k := range counts {
		c := &citetree.Count{Outcomes: map[imr.Outcome]int{}, Spellings: map[string]int{}}
		letters := map[string]bool{}
		test := k.Node.Test(index.EitherSide)
		for i := range items {
			d := &items[i].Determination
			if !holdsCited(&test, d) || !holdsCited(&here, d) {
				continue
			}
			sides := 0
			for _, s := range citationsOf(d) {
				if passes(&test, s) {
					sides |= int(s.side)
				}
			}
			c.Items++
			c.Sides[sides]++
			c.Outcomes[d.Item.Outcome]++
			letters[d.Letter.ID] = true
			seen := map[string]bool{}
			for _, u := range index.CiteUnits(d) {
				for _, p := range reader.Places(&u) {
					if p.Kind == k.Kind && p.Node == k.Node && p.Label != "" && !seen[u.Key()] {
						seen[u.Key()] = true
						c.Spellings[p.Label]++
					}
				}
			}
		}
		c.Letters = len(letters)
		counts[k] = c
	}
	return counts
}

// checkCites compares a searcher's citation index with the scan's, and each of
// its counts with that of a search for its query.
func checkCites(t *testing.T, s index.Searcher, scan *Scan, req *index.CitesRequest) (paths []string) {
	t.Helper()
	ctx, say := context.Background(), fmt.Sprintf("cites %s: %s", req.Node.Path(), sayRequest(&req.Request))
	want, wantErr := scan.Cites(ctx, req)
	got, err := s.Cites(ctx, req)
	if err != nil || wantErr != nil {
		if (err != nil) != (wantErr != nil) {
			t.Errorf("%s: error %v, want %v", say, err, wantErr)
		}
		return nil
	}
	want.TookMS, got.TookMS, want.Generation, got.Generation = 0, 0, 0, 0
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("%s (-want +got)\n%s", say, d)
	}
	found := func(q string) index.Total {
		r, err := s.Search(ctx, &index.Request{Query: q, Filters: req.Filters, Scope: req.Scope, Match: index.MatchAll})
		if err != nil {
			t.Errorf("%s: %s: %v", say, q, err)
			return index.Total{}
		}
		return r.Total
	}
	rows := []index.CiteRow{got.Node}
	for _, table := range append(got.Tables, got.With) {
		for _, r := range table.Rows {
			rows = append(rows, r)
			if table.Kind != index.WithPlace {
				paths = append(paths, r.Path)
			}
			if n, err := index.ReadCiteNode(r.Path); err != nil || n != r.Node {
				t.Errorf("%s: path %s is read as %+v, %v, want %+v", say, r.Path, n, err, r.Node)
			}
		}
	}
	for _, r := range rows {
		total := found(r.Query)
		if total.Items != r.Items || total.Letters != r.Letters {
			t.Errorf("%s: %s has %d items in %d letters, %s finds %d in %d", say, r.Path, r.Items, r.Letters, r.Query, total.Items, total.Letters)
		}
		for o, n := range total.Outcomes {
			if r.Outcome[o] != n {
				t.Errorf("%s: %s has outcomes %v, %s finds %v", say, r.Path, r.Outcome, r.Query, total.Outcomes)
			}
		}
	}
	base, err := query.Parse(got.Base)
	if err != nil {
		t.Fatalf("%s: base %s: %v", say, got.Base, err)
	}
	for c, n := range map[index.CiteColumn]int{
		index.AnySide: got.Node.Items, index.OnlyClaims: got.Node.Claims, index.OnlyReviewer: got.Node.Reviews, index.BothSides: got.Node.Both, index.OneSide: got.Node.One,
	} {
		q := query.Narrowed(base, req.Node.Column(c))
		if total := found(q); total.Items != n {
			t.Errorf("%s: column %d has %d, %s finds %d", say, c, n, q, total.Items)
		}
	}
	return paths
}

// runCites walks the citation index from the root down, under random queries
// and filters.
func runCites(t *testing.T, open func(t *testing.T, docs []*index.Document) index.Searcher, seed uint64) {
	c := newChance(seed + 60)
	docs := append(c.letters(40), generated(seed, 60)...)
	engine, scan, s := open(t, docs), NewScan(docs), newSpeaker(c, vocabulary, 1, docs)
	asked := 0
	for asked < times(80) {
		req := &index.CitesRequest{ByName: s.yes(50), Rows: 1 + s.IntN(8)}
		if s.yes(70) {
			r := s.request()
			req.Query, req.Scope, req.Filters = r.Query, r.Scope, r.Filters
			if s.yes(50) {
				req.Filters = nil
			}
			if s.yes(30) {
				req.Query = s.word()
			}
		}
		for range 4 {
			asked++
			paths := checkCites(t, engine, scan, req)
			if len(paths) == 0 {
				break
			}
			req.Node, _ = index.ReadCiteNode(paths[s.IntN(len(paths))])
		}
		if t.Failed() {
			t.Fatalf("seed %d: %s=%d go test shows it again", seed, seedVariable, seed)
		}
	}
	t.Logf("%d places", asked)
}
