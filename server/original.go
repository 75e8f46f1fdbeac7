package server

import (
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"path"

	"github.com/gorilla/mux"

	"imrsearch/parser/imr"
)

// originalTypes are the files that a browser may show; all others it saves,
// so that nothing from outside runs under this origin.
var originalTypes = map[string]string{
	".pdf": "application/pdf",
	".txt": "text/plain; charset=utf-8",
}

// original serves /letters/ID/original: the file as it came, if it still is
// what it was.
func (s *server) original(w http.ResponseWriter, r *http.Request) error {
	doc, err := s.index.Letter(r.Context(), mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	content, err := readOriginal(&doc.Letter.Source)
	if err != nil {
		s.log.InfoContext(r.Context(), "original", "id", idOf(r), "letter", doc.Letter.ID, "err", err)
		return errMoved
	}
	name := path.Base(doc.Letter.Source.Path)
	if m := doc.Letter.Source.Member; m != "" {
		name = path.Base(m)
	}
	disposition, mediaType := "inline", originalTypes[path.Ext(name)]
	if mediaType == "" {
		disposition, mediaType = "attachment", "application/octet-stream"
	}
	h := w.Header()
	h.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": name}))
	if mediaType == "application/pdf" {
		// The browser's own viewer is a page with styles of its own.
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'")
	}
	return send(w, r, http.StatusOK, mediaType, content)
}

// readOriginal reads the bytes that a letter was read from, and no others.
func readOriginal(src *imr.Source) ([]byte, error) {
	content, err := readSource(src)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(content)
	if hex.EncodeToString(sum[:]) != src.SHA256 {
		return nil, errMoved
	}
	return content, nil
}
