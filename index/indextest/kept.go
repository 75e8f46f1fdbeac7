package indextest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/query"
)

// A Keeper has kept searches and labels in memory, for tests.
type Keeper struct {
	Requests map[string]*index.Request // by name
	Kept     []index.Label
	Version  int64
}

// KeptRequest returns a kept request.
func (k *Keeper) KeptRequest(_ context.Context, name string) (*index.Request, error) {
	if req := k.Requests[strings.ToLower(name)]; req != nil {
		return req, nil
	}
	return nil, fmt.Errorf("@%s: %w", name, index.ErrNotKept)
}

// Labels returns the labels.
func (k *Keeper) Labels(context.Context) (*index.Labels, error) {
	return index.NewLabels(k.Version, k.Kept), nil
}

// RunKept holds the engine that open makes of letters and a keeper against what
// the contract says of kept searches, tags and notes: items, totals, facets and
// rates under them are those of a naive scan.
func RunKept(t *testing.T, open func(t *testing.T, docs []*index.Document, keeper index.Keeper) index.Searcher) {
	seed := firstSeed(t)
	c := newChance(seed)
	docs := append(tableLetters(), generated(seed, 60)...)
	keeper := &Keeper{Requests: map[string]*index.Request{
		"knees":  {Query: "knee", Filters: []index.Filter{{Field: "outcome", Value: "upheld"}, {Field: "outcome", Value: "overturned"}}},
		"opioid": {Query: "norco OR hydrocodone"},
		"3":      {Filters: []index.Filter{{Field: "decided", Value: "2016"}}},
		"both":   {Query: "@opioid OR @knees"},
		"me":     {Query: "knee @you"},
		"you":    {Query: "-@me"},
		"mine":   {Query: "tag:mine"},
	}}
	keeper.Kept = randomLabels(c, docs, []string{"urgent", "Mine", "to cite", "=HYPERLINK"})
	engine, scan := open(t, docs, keeper), NewScan(docs)
	scan.Keeper = keeper
	all := &index.Request{Limit: index.NoLimit, Facets: true, FacetFields: []string{"tag", "outcome", "sex"}, FacetLimit: 3}
	for _, q := range []string{
		"@knees", "@3 AND @knees", "@KNEES", "@opioid -@knees", "@both", "(@opioid OR @3) mri", "NOT @3", "@mine @3",
		"tag:urgent", "tag:mine", `tag:"to cite"`, "tag:cite", "-tag:urgent knee", "tag:(urgent OR mine) therapy", "tag:(urgent mine)", "tag:ur*",
		"tag:absent", "note:settlement", `note:"call them"`, "note:(call OR later)", "note:absent knee", "norco tag:urgent", "tag:urgent OR acupuncture",
		`"@knees"`, "pain@home",
	} {
		for _, filters := range [][]index.Filter{nil, {{Field: "tag", Value: "urgent"}}, {{Field: "tag", Value: "urgent"}, {Field: "tag", Value: "mine"}, {Field: "outcome", Value: "upheld"}}} {
			for _, scope := range []index.Scope{index.ScopeAll, index.ScopeRequested} {
				req := *all
				req.Query, req.Filters, req.Scope = q, filters, scope
				check(t, engine, scan, &req)
			}
		}
	}
	checkKeptStats(t, engine, scan)
	checkLabelsChange(t, engine, scan, keeper, all)
	checkKeptFaults(t, engine)
}

// checkKeptStats compares rates under what is kept.
func checkKeptStats(t *testing.T, engine index.Searcher, scan *Scan) {
	for _, side := range []index.Request{
		{Query: "tag:urgent"}, {Query: "@opioid -tag:mine"}, {Query: "norco", Filters: []index.Filter{{Field: "tag", Value: "urgent"}}},
	} {
		req := &index.StatsRequest{Sides: []*index.Request{&side, {Query: "@both"}}, By: []string{"sex"}}
		want, wantErr := scan.Stats(context.Background(), req)
		got, err := engine.Stats(context.Background(), req)
		if err != nil || wantErr != nil {
			t.Errorf("rates of %+v: %v, %v", side, err, wantErr)
			continue
		}
		if d := cmp.Diff(want.Total, got.Total); d != "" {
			t.Errorf("rates of %+v (-want +got)\n%s", side, d)
		}
		if d := cmp.Diff(want.By, got.By); d != "" {
			t.Errorf("rates of %+v by sex (-want +got)\n%s", side, d)
		}
	}
}

// randomLabels labels some of the items.
func randomLabels(c chance, docs []*index.Document, tags []string) []index.Label {
	var out []index.Label
	for _, d := range docs {
		for _, det := range d.Determinations() {
			for _, tag := range tags {
				if c.IntN(4) == 0 {
					out = append(out, index.Label{Item: det.Item.ID, Tag: tag})
				}
			}
			if c.IntN(6) == 0 {
				out = append(out, index.Label{Item: strings.ToLower(det.Item.ID), Note: []string{"Call them: settlement!", "call later", "them, call"}[c.IntN(3)]})
			}
		}
	}
	return append(out, index.Label{Item: "CM99-9999999/1", Tag: "urgent"}) // of no letter here
}

// checkLabelsChange holds that an answer is that of today's labels, also where
// the same search was answered before.
func checkLabelsChange(t *testing.T, engine index.Searcher, scan *Scan, keeper *Keeper, all *index.Request) {
	req := *all
	req.Filters = []index.Filter{{Field: "tag", Value: "urgent"}}
	check(t, engine, scan, &req)
	keeper.Kept = slices.DeleteFunc(keeper.Kept, func(l index.Label) bool { return l.Tag == "urgent" && strings.HasSuffix(l.Item, "/1") })
	keeper.Version++
	check(t, engine, scan, &req)
	keeper.Requests["knees"] = &index.Request{Query: "shoulder"}
	req = *all
	req.Query = "@knees"
	check(t, engine, scan, &req)
	got, err := engine.Search(context.Background(), &req)
	if err != nil {
		t.Fatal(err)
	}
	if got.Query.Text != "@knees" || got.Query.ReadAs != "shoulder" {
		t.Errorf("@knees reads as %q, %q", got.Query.Text, got.Query.ReadAs)
	}
}

// checkKeptFaults holds what is refused, and where.
func checkKeptFaults(t *testing.T, engine index.Searcher) {
	for q, at := range map[string]string{
		"mri @me":               "@me",
		"mri @nobody knee":      "@nobody",
		"@opioid AND (mri":      "(",
		"@both mri /5 NOT knee": "NOT knee",
	} {
		_, err := engine.Search(context.Background(), &index.Request{Query: q})
		var fault *query.SyntaxError
		if !errors.As(err, &fault) {
			t.Errorf("%s: %v", q, err)
			continue
		}
		if d := cmp.Diff(at, q[fault.Offset:fault.Offset+fault.Length]); d != "" {
			t.Errorf("%s: fault %q at (-want +got)\n%s", q, fault.Msg, d)
		}
	}
	if _, err := engine.Search(context.Background(), &index.Request{Filters: []index.Filter{{Field: "tag", Value: "urgant"}}}); err == nil || !strings.Contains(err.Error(), "urgent") {
		t.Errorf("a filter for a tag that there is not: %v", err)
	}
}
