package desk

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/index/example"
	"imrsearch/parser/denial"
	"imrsearch/parser/extract"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// given serves GET /similar: the form.
func (s *site) given(w http.ResponseWriter, r *http.Request) error {
	return s.Page(w, r, http.StatusOK, "given", view.NewGivenPage(s.Files != nil))
}

// postOnly answers for the address of the API that takes a text.
func (s *site) postOnly(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Allow", http.MethodPost)
	return respond.ErrPost
}

// similar serves POST /similar and /api/v1/similar: items like what a text asks
// for. The text stands in the body, and nowhere else: not in an address, a log
// or a file.
func (s *site) similar(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	b, err := bring(r)
	if err != nil {
		return err
	}
	json := respond.Wants(r) == respond.AsJSON
	req, n, err := similarRequest(b.fields, r.URL.Query())
	if err != nil {
		return s.notGiven(w, r, b, nil, err)
	}
	e, err := s.example(r.Context(), b)
	if err != nil {
		return s.notGiven(w, r, b, e, err)
	}
	it, err := e.Nth(n)
	if err != nil {
		return s.notGiven(w, r, b, e, err)
	}
	req.Like = it.Like
	res, err := s.Index.Similar(r.Context(), req)
	if err != nil {
		return err
	}
	if json {
		return respond.JSON(w, r, http.StatusOK, example.Answer{SimilarResult: res, Read: e, Item: it.N})
	}
	return s.Page(w, r, http.StatusOK, "given", view.NewGivenResult(s.Files != nil, e, it, req, res))
}

// example reads what was brought, with the changes of the form.
func (s *site) example(ctx context.Context, b *brought) (*example.Example, error) {
	changes, err := example.ParseChanges(changed(b.fields))
	if err != nil {
		return nil, err
	}
	if b.data == nil {
		return example.OfText(b.fields.Get("text"), changes)
	}
	if s.Files == nil {
		return nil, &index.RequestError{Param: "file", Msg: "this server takes no files: paste the text"}
	}
	return example.Read(ctx, s.Files, b.name, b.data, changes)
}

// changed returns the changes of a form, as flags write them: with=FIELD=VALUE,
// and the fields of the page, with-FIELD=VALUE, that are not as they were read
// (was-FIELD) of the request that the page shows (of).
func changed(fields url.Values) []string {
	list := slices.Clone(fields["with"])
	if item := fields.Get("item"); item != "" && item != fields.Get("of") && fields.Has("of") {
		return list // another request of the text: the page's fields are not its own
	}
	for _, name := range example.Fields() {
		values, ok := fields[view.GivenPrefix+name]
		if ok && !slices.Equal(values, fields[view.WasPrefix+name]) {
			list = append(list, name+"="+strings.Join(values, ";"))
		}
	}
	return list
}

// similarRequest reads the page that is asked for, and the number of the request
// of the text: the filters of the address, and the fields item, and more
// (GROUP/START), which a page's button sends.
func similarRequest(fields, address url.Values) (*index.SimilarRequest, int, error) {
	req, err := index.SimilarFrom(address)
	if err != nil {
		return nil, 0, err
	}
	if more := fields.Get("more"); more != "" {
		group, start, _ := strings.Cut(more, "/")
		from, err := strconv.Atoi(start)
		if err != nil {
			return nil, 0, &index.RequestError{Param: "more", Msg: "write GROUP/START, as upheld/10"}
		}
		req.Group, req.Start, req.Limit, req.PerGroup = index.GroupKind(group), from, index.DefaultOfGroup, 0
	}
	n := 0
	if item := cmp.Or(fields.Get("item"), fields.Get("of")); item != "" {
		if n, err = strconv.Atoi(item); err != nil || n < 0 {
			return nil, 0, &index.RequestError{Param: "item", Msg: "want the number of a request"}
		}
	}
	return req, n, nil
}

// notGiven says why nothing can be looked for; other errors it returns. No error
// that quotes the text is logged, for all of these are the visitor's.
func (s *site) notGiven(w http.ResponseWriter, r *http.Request, b *brought, e *example.Example, err error) error {
	fault := asRequestError(err)
	if fault == nil {
		return err
	}
	if respond.Wants(r) == respond.AsJSON {
		return fault
	}
	message := fault.Msg
	if fault.Param != "text" && fault.Param != "file" {
		message = fault.Error()
	}
	text := b.fields.Get("text")
	return s.Page(w, r, http.StatusBadRequest, "given", view.NewGivenFault(s.Files != nil, text, message, e))
}

// unread are the errors of texts and files that the visitor can act on.
var unread = []error{
	extract.ErrEmpty, extract.ErrUnknownFormat, extract.ErrNeedsOCR, extract.ErrEncrypted, extract.ErrDamaged,
	extract.ErrTooLarge, extract.ErrArchive, extract.ErrLink,
	denial.ErrEmpty, denial.ErrLanguage, denial.ErrNoTreatment, example.ErrCertified,
}

// asRequestError returns what is wrong with a text as a fault of the request;
// nil where the fault is not the visitor's.
func asRequestError(err error) *index.RequestError {
	var fault *index.RequestError
	if errors.As(err, &fault) {
		return fault
	}
	for _, known := range unread {
		if !errors.Is(err, known) {
			continue
		}
		fault := &index.RequestError{Param: "text", Msg: known.Error()}
		if known == denial.ErrNoTreatment || known == denial.ErrLanguage {
			fault.Msg += ": name the treatment"
		}
		return fault
	}
	return nil
}
