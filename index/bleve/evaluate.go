package bleve

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// An evaluator runs expressions over one shard. It is used by one goroutine.
// Its bitmaps may lie in mapped files: none is ever changed once another has
// seen it.
type evaluator struct {
	shard     *liveShard
	dicts     *dictionaries
	deadline  *deadline
	sets      map[index.Matcher]*wordSet
	bitmaps   map[wordIn]*roaring.Bitmap
	phrases   map[string]*phrase
	runs      map[uint64]*roaring.Bitmap    // by key
	inField   map[lexicalIn]*roaring.Bitmap // words in a text
	sweepFrom uint64                        // see the constant
	err       error                         // of reading the index; the first

	record    record // of the document being verified
	shared    record // of its letter
	letter    uint32
	hasShared bool
	view      fieldView
	read      byte // of records, ahead
}

// A wordIn is a matcher in some fields.
type wordIn struct {
	index.Matcher
	fields index.TextFields
}

// newEvaluator returns an evaluator of a shard; give it back with release.
func newEvaluator(s *liveShard, d *deadline) *evaluator {
	e, ok := s.evaluators.Get().(*evaluator)
	if !ok {
		e = &evaluator{dicts: s.dictionaries(), sets: map[index.Matcher]*wordSet{}, bitmaps: map[wordIn]*roaring.Bitmap{}, phrases: map[string]*phrase{}}
	}
	e.shard, e.deadline, e.view.evaluator, e.sweepFrom = s, d, e, sweepFrom
	return e
}

// release keeps for the next search over the shard what costs to make:
// dictionaries and room.
func (e *evaluator) release() {
	shard := e.shard
	clear(e.sets)
	clear(e.bitmaps)
	clear(e.phrases)
	*e = evaluator{dicts: e.dicts, sets: e.sets, bitmaps: e.bitmaps, phrases: e.phrases, view: fieldView{codes: e.view.codes[:0]}}
	shard.evaluators.Put(e)
}

// eval returns the documents, dead ones included, that match x. Those outside
// within, where it is given, need not be told right.
func (e *evaluator) eval(x index.Expr, within *roaring.Bitmap) *roaring.Bitmap {
	switch x := x.(type) {
	case nil, index.All:
		return e.shard.all
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
			return e.word(x.Words[0], x.Fields)
		}
		return e.sequence(x, within)
	case index.Near:
		return e.near(x, within)
	case index.AtLeast:
		return e.atLeast(x, within)
	case index.Values:
		return e.values(x)
	case index.Range:
		return e.numbers(x)
	case index.ByID:
		return e.byID(x)
	}
	return nothing
}

// and takes the parts that bitmaps answer first, so that the others are
// looked at only where it matters.
func (e *evaluator) and(of []index.Expr, within *roaring.Bitmap) *roaring.Bitmap {
	sorted := make([]index.Expr, 0, len(of))
	for _, x := range of {
		if x != nil && x != index.Expr(index.All{}) {
			sorted = append(sorted, x)
		}
	}
	if len(sorted) == 0 {
		return e.eval(index.All{}, within)
	}
	slices.SortStableFunc(sorted, func(a, b index.Expr) int { return effort(a) - effort(b) })
	result := within
	costly := slices.IndexFunc(sorted, func(x index.Expr) bool { return effort(x) > 0 })
	for i, x := range sorted {
		if i == costly {
			result = e.narrowed(sorted[i:], result)
		}
		found := e.eval(x, result)
		if result == nil {
			result = found
		} else {
			result = roaring.And(result, found)
		}
		if result.IsEmpty() {
			return nothing
		}
	}
	return result
}

