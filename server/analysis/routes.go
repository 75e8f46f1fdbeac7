// Package analysis answers one question: what do many decisions say together?
// Its pages count; each has a struct that its template reads, and the same
// answer as JSON.
package analysis

import (
	"imrsearch/server/respond"
)

// A site is what the handlers share.
type site struct{ *respond.Responder }

// Routes adds the addresses of this package; get adds one that answers GET and
// HEAD.
func Routes(r *respond.Responder, get func(path string, h respond.Handler)) {
	s := &site{r}
	for _, path := range []string{"/stats", "/stats.json", "/stats.csv", "/api/v1/stats"} {
		get(path, s.stats)
	}
	for _, path := range []string{"/decides", "/decides.json", "/decides.csv", "/api/v1/decides"} {
		get(path, s.decides)
	}
	for _, path := range citesPaths {
		get(path, s.cites)
		get(path+"/{place:.*}", s.cites)
	}
	get("/cites.json", s.cites)
	get("/cites.csv", s.cites)
}
