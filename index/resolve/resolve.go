// Package resolve answers one question: what does a request mean for any
// corpus? It turns the tree of index/query into a plan: fields, synonyms,
// function words, the mode of matching and filters, with the reading that is
// shown to whoever asked. It knows no engine and no document.
package resolve

import (
	"context"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
)

// Resolve settles what a request asks for: the query becomes a plan, the
// chosen values become filters. It is deterministic and knows no index. The
// errors are *query.SyntaxError, with a query that runs where one is known,
// and *RequestError.
func Resolve(req *index.Request) (*index.Plan, []index.FacetFilter, error) {
	_, plan, filters, err := ResolveKept(context.Background(), req, nil)
	return plan, filters, err
}

// resolveRequest resolves a request that has been checked, whose query names no
// other.
func resolveRequest(req *index.Request, labels *keptLabels) (*index.Plan, []index.FacetFilter, error) {
	filters, err := resolveFilters(req.Filters, labels)
	if err != nil {
		return nil, nil, err
	}
	plan, err := resolveWith(req.Query, req.Match, false, labels)
	if err != nil {
		return nil, nil, err
	}
	for _, name := range req.Unknown {
		note := index.Note{Message: name + " is no parameter of a search and was ignored"}
		if near := index.Nearest(name, append(index.FacetNames(), index.Reserved...)); near != "" {
			note.Message += "; did you mean " + near + "?"
		}
		plan.Reading.Warnings = append(plan.Reading.Warnings, note)
	}
	return plan, filters, nil
}

func resolveQuery(q string, match index.Match) (*index.Plan, error) {
	return resolveWith(q, match, false, nil)
}

// resolveWith resolves q; repairing says that it is itself a repair, whose
// own repair nobody asks for.
func resolveWith(q string, match index.Match, repairing bool, labels *keptLabels) (*index.Plan, error) {
	tree, notes, err := parse(q)
	if err != nil {
		return nil, repairable(err, repairing)
	}
	if match == "" {
		match = index.MatchAuto
	}
	r := &resolver{text: q, plan: &index.Plan{Match: match}, repairing: repairing, kept: labels}
	r.plan.Reading = index.Reading{
		Text: q, ReadAs: tree.String(), Words: query.Describe(tree), Match: index.MatchAll,
		Expansions: []index.Expansion{}, Ignored: []string{}, Warnings: notes,
	}
	if err := r.top(tree); err != nil {
		return nil, err
	}
	if match == index.MatchMost && len(r.plan.Plain) > 1 {
		r.plan.Reading.Match = index.MatchMost
	}
	return r.plan, nil
}

// A resolver turns one query tree into a plan.
type resolver struct {
	text  string
	plan  *index.Plan
	added int // sequences that the lexicon added so far
	// repairing says that the query is a repair that is being tried.
	repairing bool
	kept      *keptLabels // of the keeper; nil for none
}

// A scope is where a node stands.
type scope struct {
	fields index.TextFields
	field  *index.Field // the field around it, nil when none
	// offer says that synonyms are offered, not added: inside a field, a
	// proximity group, a count or a negation.
	offer bool
}

// top divides the query into plain words and the rest. Of plain words, some
// mean more than their text: see understand. Function words among them are
// ignored, unless there is nothing else.
func (r *resolver) top(tree query.Node) error {
	s := scope{fields: index.DefaultTexts}
	nodes := []query.Node{tree}
	relaxable := true
	if and, ok := tree.(query.And); ok {
		nodes, relaxable = and.Of, !and.Written
	}
	var parts []part
	if relaxable {
		nodes = r.canonical(nodes)
		parts = r.understand(nodes)
		r.reason(parts)
	}
	var rest []query.Node
	var of []int // the part that a node of rest is
	for i, n := range nodes {
		switch {
		case !relaxable || !parts[i].ignored && !parts[i].taken && parts[i].means == nil:
			rest, of = append(rest, n), append(of, i)
		case parts[i].taken:
		case parts[i].means != nil:
			r.plan.Plain = append(r.plan.Plain, index.Plain{X: parts[i].means.expr, Context: parts[i].context, Meaning: parts[i].means.kind})
		default:
			r.plan.Reading.Ignored = append(r.plan.Reading.Ignored, n.String())
		}
	}
	ignore := relaxable && r.ignores(rest)
	var root []index.Expr
	at := 0
	var asked []askedWord
	err := r.conjuncts(rest, s, func(run []query.Node, t thing) {
		first := run[0]
		context := relaxable && parts[of[at]].context
		at += len(run)
		w, plain := first.(query.Word)
		plain = plain || quantity(first)
		switch {
		case !plain || !relaxable:
			root = append(root, t.expr)
		case t.ignored, ignore && len(run) == 1 && functionWord(w.Text, r.text):
			for _, n := range run {
				r.plan.Reading.Ignored = append(r.plan.Reading.Ignored, n.String())
			}
		default:
			if !context {
				for _, n := range run {
					asked = append(asked, askedWord{n.String(), len(r.plan.Plain)})
				}
			}
			r.plan.Plain = append(r.plan.Plain, index.Plain{X: t.expr, Context: context})
		}
	})
	r.plan.Root = all(root)
	if relaxable {
		r.requested(asked)
	}
	return err
}

