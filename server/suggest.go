package server

import (
	"context"
	"net/http"
	"regexp"
	"strings"

	"imrsearch/index"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// suggestions is the number of completions at once: what a list shows without
// scrolling.
const suggestions = 10

// A completion is a text that may stand where something is being typed.
type completion struct {
	Text  string `json:"text"`         // what to write, field included
	Label string `json:"label"`        // for people
	Kind  string `json:"kind"`         // "field", "value" or "word"
	Of    string `json:"of,omitempty"` // what the value is: "Drug"
	Count int    `json:"count,omitempty"`
}

// completions is the answer of /api/v1/suggest.
type completions struct {
	Suggestions []completion `json:"suggestions"`
}

// complete serves /api/v1/suggest?field=&prefix=: values of a field, or
// without one the names of fields and the words of the index.
func (s *server) complete(w http.ResponseWriter, r *http.Request) error {
	values := r.URL.Query()
	name, prefix := values.Get("field"), values.Get("prefix")
	if len(prefix) > view.MaxQuery {
		return &index.RequestError{Param: "prefix", Msg: "is too long"}
	}
	found := []completion{}
	if name == "" {
		found = append(found, s.things(r.Context(), prefix)...)
		found = append(found, fieldNames(prefix)...)
		found = append(found, s.words(r.Context(), prefix)...)
	} else {
		f, ok := index.FieldNamed(name)
		if !ok {
			return &index.RequestError{Param: "field", Msg: "there is no field " + name}
		}
		var err error
		if found, err = s.fieldValues(r.Context(), f, prefix); err != nil {
			return err
		}
	}
	w.Header().Set("Cache-Control", "private, max-age=60")
	return respond.JSON(w, r, http.StatusOK, completions{found[:min(len(found), suggestions)]})
}

// things are the fields whose values are offered for words that are typed, with
// how many of each: what people look for.
var things = []struct {
	field string
	most  int
}{{"case", 4}, {"drug", 3}, {"named", 3}, {"section", 2}, {"body", 2}, {"specialty", 1}}

// things returns cases, drugs, treatments, guidelines and body parts that begin
// so, each the search for exactly the items that it counts.
func (s *server) things(ctx context.Context, prefix string) []completion {
	if s.suggest == nil || len(prefix) < 2 {
		return nil
	}
	var out []completion
	said := map[string]bool{}
	for _, thing := range things {
		f, _ := index.FieldNamed(thing.field)
		isCase := f.Kind == index.KindID
		if isCase && !caseBegins.MatchString(prefix) {
			continue
		}
		found, err := s.suggest.Values(ctx, f.Name, prefix, thing.most)
		if err != nil {
			continue
		}
		for _, b := range found {
			if said[index.FoldValue(b.Value)] {
				continue
			}
			said[index.FoldValue(b.Value)] = true
			c := completion{Text: f.Name + ":" + valueText(b.Value), Label: b.Label, Kind: "value", Of: f.Label, Count: b.Count}
			if isCase {
				c.Text = b.Value
			}
			out = append(out, c)
		}
	}
	return out
}

// caseBegins finds the beginning of a case number.
var caseBegins = regexp.MustCompile(`(?i)^cm\d`)

// fieldNames returns the fields whose name or alias begins so.
func fieldNames(prefix string) []completion {
	var out []completion
	prefix = strings.ToLower(prefix)
	if prefix == "" {
		return nil
	}
	for _, f := range index.Fields() {
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			if strings.HasPrefix(name, prefix) {
				out = append(out, completion{Text: name + ":", Label: f.Help, Kind: "field"})
				break
			}
		}
	}
	return out
}

// words returns words of the index that begin so; none where the engine offers
// none.
func (s *server) words(ctx context.Context, prefix string) []completion {
	if s.suggest == nil || len(prefix) < 2 {
		return nil
	}
	found, err := s.suggest.Words(ctx, strings.ToLower(prefix), suggestions)
	if err != nil {
		return nil
	}
	var out []completion
	for _, b := range found {
		out = append(out, completion{Text: b.Value, Label: b.Value, Kind: "word", Count: b.Count})
	}
	return out
}

// fieldValues returns values of a facet with a word that begins so: from the
// engine's suggestions, or else from the counts of all items.
func (s *server) fieldValues(ctx context.Context, f *index.Field, prefix string) ([]completion, error) {
	if !f.Facet {
		return []completion{}, nil
	}
	var found []index.Bucket
	var err error
	if s.suggest != nil && f.Kind == index.KindKeyword {
		found, err = s.suggest.Values(ctx, f.Name, prefix, suggestions)
	} else {
		var facet *index.Facet
		facet, err = s.allValues(ctx, &index.Request{}, f.Name)
		if err == nil {
			for _, b := range facet.Buckets {
				if view.MatchesFind(b, prefix) {
					found = append(found, b)
				}
			}
		}
	}
	if err != nil {
		return nil, err
	}
	out := make([]completion, 0, len(found))
	for _, b := range found {
		out = append(out, completion{Text: f.Name + ":" + valueText(b.Value), Label: b.Label, Kind: "value", Count: b.Count})
	}
	return out, nil
}

// valueText writes a value as it stands in a query: in quotes unless it is one
// word.
func valueText(v string) string {
	if strings.ContainsFunc(v, func(r rune) bool { return r == ' ' || strings.ContainsRune(`()"&,/`, r) }) {
		return `"` + strings.ReplaceAll(v, `"`, "") + `"`
	}
	return v
}
