package opensearch

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"imrsearch/index"
	"imrsearch/index/rank"
	"imrsearch/index/resolve"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// Similar returns items like another, in groups. See index.Searcher.
func (e *Engine) Similar(ctx context.Context, req *index.SimilarRequest) (*index.SimilarResult, error) {
	start := time.Now()
	ctx, cancel := e.within(ctx, 1)
	defer cancel()
	out, err := e.similar(ctx, req)
	if err != nil {
		return nil, cause(ctx, err)
	}
	out.TookMS = tookMS(start)
	return out, nil
}

func (e *Engine) similar(ctx context.Context, req *index.SimilarRequest) (*index.SimilarResult, error) {
	if err := req.Check(); err != nil {
		return nil, err
	}
	base, plan, filters, err := resolve.ResolveKept(ctx, &index.Request{Filters: req.Filters}, e.opts.Keeper)
	if err != nil {
		return nil, err
	}
	r, err := e.begin(ctx, base, plan, filters)
	if err != nil {
		return nil, err
	}
	r.plan = &index.Plan{Root: index.All{}}
	s := &similarity{run: r, req: req}
	if err := s.find(); err != nil {
		return nil, err
	}
	return s.answer()
}

// A similarity finds items like another.
type similarity struct {
	*run
	req      *index.SimilarRequest
	like     *index.Determination
	facts    rank.Likeness
	features []object // what has each feature
	all      object   // of all groups, before filters
	groupsOf [len(index.GroupKinds)]object
	sizes    [len(index.GroupKinds)]int // of their lists
}

// find reads the item, and divides the others.
func (s *similarity) find() error {
	s.like = s.req.Like
	if s.req.ID != "" {
		var err error
		if s.like, err = s.named(s.req.ID); err != nil {
			return err
		}
	}
	if err := s.read(); err != nil {
		return err
	}
	for _, f := range s.facts.Features {
		q, err := s.compile(f.Expr, nil)
		if err != nil {
			return err
		}
		s.features = append(s.features, q)
	}
	return s.divide()
}

// named returns the item that an id names. Errors: index.ErrNotFound.
func (s *similarity) named(id string) (*index.Determination, error) {
	letter, n, err := imr.SplitID(id)
	if err != nil {
		return nil, &index.RequestError{Param: "id", Msg: err.Error()}
	}
	doc, err := s.letter(s.ctx, letter)
	if err != nil {
		return nil, err
	}
	if len(doc.Letter.Items) == 0 {
		return nil, &index.RequestError{Param: "id", Msg: "no item was found in the letter " + doc.Letter.ID + ": there is nothing to compare"}
	}
	for _, d := range doc.Determinations() {
		if d.Item.N == n || n < 0 {
			return &d, nil
		}
	}
	return nil, fmt.Errorf("item %s: %w", id, index.ErrNotFound)
}

// read says what can agree with the item. How many items have a word is asked for
// all its words at once.
func (s *similarity) read() error {
	seen := map[string]bool{}
	var words []string
	for f := range index.NumTextFields {
		for _, t := range text.Tokenize(nil, s.like.Entries(f)) {
			if !seen[t.Word] {
				seen[t.Word] = true
				words = append(words, termOf(t.Word))
			}
		}
	}
	counts := map[string]int{}
	for len(words) > 0 {
		n := min(len(words), wordsAtOnce)
		some := object{"field": wordsField, "size": n, "shard_size": n, "include": words[:n]}
		res, err := s.search(s.ctx, s.Client.items(), object{"size": 0, "aggs": object{"w": object{"terms": some}}})
		if err != nil {
			return err
		}
		have, _, err := readTerms(res.Aggregations, "w")
		if err != nil {
			return err
		}
		for w, n := range have {
			counts[w] = n
		}
		words = words[n:]
	}
	s.facts = rank.Like(s.like, func(word string) int { return rank.Rare(counts[termOf(word)], s.items) }, s.items)
	return nil
}

// wordsAtOnce is how many words are counted at once.
const wordsAtOnce = 5_000

