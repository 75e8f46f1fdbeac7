package match

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/postings"
	"imrsearch/index/bleve/segment"
)

// An Evaluator runs expressions over one segment. It is used by one goroutine.
// Its bitmaps may lie in mapped files: none is ever changed once another has
// seen it.
type Evaluator struct {
	Segment   *segment.LiveSegment
	dicts     *postings.Dictionaries
	Deadline  *Deadline
	sets      map[index.Matcher]*forward.TermSet
	bitmaps   map[WordIn]*roaring.Bitmap
	phrases   map[string]*phrase
	shingles  map[uint64]*roaring.Bitmap          // by key
	inField   map[lexicalIn]*roaring.Bitmap       // words in a text
	alike     func(index.AlikeTo) *roaring.Bitmap // nil for a segment of no generation
	SweepFrom uint64                              // see the constant
	Err       error                               // of reading the index; the first

	Record    forward.Record // of the document being verified
	shared    forward.Record // of its letter
	letter    uint32
	hasShared bool
	view      fieldView
	read      byte // of records, ahead
}

// A WordIn is a matcher in some fields.
type WordIn struct {
	index.Matcher
	Fields index.TextFields
}

// NewEvaluator returns an evaluator of a segment; give it back with release.
func NewEvaluator(s *segment.LiveSegment, d *Deadline) *Evaluator {
	e, ok := s.Evaluators.Get().(*Evaluator)
	if !ok {
		e = &Evaluator{dicts: s.Postings.Dictionaries(), sets: map[index.Matcher]*forward.TermSet{}, bitmaps: map[WordIn]*roaring.Bitmap{}, phrases: map[string]*phrase{}}
	}
	e.Segment, e.Deadline, e.view.evaluator, e.SweepFrom = s, d, e, sweepFrom
	return e
}

// release keeps for the next search over the segment what costs to make:
// dictionaries and room.
func (e *Evaluator) release() {
	segment := e.Segment
	clear(e.sets)
	clear(e.bitmaps)
	clear(e.phrases)
	*e = Evaluator{dicts: e.dicts, sets: e.sets, bitmaps: e.bitmaps, phrases: e.phrases, view: fieldView{codes: e.view.codes[:0]}}
	segment.Evaluators.Put(e)
}

// Eval returns the documents, deleted ones included, that match x. With within,
// the result is exact inside of it and may hold false positives and lack
// matches outside; nil asks for all documents.
func (e *Evaluator) Eval(x index.Expr, within *roaring.Bitmap) *roaring.Bitmap {
	switch x := x.(type) {
	case nil, index.All:
		return e.Segment.All
	case index.And:
		return e.and(x.Of, within)
	case index.Or:
		return e.or(x.Of, within)
	case index.Synonyms:
		return e.or(append([]index.Expr{x.Typed}, x.Added...), within)
	case index.Not:
		return e.not(x, within)
	case index.Sequence:
		if len(x.Words) == 1 {
			return e.Word(x.Words[0], x.Fields)
		}
		return e.Sequence(x, within)
	case index.Near:
		return e.near(x, within)
	case index.AtLeast:
		return e.atLeast(x, within)
	case index.Values:
		return e.values(x)
	case index.Range:
		return e.numbers(x)
	case index.ByID:
		return e.ByID(x)
	case index.IDs:
		return e.ids(x)
	case index.Cited:
		return e.Segment.Columns.Cites.Matching(x)
	case index.AlikeTo:
		if e.alike != nil {
			return e.alike(x)
		}
	}
	return docset.Empty
}

