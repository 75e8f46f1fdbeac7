package bleve

import (
	"context"

	"imrsearch/index"
)

// Similar returns items like another. See index.Searcher.
func (e *Engine) Similar(ctx context.Context, req *index.SimilarRequest) (result *index.Result, err error) {
	return nil, index.ErrNotFound
}
