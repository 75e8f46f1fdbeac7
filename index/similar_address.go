package index

import (
	"net/url"
	"strings"
)

// What a request for similar items shows where it asks for no number of hits:
// DefaultPerGroup of each group, or DefaultOfGroup of the one that it asks for.
const (
	DefaultPerGroup = 10
	DefaultOfGroup  = 50
)

// SimilarFrom reads the parameters of an address: filters, limit, start and fold
// as RequestFrom does, group, and per_group. What items are to be like is for the
// caller to say. Errors: *RequestError.
func SimilarFrom(v url.Values) (*SimilarRequest, error) {
	req, err := RequestFrom(v)
	if err != nil {
		return nil, err
	}
	if req.Fold == FoldLetter {
		return nil, &RequestError{Param: "fold", Msg: "of items like another is alike, or none"}
	}
	r := &SimilarRequest{Filters: req.Filters, Limit: req.Limit, Start: req.Start, Fold: req.Fold == FoldAlike, Group: GroupKind(strings.ToLower(v.Get("group")))}
	if s := v.Get("per_group"); s != "" {
		if r.PerGroup, err = number("per_group", s); err != nil {
			return nil, err
		}
	}
	if v.Get("limit") == "" {
		if r.Limit = DefaultOfGroup; r.Group == "" && r.PerGroup == 0 {
			r.PerGroup, r.Limit = DefaultPerGroup, DefaultPerGroup*len(GroupKinds)
		}
	}
	check := *r
	check.ID = "any" // is said later
	return r, check.Check()
}