// and takes the parts that bitmaps answer first, so that the others are
// looked at only where it matters.
func (e *Evaluator) and(of []index.Expr, within *roaring.Bitmap) *roaring.Bitmap {
	sorted := make([]index.Expr, 0, len(of))
	for _, x := range of {
		if x != nil && x != index.Expr(index.All{}) {
			sorted = append(sorted, x)
		}
	}
	if len(sorted) == 0 {
		return e.Eval(index.All{}, within)
	}
	slices.SortStableFunc(sorted, func(a, b index.Expr) int { return effort(a) - effort(b) })
	result := within
	costly := slices.IndexFunc(sorted, func(x index.Expr) bool { return effort(x) > 0 })
	for i, x := range sorted {
		if i == costly {
			result = e.narrowed(sorted[i:], result)
		}
		found := e.Eval(x, result)
		if result == nil {
			result = found
		} else {
			result = roaring.And(result, found)
		}
		if result.IsEmpty() {
			return docset.Empty
		}
	}
	return result
}

// narrowed leaves of within, nil for all, the documents in which all of the
// expressions may stand.
func (e *Evaluator) narrowed(of []index.Expr, within *roaring.Bitmap) *roaring.Bitmap {
	if len(of) < 2 {
		return within
	}
	for _, x := range of {
		switch b, ok := e.superset(x); {
		case !ok:
		case within == nil:
			within = b
		default:
			within = roaring.And(within, b)
		}
	}
	return within
}

// superset returns all documents that can match x, and perhaps others, from
// bitmaps alone; ok is false where bitmaps give no such set.
func (e *Evaluator) superset(x index.Expr) (b *roaring.Bitmap, ok bool) {
	switch x := x.(type) {
	case index.Sequence, index.Near:
		return e.Candidates(x), true
	case index.AtLeast:
		return e.Candidates(x.X), true
	case index.Or:
		return e.supersetOfAny(x.Of)
	case index.Synonyms:
		return e.supersetOfAny(append([]index.Expr{x.Typed}, x.Added...))
	}
	return nil, false
}

func (e *Evaluator) supersetOfAny(of []index.Expr) (*roaring.Bitmap, bool) {
	found := make([]*roaring.Bitmap, len(of))
	for i, x := range of {
		var ok bool
		if found[i], ok = e.superset(x); !ok {
			return nil, false
		}
	}
	return docset.Union(found), true
}

// or takes the parts that bitmaps answer first: the others are looked at only
// in documents that none of these has.
func (e *Evaluator) or(of []index.Expr, within *roaring.Bitmap) *roaring.Bitmap {
	var found []*roaring.Bitmap
	var costly []index.Expr
	for _, x := range of {
		if effort(x) > 0 {
			costly = append(costly, x)
			continue
		}
		found = append(found, e.Eval(x, within))
	}
	result := docset.Union(found)
	for _, x := range costly {
		open := within
		if open == nil {
			open = e.Segment.All
		}
		result = docset.Or(result, e.Eval(x, docset.AndNot(open, result)))
	}
	return result
}

// not returns no documents when the time limit cut the search for what it
// negates: totals of a partial answer are lower bounds.
func (e *Evaluator) not(x index.Not, within *roaring.Bitmap) *roaring.Bitmap {
	if within == nil {
		within = e.Segment.All
	}
	found := e.Eval(x.X, within)
	if e.Deadline.Partial.Load() {
		return docset.Empty
	}
	return docset.AndNot(within, found)
}

// effort orders expressions by cost: 0 is answered by bitmaps alone, 1 combines
// parts that must be verified, 2 is verified in the records.
func effort(x index.Expr) int {
	switch x := x.(type) {
	case index.Sequence:
		if len(x.Words) == 1 {
			return 0
		}
		return 2
	case index.Near, index.AtLeast:
		return 2
	case index.Not:
		return min(1, effort(x.X))
	case index.And:
		return effortOf(x.Of)
	case index.Or:
		return effortOf(x.Of)
	case index.Synonyms:
		return effortOf(append([]index.Expr{x.Typed}, x.Added...))
	}
	return 0
}

func effortOf(of []index.Expr) int {
	most := 0
	for _, x := range of {
		most = max(most, effort(x))
	}
	return min(most, 1)
}

