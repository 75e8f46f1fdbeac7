// Package respond answers one question: how is a request answered? As a page,
// as a part of one, as JSON, as a problem: what every handler needs, and how
// an error is worded and which status it has.
package respond

import (
	"log/slog"

	"imrsearch/index"
	"imrsearch/index/store"
	"imrsearch/web"
)

// A Responder is what all handlers share. Index, Site and Log are required.
type Responder struct {
	Index  index.Searcher
	Site   *web.Site
	Log    *slog.Logger // never gets the text of a query or of a document
	Store  store.Store  // of what the user keeps; nil: nothing is kept, and no page offers it
	corpus corpus
}
