package index

import (
	"fmt"
	"strings"
)

// maxSnippets is the most snippets a hit may have.
const maxSnippets = 20

// Check reports what is impossible about a request, as a *RequestError. It
// does not read the query or the filters' values: Resolve does.
func (r *Request) Check() error {
	switch {
	case r.Limit < NoLimit:
		return &RequestError{Param: "limit", Msg: "cannot be below 0"}
	case r.Start < 0 || r.Start > MaxStart:
		return &RequestError{Param: "start", Msg: fmt.Sprintf("is from 0 to %d; a cursor (next) goes on to the last hit", MaxStart)}
	case r.FacetLimit < 0 || r.FacetLimit > MaxBuckets:
		return &RequestError{Param: "buckets", Msg: fmt.Sprintf("is from 1 to %d", MaxBuckets)}
	case r.Snippets < -1 || r.Snippets > maxSnippets:
		return &RequestError{Param: "snippets", Msg: fmt.Sprintf("is from 0 to %d", maxSnippets)}
	}
	switch r.Match {
	case "", MatchAuto, MatchAll, MatchMost:
	default:
		return &RequestError{Param: "match", Msg: fmt.Sprintf("%q: write all, most or auto", r.Match)}
	}
	switch r.Scope {
	case "", ScopeAll, ScopeRequested:
	default:
		return &RequestError{Param: "scope", Msg: fmt.Sprintf("%q: write all or requested", r.Scope)}
	}
	for _, name := range r.FacetFields {
		if f, ok := FieldNamed(name); !ok || !f.Facet {
			return &RequestError{Param: "facets", Msg: fmt.Sprintf("%q is no facet%s", name, DidYouMean(name, FacetNames()))}
		}
	}
	return r.Sort.check()
}

func (s Sort) check() error {
	if s.Field == "" {
		return nil
	}
	if f, ok := FieldNamed(s.Field); ok && f.Sortable {
		return nil
	}
	names := sortNames()
	return &RequestError{Param: "sort", Msg: fmt.Sprintf("there is no order by %q%s", s.Field, DidYouMean(s.Field, names))}
}

// sortNames returns the names of the orders, newest or largest first.
func sortNames() []string {
	names := []string{relevance}
	for _, f := range fieldTable {
		if f.Sortable {
			names = append(names, f.Name)
		}
	}
	return names
}

const (
	relevance = "relevance"
	ascending = "-asc"
)

// parseSort reads an order as String writes it; "" is by relevance. The error
// is a *RequestError.
func parseSort(s string) (Sort, error) {
	name, asc := strings.CutSuffix(strings.ToLower(strings.TrimSpace(s)), ascending)
	name = strings.TrimSuffix(name, "-desc")
	if name == "" || name == relevance {
		return Sort{}, nil
	}
	out := Sort{Field: name, Ascending: asc}
	if f, ok := FieldNamed(name); ok {
		out.Field = f.Name
	}
	return out, out.check()
}

// String writes the order as URLs and flags have it: "relevance", "decided",
// "decided-asc".
func (s Sort) String() string {
	switch {
	case s.Field == "":
		return relevance
	case s.Ascending:
		return s.Field + ascending
	}
	return s.Field
}

// Nearest returns the name that typed is most likely meant for: the one with
// the fewest edits, at most two and fewer than half its letters, or one that
// it begins; "" when none is near.
func Nearest(typed string, names []string) string {
	typed = strings.ToLower(typed)
	best, fewest := "", 3
	for _, name := range names {
		n := edits([]rune(typed), []rune(name), 2)
		if len(typed) >= 3 && (strings.HasPrefix(name, typed) || strings.HasPrefix(typed, name)) {
			n = min(n, 2)
		}
		if n < fewest && (2*n < len(typed) || strings.HasPrefix(name, typed)) {
			best, fewest = name, n
		}
	}
	return best
}

// DidYouMean ends the sentence that reports an unknown name: it offers the
// nearest of names, or lists them all.
func DidYouMean(typed string, names []string) string {
	if name := Nearest(typed, names); name != "" {
		return "; did you mean " + name + "?"
	}
	return "; there are " + strings.Join(names, ", ")
}

// ExampleOf returns the example of a field's help.
func ExampleOf(f *Field) string {
	_, example, _ := strings.Cut(f.Help, ": ")
	return example
}
