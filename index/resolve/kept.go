package resolve

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
)

// ResolveKept does what Resolve does, and looks up with a keeper what a query
// names of what people keep: @name is written out, in brackets, as the search
// of that name; tag and note become sets of items. The request that comes back
// has the query as it is then: two of one text are one search, whatever was
// kept under a name in between. Faults are given in the query as it was
// typed. A nil keeper has nothing.
func ResolveKept(ctx context.Context, req *index.Request, keeper index.Keeper) (*index.Request, *index.Plan, []index.FacetFilter, error) {
	if err := req.Check(); err != nil {
		return nil, nil, nil, err
	}
	out, err := expand(ctx, req.Query, keeper)
	if err != nil {
		return nil, nil, nil, err
	}
	settled := *req
	settled.Query = out.text
	labels := &keptLabels{ctx: ctx, keeper: keeper}
	for _, name := range req.FacetFields {
		if f, ok := index.FieldNamed(name); ok && f.Kind == index.KindLabel {
			if _, err := labels.get(); err != nil {
				return nil, nil, nil, err
			}
		}
	}
	plan, filters, err := resolveRequest(&settled, labels)
	if err != nil {
		return nil, nil, nil, out.typed(err)
	}
	plan.Reading.Text = req.Query
	if len(out.notes) > 0 {
		plan.Reading.Warnings = append(out.notes, plan.Reading.Warnings...)
	}
	plan.Labels = labels.read
	return &settled, plan, filters, nil
}

// Expand returns a query with the searches that it names written out. The
// error is a *query.SyntaxError at the name, or the keeper's.
func Expand(ctx context.Context, q string, keeper index.Keeper) (string, error) {
	out, err := expand(ctx, q, keeper)
	return out.text, err
}

// keptLabels reads the labels of a keeper once, when they are asked for.
type keptLabels struct {
	ctx    context.Context
	keeper index.Keeper
	read   *index.Labels
	err    error
}

func (l *keptLabels) get() (*index.Labels, error) {
	if l == nil || l.keeper == nil || l.read != nil || l.err != nil {
		return l.have(), l.failure()
	}
	l.read, l.err = l.keeper.Labels(l.ctx)
	return l.read, l.err
}

func (l *keptLabels) have() *index.Labels {
	if l == nil {
		return nil
	}
	return l.read
}

func (l *keptLabels) failure() error {
	if l == nil {
		return nil
	}
	return l.err
}

// A spelledOut query is one whose references are written out.
type spelledOut struct {
	text   string
	places []inserted
	notes  []index.Note
}

// inserted is where a reference stood, and where what it stands for is.
type inserted struct {
	from query.Span // in what was typed
	to   query.Span // in what was written
}

// maxNested is how many kept searches may name one another in a row. The
// length of a query bounds how many there are in all.
const maxNested = 16

func expand(ctx context.Context, q string, keeper index.Keeper) (spelledOut, error) {
	w := spelledOut{}
	err := w.expand(ctx, q, keeper, nil)
	return w, err
}

// expand writes q out. within are the names of the searches that q is part of.
func (w *spelledOut) expand(ctx context.Context, q string, keeper index.Keeper, within []string) error {
	at := 0
	for _, ref := range query.References(q) {
		fault := func(msg string) error {
			return &query.SyntaxError{Offset: ref.At.Start, Length: ref.At.End - ref.At.Start, Msg: msg,
				Want: "@name or @3, of a saved search or of the history; in quotes it is text"}
		}
		inside, note, err := keptText(ctx, ref.Name, keeper, within)
		var refused *refusal
		switch {
		case errors.As(err, &refused):
			return fault(refused.msg)
		case err != nil:
			return err
		}
		w.text += q[at:ref.At.Start]
		from := len(w.text)
		w.text += inside
		w.places = append(w.places, inserted{ref.At, query.Span{Start: from, End: len(w.text)}})
		w.notes = append(w.notes, note...)
		at = ref.At.End
		if len(w.text)+len(q)-at > query.MaxBytes {
			return fault("with the searches that it names written out the query is too long")
		}
	}
	w.text += q[at:]
	return nil
}

// A refusal says why a name cannot be written out.
type refusal struct{ msg string }

func (r *refusal) Error() string { return r.msg }

// keptText returns what a name stands for, in brackets.
func keptText(ctx context.Context, name string, keeper index.Keeper, within []string) (string, []index.Note, error) {
	if keeper == nil {
		return "", nil, &refusal{"@" + name + " names a saved search, and there is no store of them here"}
	}
	folded := strings.ToLower(name)
	if slices.Contains(within, folded) {
		return "", nil, &refusal{"@" + name + " names a search that is part of itself: " + strings.Join(append(within, folded), " → ")}
	}
	if len(within) == maxNested {
		return "", nil, &refusal{fmt.Sprintf("@%s: more than %d searches name one another", name, maxNested)}
	}
	req, err := keeper.KeptRequest(ctx, name)
	if errors.Is(err, index.ErrNotKept) {
		return "", nil, &refusal{err.Error()}
	}
	if err != nil {
		return "", nil, err
	}
	inner := spelledOut{}
	if err := inner.expand(ctx, req.Query, keeper, append(slices.Clip(within), folded)); err != nil {
		var syntax *query.SyntaxError
		if errors.As(err, &syntax) {
			return "", nil, &refusal{"@" + name + ": " + syntax.Msg}
		}
		return "", nil, err
	}
	whole := *req
	whole.Query = inner.text
	notes := inner.notes
	if whole.Scope == index.ScopeRequested {
		notes = append(notes, index.Note{Message: "@" + name + " was kept with the scope \"requested\", which belongs to a whole search: it is left out here"})
	}
	return InWords(&whole), notes, nil
}

