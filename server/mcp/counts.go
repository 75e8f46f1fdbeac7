package mcp

import (
	"context"
	"strconv"

	"imrsearch/index"
	"imrsearch/index/rates"
)

var statsTool = tool{
	name: "stats", title: "Count outcomes",
	description: `How often requests like these were overturned: items, letters, rate and 95 % interval (by letters), in all and by the values of a field, or of two searches side by side. Use it for every "how often", "what share", "is X better than Y". Rates stand on items that request the treatment which the query names. Say the interval and that the collection is a sample; do not compare cells with small set.`,
	choices:     map[string][]string{"sort": {"items", "rate", "name"}},
}

type statsArgs struct {
	searched
	By      string `json:"by,omitempty" jsonschema:"a facet to count by, as body, drug, specialty, reason, reviewer_family, decided, age; empty for the total alone"`
	By2     string `json:"by2,omitempty" jsonschema:"a second facet, crossed with the first"`
	Versus  string `json:"versus,omitempty" jsonschema:"another query, to be compared under the same filters"`
	Change  string `json:"change,omitempty" jsonschema:"the name of a change of the guidelines: decisions before it against those since"`
	Sort    string `json:"sort,omitempty" jsonschema:"order of the rows"`
	Buckets int    `json:"rows,omitempty" jsonschema:"largest number of rows; 30 by default"`
}

// statsRows is how many rows an agent gets that does not say.
const statsRows = 30

func (s *server) stats(ctx context.Context, a *statsArgs) (*rates.Table, error) {
	v, err := a.values()
	if err != nil {
		return nil, err
	}
	set(v, "by", a.By)
	set(v, "by2", a.By2)
	set(v, "vs", a.Versus)
	set(v, "change", a.Change)
	set(v, "sort", a.Sort)
	req, err := rates.RequestFrom(v)
	if err != nil {
		return nil, err
	}
	t, err := rates.Of(ctx, s.index, req)
	if err != nil {
		return nil, err
	}
	most := statsRows
	if a.Buckets > 0 {
		most = a.Buckets
	}
	t.Rows, t.Columns = t.Rows[:min(most, len(t.Rows))], t.Columns[:min(most, len(t.Columns))]
	t.Cells = t.Cells[:min(most*most, len(t.Cells))]
	return t, nil
}

var citesTool = tool{
	name: "cites", title: "The citation index",
	description: `What is decided where a guideline is cited: by the claims administrator, the reviewer, both or only one; with outcomes, what is cited with it, its chapters, sections and pages, and whether it was in force. Use it for "who cites ACOEM chapter 12 page 287 and what happened". guideline is a path: empty for all families, acoem, acoem/12, acoem/12/287, odg; the answer's rows give the paths below and the query that finds their items (use it with search).`,
	choices:     map[string][]string{"scope": scopes, "sort": {"count", "name"}},
}

type citesArgs struct {
	Guideline string `json:"guideline,omitempty" jsonschema:"a path of the tree of guidelines, as acoem/12/287; empty for its root"`
	searched
	Scope string `json:"scope,omitempty" jsonschema:"requested: only items that ask for the treatment that the query names"`
	Sort  string `json:"sort,omitempty" jsonschema:"order of the rows: count, the default, or name"`
	Rows  int    `json:"rows,omitempty" jsonschema:"largest number of rows of a table; 50 by default"`
}

func (s *server) cites(ctx context.Context, a *citesArgs) (*index.Cites, error) {
	v, err := a.values()
	if err != nil {
		return nil, err
	}
	set(v, "scope", a.Scope)
	set(v, "sort", a.Sort)
	if a.Rows > 0 {
		v.Set("buckets", strconv.Itoa(a.Rows))
	}
	req, err := index.CitesRequestFrom(a.Guideline, v)
	if err != nil {
		return nil, err
	}
	return s.index.Cites(ctx, req)
}
