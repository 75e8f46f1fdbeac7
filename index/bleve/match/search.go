// Package match answers one question: which documents match a plan? It
// evaluates a plan over the segments of a generation. It neither scores nor
// counts.
package match

import (
	"encoding/binary"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/fold"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
)

// A Search is one execution of a plan over one generation.
type Search struct {
	Plan     *index.Plan
	G        *segment.Generation
	Deadline *Deadline
	Running  *atomic.Int64 // searches under way; nil for this one alone
	Scope    index.Scope
	// MeantFirst asks for what is meant by words (an outcome, an age) before all
	// else, as the order by relevance does.
	MeantFirst bool

	Selections []*Selection
	Match      index.Match // how plain words were matched in the end
}

// Begin makes a selection for every segment.
func (s *Search) Begin() {
	for i, live := range s.G.Segments {
		e := NewEvaluator(live, s.Deadline)
		e.alike = func(x index.AlikeTo) *roaring.Bitmap { return fold.GroupsOf(s.G).Like(s.G, i, x) }
		s.Selections = append(s.Selections, &Selection{Evaluator: e, At: i})
	}
}

// End gives back what begin took, unless the search failed: then it may be in
// disorder.
func (s *Search) End(ok bool) {
	if !ok {
		return
	}
	for _, sel := range s.Selections {
		sel.Evaluator.release()
	}
}

// Err returns why the search cannot be answered.
func (s *Search) Err() error {
	if err := s.Deadline.Ctx.Err(); err != nil {
		return err
	}
	for _, sel := range s.Selections {
		if sel.Err != nil {
			return sel.Err
		}
	}
	return nil
}

// SelectItems finds what matches the query, relaxed where that is asked for
// and few items match, and hands each segment's selection to finish. Whether to
// relax is decided on the query alone; a segment with enough items is finished
// before the others have answered.
func (s *Search) SelectItems(match index.Match, finish func(*Selection)) {
	s.Match = index.MatchAll
	if s.Scope == index.ScopeRequested && s.Plan.Requested != nil {
		s.Each(func(sel *Selection) {
			sel.request(s.Plan)
			sel.Query, sel.AllWords = sel.Requested, sel.Requested
			sel.mean(s)
			finish(sel)
		})
		return
	}
	finishing := finish
	finish = func(sel *Selection) {
		sel.request(s.Plan)
		sel.mean(s)
		finishing(sel)
	}
	all := allOf(s.Plan)
	if match == index.MatchMost {
		s.Each(func(sel *Selection) { sel.selectStrict(all) })
		s.relax()
		s.Each(finish)
		return
	}
	each := s.Each
	if s.light(all) {
		each = s.sequentially
	}
	each(func(sel *Selection) {
		sel.selectStrict(all)
		if match == index.MatchAll || sel.Query.GetCardinality() >= index.RelaxBelow {
			finish(sel)
		}
	})
	if match == index.MatchAuto && s.Found() < index.RelaxBelow {
		s.relax()
	}
	open := func(sel *Selection) bool { return sel.Result == nil }
	if slices.ContainsFunc(s.Selections, open) {
		s.Each(func(sel *Selection) {
			if open(sel) {
				finish(sel)
			}
		})
	}
}

// Found counts what all segments have found.
func (s *Search) Found() int {
	n := 0
	for _, sel := range s.Selections {
		n += int(sel.Query.GetCardinality())
	}
	return n
}

// Each calls f for every segment. Segments are taken in turn by as many
// goroutines, the caller's among them, as there are processors for a search:
// all of them for one alone, and fewer for each when several run.
func (s *Search) Each(f func(*Selection)) {
	n := min(s.processors(), len(s.Selections))
	if n < 2 {
		s.sequentially(f)
		return
	}
	t := turns{selections: s.Selections, f: f}
	var wg sync.WaitGroup
	for range n - 1 {
		wg.Go(t.work)
	}
	t.work()
	wg.Wait()
	if t.panicked != nil {
		panic(t.panicked)
	}
}

// sequentially calls f for every segment, one after the other.
func (s *Search) sequentially(f func(*Selection)) {
	for _, sel := range s.Selections {
		f(sel)
	}
}

// lightItems is up to how many items bitmaps answer a query in less time than
// it takes to wake another goroutine.
const lightItems = 1 << 18

// light reports whether to find what x matches is too little work to share.
func (s *Search) light(x index.Expr) bool {
	return s.G.Manifest.Items <= lightItems && effort(x) == 0
}

// processors returns how many goroutines the search may use.
func (s *Search) processors() int {
	all := runtime.GOMAXPROCS(0)
	if s.Running == nil {
		return all
	}
	return all / max(int(s.Running.Load()), 1)
}

// turns gives selections to goroutines, one after the other.
type turns struct {
	selections []*Selection
	f          func(*Selection)
	next       atomic.Int64
	mu         sync.Mutex
	panicked   *segment.Panic // what a goroutine ended with; guarded by mu until all have ended
}

// work takes selections until none is left. A panic of one is kept, and the
// rest is left alone.
func (t *turns) work() {
	defer sectionfile.PanicOnFault()()
	defer func() {
		if r := recover(); r != nil {
			t.next.Store(int64(len(t.selections)))
			t.mu.Lock()
			t.panicked = segment.Caught(r)
			t.mu.Unlock()
		}
	}()
	for {
		i := t.next.Add(1) - 1
		if i >= int64(len(t.selections)) {
			return
		}
		t.f(t.selections[i])
	}
}

