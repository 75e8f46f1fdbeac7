// Package desk answers one question: what does a user bring, collect and keep?
// Its pages take texts and lists; each has a struct that its template reads, and the same
// answer as JSON.
package desk

import (
	"imrsearch/server/respond"
)

// A site is what the handlers share.
type site struct{ *respond.Responder }

// Routes adds the addresses of this package; get adds one that answers GET and
// HEAD, post one that answers POST.
func Routes(r *respond.Responder, get, post func(path string, h respond.Handler)) {
	_ = &site{r}
}