// InWords writes query and filters of a request as one group of the language:
// FIELD=value as field:"value". Scope, order and mode of matching belong to a
// whole search and are left out.
func InWords(req *index.Request) string {
	var parts []string
	if strings.TrimSpace(req.Query) != "" {
		parts = append(parts, "("+strings.TrimSpace(req.Query)+")")
	}
	var fields []string
	values := map[string][]string{}
	for _, c := range req.Filters {
		f, ok := index.FieldNamed(c.Field)
		if !ok {
			continue
		}
		if values[f.Name] == nil {
			fields = append(fields, f.Name)
		}
		values[f.Name] = append(values[f.Name], f.Name+":"+valueInWords(f, c.Value))
	}
	for _, f := range fields {
		one := strings.Join(values[f], " OR ")
		if len(values[f]) > 1 {
			one = "(" + one + ")"
		}
		parts = append(parts, one)
	}
	if len(parts) == 1 && strings.HasPrefix(parts[0], "(") {
		return parts[0]
	}
	return "(" + strings.Join(parts, " AND ") + ")"
}

// valueInWords writes a chosen value behind its field.
func valueInWords(f *index.Field, value string) string {
	if f.Kind == index.KindKeyword || f.Kind == index.KindLabel {
		return strconv.Quote(strings.NewReplacer(`"`, " ", `\`, " ").Replace(value))
	}
	return strings.TrimSpace(value)
}

// typed gives the place of a fault in what was typed: one inside of what a
// name stands for is at the name.
func (w *spelledOut) typed(err error) error {
	var fault *query.SyntaxError
	if len(w.places) == 0 || !errors.As(err, &fault) {
		return err
	}
	moved := *fault
	start, end := w.before(fault.Offset, false), w.before(fault.Offset+fault.Length, true)
	moved.Offset, moved.Length = start, max(end-start, 0)
	return &moved
}

// before returns the place in what was typed of a place in what was written;
// of one inside a name's text, where the name begins, or ends.
func (w *spelledOut) before(at int, end bool) int {
	shift := 0
	for _, p := range w.places {
		switch {
		case at <= p.to.Start:
			return at + shift
		case at < p.to.End && end:
			return p.from.End
		case at < p.to.End:
			return p.from.Start
		}
		shift = p.from.End - p.to.End
	}
	return at + shift
}

// label resolves what stands behind tag or note. Bare words are contained in
// it; quotes are a whole tag, or neighbouring words of a note.
func (r *resolver) label(n query.Node, f *index.Field) (index.Expr, error) {
	x := index.Values{Field: f.Name}
	switch n := n.(type) {
	case query.Phrase:
		x.Exact = []string{index.FoldValue(n.Text)}
	case query.Wildcard:
		x.Contains = [][]string{strings.Fields(strings.ToLower(strings.Join(patternParts(n.Pattern), " ")))}
	default:
		words := strings.Fields(index.FoldValue(plainText(n)))
		if len(words) == 0 {
			return nil, r.fault(n.Span(), "there is no value behind "+f.Name, index.ExampleOf(f))
		}
		x.Contains = [][]string{words}
	}
	return r.labelled(x, plainText(n))
}

// labelled looks up the items with a label, and says where there is none.
func (r *resolver) labelled(x index.Values, typed string) (index.Expr, error) {
	kept, err := r.kept.get()
	if err != nil {
		return nil, err
	}
	items, ok := labelledItems(kept, x)
	if !ok {
		r.plan.Reading.Warnings = append(r.plan.Reading.Warnings, index.Note{Message: noSuchLabel(kept, x.Field, typed)})
	}
	return items, nil
}

func labelledItems(kept *index.Labels, x index.Values) (index.IDs, bool) {
	if x.Field == "note" {
		return kept.Noted(x)
	}
	return kept.Tagged(x)
}

// noSuchLabel says that no item has a label, and what the nearest are.
func noSuchLabel(kept *index.Labels, field, typed string) string {
	if field == "note" {
		return "no note of yours says " + quoted(typed)
	}
	names := tagNames(kept)
	if len(names) == 0 {
		return "no item has a tag yet: imr tag ID TAG gives one"
	}
	return "no item has the tag " + quoted(typed) + index.DidYouMean(typed, names)
}

func tagNames(kept *index.Labels) []string {
	var names []string
	for _, t := range kept.Tags() {
		names = append(names, t.Tag)
	}
	return names
}

// labelFilter resolves a chosen tag.
func labelFilter(f *index.Field, value string, labels *keptLabels) (index.FilterValue, error) {
	kept, err := labels.get()
	if err != nil {
		return index.FilterValue{}, err
	}
	folded := index.FoldValue(value)
	items, ok := kept.Tagged(index.Values{Field: f.Name, Exact: []string{folded}})
	if !ok && len(kept.Tags()) > 0 {
		return index.FilterValue{}, &index.RequestError{Param: f.Name, Msg: noSuchLabel(kept, f.Name, value), Nearest: nearestTags(kept, value)}
	}
	return index.FilterValue{Value: value, Folded: folded, IDs: items}, nil
}

// nearestTags returns the tag that was probably meant, else the first ones.
func nearestTags(kept *index.Labels, typed string) []index.Bucket {
	names := tagNames(kept)
	near := index.Nearest(typed, names)
	var out []index.Bucket
	for _, t := range kept.Tags() {
		if (near == "" || near == t.Tag) && len(out) < maxNearest {
			out = append(out, index.Bucket{Value: t.Tag, Label: t.Tag, Count: t.Items.Len()})
		}
	}
	return out
}
