package server

import (
	"net/url"
	"strconv"

	"imrsearch/index"
)

// readRequest reads the parameters of a search.
func readRequest(v url.Values) (*index.Request, error) {
	req := &index.Request{Query: v.Get("q"), Limit: index.DefaultLimit, Cursor: v.Get("cursor"),
		Match: index.Match(v.Get("match")), Facets: v.Get("facets") != ""}
	var err error
	if s := v.Get("limit"); s != "" {
		if req.Limit, err = strconv.Atoi(s); err != nil || req.Limit < 0 || req.Limit > index.MaxLimit {
			return nil, &index.RequestError{Param: "limit", Msg: "want a number from 0 to 100"}
		}
	}
	if s := v.Get("start"); s != "" {
		if req.Start, err = strconv.Atoi(s); err != nil || req.Start < 0 || req.Start > index.MaxStart {
			return nil, &index.RequestError{Param: "start", Msg: "want a number from 0 to 10000"}
		}
	}
	for _, f := range index.Fields() {
		for _, value := range v[f.Name] {
			if value != "" && f.Facet {
				req.Filters = append(req.Filters, index.Filter{Field: f.Name, Value: value})
			}
		}
	}
	return req, nil
}
