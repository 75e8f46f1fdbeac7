package collect

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"hash/fnv"
	"math"
	"strconv"

	"imrsearch/index"
	"imrsearch/index/bleve/match"
)

// AppendQuestion appends what items are asked for, and in what order.
func AppendQuestion(b []byte, req *index.Request) []byte {
	b = match.AppendString(b, req.Query)
	b = match.AppendString(b, string(req.Scope))
	b = match.AppendString(b, req.Sort.Field)
	b = strconv.AppendBool(b, req.Sort.Ascending)
	b = match.AppendString(b, string(req.Fold))
	b = binary.AppendUvarint(b, uint64(len(req.Filters)))
	for _, f := range req.Filters {
		b = match.AppendString(match.AppendString(b, f.Field), f.Value)
	}
	return b
}

// A Cursor says behind which hit the next page begins: what a search was
// about, and the place and the keys of the last hit shown.
type Cursor struct {
	Generation int         `json:"g"`
	Query      uint64      `json:"q"` // hash of query, filters and order
	Match      index.Match `json:"m"`
	Place      int         `json:"p"` // hits before the next page
	Tier       uint8       `json:"t,omitempty"`
	Score      uint64      `json:"s,omitempty"` // bits
	Number     int32       `json:"n,omitempty"`
	ID         string      `json:"i"`
	// Listed is how many hits the whole list has before the next page, where
	// alike ones are folded; Place counts those shown.
	Listed int `json:"l,omitempty"`
}

// listed returns how many hits stand before the next page, folded ones too.
func (c *Cursor) listed() int { return max(c.Place, c.Listed) }

// queryHash tells one search from another.
func queryHash(req *index.Request) uint64 {
	h := fnv.New64a()
	_, _ = h.Write(match.AppendString(AppendQuestion(nil, req), string(req.Match)))
	return h.Sum64()
}

// String is the cursor as the next request gives it back.
func (c *Cursor) String() string {
	b, err := json.Marshal(c)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// ReadCursor reads the cursor of a request, nil when it has none. Errors:
// *index.RequestError.
func ReadCursor(req *index.Request) (*Cursor, error) {
	if req.Cursor == "" {
		return nil, nil
	}
	var c Cursor
	b, err := base64.RawURLEncoding.DecodeString(req.Cursor)
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err != nil || c.Place < 0 || c.Listed < 0 || math.IsNaN(math.Float64frombits(c.Score)) {
		return nil, &index.RequestError{Param: "cursor", Msg: "is not one that a search gave: begin again without it"}
	}
	if c.Query != queryHash(req) {
		return nil, &index.RequestError{Param: "cursor", Msg: "belongs to another search: begin again without it"}
	}
	return &c, nil
}
