package indextest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// Similar divides the items by what they say, one after the other: the naive
// definition of the groups. Inside a group they come by how many facts they
// share; engines do better.
func (s *Scan) Similar(_ context.Context, req *index.SimilarRequest) (*index.SimilarResult, error) {
	if err := req.Check(); err != nil {
		return nil, err
	}
	_, filters, err := resolve.Resolve(&index.Request{Filters: req.Filters})
	if err != nil {
		return nil, err
	}
	like := req.Like
	if req.ID != "" {
		i := slices.IndexFunc(s.items, func(d scanned) bool { return d.Item.ID == req.ID })
		if i < 0 {
			return nil, fmt.Errorf("item %s: %w", req.ID, index.ErrNotFound)
		}
		like = &s.items[i].Determination
	}
	groups, why := s.likeGroups(like)
	result := &index.SimilarResult{Result: index.Result{Hits: []index.Hit{}, Generation: 1}}
	result.Of = index.SimilarTo{ID: like.Item.ID, Letter: like.Letter.ID, Request: like.Item.Request, Outcome: like.Item.Outcome, Facts: []index.Fact{}}
	r := newRun(s, &index.Plan{Root: index.All{}})
	var all []found
	var totals [len(index.GroupKinds)]index.Total
	var n [len(index.GroupKinds)]int
	start, want, folded := req.Start, req.Limit, 0
	for g, kind := range index.GroupKinds {
		hits := passing(groups[g], filters)
		totals[g], all = total(hits, index.MatchAll), append(all, hits...)
		slices.SortFunc(hits, func(a, b found) int {
			return cmp.Or(cmp.Compare(b.score, a.score), imr.CompareIDs(a.Item.ID, b.Item.ID))
		})
		if req.Fold {
			hits = s.folded(index.FoldAlike, hits)
			n := len(hits)
			totals[g].Groups, folded = &n, folded+n
		}
		if req.PerGroup > 0 {
			hits = hits[:min(req.PerGroup, len(hits))]
		}
		for _, h := range hits {
			switch {
			case req.Group != "" && req.Group != kind:
			case start > 0:
				start--
			case want != 0:
				hit := r.hit(h, index.DefaultSnippets)
				hit.Why, hit.Alike = why[hit.ID], h.folded
				result.Hits = append(result.Hits, hit)
				n[g]++
				want--
			}
		}
	}
	result.Total = total(all, index.MatchAll)
	if req.Fold {
		result.Total.Groups = &folded
	}
	result.Gather(totals, n)
	return result, nil
}

// likeGroups divides the items of other letters that are like one into the groups,
// and says what each shares with it.
func (s *Scan) likeGroups(like *index.Determination) (groups [len(index.GroupKinds)][]found, why map[string][]string) {
	why = map[string][]string{}
	var others []*scanned
	for i := range s.items {
		d := &s.items[i]
		if id := d.Letter.ID; !strings.EqualFold(id, like.Letter.ID) && !strings.EqualFold(id, string(like.Letter.CaseNumber)) {
			others = append(others, d)
		}
	}
	near := map[*scanned]bool{}
	for _, d := range others {
		if sameTreatment(like, &d.Determination) {
			near[d] = true
		}
	}
	for level, below := range []int{20, 10} {
		if len(near) >= below {
			break
		}
		for _, d := range others {
			if sameKind(like, &d.Determination, level) {
				near[d] = true
			}
		}
	}
	for _, d := range others {
		if !near[d] {
			continue
		}
		g := 2
		if sameTreatment(like, &d.Determination) && samePart(like, &d.Determination) && sameStage(like, &d.Determination) {
			switch d.Item.Outcome {
			case imr.Overturned, imr.Modified:
				g = 0
			case imr.Upheld:
				g = 1
			}
		}
		shared := sharing(like, &d.Determination)
		why[d.Item.ID] = shared
		groups[g] = append(groups[g], found{scanned: d, score: float64(len(shared))})
	}
	return groups, why
}

// drugItem reports whether drugs are asked for: what goes along with a service
// is not.
func drugItem(t *imr.Treatment) bool {
	return t.Class == "Pharmaceuticals" || !slices.ContainsFunc(t.Names, resolve.Tells)
}

// sameTreatment is the definition: one treatment in common by its names, or one
// drug by its substance, mixtures for the skin apart; where none is known, all
// words of the request that say something.
func sameTreatment(a, b *index.Determination) bool {
	here, there := &a.Item.Treatment, &b.Item.Treatment
	telling := slices.ContainsFunc(here.Names, resolve.Tells)
	asksDrugs := drugItem(here) && len(here.Drugs) > 0
	for _, name := range here.Names {
		counts := resolve.Tells(name) || !telling && !asksDrugs
		if counts && meets(resolve.SameTreatment(name), there.Names) {
			return true
		}
	}
	switch {
	case asksDrugs:
		if mixture := there.Subclass == "Topical compounds"; here.Class == "Pharmaceuticals" {
			if here.Subclass == "Topical compounds" && !mixture || here.Subclass != "Topical compounds" && (mixture || there.Class != here.Class) {
				return false
			}
		}
		return slices.ContainsFunc(here.Drugs, func(drug string) bool { return meets(resolve.SameSubstance(drug), there.Drugs) })
	case here.Class == "Pharmaceuticals" && !telling && here.Subclass != "":
		return there.Subclass == here.Subclass
	case len(here.Names) > 0:
		return false
	}
	all, any := worded(a, b)
	return all && any
}