// divide finds the items of each group: what has the treatment, and, where that is
// little, what is of its kind.
func (s *similarity) divide() error {
	all, err := s.others(s.facts.Treatment)
	if err != nil {
		return err
	}
	for _, kind := range s.facts.Kinds {
		n, err := s.countEach([]object{all})
		if err != nil {
			return err
		}
		if n[0] >= kind.Below {
			break
		}
		more, err := s.others(kind.Expr)
		if err != nil {
			return err
		}
		all = anyOf([]object{all, more})
	}
	same, err := s.others(s.facts.Same)
	if err != nil {
		return err
	}
	granted := allOf(same, terms(outcomeField, []imr.Outcome{imr.Overturned, imr.Modified}))
	upheld := allOf(same, term(outcomeField, string(imr.Upheld)))
	s.all = all
	s.groupsOf = [...]object{granted, upheld, but(all, anyOf([]object{granted, upheld}))}
	return nil
}

// others is a query for the items of other letters that x matches, none for nil.
func (s *similarity) others(x index.Expr) (object, error) {
	if x == nil {
		return matchNone, nil
	}
	q, err := s.compile(x, nil)
	var own []string
	for _, id := range []string{s.like.Letter.ID, string(s.like.Letter.CaseNumber)} {
		if id != "" {
			own = append(own, strings.ToUpper(id))
		}
	}
	return but(q, terms(keyField, own)), err
}

func (s *similarity) answer() (*index.SimilarResult, error) {
	reading := index.Reading{Text: s.like.Item.ID, Match: index.MatchAll, Expansions: []index.Expansion{}, Ignored: []string{}, Warnings: []index.Note{}}
	out := &index.SimilarResult{Of: s.facts.Of()}
	out.Result = index.Result{Query: reading, Generation: s.Generation, Hits: []index.Hit{}}
	totals, err := s.totals(out)
	if err != nil {
		return nil, err
	}
	hits, n, err := s.page()
	if err != nil {
		return nil, err
	}
	s.run.req = &index.Request{Limit: s.req.Limit, Determinations: true}
	if err := s.show(&out.Result, &list{}, hits); err != nil {
		return nil, err
	}
	out.Next = ""
	if err := s.explain(out.Hits); err != nil {
		return nil, err
	}
	out.Gather(totals, n)
	return out, nil
}

// totals counts the groups, and all of them together.
func (s *similarity) totals(out *index.SimilarResult) (totals [len(index.GroupKinds)]index.Total, err error) {
	aggs := object{}
	for g, q := range append(s.groupsOf[:], s.all) {
		aggs["result "+strconv.Itoa(g)] = object{"filter": s.filtered(q, -1), "aggs": object{"tally": tally(false), "outcomes": outcomes}}
	}
	res, err := s.search(s.ctx, s.Client.items(), object{"size": 0, "track_total_hits": false, "aggs": aggs})
	if err != nil {
		return totals, err
	}
	read := func(g int, t *index.Total) error {
		n, err := readRequested(res, "result "+strconv.Itoa(g))
		if err == nil {
			t.Items, t.Letters, t.Outcomes = n.Items, n.Letters, n.Outcomes
		}
		return err
	}
	if err := read(len(totals), &out.Total); err != nil {
		return totals, err
	}
	sum := 0
	for g := range totals {
		if err := read(g, &totals[g]); err != nil {
			return totals, err
		}
		s.sizes[g] = totals[g].Items
		if s.req.Fold {
			alike, err := s.groups(s.ctx)
			if err != nil {
				return totals, err
			}
			n, err := s.countGroups(alike, s.filtered(s.groupsOf[g], -1), totals[g].Items)
			if err != nil {
				return totals, err
			}
			totals[g].Groups, s.sizes[g] = &n, n
			sum += n
		}
	}
	if s.req.Fold {
		out.Total.Groups = &sum
	}
	return totals, nil
}