// Set returns the words of the segment that m matches.
func (e *Evaluator) Set(m index.Matcher) *forward.TermSet {
	s, ok := e.sets[m]
	if !ok {
		s = forward.NewWordSet(e.Segment.Words, e.Segment.Words.Expand(m))
		e.sets[m] = s
	}
	return s
}

// Word returns the documents with a word that m matches in one of the fields.
func (e *Evaluator) Word(m index.Matcher, fields index.TextFields) *roaring.Bitmap {
	key := WordIn{m, fields}
	if b, ok := e.bitmaps[key]; ok {
		return b
	}
	b := e.WordsIn(e.Set(m).Lexical, fields)
	e.bitmaps[key] = b
	return b
}

// WordsIn returns the documents with one of some words in one of the fields.
func (e *Evaluator) WordsIn(lexical []uint32, fields index.TextFields) *roaring.Bitmap {
	var found []*roaring.Bitmap
	for _, l := range lexical {
		word := e.Segment.Words.List.At(int(l))
		rest := fields
		if rest&index.DefaultTexts == index.DefaultTexts {
			found = append(found, e.Postings(postings.AllTexts, word))
			rest &^= index.DefaultTexts
		}
		for f := range index.NumTextFields {
			if rest.Has(f) {
				found = append(found, e.Postings(postings.FieldName(f), word))
			}
		}
	}
	return docset.Union(found)
}

// Postings returns the documents with a term in a field. The first error is
// kept in Err, and no documents are returned.
func (e *Evaluator) Postings(field, term string) *roaring.Bitmap {
	b, err := e.dicts.Postings(field, term)
	if err != nil {
		if e.Err == nil {
			e.Err = err
		}
		return docset.Empty
	}
	return b
}

func (e *Evaluator) values(x index.Values) *roaring.Bitmap {
	v := e.Segment.Columns.Values[x.Field]
	f, ok := index.FieldNamed(x.Field)
	if v == nil || !ok || f.Values == nil {
		return docset.Empty
	}
	match, bitmaps := x.Matcher(), e.Segment.Bitmaps(v)
	var found []*roaring.Bitmap
	for i, folded := range v.FoldedValues() {
		switch {
		case !match(folded):
		case bitmaps != nil:
			found = append(found, bitmaps[i+1])
		default:
			found = append(found, e.Postings(v.Name, v.List.At(i)))
		}
	}
	return docset.Union(found)
}

func (e *Evaluator) numbers(x index.Range) *roaring.Bitmap {
	n := e.Segment.Columns.Numbers[x.Field]
	if n == nil {
		return docset.Empty
	}
	from, to := int32(max(x.From, docvalues.NoNumber+1)), int32(min(x.To, 1<<31-1))
	if from > to || x.From > 1<<31-1 || x.To <= docvalues.NoNumber {
		return docset.Empty
	}
	return n.Between(from, to)
}

// ids returns the items of a set that the segment has.
func (e *Evaluator) ids(x index.IDs) *roaring.Bitmap {
	b := roaring.New()
	x.Each(func(id string, numbers []int) {
		for _, letter := range e.Segment.Letters.FindFolded(id) {
			from, to := e.Segment.Letters.Docs(letter)
			for doc := from; doc < to; doc++ {
				if _, n := e.Segment.Item(doc); slices.Contains(numbers, n) {
					b.Add(doc)
				}
			}
		}
	})
	return b
}

// ByID returns the items of a letter, or one of them.
func (e *Evaluator) ByID(x index.ByID) *roaring.Bitmap {
	b := roaring.New()
	for _, letter := range e.Segment.Letters.FindFolded(x.Letter) {
		from, to := e.Segment.Letters.Docs(letter)
		for doc := from; doc < to; doc++ {
			if _, n := e.Segment.Item(doc); x.N < 0 || n == x.N {
				b.Add(doc)
			}
		}
	}
	return b
}
