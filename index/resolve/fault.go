package resolve

import (
	"errors"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
)

// parse reads the query and the parser's notes.
func parse(q string) (query.Node, []index.Note, error) {
	q, out := plainColons(q)
	tree, notes, err := query.ParseNotes(q)
	if err != nil {
		return nil, nil, err
	}
	if out == nil {
		out = []index.Note{}
	}
	for _, n := range notes {
		out = append(out, index.Note{Message: n.Msg, Repair: n.Offer})
	}
	return tree, out, nil
}

// repairable leaves a parser's repair out that does not resolve: it may name
// a field that there is not.
func repairable(err error, repairing bool) error {
	var fault *query.SyntaxError
	if repairing || !errors.As(err, &fault) || fault.Repair == "" {
		return err
	}
	if _, unfit := resolveWith(fault.Repair, index.MatchAll, true, nil); unfit == nil {
		return err
	}
	without := *fault
	without.Repair = ""
	return &without
}

// fault returns what is wrong at a place. A repair that does not run itself
// is not given.
func (r *resolver) fault(at query.Span, msg, repair string) error {
	if repair != "" && !r.repairing {
		if _, err := resolveWith(repair, index.MatchAll, true, nil); err != nil {
			repair = ""
		}
	}
	return &query.SyntaxError{Offset: at.Start, Length: at.End - at.Start, Msg: msg, Repair: repair}
}

// replaced returns the query with the text of a place replaced. Behind a group
// the question mark of a question would be a wildcard: it goes.
func (r *resolver) replaced(at query.Span, with string) string {
	if at.Start < 0 || at.End > len(r.text) || at.Start > at.End {
		return with
	}
	rest := r.text[at.End:]
	if strings.Trim(rest, "?") == "" && strings.HasSuffix(with, ")") {
		rest = ""
	}
	return r.text[:at.Start] + with + rest
}

// without returns the query without a place, "" when nothing is left.
func (r *resolver) without(at query.Span) string {
	return strings.TrimSpace(r.replaced(at, " "))
}
