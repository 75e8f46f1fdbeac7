package index

import "context"

// A Streamer gives any number of hits of one search. Engines may offer it
// beside Searcher; Stream works without.
type Streamer interface {
	// Stream answers req, whose Limit may be any number, like Search, but
	// gives the result to page in parts: see Stream.
	Stream(ctx context.Context, req *Request, page func(*Result) error) error
}

// Stream gives page the first limit hits of a search in their order, in
// results of at most MaxLimit hits each: at least one result, the first with
// the facets. A result that is Partial is the last one. Stream ends with the
// first error of page, or with those of Searcher.Search.
func Stream(ctx context.Context, s Searcher, req *Request, limit int, page func(*Result) error) error {
	one := *req
	one.Limit = limit
	if all, ok := s.(Streamer); ok && limit > MaxLimit {
		return all.Stream(ctx, &one, page)
	}
	for left := limit; ; {
		one.Limit = min(left, MaxLimit)
		res, err := s.Search(ctx, &one)
		if err != nil {
			return err
		}
		if err := page(res); err != nil {
			return err
		}
		left -= len(res.Hits)
		if left <= 0 || res.Next == "" || res.Partial || len(res.Hits) == 0 {
			return nil
		}
		one.Cursor, one.Facets = res.Next, false
	}
}