// quantity reports whether a node is a number behind a #, which people write
// for so many tablets.
func quantity(n query.Node) bool {
	e, ok := n.(query.Exact)
	return ok && strings.Trim(e.Text, "0123456789") == ""
}

// ignores reports whether function words among parts can be ignored: whether
// there is anything else.
func (r *resolver) ignores(parts []query.Node) bool {
	return slices.ContainsFunc(parts, func(n query.Node) bool {
		w, ok := n.(query.Word)
		return !ok || !functionWord(w.Text, r.text)
	})
}

// and resolves a conjunction inside the query. Words side by side in a group
// or behind a field are as plain as at the top: function words are ignored.
func (r *resolver) and(n query.And, s scope) (index.Expr, error) {
	ignore := !n.Written && r.ignores(n.Of)
	var of []index.Expr
	err := r.conjuncts(n.Of, s, func(run []query.Node, t thing) {
		if w, ok := run[0].(query.Word); ok && (t.ignored || len(run) == 1 && ignore && functionWord(w.Text, r.text)) {
			r.plan.Reading.Ignored = append(r.plan.Reading.Ignored, w.Text)
			return
		}
		of = append(of, t.expr)
	})
	return all(of), err
}

// conjuncts resolves the parts of a conjunction and gives each thing that they
// name to take, with the parts that name it. Neighbouring words are looked up
// together: "urine drug screen" is one thing.
func (r *resolver) conjuncts(parts []query.Node, s scope, take func([]query.Node, thing)) error {
	for i := 0; i < len(parts); {
		var run []query.Word
		for i+len(run) < len(parts) {
			w, ok := parts[i+len(run)].(query.Word)
			if e, exact := parts[i+len(run)].(query.Exact); exact && !s.offer && quantity(e) {
				w, ok = query.Word{At: e.At, Text: "#" + e.Text}, true
			}
			if !ok {
				break
			}
			run = append(run, w)
		}
		if len(run) == 0 {
			e, err := r.resolve(parts[i], s)
			if err != nil {
				return err
			}
			take(parts[i:i+1], thing{expr: e})
			i++
			continue
		}
		things, err := r.words(run, s)
		if err != nil {
			return err
		}
		for _, t := range things {
			take(parts[i+t.from:i+t.to], t)
		}
		i += len(run)
	}
	return nil
}

func (r *resolver) resolve(n query.Node, s scope) (index.Expr, error) {
	switch n := n.(type) {
	case query.All:
		return index.All{}, nil
	case query.Field:
		return r.fieldNode(n, s)
	case query.And:
		return r.and(n, s)
	case query.Or:
		of, err := r.each(n.Of, s)
		if err != nil {
			return nil, err
		}
		return index.Or{Of: of}, nil
	case query.Not:
		x, err := r.resolve(n.X, s.offering())
		return index.Not{X: x}, err
	case query.ButNot:
		x, err := r.resolve(n.X, s)
		if err != nil {
			return nil, err
		}
		y, err := r.resolve(n.Y, s.offering())
		return index.And{Of: []index.Expr{x, index.Not{X: y}}}, err
	case query.Near:
		return r.near(n, s)
	case query.AtLeast:
		return r.atLeast(n, s)
	case query.ID:
		return r.id(n.Text, n.At)
	}
	return r.leaf(n, s)
}

func (s scope) offering() scope { s.offer = true; return s }

func (r *resolver) each(nodes []query.Node, s scope) ([]index.Expr, error) {
	var out []index.Expr
	for _, n := range nodes {
		e, err := r.resolve(n, s)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// all is the And of its parts, without wrapping one or none.
func all(of []index.Expr) index.Expr {
	switch len(of) {
	case 0:
		return index.All{}
	case 1:
		return of[0]
	}
	return index.And{Of: of}
}
