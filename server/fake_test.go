package server

import (
	"context"
	"fmt"
	"strings"

	"imrsearch/index"
	"imrsearch/index/citetree"
	"imrsearch/index/query"
	"imrsearch/parser/imr"
)

// A fake is a searcher over a few invented letters: it finds what contains
// the query's text.
type fake struct {
	docs []*index.Document
	err  error // answers every search, when set
	seen *index.Request
}

func (f *fake) Search(_ context.Context, req *index.Request) (*index.Result, error) {
	f.seen = req
	if f.err != nil {
		return nil, f.err
	}
	res := &index.Result{Generation: 1, TookMS: 0.4, Total: index.Total{Outcomes: map[imr.Outcome]int{}},
		Query: index.Reading{Text: req.Query, ReadAs: req.Query}}
	outcomes := map[string]int{}
	letters := map[string]bool{}
	for _, doc := range f.docs {
		hits, decided := 0, 0
		for _, d := range doc.Determinations() {
			at := strings.Index(d.Item.Rationale.Text, req.Query)
			if at < 0 {
				continue
			}
			outcomes[string(d.Item.Outcome)]++
			if !chosen(req.Filters, &d) {
				continue
			}
			letters[doc.Letter.ID] = true
			decided++
			if d.Item.Outcome == imr.Overturned {
				hits++
			}
			res.Total.Outcomes[d.Item.Outcome]++
			res.Total.Items++
			if len(res.Hits) < req.Limit && res.Total.Items > req.Start {
				res.Hits = append(res.Hits, hit(&d, at, len(req.Query)))
			}
		}
		res.Total.Decided.Add(hits, decided)
	}
	res.Total.Letters = len(letters)
	facet := index.Facet{Field: "outcome", Label: "Outcome", Distinct: len(outcomes)}
	for _, value := range []string{"overturned", "modified", "upheld"} {
		b := index.Bucket{Value: value, Label: strings.ToUpper(value[:1]) + value[1:], Count: outcomes[value]}
		for _, filter := range req.Filters {
			b.Selected = b.Selected || filter.Value == value
		}
		facet.Buckets = append(facet.Buckets, b)
	}
	res.Facets = []index.Facet{facet}
	return res, nil
}

func chosen(filters []index.Filter, d *index.Determination) bool {
	asked, has := false, false
	for _, f := range filters {
		if f.Field == "outcome" {
			asked, has = true, has || f.Value == string(d.Item.Outcome)
		}
	}
	return has || !asked
}

func hit(d *index.Determination, at, length int) index.Hit {
	h := index.Hit{ID: d.Item.ID, Letter: d.Letter.ID, N: d.Item.N, Request: d.Item.Request, Outcome: d.Item.Outcome,
		DecisionDate: d.Letter.DecisionDate, Age: d.Letter.Patient.Age, Sex: d.Letter.Patient.Sex, Items: len(d.Letter.Items),
		Families: []imr.Family{imr.ODG}}
	s := index.Snippet{Field: "rationale", Text: d.Item.Rationale.Text, Page: 2, Line: 4}
	if length > 0 {
		s.Spans = []index.Span{{at, at + length}}
		h.Marks = map[string]int{"rationale": 1}
	}
	h.Snippets = []index.Snippet{s}
	for _, other := range d.Letter.Items {
		if other.N != d.Item.N {
			h.Siblings = append(h.Siblings, index.Sibling{N: other.N, Request: other.Request, Outcome: other.Outcome})
		}
	}
	return h
}

func (f *fake) Letter(_ context.Context, id string) (*index.Document, error) {
	for _, d := range f.docs {
		if d.Letter.ID == id {
			return d, nil
		}
	}
	return nil, fmt.Errorf("letter %s in /srv/secret: %w", id, index.ErrNotFound)
}

func (f *fake) Similar(ctx context.Context, req *index.SimilarRequest) (*index.SimilarResult, error) {
	found, err := f.Search(ctx, &index.Request{Limit: req.Limit})
	if err != nil {
		return nil, err
	}
	res := &index.SimilarResult{Result: *found}
	for i := range res.Hits {
		res.Hits[i].Why = []string{"treatment: kit"}
		res.Hits[i].Differs = []index.Difference{{Label: "Side", Here: "left", There: "right"}}
	}
	res.Gather([3]index.Total{res.Total}, [3]int{len(res.Hits)})
	return res, nil
}

func (f *fake) Decides(context.Context, *index.DecidesRequest) (*index.Decides, error) {
	return &index.Decides{}, f.err
}

func (f *fake) Stats(context.Context, *index.StatsRequest) (*index.Stats, error) {
	return &index.Stats{}, f.err
}

func (f *fake) Cites(_ context.Context, req *index.CitesRequest) (*index.Cites, error) {
	return citetree.Answer(req, query.All{}, nil), req.Check()
}

func (f *fake) Info(context.Context) (*index.Info, error) {
	return &index.Info{Generation: 1, Letters: len(f.docs), Items: 3, From: imr.Date{Year: 2014, Month: 1, Day: 2}, To: imr.Date{Year: 2016, Month: 1, Day: 2}}, nil
}

// invented returns two letters with three items.
func invented() []*index.Document {
	passage := func(s string) imr.Passage {
		return imr.Passage{Text: s, Page: 2, Line: 4, Paragraphs: []int{0}, Lines: []imr.LineStart{{0, 2, 4}}}
	}
	first := &imr.Letter{
		ID: "CM16-0990001", CaseNumber: "CM16-0990001", Layout: imr.LayoutE,
		DecisionDate: imr.Date{Year: 2016, Month: 3, Day: 14}, Patient: imr.Patient{Age: 53, Sex: "female"},
		Diagnoses: []string{"lumbar strain", "knee pain <left>"}, Summary: passage("She fell from a ladder."),
		Items: []imr.Item{
			{ID: "CM16-0990001/1", N: 1, Request: "Lumbar kit <b>bold</b>", Heading: "1 Lumbar kit", Outcome: imr.Upheld,
				Rationale: passage("The kit is <b>not</b> needed & exercise will do."),
				ReviewerGuidelines: imr.Guidelines{Text: "ODG, Low Back", Cited: true,
					Citations: []imr.Citation{{Family: imr.ODG, Title: "Low Back", Pages: [][]int{{287, 289}}}}}},
			{ID: "CM16-0990001/2", N: 2, Request: "Physical therapy", Outcome: imr.Overturned,
				Rationale: passage("A short course of exercise under guidance is needed.")},
		},
		Problems: []imr.Problem{{Code: "missing-guideline", Item: 2, Page: 2, Line: 9, Message: "item 2 cites no guideline"}},
	}
	second := &imr.Letter{ID: "CM14-0990002", CaseNumber: "CM14-0990002", Items: []imr.Item{
		{ID: "CM14-0990002/1", N: 1, Request: "Home exercise", Outcome: imr.Modified, Rationale: passage("Half of the exercise visits.")}}}
	return []*index.Document{{Letter: first, Text: "Page one\nline two\fPage two\nline <b>"}, {Letter: second, Text: "x"}}
}
