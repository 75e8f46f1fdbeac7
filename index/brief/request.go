package brief

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A Request asks for a brief: of chosen items, of what a search finds, or of
// chosen items with the adverse ones that the search finds.
type Request struct {
	Question string         // what the brief is to answer, in the words of its author
	IDs      []string       // items, LETTER/n, in the order of the brief
	Search   *index.Request // the query with its filters; nil for none
	Limit    int            // precedents taken from the search where IDs is empty; 0 means DefaultLimit
	Adverse  int            // adverse decisions listed of those found; 0 means DefaultAdverse, -1 none
	Choices  []Choice       // sentences to quote; other items are quoted with the sentence that decides
	Made     imr.Date       // the day, which the method names; the zero Date is left out
}

// The limits of a brief. MaxItems is what an address holds with room to spare:
// 2,000 bytes of ids.
const (
	DefaultLimit    = 5
	DefaultAdverse  = 5
	MaxItems        = 100
	maxQuestionSize = 2000
)

// Params are the names of a brief's parameters in an address beside those of
// a search.
var Params = []string{"id", "quote", "question", "adverse"}

// RequestFrom reads a brief's parameters from an address: id=CM16-0990412/2 in
// the order of the brief, quote=CM16-0990412/2:1,4-6, question, adverse, and
// all of a search, of which limit counts the precedents. An address without
// any asks for an empty brief. The error is a *index.RequestError.
func RequestFrom(v url.Values) (*Request, error) {
	r := &Request{Question: strings.TrimSpace(v.Get("question"))}
	rest := url.Values{}
	for name, values := range v {
		if !slices.Contains(Params, name) {
			rest[name] = values
		}
	}
	for _, id := range v["id"] {
		if id = strings.TrimSpace(id); id != "" && !slices.Contains(r.IDs, id) {
			r.IDs = append(r.IDs, id)
		}
	}
	if given := strings.TrimSpace(v.Get("adverse")); given != "" {
		n, err := strconv.Atoi(given)
		if err != nil || n < 0 || n > index.MaxLimit {
			return nil, &index.RequestError{Param: "adverse", Msg: fmt.Sprintf("%q: want a number from 0 to %d", given, index.MaxLimit)}
		}
		r.Adverse = n
		if n == 0 {
			r.Adverse = -1
		}
	}
	for _, s := range v["quote"] {
		if strings.TrimSpace(s) == "" {
			continue
		}
		c, err := ParseChoice(s)
		if err != nil {
			return nil, err
		}
		r.choose(c)
	}
	search, err := index.RequestFrom(rest)
	if err != nil {
		return nil, err
	}
	if search.Query != "" || len(search.Filters) > 0 {
		r.Search = search
	}
	if strings.TrimSpace(rest.Get("limit")) != "" {
		r.Limit = search.Limit
	}
	return r, r.Check()
}

// choose adds sentences of an item.
func (r *Request) choose(c Choice) {
	for i := range r.Choices {
		if r.Choices[i].ID == c.ID {
			r.Choices[i].Sentences = append(r.Choices[i].Sentences, c.Sentences...)
			return
		}
	}
	r.Choices = append(r.Choices, c)
}

// Check returns the *index.RequestError of what cannot be met.
func (r *Request) Check() error {
	if len(r.IDs) > MaxItems {
		return &index.RequestError{Param: "id", Msg: fmt.Sprintf("%d items: a brief has at most %d", len(r.IDs), MaxItems)}
	}
	if r.Limit < 0 || r.Limit > MaxItems {
		return &index.RequestError{Param: "limit", Msg: fmt.Sprintf("is from 1 to %d in a brief", MaxItems)}
	}
	if len(r.Question) > maxQuestionSize {
		return &index.RequestError{Param: "question", Msg: fmt.Sprintf("has %d bytes, at most %d are taken", len(r.Question), maxQuestionSize)}
	}
	return nil
}

// Values returns the request as the parameters of its address, as RequestFrom
// reads them. The day is not among them.
func (r *Request) Values() url.Values {
	v := url.Values{}
	if r.Search != nil {
		v = r.Search.Values()
		v.Del("limit")
	}
	for _, id := range r.IDs {
		v.Add("id", id)
	}
	for _, c := range r.Choices {
		v.Add("quote", c.String())
	}
	set := func(name, value string, byDefault bool) {
		if !byDefault {
			v.Set(name, value)
		}
	}
	set("question", r.Question, r.Question == "")
	set("limit", strconv.Itoa(r.Limit), r.Limit == 0)
	set("adverse", strconv.Itoa(max(r.Adverse, 0)), r.Adverse == 0)
	return v
}

// chosen returns the sentences that are chosen of an item.
func (r *Request) chosen(id string) []int {
	for _, c := range r.Choices {
		if c.ID == id {
			return c.Sentences
		}
	}
	return nil
}
