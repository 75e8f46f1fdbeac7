package indextest

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"slices"

	"imrsearch/index"
	"imrsearch/index/highlight"
	"imrsearch/parser/imr"
)

// rank gives each hit its score: plain BM25 of the plan's words over all its
// texts together.
func (r *run) rank(hits []found) {
	var asked []index.Matcher
	r.each(func(s index.Sequence) {
		for _, m := range s.Words {
			if !slices.Contains(asked, m) {
				asked = append(asked, m)
			}
		}
	})
	const k1, b = 1.2, 0.75
	counts := make([][]int, len(hits))
	lengths := make([]int, len(hits))
	df := make([]int, len(asked))
	total := 0
	for i, h := range hits {
		counts[i] = make([]int, len(asked))
		for f := range index.OtherText {
			lengths[i] += len(h.tokens[f])
			for _, t := range h.tokens[f] {
				for k, m := range asked {
					if r.of(m)[t.id] {
						counts[i][k]++
					}
				}
			}
		}
		total += lengths[i]
		for k, n := range counts[i] {
			df[k] += min(n, 1)
		}
	}
	mean := math.Max(float64(total)/math.Max(float64(len(hits)), 1), 1)
	for i := range hits {
		for k, n := range counts[i] {
			tf := float64(n)
			hits[i].score += idf(df[k], len(r.scan.items)) * tf * (k1 + 1) / (tf + k1*(1-b+b*float64(lengths[i])/mean))
		}
	}
}

// each calls do for every Sequence of the plan that is not negated.
func (r *run) each(do func(index.Sequence)) {
	var visit func(e index.Expr)
	visit = func(e index.Expr) {
		switch e := e.(type) {
		case index.Sequence:
			do(e)
		case index.Not:
		default:
			for _, x := range index.Parts(e) {
				visit(x)
			}
		}
	}
	visit(r.plan.Root)
	for _, e := range r.plan.Plain {
		visit(e.X)
	}
}

// sortHits orders hits: by relevance those of which is true what was meant by
// words come first; ties go by id.
func sortHits(hits []found, by index.Sort) {
	f, _ := index.FieldNamed(by.Field)
	slices.SortFunc(hits, func(a, b found) int {
		c := compareBool(a.behind, b.behind)
		if by.Field == "" {
			return cmp.Or(c, cmp.Compare(b.score, a.score), imr.CompareIDs(a.Item.ID, b.Item.ID))
		}
		return cmp.Or(c, compareNumbers(f, by.Ascending, &a.Determination, &b.Determination), imr.CompareIDs(a.Item.ID, b.Item.ID))
	})
}

func compareNumbers(f *index.Field, ascending bool, a, b *index.Determination) int {
	x, y := f.Numbers(a), f.Numbers(b)
	switch {
	case len(x) == 0 || len(y) == 0:
		return compareBool(len(x) == 0, len(y) == 0)
	case ascending:
		return cmp.Compare(x[0], y[0])
	}
	return cmp.Compare(y[0], x[0])
}

// hit shows an item.
func (r *run) hit(h found, snippets int) index.Hit {
	l, it := h.Letter, h.Item
	out := index.Hit{
		ID: it.ID, Letter: l.ID, N: it.N, Score: h.score, Request: it.Request, Outcome: it.Outcome,
		DecisionDate: l.DecisionDate, DateOfInjury: l.DateOfInjury, Specialties: l.Reviewer.Specialties,
		TreatmentClass: it.Treatment.Class, Age: l.Patient.Age, Sex: l.Patient.Sex, Items: len(l.Items),
		Requested: r.requests(h.scanned), SomeWords: h.relaxed, Snippets: []index.Snippet{},
	}
	for _, c := range it.ReviewerGuidelines.Citations {
		if !slices.Contains(out.Families, c.Family) {
			out.Families = append(out.Families, c.Family)
		}
	}
	for i := range l.Items {
		if o := &l.Items[i]; o.N != it.N {
			out.Siblings = append(out.Siblings, index.Sibling{N: o.N, Request: o.Request, Outcome: o.Outcome})
		}
	}
	if snippets == 0 {
		snippets = index.DefaultSnippets
	}
	if snippets < 0 {
		return out
	}
	out.Snippets = highlight.Snippets(&h.Determination, highlight.Mark(r.plan, &h.Determination), snippets)
	for f, spans := range r.marked(h.scanned) {
		if out.Marks == nil {
			out.Marks = map[string]int{}
		}
		out.Marks[f.String()] = len(spans)
		if f == index.RequestText {
			for _, s := range spans {
				out.RequestSpans = append(out.RequestSpans, index.Span{s.start, s.end})
			}
		}
	}
	return out
}

// hash tells one search from another, so that no cursor serves two.
func hash(req *index.Request) string {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, req.Query, req.Filters, req.Sort, req.Match)
	return fmt.Sprintf("%x", h.Sum64())
}
