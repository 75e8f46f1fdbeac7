package segment

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	lru "github.com/hashicorp/golang-lru/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
)

// A Generation is an open generation: its segments, with the deleted letters of each. It
// never changes. It is closed when the last of those who use it lets go.
type Generation struct {
	Manifest *Manifest
	Segments []*LiveSegment
	Stats    forward.FieldStats // over all live documents
	standard func() *forward.StandardSentences
	Derived  sync.Map // what packages above make of it once, by their keys
	Serial   uint64   // tells open generations apart, within the process
	refs     atomic.Int64
	Retired  time.Time // when it was replaced; under the engine's lock
}

// A LiveSegment is a segment as a generation sees it. Those that see the same
// share it.
type LiveSegment struct {
	*Segment
	Manifest     SegmentEntry
	All          *roaring.Bitmap    // every document
	Deleted      *roaring.Bitmap    // superseded documents
	LiveDocs     *roaring.Bitmap    // the others
	LiveLetters  int                // letters
	liveItems    uint64             // documents in LiveDocs
	stats        forward.FieldStats // of the live documents
	deletedDf    func() []uint32    // see DocFreq
	Counts       counts
	FilterCounts *lru.Cache[string, []uint32] // counts under one filter, by it and a column
}

// DefaultKeepOpen is how long a replaced generation stays open for cursors.
const DefaultKeepOpen = 15 * time.Minute

// serials counts the generations that were opened.
var serials atomic.Uint64

// OpenGeneration opens the generation that a manifest describes. Segments that
// another one, which may be nil, has open already are shared with it.
func OpenGeneration(dir string, m *Manifest, other *Generation) (*Generation, error) {
	g := &Generation{Manifest: m, Serial: serials.Add(1)}
	g.refs.Store(1)
	g.standard = sync.OnceValue(g.countSentences)
	for _, sm := range m.Segments {
		s, err := openLive(dir, sm, other)
		if err != nil {
			_ = g.close()
			return nil, err
		}
		g.Segments = append(g.Segments, s)
		for f := range index.NumTextFields {
			g.Stats.Items[f] += s.stats.Items[f]
			g.Stats.Words[f] += s.stats.Words[f]
		}
	}
	return g, nil
}

// StandardSentences returns the standard sentences of the live letters, which
// are counted when first asked for.
func (g *Generation) StandardSentences() *forward.StandardSentences { return g.standard() }

func (g *Generation) countSentences() *forward.StandardSentences {
	var words []forward.LiveWords
	letters := 0
	for _, s := range g.Segments {
		words = append(words, forward.LiveWords{Words: s.Words, IsLive: s.isLive})
		letters += s.LiveLetters
	}
	return forward.StandardOf(words, letters)
}

// openLive opens a segment of a generation. What another one, which may be nil,
// has counted of it is taken over.
func openLive(dir string, sm SegmentEntry, other *Generation) (*LiveSegment, error) {
	old := other.shared(sm.ID)
	if old == nil {
		s, err := OpenSegment(SegmentDir(dir, sm.ID), sm.Items, sm.Letters)
		if err != nil {
			return nil, err
		}
		return newLiveSegment(s, sm), nil
	}
	if slices.Equal(old.Manifest.Deleted, sm.Deleted) {
		return old, nil
	}
	s := newLiveSegment(old.Segment, sm)
	s.inherit(old)
	return s, nil
}

func newLiveSegment(s *Segment, sm SegmentEntry) *LiveSegment {
	l := &LiveSegment{Segment: s, Manifest: sm, All: docset.Full(sm.Items), Deleted: roaring.New(), FilterCounts: newFilterCounts()}
	l.LiveLetters = sm.Letters
	for _, letter := range sm.Deleted {
		if int(letter) < sm.Letters {
			from, to := s.Letters.Docs(letter)
			l.Deleted.AddRange(uint64(from), uint64(to))
			l.LiveLetters--
		}
	}
	l.Deleted.RunOptimize()
	l.LiveDocs = l.All
	if !l.Deleted.IsEmpty() {
		l.LiveDocs = roaring.AndNot(l.All, l.Deleted)
	}
	l.liveItems = l.LiveDocs.GetCardinality()
	l.stats = s.Words.Stats
	l.Deleted.Iterate(func(doc uint32) bool {
		s.eachText(doc, func(f index.TextField, field *forward.Field) {
			l.stats.Items[f]--
			l.stats.Words[f] -= uint64(field.Words)
		})
		return true
	})
	l.deletedDf = sync.OnceValue(l.countDeletedWords)
	return l
}

// maxFilterCounts is how many counts under a single filter a segment keeps: of some
// 64 filters all facets that are shown. Most who look around without words
// begin with one, and with two each facet is counted under the other alone.
const maxFilterCounts = 640

func newFilterCounts() *lru.Cache[string, []uint32] {
	c, err := lru.New[string, []uint32](maxFilterCounts)
	if err != nil {
		panic(err) // of a size that is not above 0 alone
	}
	return c
}

// shared returns the open segment with that id, with a reference to it; nil
// when there is none.
func (g *Generation) shared(id string) *LiveSegment {
	if g == nil {
		return nil
	}
	for _, s := range g.Segments {
		if s.ID == id {
			s.refs.Add(1)
			return s
		}
	}
	return nil
}

func (g *Generation) close() error {
	var errs []error
	for _, s := range g.Segments {
		errs = append(errs, s.Release())
	}
	return errors.Join(errs...)
}

// Acquire takes a reference, unless the last one is gone.
func (g *Generation) Acquire() bool {
	for {
		n := g.refs.Load()
		if n == 0 {
			return false
		}
		if g.refs.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// Release lets a reference go, and the generation with the last one.
func (g *Generation) Release() {
	if g.refs.Add(-1) == 0 {
		_ = g.close()
	}
}

// Find returns the live letter with that id.
func (g *Generation) Find(id string) (s *LiveSegment, letter uint32, ok bool) {
	for _, s := range g.Segments {
		for _, letter := range s.Letters.Find(id) {
			if s.isLive(letter) {
				return s, letter, true
			}
		}
	}
	return nil, 0, false
}

func (s *LiveSegment) isLive(letter uint32) bool {
	from, _ := s.Letters.Docs(letter)
	return s.LiveDocs.Contains(from)
}

// Place returns which of the segments s is.
func (g *Generation) Place(s *LiveSegment) int { return slices.Index(g.Segments, s) }
