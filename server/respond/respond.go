// Package respond answers one question: how is a request answered? As a page,
// as a part of one, as JSON, as a problem: what every handler needs, and how
// an error is worded and which status it has.
package respond

import (
	"context"
	"log/slog"

	"imrsearch/index"
	"imrsearch/index/store"
	"imrsearch/parser/extract"
	"imrsearch/web"
)

// A FileReader gives the pages of a file: an *extract.Pool.
type FileReader interface {
	Read(ctx context.Context, name string, data []byte) (extract.Document, error)
}

// A Responder is what all handlers share. Index, Site and Log are required.
type Responder struct {
	Index index.Searcher
	Site  *web.Site
	Log   *slog.Logger // never gets the text of a query or of a document
	Store store.Store  // of what the user keeps; nil: nothing is kept, and no page offers it
	// Files reads the files that users bring; nil: none are taken, only text.
	Files  FileReader
	corpus corpus
}
