package index

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"imrsearch/parser/imr"
)

// A Keeper has what people keep beside an index, and what queries may name of
// it: searches (@name), tags and notes. It is safe for concurrent use.
type Keeper interface {
	// KeptRequest returns the search that is kept under a name or, for a name of
	// digits alone, under a number. The error wraps ErrNotKept where there is
	// none, and says what there is.
	KeptRequest(ctx context.Context, name string) (*Request, error)
	// Labels returns the tags and notes of today, which must not be changed.
	Labels(ctx context.Context) (*Labels, error)
}

// ErrNotKept says that nothing is kept under a name.
var ErrNotKept = errors.New("there is no search of that name")

// A Label is what a person said of one item: a tag, or a note.
type Label struct {
	Item string // the item's id
	Tag  string // "" for a note
	Note string
}

// Labels are the tags and notes of items. The nil Labels are none. They are
// safe for concurrent use.
type Labels struct {
	// Version is another one after every change of a label.
	Version int64
	tags    []TagItems
	notes   []Label
	all     []Label
	of      map[string]ItemLabels // by id in capitals
}

// TagItems is a tag with the items that have it.
type TagItems struct {
	Tag    string
	Folded string // as FoldValue gives it
	Items  IDs
}

// ItemLabels are the tags and the note of one item.
type ItemLabels struct {
	Tags []string
	Note string
}

// NewLabels gathers labels. Tags that FoldValue makes equal are one, spelled as
// the first of them.
func NewLabels(version int64, all []Label) *Labels {
	l := &Labels{Version: version, all: all, of: map[string]ItemLabels{}}
	items := map[string][]string{} // by folded tag
	spelled := map[string]string{}
	for _, label := range all {
		id := strings.ToUpper(label.Item)
		have := l.of[id]
		if label.Tag == "" {
			l.notes = append(l.notes, label)
			have.Note = label.Note
		} else {
			folded := FoldValue(label.Tag)
			if spelled[folded] == "" {
				spelled[folded] = label.Tag
			}
			items[folded] = append(items[folded], label.Item)
			have.Tags = append(have.Tags, spelled[folded])
		}
		l.of[id] = have
	}
	for folded, ids := range items {
		l.tags = append(l.tags, TagItems{Tag: spelled[folded], Folded: folded, Items: NewIDs(ids)})
	}
	slices.SortFunc(l.tags, func(a, b TagItems) int { return cmp.Compare(a.Folded, b.Folded) })
	return l
}

// Tags returns all tags by name, which must not be changed.
func (l *Labels) Tags() []TagItems {
	if l == nil {
		return nil
	}
	return l.tags
}

// All returns every label, in the order in which they were given to
// NewLabels; tags as they were spelled. The list must not be changed.
func (l *Labels) All() []Label {
	if l == nil {
		return nil
	}
	return l.all
}

// Of returns what an item is labelled with.
func (l *Labels) Of(item string) ItemLabels {
	if l == nil {
		return ItemLabels{}
	}
	return l.of[strings.ToUpper(item)]
}

// Tagged returns the items with a tag that x asks for, as Values.Match
// compares: whole tags, or tags with all of some words. ok is false where no
// tag fits.
func (l *Labels) Tagged(x Values) (items IDs, ok bool) {
	match := x.Matcher()
	var found []IDs
	for _, t := range l.Tags() {
		if match(t.Folded) {
			found = append(found, t.Items)
		}
	}
	return joinIDs(found), len(found) > 0
}

// Noted returns the items whose note has all of the words that one of
// x.Contains asks for, or one of x.Exact as neighbouring words. ok is false
// where no note fits.
func (l *Labels) Noted(x Values) (items IDs, ok bool) {
	if l == nil {
		return IDs{}, false
	}
	match := Values{Contains: x.Contains}.Matcher()
	var ids []string
	for _, n := range l.notes {
		folded := FoldValue(n.Note)
		if match(folded) || slices.ContainsFunc(x.Exact, func(want string) bool {
			return want != "" && strings.Contains(" "+folded+" ", " "+FoldValue(want)+" ")
		}) {
			ids = append(ids, n.Item)
		}
	}
	return NewIDs(ids), len(ids) > 0
}

