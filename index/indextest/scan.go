package indextest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// A Scan is the simplest searcher there can be: it reads every determination
// for every search and tries everything. It is the oracle of the suite and a
// real index.Searcher for tests of what stands above an engine. It shares
// with engines the segmentation, the field table and the plan, and nothing of
// how a plan is run.
type Scan struct {
	letters    map[string]*index.Document
	items      []scanned
	vocabulary []string // every word once
	// Keeper has what queries may name of what people keep; nil for none.
	Keeper index.Keeper
	alike  func() map[string]int // id → number of the group of alike items
}

// A scanned determination has its texts divided into words.
type scanned struct {
	index.Determination
	doc    *index.Document
	tokens [index.NumTextFields][]token
}

// NewScan returns a searcher over docs. Of two letters with one id the later
// counts.
func NewScan(docs []*index.Document) *Scan {
	s := &Scan{letters: map[string]*index.Document{}}
	for _, d := range docs {
		s.letters[d.Letter.ID] = d
	}
	ids := map[string]int{}
	for _, d := range s.letters {
		for _, det := range d.Determinations() {
			item := scanned{Determination: det, doc: d}
			for f := range index.NumTextFields {
				item.tokens[f] = s.tokenize(det.Entries(f), ids)
			}
			s.items = append(s.items, item)
		}
	}
	slices.SortFunc(s.items, func(a, b scanned) int { return imr.CompareIDs(a.Item.ID, b.Item.ID) })
	s.alike = sync.OnceValue(s.groups)
	return s
}

// tokenize divides a text into words and numbers them.
func (s *Scan) tokenize(entries []text.Entry, ids map[string]int) []token {
	var out []token
	for _, t := range text.Tokenize(nil, entries) {
		id, ok := ids[t.Word]
		if !ok {
			id = len(s.vocabulary)
			ids[t.Word] = id
			s.vocabulary = append(s.vocabulary, t.Word)
		}
		out = append(out, token{t, id})
	}
	return out
}

// Letter returns a letter by its id.
func (s *Scan) Letter(_ context.Context, id string) (*index.Document, error) {
	if d := s.letters[id]; d != nil {
		return d, nil
	}
	return nil, fmt.Errorf("letter %s: %w", id, index.ErrNotFound)
}

// Info describes what is scanned, as generation 1.
func (s *Scan) Info(context.Context) (*index.Info, error) {
	info := &index.Info{Generation: 1, Letters: len(s.letters), Items: len(s.items), Shards: 1, Text: text.Version, Layouts: map[string]int{}}
	for _, d := range s.letters {
		info.Layouts[string(d.Letter.Layout)]++
		at := d.Letter.DecisionDate
		if at.IsZero() {
			continue
		}
		if info.From.IsZero() || at.Number() < info.From.Number() {
			info.From = at
		}
		if at.Number() > info.To.Number() {
			info.To = at
		}
	}
	return info, nil
}

// A found item has what it is ordered by.
type found struct {
	*scanned
	relaxed bool // not all plain words
	folded  int  // others folded under it
	behind  bool // by relevance: what was meant by words is not true of it
	score   float64
}

// Search answers as the contract says.
func (s *Scan) Search(ctx context.Context, req *index.Request) (*index.Result, error) {
	began := time.Now()
	req, plan, filters, err := resolve.ResolveKept(ctx, req, s.Keeper)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := resolve.CheckValues(plan, filters, s.valuesOf); err != nil {
		return nil, err
	}
	start, err := s.start(req)
	if err != nil {
		return nil, err
	}
	run := newRun(s, plan)
	all, match := run.matching(req.Scope)
	hits := passing(all, filters)
	result := &index.Result{Query: plan.Reading, Hits: []index.Hit{}, Generation: 1}
	result.Query.Match = match
	result.Total = total(hits, match)
	if plan.Requested != nil {
		result.Total.Requested = requested(passing(run.requesting(), filters))
		for _, hit := range hits {
			if !run.requests(hit.scanned) {
				result.Total.Mentioned++
			}
		}
	}
	if req.Facets {
		requesting := all
		if plan.Requested != nil {
			requesting = run.requesting()
		}
		result.Facets = facets(req, all, requesting, filters, plan.Labels)
	}
	result.Query.Settle(plan.Plain, run.stands)
	if req.Sort.Field == "" {
		run.rank(hits)
		run.divide(hits)
	}
	sortHits(hits, req.Sort)
	if req.Fold != "" {
		hits = s.folded(req.Fold, hits)
		groups := len(hits)
		result.Total.Groups = &groups
	}
	end := len(hits)
	if req.Limit != index.NoLimit {
		end = min(start+req.Limit, len(hits))
	}
	for i := min(start, end); i < end; i++ {
		hit := run.hit(hits[i], req.Snippets)
		if req.Fold == index.FoldLetter {
			hit.InLetter = hits[i].folded
		} else {
			hit.Alike = hits[i].folded
		}
		if req.Determinations {
			hit.Determination = &hits[i].Determination
		}
		result.Hits = append(result.Hits, hit)
	}
	if req.Snippets >= 0 {
		s.markSame(result.Hits)
	}
	if end < len(hits) && req.Limit > 0 {
		result.Next = cursorFor(req, end)
	}
	result.Answer = index.AnswerOf(result)
	result.TookMS = float64(time.Since(began).Microseconds()) / 1000
	return result, nil
}

// valuesOf returns the values that items have in a field.
func (s *Scan) valuesOf(f *index.Field) []resolve.FieldValue {
	counts := map[string]int{}
	for i := range s.items {
		for _, v := range bucketsOf(f, &s.items[i].Determination) {
			counts[v]++
		}
	}
	return resolve.ValuesCounted(f, counts)
}

// cursorFor names a place in the list; a scan's list never changes.
func cursorFor(req *index.Request, place int) string {
	return fmt.Sprintf("%d.%s", place, hash(req))
}

func (s *Scan) start(req *index.Request) (int, error) {
	if req.Cursor == "" {
		return req.Start, nil
	}
	var place int
	if _, err := fmt.Sscanf(req.Cursor, "%d.", &place); err != nil || req.Cursor != cursorFor(req, place) {
		return 0, &index.RequestError{Param: "cursor", Msg: "belongs to another search: begin again without it"}
	}
	return place, nil
}

func total(hits []found, match index.Match) index.Total {
	t := index.Total{Items: len(hits), Outcomes: map[imr.Outcome]int{}}
	letters := map[string]bool{}
	strict := 0
	for _, h := range hits {
		letters[h.Letter.ID] = true
		t.Outcomes[h.Item.Outcome]++
		if !h.relaxed {
			strict++
		}
	}
	t.Letters = len(letters)
	t.Decided = cellOf([][]found{hits}, nil, nil).Sides[0].Decided
	if match == index.MatchMost {
		t.AllWords = &strict
	}
	return t
}

func requested(items []found) *index.Requested {
	t := total(items, index.MatchAll)
	return &index.Requested{Items: t.Items, Letters: t.Letters, Outcomes: t.Outcomes, Decided: t.Decided}
}

// passing returns the items that pass all filters.
func passing(all []found, filters []index.FacetFilter) []found {
	return slices.DeleteFunc(slices.Clone(all), func(h found) bool {
		return slices.ContainsFunc(filters, func(f index.FacetFilter) bool { return !f.Pass(&h.Determination) })
	})
}
