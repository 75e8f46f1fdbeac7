package resolve

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
)

// Rated returns the search whose items are those that a rate of req stands on,
// resolved: those that request the treatment which the query names, else those
// that have all its words. A rate needs every outcome, so what asks for one is
// left out: the filter, a field at the top of the query, and, where no
// treatment is named, the words that mean one. The plan's reading warns of
// what was left out, and of an outcome that could not be. Errors are those of
// Resolve; keeper may be nil.
func Rated(ctx context.Context, req *index.Request, keeper index.Keeper) (*index.Request, *index.Plan, []index.FacetFilter, error) {
	base := &index.Request{Query: req.Query, Limit: index.DefaultLimit, Unknown: req.Unknown}
	var notes []index.Note
	left := func(format string, args ...interface{}) {
		notes = append(notes, index.Note{Message: fmt.Sprintf(format, args...) + " was left out: a rate counts every outcome"})
	}
	for _, f := range req.Filters {
		if isOutcome(f.Field) {
			left("the filter outcome=%s", f.Value)
			continue
		}
		base.Filters = append(base.Filters, f)
	}
	settled, plan, filters, err := ResolveKept(ctx, base, keeper)
	if err != nil {
		return nil, nil, nil, err
	}
	text, dropped, err := withoutOutcome(settled.Query, plan.Requested == nil)
	if err != nil {
		return nil, nil, nil, err
	}
	if len(dropped) > 0 {
		base.Query = text
		if settled, plan, filters, err = ResolveKept(ctx, base, keeper); err != nil {
			return nil, nil, nil, err
		}
		left("“%s”", strings.Join(dropped, "”, “"))
	}
	rated := *settled
	rated.Match, rated.Scope = index.MatchAll, ""
	if plan.Requested != nil {
		rated.Match, rated.Scope = "", index.ScopeRequested
	}
	plan.Match = index.MatchAll
	plan.Reading.Match = index.MatchAll
	plan.Reading.Warnings = append(append(notes, plan.Reading.Warnings...), conditions(plan, filters)...)
	return &rated, plan, filters, nil
}

func isOutcome(name string) bool {
	f, ok := index.FieldNamed(name)
	return ok && f.Name == "outcome"
}

// conditions warns of outcomes that narrow the search and were not left out.
func conditions(plan *index.Plan, filters []index.FacetFilter) []index.Note {
	var names []string
	add := func(name string) {
		if (name == "outcome" || name == "case_outcome") && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	index.Visit(plan.Root, func(e index.Expr) {
		if v, ok := e.(index.Values); ok {
			add(v.Field)
		}
	})
	for _, f := range filters {
		add(f.Field.Name)
	}
	var notes []index.Note
	for _, name := range names {
		notes = append(notes, index.Note{Message: "the search asks for " + name + ": these rates are of such items only, and say little"})
	}
	return notes
}

// withoutOutcome returns a query without what asks for an outcome at its top,
// and what that is: fields, and with words the words that mean one, too. What
// other words mean is then written as fields, for alone they may be words.
func withoutOutcome(q string, words bool) (text string, dropped []string, err error) {
	tree, _, err := parse(q)
	if err != nil {
		return "", nil, err
	}
	nodes, written := []query.Node{tree}, false
	if and, ok := tree.(query.And); ok {
		nodes, written = and.Of, and.Written
	}
	typed := func(from, to query.Node) string { return q[from.Span().Start:min(to.Span().End, len(q))] }
	var kept []query.Node
	for _, n := range nodes {
		if asksOutcome(n) {
			dropped = append(dropped, typed(n, n))
		} else {
			kept = append(kept, n)
		}
	}
	if words && !written {
		r := &resolver{text: q, plan: &index.Plan{}, repairing: true}
		parts := r.understand(r.canonical(slices.Clone(kept)))
		meant := false
		var others []query.Node
		for i, p := range parts {
			switch {
			case p.ignored || p.taken:
			case p.means == nil:
				others = append(others, p.node)
			case p.means.kind == "outcome":
				meant = true
				dropped = append(dropped, typed(p.node, parts[i+p.words-1].node))
			default:
				field, err := query.Parse(p.means.field)
				if err != nil {
					return "", nil, err
				}
				others = append(others, field)
			}
		}
		if meant {
			kept = others
		}
	}
	switch {
	case len(dropped) == 0:
		return q, nil, nil
	case len(kept) == 0:
		return "", dropped, nil
	case len(kept) == 1:
		return kept[0].String(), dropped, nil
	}
	return query.And{Of: kept, Written: written}.String(), dropped, nil
}

// asksOutcome reports whether a node is the field outcome, or its negation.
func asksOutcome(n query.Node) bool {
	switch n := n.(type) {
	case query.Field:
		return isOutcome(n.Name)
	case query.Not:
		return asksOutcome(n.X)
	}
	return false
}
