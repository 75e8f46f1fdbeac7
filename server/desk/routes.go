// Package desk answers one question: what does a user bring, collect and keep?
// Its pages take texts and lists; each has a struct that its template reads, and the same
// answer as JSON.
package desk

import (
	"imrsearch/server/respond"
)

// A site is what the handlers share.
type site struct {
	*respond.Responder
	looks lookCache
}

// Routes adds the addresses of this package; get adds one that answers GET and
// HEAD, post one that answers POST.
func Routes(r *respond.Responder, get, post func(path string, h respond.Handler)) {
	s := &site{Responder: r}
	get("/similar", s.given)
	post("/similar", s.similar)
	get("/api/v1/similar", s.postOnly)
	post("/api/v1/similar", s.similar)
	for _, path := range []string{"/brief", "/brief.json", "/brief.md", "/brief.docx", "/api/v1/brief"} {
		get(path, s.brief)
	}
	get("/brief/check", s.draft)
	post("/brief/check", s.checkDraft)
	get("/api/v1/brief/check", s.postOnly)
	post("/api/v1/brief/check", s.checkDraft)
	for _, end := range []string{".ris", ".bib", ".json"} {
		get("/items/{letter}/{n:[0-9]+}/citation"+end, s.citation)
	}
	if r.Store != nil {
		s.keep(get, post)
	}
}

// keep adds the addresses of what a store keeps.
func (s *site) keep(get, post func(path string, h respond.Handler)) {
	for _, path := range []string{"/saved", "/saved.json", "/api/v1/saved"} {
		get(path, s.saved)
	}
	get("/saved/export.jsonl", s.export)
	get("/saved/export.csv", s.export)
	get("/saved/{name}.atom", s.feed)
	get("/saved/{name}", s.one)
	get("/api/v1/saved/{name}", s.one)
	post("/saved", s.save)
	post("/saved/{name}/remove", s.remove)
	post("/saved/{name}/restore", s.restore)
	post("/saved/{name}/check", s.check)

	get("/api/v1/labels", s.labels)
	post("/items/{letter}/{n:[0-9]+}/tags", s.tag)
	post("/items/{letter}/{n:[0-9]+}/note", s.note)

	get("/history", s.history)
	get("/history.json", s.history)
	get("/api/v1/history", s.history)
	post("/history/clear", s.clear)
	post("/history/on", s.turn(true))
	post("/history/off", s.turn(false))
}