// narrowed leaves of within, nil for all, the documents in which all of the
// expressions may stand.
func (e *evaluator) narrowed(of []index.Expr, within *roaring.Bitmap) *roaring.Bitmap {
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

// superset returns documents outside which x stands nowhere, from bitmaps
// alone; not ok where they do not tell.
func (e *evaluator) superset(x index.Expr) (b *roaring.Bitmap, ok bool) {
	switch x := x.(type) {
	case index.Sequence, index.Near:
		return e.candidates(x), true
	case index.AtLeast:
		return e.candidates(x.X), true
	case index.Or:
		return e.supersetOfAny(x.Of)
	case index.Synonyms:
		return e.supersetOfAny(append([]index.Expr{x.Typed}, x.Added...))
	}
	return nil, false
}

func (e *evaluator) supersetOfAny(of []index.Expr) (*roaring.Bitmap, bool) {
	found := make([]*roaring.Bitmap, len(of))
	for i, x := range of {
		var ok bool
		if found[i], ok = e.superset(x); !ok {
			return nil, false
		}
	}
	return union(found), true
}

// or takes the parts that bitmaps answer first: the others are looked at only
// in documents that none of these has.
func (e *evaluator) or(of []index.Expr, within *roaring.Bitmap) *roaring.Bitmap {
	var found []*roaring.Bitmap
	var costly []index.Expr
	for _, x := range of {
		if effort(x) > 0 {
			costly = append(costly, x)
			continue
		}
		found = append(found, e.eval(x, within))
	}
	result := union(found)
	for _, x := range costly {
		open := within
		if open == nil {
			open = e.shard.all
		}
		result = either(result, e.eval(x, except(open, result)))
	}
	return result
}

// not tells nothing when the time limit cut what it negates: totals are
// lower bounds, never too high.
func (e *evaluator) not(x index.Not, within *roaring.Bitmap) *roaring.Bitmap {
	if within == nil {
		within = e.shard.all
	}
	found := e.eval(x.X, within)
	if e.deadline.partial.Load() {
		return nothing
	}
	return except(within, found)
}

// effort orders expressions by what they cost: 0 bitmaps alone, 1 bitmaps
// over parts to be verified, 2 places of words.
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

// union returns the documents in any of the bitmaps.
func union(of []*roaring.Bitmap) *roaring.Bitmap {
	of = slices.DeleteFunc(of, func(b *roaring.Bitmap) bool { return b.IsEmpty() })
	switch len(of) {
	case 0:
		return nothing
	case 1:
		return of[0]
	case 2:
		return roaring.Or(of[0], of[1])
	}
	return roaring.FastOr(of...)
}

// set returns the words of the shard that m matches.
func (e *evaluator) set(m index.Matcher) *wordSet {
	s, ok := e.sets[m]
	if !ok {
		s = newWordSet(e.shard.words, e.shard.words.expand(m))
		e.sets[m] = s
	}
	return s
}

// word returns the documents with a word that m matches in one of the fields.
func (e *evaluator) word(m index.Matcher, fields index.TextFields) *roaring.Bitmap {
	key := wordIn{m, fields}
	if b, ok := e.bitmaps[key]; ok {
		return b
	}
	b := e.wordsIn(e.set(m).lexical, fields)
	e.bitmaps[key] = b
	return b
}

// wordsIn returns the documents with one of some words in one of the fields.
func (e *evaluator) wordsIn(lexical []uint32, fields index.TextFields) *roaring.Bitmap {
	var found []*roaring.Bitmap
	for _, l := range lexical {
		word := e.shard.words.list.at(int(l))
		rest := fields
		if rest&index.DefaultTexts == index.DefaultTexts {
			found = append(found, e.postings(defaultField, word))
			rest &^= index.DefaultTexts
		}
		for f := range index.NumTextFields {
			if rest.Has(f) {
				found = append(found, e.postings(textFieldName(f), word))
			}
		}
	}
	return union(found)
}

func (e *evaluator) postings(field, term string) *roaring.Bitmap {
	b, err := e.dicts.postings(field, term)
	if err != nil {
		if e.err == nil {
			e.err = err
		}
		return nothing
	}
	return b
}

func (e *evaluator) values(x index.Values) *roaring.Bitmap {
	v := e.shard.columns.values[x.Field]
	f, ok := index.FieldNamed(x.Field)
	if v == nil || !ok || f.Values == nil {
		return nothing
	}
	match, bitmaps := x.Matcher(), e.shard.bitmaps(v)
	var found []*roaring.Bitmap
	for i, folded := range v.foldedValues() {
		switch {
		case !match(folded):
		case bitmaps != nil:
			found = append(found, bitmaps[i+1])
		default:
			found = append(found, e.postings(v.name, v.list.at(i)))
		}
	}
	return union(found)
}

func (e *evaluator) numbers(x index.Range) *roaring.Bitmap {
	n := e.shard.columns.numbers[x.Field]
	if n == nil {
		return nothing
	}
	from, to := int32(max(x.From, noNumber+1)), int32(min(x.To, 1<<31-1))
	if from > to || x.From > 1<<31-1 || x.To <= noNumber {
		return nothing
	}
	return n.between(from, to)
}

func (e *evaluator) byID(x index.ByID) *roaring.Bitmap {
	b := roaring.New()
	for _, letter := range e.shard.letters.findFolded(x.Letter) {
		from, to := e.shard.letters.docs(letter)
		for doc := from; doc < to; doc++ {
			if _, n := e.shard.item(doc); x.N < 0 || n == x.N {
				b.Add(doc)
			}
		}
	}
	return b
}
