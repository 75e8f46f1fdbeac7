package respond

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
)

// took matches what differs between two answers that say the same: how long
// they took.
var took = regexp.MustCompile(`"took_ms":[0-9.e+-]+|<span class="took quiet">[^<]*</span>`)

// validator returns the entity tag of an answer: of its content, so that a new
// generation, a new version of the program and a new note all count, and only
// they. It is weak, for the time taken does not (RFC 9110, 8.8.1).
func validator(body []byte) string {
	h := sha256.New()
	at := 0
	for _, place := range took.FindAllIndex(body, -1) {
		h.Write(body[at:place[0]])
		at = place[1]
	}
	h.Write(body[at:])
	return `W/"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:12]) + `"`
}

// has reports whether a list of entity tags, as If-None-Match has it, names a
// tag, compared weakly (RFC 9110, 13.1.2).
func has(list, tag string) bool {
	for one := range strings.SplitSeq(list, ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