// page returns the hits of the page, group by group, and how many are of each.
func (s *similarity) page() (hits []hit, n [len(index.GroupKinds)]int, err error) {
	skip, want := s.req.Start, s.req.Limit
	for g, kind := range index.GroupKinds {
		if s.req.Group != "" && s.req.Group != kind {
			continue
		}
		most := index.NoLimit
		if want >= 0 {
			most = skip + want
		}
		if s.req.PerGroup > 0 && (most < 0 || most > s.req.PerGroup) {
			most = s.req.PerGroup
		}
		found, err := s.list(g, most)
		if err != nil {
			return nil, n, err
		}
		found = found[min(skip, len(found)):]
		size := s.sizes[g]
		if most >= 0 {
			size = min(size, most)
		}
		skip -= min(skip, size)
		if want >= 0 {
			found = found[:min(want, len(found))]
			want -= len(found)
		}
		hits, n[g] = append(hits, found...), len(found)
	}
	return hits, n, nil
}

// list returns the first hits of a group, what agrees most first; alike ones folded
// where that is asked for.
func (s *similarity) list(group, most int) ([]hit, error) {
	if most == 0 || s.sizes[group] == 0 {
		return nil, nil
	}
	want := most
	if s.req.Fold {
		want = -1
	}
	var should []object
	for i, q := range s.features {
		should = append(should, object{"constant_score": object{"filter": q, "boost": s.facts.Features[i].Weight}})
	}
	body := object{
		"query": object{"bool": object{"filter": s.filtered(s.groupsOf[group], -1), "should": should, "minimum_should_match": 0}},
		"sort":  append([]object{{"_score": "desc"}}, byID...),
	}
	var hits []hit
	err := s.firstOf(s.ctx, body, nil, want, want < 0, func(x *row) {
		hits = append(hits, hit{id: x.ID, final: scoreOf(x, scoring) / max(s.facts.Weight(), 1e-9)})
	})
	if err != nil || !s.req.Fold {
		return hits, err
	}
	alike, err := s.groups(s.ctx)
	if err != nil {
		return nil, err
	}
	hits = foldedHits(alike.group, hits)
	if most >= 0 {
		hits = hits[:min(most, len(hits))]
	}
	return hits, nil
}

// scoring tells scoreOf that rows have scores.
var scoring = &rank.Query{}

// maxSaid is how many values of one kind are said to agree.
const maxSaid = 8

// explain says of hits what agrees.
func (s *similarity) explain(hits []index.Hit) error {
	at := map[string]*index.Hit{}
	ids := make([]string, len(hits))
	for i := range hits {
		ids[i] = hits[i].ID
		at[ids[i]] = &hits[i]
	}
	var named []object
	for i, q := range s.features {
		named = append(named, object{"constant_score": object{"filter": q, "_name": strconv.Itoa(i)}})
	}
	for len(ids) > 0 {
		n := min(len(ids), pageRows)
		res, err := s.search(s.ctx, s.Client.items(), object{
			"size": n, "track_total_hits": false, "_source": false,
			"query": object{"bool": object{"filter": terms(idField, ids[:n]), "should": named, "minimum_should_match": 0}},
		})
		if err != nil {
			return err
		}
		for _, x := range res.Hits.Hits {
			hit := at[x.ID]
			hit.Why = s.why(x.Matched)
			hit.Agrees, hit.Differs = rank.Compare(s.like, hit.Determination)
			nameTheirs(hit)
		}
		ids = ids[n:]
	}
	return nil
}

// why says what agrees, the most telling first; matched are the numbers of
// features.
func (s *similarity) why(matched []string) []string {
	values := map[string][]string{}
	var labels []string
	for i, f := range s.facts.Features {
		if !slices.Contains(matched, strconv.Itoa(i)) {
			continue
		}
		if values[f.Label] == nil {
			labels = append(labels, f.Label)
		}
		if !slices.Contains(values[f.Label], f.Value) && len(values[f.Label]) < maxSaid {
			values[f.Label] = append(values[f.Label], f.Value)
		}
	}
	var out []string
	for _, l := range labels {
		out = append(out, l+": "+strings.Join(values[l], ", "))
	}
	return out
}

// nameTheirs says in Why what the hit's own name is of what counts as the same, as
// Agrees does.
func nameTheirs(hit *index.Hit) {
	for i, why := range hit.Why {
		label, _, _ := strings.Cut(why, ": ")
		for _, a := range hit.Agrees {
			if a.Label == label && strings.Contains(a.Value, ", there ") {
				hit.Why[i] = label + ": " + a.Value
			}
		}
	}
}
