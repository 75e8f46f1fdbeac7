package opensearch

import (
	"context"
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
	return doc.ItemToCompare(id, n)
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
	hits, n, err := index.PageOfGroups(s.req, s.sizes, s.list)
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
			rank.Explain(at[x.ID], s.like, s.facts.Features, func(i int) bool { return slices.Contains(x.Matched, strconv.Itoa(i)) })
		}
		ids = ids[n:]
	}
	return nil
}
