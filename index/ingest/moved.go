package ingest

import (
	"errors"
	"io/fs"
	"os"
)

// An originer is a Writer that tells from which file a letter was read.
type originer interface {
	Origin(letter string) (path string, ok bool)
}

// movedFrom returns where the original of a known letter stood, if no file
// stands there any more: it has moved to path. It is "" for the text of a
// letter that another one has replaced.
func (r *run) movedFrom(letter, sha256, path string) string {
	w, ok := r.w.(originer)
	if !ok || path == stdin {
		return ""
	}
	if now, ok := r.w.Has(letter); !ok || now != sha256 {
		return ""
	}
	old, ok := w.Origin(letter)
	if !ok || old == path || old == stdin {
		return ""
	}
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return old
}