// IDs matches the items that it names; the zero IDs names none. An item that
// an index does not have matches nothing there.
type IDs struct{ set *idSet }

// idSet has the numbers of items, rising, each once, by letter's id in capitals.
type idSet struct{ letters map[string][]int }

// NewIDs returns the items with some ids. A letter's id alone names none.
func NewIDs(ids []string) IDs {
	set := &idSet{letters: map[string][]int{}}
	for _, id := range ids {
		if letter, n, err := imr.SplitID(id); err == nil && n >= 0 {
			set.add(strings.ToUpper(letter), n)
		}
	}
	return IDs{set}
}

func (s *idSet) add(letter string, n int) {
	numbers := s.letters[letter]
	if at, have := slices.BinarySearch(numbers, n); !have {
		s.letters[letter] = slices.Insert(numbers, at, n)
	}
}

func joinIDs(of []IDs) IDs {
	if len(of) == 1 {
		return of[0]
	}
	sum := &idSet{letters: map[string][]int{}}
	for _, x := range of {
		x.Each(func(letter string, numbers []int) {
			for _, n := range numbers {
				sum.add(letter, n)
			}
		})
	}
	return IDs{sum}
}

// Each calls do for every letter, in no order, with the numbers of its items
// that are named, rising. The list must not be changed. Letters' ids are in
// capitals; they are compared without case.
func (x IDs) Each(do func(letter string, numbers []int)) {
	if x.set == nil {
		return
	}
	for letter, numbers := range x.set.letters {
		do(letter, numbers)
	}
}

// Len returns how many items are named.
func (x IDs) Len() int {
	n := 0
	x.Each(func(_ string, numbers []int) { n += len(numbers) })
	return n
}

// Has reports whether the item with an id is named.
func (x IDs) Has(id string) bool {
	letter, n, err := imr.SplitID(id)
	if err != nil || x.set == nil {
		return false
	}
	_, ok := slices.BinarySearch(x.set.letters[strings.ToUpper(letter)], n)
	return ok
}

// Holds reports whether d is one of the items.
func (x IDs) Holds(d *Determination) bool { return x.Has(d.Item.ID) }

func (IDs) expr() {}

// LabelFacet makes a facet of tags: counts of each tag under all other filters,
// missing the items without any; chosen is nil where nothing is chosen in it.
// Chosen tags come first, then the largest counts, equal ones by name.
func LabelFacet(f *Field, tags []TagItems, counts []uint32, missing int, chosen *FacetFilter, limit int) Facet {
	out := Facet{Field: f.Name, Label: f.Label, Buckets: []Bucket{}, Missing: missing}
	seen := map[string]bool{}
	isChosen := func(folded string) bool {
		return chosen != nil && slices.ContainsFunc(chosen.Values, func(v FilterValue) bool { return v.Folded == folded })
	}
	for i, t := range tags {
		if counts[i] > 0 {
			out.Distinct++
		}
		if counts[i] > 0 || isChosen(t.Folded) {
			out.Buckets = append(out.Buckets, Bucket{Value: t.Tag, Label: t.Tag, Count: int(counts[i]), Selected: isChosen(t.Folded)})
			seen[t.Folded] = true
		}
	}
	if chosen != nil {
		for _, v := range chosen.Values {
			if !seen[v.Folded] {
				out.Buckets = append(out.Buckets, Bucket{Value: v.Value, Label: v.Value, Selected: true})
			}
		}
		limit = max(limit, len(chosen.Values))
	}
	slices.SortStableFunc(out.Buckets, func(a, b Bucket) int {
		if a.Selected != b.Selected {
			if a.Selected {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	out.Buckets = out.Buckets[:min(len(out.Buckets), limit)]
	return out
}
