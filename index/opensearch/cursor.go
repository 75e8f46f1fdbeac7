package opensearch

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"

	"imrsearch/index"
)

// A cursor says behind which hit the next page begins.
type cursor struct {
	Generation int               `json:"g"`
	Query      uint64            `json:"q"` // hash of query, filters and order
	Match      index.Match       `json:"m"`
	Place      int               `json:"p"` // hits before the next page
	Tier       int               `json:"t,omitempty"`
	After      []json.RawMessage `json:"a,omitempty"` // sort values of the last hit shown
}

// queryHash tells one search from another.
func queryHash(req *index.Request) uint64 {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%q %q %q %v %q %v", req.Query, req.Scope, req.Sort.Field, req.Sort.Ascending, req.Match, req.Fold)
	for _, f := range req.Filters {
		_, _ = fmt.Fprintf(h, " %q %q", f.Field, f.Value)
	}
	return h.Sum64()
}

// String is the cursor as the next request gives it back.
func (c *cursor) String() string {
	b, err := json.Marshal(c)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// readCursor reads the cursor of a request, nil when it has none. Errors:
// *index.RequestError.
func readCursor(req *index.Request) (*cursor, error) {
	if req.Cursor == "" {
		return nil, nil
	}
	var c cursor
	b, err := base64.RawURLEncoding.DecodeString(req.Cursor)
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err != nil || c.Place < 0 || c.Tier < 0 || c.Tier > 1 || len(c.After) > 3 {
		return nil, &index.RequestError{Param: "cursor", Msg: "is not one that a search gave: begin again without it"}
	}
	if c.Query != queryHash(req) {
		return nil, &index.RequestError{Param: "cursor", Msg: "belongs to another search: begin again without it"}
	}
	return &c, nil
}