// worded reports whether a request has all, and any, of the words of another
// that say something.
func worded(a, b *index.Determination) (all, any bool) {
	said := text.Words(b.Item.Request)
	all = true
	for _, w := range resolve.Content(text.Words(a.Item.Request)) {
		if resolve.Amount(w) {
			continue
		}
		has := slices.ContainsFunc(said, func(v string) bool { return text.Class(v) == text.Class(w) })
		all, any = all && has, any || has
	}
	return all, any
}

// sameKind reports whether the treatments are of one kind: at level 0 of one
// subclass or drug class or near, at level 1 of one class.
func sameKind(a, b *index.Determination, level int) bool {
	here, there := &a.Item.Treatment, &b.Item.Treatment
	if here.Subclass == "" {
		known := len(here.Names) > 0 || drugItem(here) && len(here.Drugs) > 0
		_, any := worded(a, b)
		return !known && level == 0 && any
	}
	if level > 0 {
		return there.Class == here.Class
	}
	if skin := []string{"Topical compounds", "Topical analgesics"}; slices.Contains(skin, here.Subclass) {
		if slices.Contains(skin, there.Subclass) {
			return true
		}
	} else {
		byDrug := drugItem(here) && meets(here.DrugClass, there.DrugClass)
		if there.Subclass == here.Subclass || byDrug {
			return len(here.DrugClass) == 0 || !drugItem(here) || there.Subclass != "Topical compounds"
		}
	}
	telling := slices.ContainsFunc(here.Names, resolve.Tells)
	for _, name := range here.Names {
		if (resolve.Tells(name) || !telling && !(drugItem(here) && len(here.Drugs) > 0)) && meets(resolve.NearTreatment(name), there.Names) {
			return len(here.DrugClass) == 0 || !drugItem(here) || there.Subclass != "Topical compounds"
		}
	}
	return false
}

// samePart reports whether the parts of the body are the same, or one names
// none. Of visits and injections those of the diagnoses count where the request
// names none; "spine" tells nothing beside a part.
func samePart(a, b *index.Determination) bool {
	here, there := a.Item.Treatment.BodyParts, b.Item.Treatment.BodyParts
	if a.Item.Treatment.Class == "Pharmaceuticals" {
		return true
	}
	visits := a.Item.Treatment.Class == "Rehabilitation" || a.Item.Treatment.Class == "Injection"
	if visits && (len(here) == 0 || slices.Equal(here, []string{"spine"})) && len(diagnosed(a)) > 0 {
		here = diagnosed(a)
	}
	if len(here) == 0 {
		return true
	}
	var parts []string
	for _, p := range here {
		parts = append(parts, resolve.SamePart(p)...)
	}
	if !slices.Contains(here, "spine") {
		parts = slices.DeleteFunc(parts, func(p string) bool { return p == "spine" })
	}
	if meets(parts, there) {
		return true
	}
	if len(there) > 0 && !slices.Contains(there, "spine") {
		return false
	}
	return !visits || len(diagnosed(b)) == 0 || meets(parts, diagnosed(b))
}

func diagnosed(d *index.Determination) []string {
	f, _ := index.FieldNamed("diagnosed")
	return f.Values(d)
}

// sameStage reports whether the stages of care make one request.
func sameStage(a, b *index.Determination) bool {
	here, there := a.Item.Stage, b.Item.Stage
	var apart []string
	switch a.Item.Treatment.Class {
	case "Rehabilitation":
		apart = []string{"with or after surgery", "continued or repeated"}
	case "Pharmaceuticals":
		apart = []string{"with or after surgery"}
	default:
		return here == "" || there == "" || here == there
	}
	if slices.Contains(apart, here) {
		return there == here
	}
	return !slices.Contains(apart, there)
}

func meets(a, b []string) bool {
	return slices.ContainsFunc(a, func(v string) bool { return slices.Contains(b, v) })
}

func sharing(a, b *index.Determination) []string {
	var shared []string
	for _, name := range []string{"named", "drug", "body", "stage", "subclass", "class"} {
		f, _ := index.FieldNamed(name)
		for _, v := range f.Values(a) {
			if slices.Contains(f.Values(b), v) {
				shared = append(shared, f.Label+": "+v)
			}
		}
	}
	return shared
}