// A Selection is what a search finds in one segment.
type Selection struct {
	*Evaluator
	At       int             // place of the segment in the generation
	Query    *roaring.Bitmap // live, matching the query
	AllWords *roaring.Bitmap // of query, those with all plain words; query itself unless relaxed
	Chosen   []choice        // in facets, in the order of the filters
	// Requested has the live documents that ask for the treatment which the
	// query names; nil where it names none.
	Requested *roaring.Bitmap
	meant     []*roaring.Bitmap // with each thing that was understood from words
	first     *roaring.Bitmap   // what comes first by relevance; nil where all is alike
	Result    *roaring.Bitmap   // query and all that was chosen
}

// selectStrict finds the items that match x.
func (s *Selection) selectStrict(x index.Expr) {
	s.Query = s.Live(s.Eval(x, nil))
	s.AllWords = s.Query
}

// request finds the documents that ask for the treatment which a plan names.
func (s *Selection) request(plan *index.Plan) {
	if plan.Requested != nil && s.Requested == nil {
		s.Requested = s.Live(s.Eval(reduced(index.And{Of: []index.Expr{rootOf(plan), plan.Requested}}), nil))
	}
}

// mean finds what comes first where outcomes and people are meant by words: the
// documents of which all of it is true and, where a treatment is named, that
// ask for it.
func (s *Selection) mean(search *Search) {
	if !search.MeantFirst {
		return
	}
	first := s.Requested
	for _, p := range search.Plan.Plain {
		if p.Meaning == "" {
			continue
		}
		docs := s.Eval(p.X, nil)
		s.meant = append(s.meant, docs)
		if first != nil {
			docs = roaring.And(first, docs)
		}
		first = docs
	}
	if len(s.meant) > 0 {
		s.first = first
	}
}

// Meant returns the share of what was understood from words that is true of a
// document, 0 where nothing was.
func (s *Selection) Meant(doc uint32) float64 {
	n := 0
	for _, docs := range s.meant {
		if docs.Contains(doc) {
			n++
		}
	}
	return float64(n) / float64(max(len(s.meant), 1))
}

// allOf is what an item must match that has all plain words.
func allOf(plan *index.Plan) index.Expr {
	return reduced(index.And{Of: append([]index.Expr{rootOf(plan)}, index.Exprs(plan.Plain)...)})
}

func rootOf(plan *index.Plan) index.Expr {
	if plan.Root == nil {
		return index.All{}
	}
	return plan.Root
}

// Live returns the live documents of b.
func (s *Selection) Live(b *roaring.Bitmap) *roaring.Bitmap {
	if s.Segment.LiveDocs == s.Segment.All {
		return b
	}
	if b == s.Segment.All {
		return s.Segment.LiveDocs
	}
	return roaring.AndNot(b, s.Segment.Deleted)
}

// A choice is the documents with what is chosen in a facet.
type choice struct {
	Values []*roaring.Bitmap // with each value
	docs   *roaring.Bitmap   // with any
}

// Choose narrows the query by the filters.
func (s *Selection) Choose(filters []index.FacetFilter) {
	s.Result = s.Query
	s.Chosen = make([]choice, len(filters))
	for i, f := range filters {
		c := &s.Chosen[i]
		for _, v := range f.Values {
			c.Values = append(c.Values, s.filtered(f.Field, v))
		}
		c.docs = docset.Union(slices.Clone(c.Values))
		s.Result = s.Both(s.Result, c.docs)
	}
}

// Both returns the living documents of a that b has, too.
func (s *Selection) Both(a, b *roaring.Bitmap) *roaring.Bitmap {
	if a == s.Segment.LiveDocs {
		return s.Live(b)
	}
	return roaring.And(a, b)
}

// filtered returns the documents with one value of a facet.
func (s *Selection) filtered(f *index.Field, v index.FilterValue) *roaring.Bitmap {
	if f.Kind == index.KindLabel {
		return s.ids(v.IDs)
	}
	if v.Missing {
		return s.Segment.Columns.Values[f.Name].WithoutValue()
	}
	if f.Kind != index.KindKeyword {
		return s.numbers(index.Range{Field: f.Name, From: v.From, To: v.To})
	}
	return s.values(index.Values{Field: f.Name, Exact: []string{v.Folded}})
}

// Tiers returns how many tiers the result has.
func (s *Selection) Tiers() uint8 {
	if s.first != nil {
		return 2
	}
	return 1
}

// Filtered returns the documents of a set that all filters leave.
func (s *Selection) Filtered(b *roaring.Bitmap) *roaring.Bitmap { return s.FilteredBut(b, -1) }

// Without returns what the result would be without one of the choices.
func (s *Selection) Without(chosen int) *roaring.Bitmap { return s.FilteredBut(s.Query, chosen) }

// FilteredBut returns the documents of a set that all filters but one leave; -1
// is none.
func (s *Selection) FilteredBut(b *roaring.Bitmap, chosen int) *roaring.Bitmap {
	for i, c := range s.Chosen {
		if i != chosen {
			b = s.Both(b, c.docs)
		}
	}
	return b
}

// TierWith returns the tier of a document of the result.
func (s *Selection) TierWith(doc uint32) uint8 {
	if s.first != nil && !s.first.Contains(doc) {
		return 1
	}
	return 0
}

// TierOf returns the documents of the result that come first, or the others.
func (s *Selection) TierOf(tier uint8) *roaring.Bitmap {
	switch {
	case s.first != nil && tier == 0:
		return roaring.And(s.Result, s.first)
	case s.first != nil:
		return roaring.AndNot(s.Result, s.first)
	case tier == 0:
		return s.Result
	}
	return docset.Empty
}

// AnyValue returns the documents with one of the values in a facet.
func (s *Selection) AnyValue(field string, values []string) *roaring.Bitmap {
	if len(values) == 0 {
		return docset.Empty
	}
	return s.values(index.Values{Field: field, Exact: values})
}

// AppendString appends s with its length before it, for keys of caches.
func AppendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}
