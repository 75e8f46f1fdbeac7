package indextest

import (
	"math"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A run is one plan over all determinations.
type run struct {
	scan *Scan
	plan *index.Plan
	words
}

func newRun(s *Scan, p *index.Plan) *run {
	return &run{scan: s, plan: p, words: words{vocabulary: s.vocabulary, known: map[index.Matcher][]bool{}}}
}

// holds reports whether the item matches e.
func (r *run) holds(e index.Expr, d *scanned) bool {
	switch e := e.(type) {
	case nil, index.All:
		return true
	case index.And:
		for _, x := range e.Of {
			if !r.holds(x, d) {
				return false
			}
		}
		return true
	case index.Or:
		return slices.ContainsFunc(e.Of, func(x index.Expr) bool { return r.holds(x, d) })
	case index.Synonyms:
		return r.holds(e.Typed, d) || slices.ContainsFunc(e.Added, func(x index.Expr) bool { return r.holds(x, d) })
	case index.Not:
		return !r.holds(e.X, d)
	case index.Sequence, index.Near:
		for f := range index.NumTextFields {
			if !r.places(e, f, d.tokens[f], func(place) bool { return false }) {
				return true
			}
		}
		return false
	case index.AtLeast:
		n := 0
		for f := range index.NumTextFields {
			if e.Fields.Has(f) {
				n += r.different(e.X, f, d)
			}
		}
		return n >= e.N
	}
	return r.factHolds(e, d)
}

// different counts the most places of e in a field that do not overlap.
func (r *run) different(e index.Expr, f index.TextField, d *scanned) int {
	nearest := map[int]int{} // first token → the nearest end
	r.places(e, f, d.tokens[f], func(p place) bool {
		end, ok := nearest[p.first()]
		if !ok || p.last() < end {
			nearest[p.first()] = p.last()
		}
		return true
	})
	most := make([]int, len(d.tokens[f])+1) // from a token on
	for i := len(d.tokens[f]) - 1; i >= 0; i-- {
		most[i] = most[i+1]
		if end, ok := nearest[i]; ok {
			most[i] = max(most[i], 1+most[end+1])
		}
	}
	return most[0]
}

// factHolds reports whether a fact holds that no text tells.
func (r *run) factHolds(e index.Expr, d *scanned) bool {
	if x, ok := e.(index.AlikeTo); ok {
		return r.scan.alikeTo(x, d)
	}
	return holdsFact(e, d)
}

func holdsFact(e index.Expr, d *scanned) bool {
	switch e := e.(type) {
	case index.Values:
		f, _ := index.FieldNamed(e.Field)
		return slices.ContainsFunc(f.Values(&d.Determination), func(v string) bool { return holdsValue(e, v) })
	case index.Range:
		f, _ := index.FieldNamed(e.Field)
		return slices.ContainsFunc(f.Numbers(&d.Determination), func(n int) bool { return n >= e.From && n <= e.To })
	case index.IDs:
		return e.Has(d.Item.ID)
	case index.Cited:
		return holdsCited(&e.Test, &d.Determination)
	case index.ByID:
		id := strings.ToUpper(d.Item.ID)
		if e.N < 0 {
			return strings.HasPrefix(id, strings.ToUpper(e.Letter)+"/")
		}
		return id == strings.ToUpper(imr.ItemID(e.Letter, e.N))
	}
	return false
}

func holdsValue(e index.Values, v string) bool {
	v = index.FoldValue(v)
	if slices.ContainsFunc(e.Exact, func(want string) bool { return index.FoldValue(want) == v }) {
		return true
	}
	for _, all := range e.Contains {
		n := 0
		for _, want := range all {
			for w := range strings.SplitSeq(v, " ") {
				if w == want || strings.ContainsAny(want, "*?") && matcher(index.Matcher{Kind: index.Pattern, Text: want})(w) {
					n++
					break
				}
			}
		}
		if n == len(all) {
			return true
		}
	}
	return false
}

// matching returns the items that match the plan, before filters, and the
// mode in which it was matched.
func (r *run) matching(scope index.Scope) ([]found, index.Match) {
	if scope == index.ScopeRequested && r.plan.Requested != nil {
		return r.requesting(), index.MatchAll
	}
	var strict []found
	rooted := make([]bool, len(r.scan.items))
	has := make([][]bool, len(r.scan.items)) // item × plain word
	for i := range r.scan.items {
		d := &r.scan.items[i]
		rooted[i] = r.holds(r.plan.Root, d)
		all := true
		for _, x := range r.plan.Plain {
			yes := r.holds(x.X, d)
			has[i] = append(has[i], yes)
			all = all && yes
		}
		if rooted[i] && all {
			strict = append(strict, found{scanned: d})
		}
	}
	relax := r.plan.Match == index.MatchMost || r.plan.Match == index.MatchAuto && len(strict) < index.RelaxBelow
	words := slices.ContainsFunc(r.plan.Plain, func(p index.Plain) bool { return p.Meaning == "" })
	if !relax || !words || len(r.plan.Plain) < 2 && r.plan.Requested == nil {
		return strict, index.MatchAll
	}
	weights := r.plainWeights(has)
	carrying := r.carrying(has)
	var most []found
	for i := range r.scan.items {
		share, all := 0.0, true
		for k, yes := range has[i] {
			all = all && yes
			if yes {
				share += weights[k]
			}
		}
		enough := share >= index.RelaxShare-1e-6 && mentions(has[i], carrying)
		if rooted[i] && (all || enough || r.requests(&r.scan.items[i])) {
			most = append(most, found{scanned: &r.scan.items[i], relaxed: !all})
		}
	}
	if len(most) == len(strict) {
		return strict, index.MatchAll
	}
	return most, index.MatchMost
}

// requests reports whether an item asks for the treatment that the query names.
func (r *run) requests(d *scanned) bool {
	return r.plan.Requested != nil && r.holds(r.plan.Requested, d)
}

// stands reports whether any item has what an expression asks for.
func (r *run) stands(e index.Expr) bool {
	return slices.ContainsFunc(r.scan.items, func(d scanned) bool { return r.holds(e, &d) })
}

// requesting returns the items that ask for it.
func (r *run) requesting() []found {
	var out []found
	for i := range r.scan.items {
		if d := &r.scan.items[i]; r.holds(r.plan.Root, d) && r.requests(d) {
			out = append(out, found{scanned: d})
		}
	}
	return out
}

// carrying returns of each treatment that the query names the rarest plain
// word, the first of those that are alike.
func (r *run) carrying(has [][]bool) []int {
	var out []int
	for _, words := range r.plan.Carriers {
		rarest, least := 0, len(has)+1
		for _, k := range words {
			n := 0
			for _, h := range has {
				if h[k] {
					n++
				}
			}
			if n < least {
				rarest, least = k, n
			}
		}
		out = append(out, rarest)
	}
	return out
}

// mentions reports whether an item has one of the words that carry the query,
// if there are any.
func mentions(has []bool, carrying []int) bool {
	return len(carrying) == 0 || slices.ContainsFunc(carrying, func(k int) bool { return has[k] })
}

// divide tells the items of which all is true that was meant by words, and that
// ask for the treatment where one is named, from the others.
func (r *run) divide(hits []found) {
	meant := slices.ContainsFunc(r.plan.Plain, func(p index.Plain) bool { return p.Meaning != "" })
	for i := range hits {
		first := r.plan.Requested == nil || r.requests(hits[i].scanned)
		for _, p := range r.plan.Plain {
			first = first && (p.Meaning == "" || r.holds(p.X, hits[i].scanned))
		}
		hits[i].behind = meant && !first
	}
}

// plainWeights returns the share of each plain word in the weight of all: by
// its rarity, 0 for a word that stands nowhere.
func (r *run) plainWeights(has [][]bool) []float64 {
	weights, total := make([]float64, len(r.plan.Plain)), 0.0
	for k := range weights {
		n := 0
		for _, h := range has {
			if h[k] {
				n++
			}
		}
		if n > 0 && r.plan.Plain[k].Meaning == "" {
			weights[k] = idf(n, len(has))
		}
		total += weights[k]
	}
	for k := range weights {
		if total > 0 {
			weights[k] /= total
		}
	}
	return weights
}

func idf(n, all int) float64 {
	return math.Log(1 + (float64(all)-float64(n)+0.5)/(float64(n)+0.5))
}
