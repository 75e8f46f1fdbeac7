package desk

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"imrsearch/index"
	"imrsearch/index/brief"
	"imrsearch/parser/imr"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// briefFiles are the files that a brief is given as, by the end of the address.
var briefFiles = map[string]struct {
	mediaType string
	write     func(io.Writer, *brief.Brief) error
}{
	".md":   {"text/markdown; charset=utf-8", brief.WriteMarkdown},
	".docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", brief.WriteDocx},
}

// brief serves /brief: the collected items, or those that a search finds, as a
// page on which they are ordered and their sentences chosen, as a file, or as
// JSON. All of its state stands in the address.
func (s *site) brief(w http.ResponseWriter, r *http.Request) error {
	req, err := brief.RequestFrom(r.URL.Query())
	page := respond.Wants(r) == respond.AsPage || respond.Wants(r) == respond.AsFragment
	end := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/'):]
	file, isFile := briefFiles[end[max(0, strings.LastIndexByte(end, '.')):]]
	var b *brief.Brief
	var gone []string
	if err == nil && page && !isFile {
		gone, err = s.dropGone(r.Context(), req)
	}
	if err == nil {
		now := time.Now()
		req.Made = imr.Date{Year: int16(now.Year()), Month: uint8(now.Month()), Day: uint8(now.Day())}
		b, err = brief.Make(r.Context(), s.Index, req)
	}
	if err != nil {
		fault, ok := respond.AsFault(err)
		if !page || isFile || !ok {
			return err
		}
		return s.Page(w, r, http.StatusBadRequest, "brief", newFaultyBrief(r.URL.Query(), fault))
	}
	switch {
	case isFile:
		var out bytes.Buffer
		if err := file.write(&out, b); err != nil {
			return err
		}
		w.Header().Set("Content-Disposition", `attachment; filename="imr-`+end[1:]+`"`)
		return respond.Send(w, r, http.StatusOK, file.mediaType, out.Bytes())
	case !page:
		return respond.JSON(w, r, http.StatusOK, b)
	}
	p, err := s.newBriefPage(r.Context(), req, b)
	if err != nil {
		return err
	}
	p.Gone = strings.Join(gone, ", ")
	return s.Page(w, r, http.StatusOK, "brief", p)
}

// dropGone takes out of a request the items that the index does not have, and
// returns their ids: a browser may remember some of another collection.
func (s *site) dropGone(ctx context.Context, req *brief.Request) (gone []string, err error) {
	var kept []string
	for _, id := range req.IDs {
		ok, err := s.has(ctx, id)
		switch {
		case err != nil:
			return nil, err
		case ok:
			kept = append(kept, id)
		default:
			gone = append(gone, id)
		}
	}
	req.IDs = kept
	return gone, nil
}

// has reports whether the index has an item, or a letter. An id that is none
// is left to say what is wrong with it.
func (s *site) has(ctx context.Context, id string) (bool, error) {
	letter, n, err := imr.SplitID(id)
	if err != nil {
		return true, nil
	}
	doc, err := s.Index.Letter(ctx, letter)
	if errors.Is(err, index.ErrNotFound) {
		return false, nil
	}
	if err != nil || n < 0 {
		return err == nil, err
	}
	return slices.ContainsFunc(doc.Determinations(), func(d index.Determination) bool { return d.Item.N == n }), nil
}

// newFaultyBrief shows what is wrong with a request for a brief, in its form.
func newFaultyBrief(given map[string][]string, fault *view.Fault) *briefPage {
	a := view.Address(given)
	p := &briefPage{Layout: view.NewLayout("brief", "Brief", a.Query()), Query: a.Query(), Fault: view.Sentence(fault.Message)}
	if list := given["question"]; len(list) > 0 {
		p.Question = list[0]
	}
	return p
}
