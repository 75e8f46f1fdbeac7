package desk

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"

	"imrsearch/index"
	"imrsearch/server/respond"
)

// A brought is what a request has in its body: a file, and the fields of a form.
// It is held in memory alone; nothing of it is written to disk.
type brought struct {
	fields url.Values
	name   string // of the file; "" for none
	data   []byte
}

// bring reads the body of a request: a form with or without a file, or plain
// text, which is its field text. Errors: *index.RequestError, respond.ErrTooLarge.
func bring(r *http.Request) (*brought, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, &index.RequestError{Param: "body", Msg: "has no media type: send a form, or text/plain"}
	}
	b := &brought{fields: url.Values{}}
	switch kind {
	case "multipart/form-data":
		err = b.parts(r)
	case "application/x-www-form-urlencoded":
		var body []byte
		if body, err = io.ReadAll(r.Body); err == nil {
			b.fields, err = url.ParseQuery(string(body))
		}
	case "text/plain":
		var body []byte
		body, err = io.ReadAll(r.Body)
		b.fields.Set("text", string(body))
	default:
		return nil, &index.RequestError{Param: "body", Msg: "is of the media type " + kind + ": send a form, or text/plain"}
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, respond.ErrTooLarge
	case err != nil: // what it says may quote the body
		return nil, &index.RequestError{Param: "body", Msg: "cannot be read as " + kind}
	}
	return b, nil
}

// parts reads a form of several parts one after the other. ParseMultipartForm
// would write large ones to disk.
func (b *brought) parts(r *http.Request) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return err
	}
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		switch name := part.FileName(); {
		case name != "" && len(data) > 0:
			b.name, b.data = name, data
		case name == "":
			b.fields.Add(part.FormName(), string(data))
		}
	}
}
