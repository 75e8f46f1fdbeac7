package server

import (
	"net/http"

	"github.com/gorilla/mux"

	"imrsearch/server/analysis"
	"imrsearch/server/desk"
	"imrsearch/server/respond"
	"imrsearch/web"
)

// routes are all the addresses there are. Only what post adds answers POST.
func (s *server) routes() http.Handler {
	r := mux.NewRouter()
	get := func(path string, h respond.Handler) {
		r.Handle(path, s.Serve(h)).Methods(http.MethodGet, http.MethodHead)
	}
	post := func(path string, h respond.Handler) { r.Handle(path, s.Serve(h)).Methods(http.MethodPost) }

	// Searches.
	for _, path := range []string{"/", "/.json", "/.csv", "/search.json", "/search.csv", "/api/v1/search"} {
		get(path, s.search)
	}
	get(respond.ExportPath, s.export)
	get("/search", s.redirect)
	get("/facets/{field}", s.facet)
	get("/build", s.build)

	// Letters and their items.
	get("/letters/{id}/original", s.canonical("id", s.original))
	get("/letters/{id}.json", s.canonical("id", s.letter))
	get("/letters/{id}", s.canonical("id", s.letter))
	get("/letters/{letter}/{n:[0-9]+}", s.canonical("letter", s.item))
	get("/api/v1/letters/{id}", s.canonical("id", s.letter))
	get("/api/v1/letters/{id}/passage", s.canonical("id", s.passage))
	get("/items/{letter}/{n:[0-9]+}", s.canonical("letter", s.item))

	// Items like one.
	get("/items/{letter}/{n:[0-9]+}/similar.json", s.canonical("letter", s.similar))
	get("/items/{letter}/{n:[0-9]+}/similar", s.canonical("letter", s.similar))
	get("/api/v1/items/{letter}/{n:[0-9]+}/similar", s.canonical("letter", s.similar))

	analysis.Routes(s.Responder, get)
	desk.Routes(s.Responder, get, post)

	// The language and the fields.
	get("/help", s.help)
	get("/help.json", s.help)
	get("/api/v1/suggest", s.complete)
	get("/api/v1/fields", s.fields)
	get("/api/v1/openapi.yaml", s.document)

	// The program itself.
	get("/healthz", s.healthy)
	get("/readyz", s.ready)
	get(web.AssetPrefix+"{name}", s.asset)

	r.NotFoundHandler = s.Serve(func(http.ResponseWriter, *http.Request) error { return respond.ErrNoPage })
	r.MethodNotAllowedHandler = s.Serve(func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Allow", "GET, HEAD")
		return respond.ErrMethod
	})
	return r
}
