package mcp

import (
	"context"
	"fmt"

	"imrsearch/index"
	"imrsearch/index/example"
	"imrsearch/index/query"
	"imrsearch/parser/imr"
)

var similarTool = tool{
	name: "similar", title: "Find precedents",
	description: `Find items like one item, or like the requests in a text: a utilization review denial, a request for authorization, a letter, or a few sentences of a case. Use it for "find precedents for this denial". The answer has three groups with exact counts: the same request, overturned; the same request, upheld (adverse precedents: report them too); near. Each hit says what agrees and what differs, with the sentence that decides. Give id or text, not both. The text is kept nowhere.`,
	choices:     map[string][]string{"group": {"overturned", "upheld", "near"}},
}

type similarArgs struct {
	ID      string              `json:"id,omitempty" jsonschema:"the id of an item, as CM16-0990412/2"`
	Text    string              `json:"text,omitempty" jsonschema:"a denial, a request for authorization, a letter or a description of the case; at most 1 MB"`
	Item    int                 `json:"item,omitempty" jsonschema:"only the request of this number in the text, from 1; 0 means every one"`
	Group   string              `json:"group,omitempty" jsonschema:"only this group"`
	Filters map[string][]string `json:"filters,omitempty" jsonschema:"as in search"`
	Limit   *int                `json:"limit,omitempty" jsonschema:"hits of each group, from 0 (counts alone) to 30; 5 by default"`
}

type similarAnswer struct {
	Read    *example.Example `json:"read,omitempty" jsonschema:"what was read of the text"`
	Answers []likeAnswer     `json:"answers" jsonschema:"one for each request"`
}

type likeAnswer struct {
	Request   string               `json:"request"`
	Of        index.SimilarTo      `json:"of" jsonschema:"what the hits are compared with, as it was read"`
	Total     index.Total          `json:"total"`
	Groups    []index.SimilarGroup `json:"groups"`
	Partial   bool                 `json:"partial" jsonschema:"the time limit cut the work: counts are lower bounds"`
	Generated int                  `json:"generation"`
}

const (
	similarHits, maxSimilarHits = 5, 30
	// maxText is the largest text that is read, in bytes.
	maxText = 1 << 20
)

func (s *server) similar(ctx context.Context, a *similarArgs) (*similarAnswer, error) {
	if (a.ID == "") == (a.Text == "") {
		return nil, &index.RequestError{Param: "id", Msg: "or text is wanted, one of the two"}
	}
	v, err := (&searched{Filters: a.Filters}).values()
	if err != nil {
		return nil, err
	}
	filters, err := index.RequestFrom(v)
	if err != nil {
		return nil, err
	}
	each, err := limited(a.Limit, similarHits, maxSimilarHits)
	if err != nil {
		return nil, err
	}
	req := index.SimilarRequest{Filters: filters.Filters, Group: index.GroupKind(a.Group), PerGroup: each, Limit: each * len(index.GroupKinds)}
	if a.ID != "" {
		return s.likeItem(ctx, a.ID, req)
	}
	return s.likeText(ctx, a, req)
}

func (s *server) likeItem(ctx context.Context, id string, req index.SimilarRequest) (*similarAnswer, error) {
	if number, ok := query.CaseNumber(id); ok {
		id = number
	}
	letter, n, err := imr.SplitID(id)
	if err != nil {
		return nil, &index.RequestError{Param: "id", Msg: err.Error()}
	}
	req.ID = imr.ItemID(letter, max(n, 1))
	if n == 0 {
		req.ID = id
	}
	one, err := s.like(ctx, &req)
	if err != nil {
		return nil, err
	}
	return &similarAnswer{Answers: []likeAnswer{*one}}, nil
}

func (s *server) likeText(ctx context.Context, a *similarArgs, req index.SimilarRequest) (*similarAnswer, error) {
	if len(a.Text) > maxText {
		return nil, &index.RequestError{Param: "text", Msg: fmt.Sprintf("has %d bytes; at most %d are read", len(a.Text), maxText)}
	}
	read, err := example.Read(ctx, s.reader, "text.txt", []byte(a.Text), nil)
	if err != nil {
		return nil, err
	}
	items := read.Items
	if a.Item > 0 {
		one, err := read.Nth(a.Item)
		if err != nil {
			return nil, err
		}
		items = []example.Item{*one}
	}
	answer := &similarAnswer{Read: read, Answers: []likeAnswer{}}
	for i := range items {
		req.Like = items[i].Like
		one, err := s.like(ctx, &req)
		if err != nil {
			return nil, err
		}
		answer.Answers = append(answer.Answers, *one)
	}
	return answer, nil
}

func (s *server) like(ctx context.Context, req *index.SimilarRequest) (*likeAnswer, error) {
	res, err := s.index.Similar(ctx, req)
	if err != nil {
		return nil, err
	}
	for i := range res.Groups {
		trim(res.Groups[i].Hits)
	}
	return &likeAnswer{Request: res.Of.Request, Of: res.Of, Total: res.Total, Groups: res.Groups, Partial: res.Partial, Generated: res.Generation}, nil
}
