package bleve

import (
	"errors"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	lru "github.com/hashicorp/golang-lru/v2"

	"imrsearch/index"
)

// A generation is an open generation: its shards, and the dead of each. It
// never changes. It is closed when the last of those who use it lets go.
type generation struct {
	manifest *manifest
	shards   []*liveShard
	stats    fieldStats // over all shards
	derived  sync.Map   // what packages above make of it once, by their keys
	serial   uint64     // tells open generations apart, within the process
	refs     atomic.Int64
	retired  time.Time // when it was replaced; under the engine's lock
}

// A liveShard is a shard as a generation sees it. Those that see the same
// share it.
type liveShard struct {
	*shard
	manifest shardManifest
	all      *roaring.Bitmap // every document
	dead     *roaring.Bitmap // superseded documents
	alive    *roaring.Bitmap // the others
	living   int             // letters
	// aliveItems is how many documents alive has.
	aliveItems uint64
	counts     counts
	underOne   *lru.Cache[string, []uint32] // counts under one filter, by it and a column
}

// DefaultKeepOpen is how long a replaced generation stays open for cursors.
const DefaultKeepOpen = 15 * time.Minute

// serials counts the generations that were opened.
var serials atomic.Uint64

// openGeneration opens the generation that a manifest describes. Shards that
// another one, which may be nil, has open already are shared with it.
func openGeneration(dir string, m *manifest, other *generation) (*generation, error) {
	g := &generation{manifest: m, serial: serials.Add(1)}
	g.refs.Store(1)
	for _, sm := range m.Shards {
		s, err := openLive(dir, sm, other)
		if err != nil {
			_ = g.close()
			return nil, err
		}
		g.shards = append(g.shards, s)
		for f := range index.NumTextFields {
			g.stats.items[f] += s.words.stats.items[f]
			g.stats.words[f] += s.words.stats.words[f]
		}
	}
	return g, nil
}

// openLive opens a shard of a generation. What another one, which may be nil,
// has counted of it is taken over.
func openLive(dir string, sm shardManifest, other *generation) (*liveShard, error) {
	old := other.shared(sm.ID)
	if old == nil {
		s, err := openShard(shardDir(dir, sm.ID), sm.Items, sm.Letters)
		if err != nil {
			return nil, err
		}
		return newLiveShard(s, sm), nil
	}
	if slices.Equal(old.manifest.Dead, sm.Dead) {
		return old, nil
	}
	s := newLiveShard(old.shard, sm)
	s.inherit(old)
	return s, nil
}

func newLiveShard(s *shard, sm shardManifest) *liveShard {
	l := &liveShard{shard: s, manifest: sm, all: allOnes(sm.Items), dead: roaring.New(), underOne: newUnderOne()}
	l.living = sm.Letters
	for _, letter := range sm.Dead {
		if int(letter) < sm.Letters {
			from, to := s.letters.docs(letter)
			l.dead.AddRange(uint64(from), uint64(to))
			l.living--
		}
	}
	l.dead.RunOptimize()
	l.alive = l.all
	if !l.dead.IsEmpty() {
		l.alive = roaring.AndNot(l.all, l.dead)
	}
	l.aliveItems = l.alive.GetCardinality()
	return l
}

// maxUnderOne is how many counts under a single filter a shard keeps: of some
// 64 filters all facets that are shown. Most who look around without words
// begin with one, and with two each facet is counted under the other alone.
const maxUnderOne = 640

func newUnderOne() *lru.Cache[string, []uint32] {
	c, err := lru.New[string, []uint32](maxUnderOne)
	if err != nil {
		panic(err) // of a size that is not above 0 alone
	}
	return c
}

// allOnes returns n documents, bit by bit: of a run, which takes less room,
// another set is subtracted more slowly.
func allOnes(n int) *roaring.Bitmap {
	dense := make([]uint64, (n+63)/64)
	for i := range dense {
		dense[i] = math.MaxUint64
	}
	if n%64 != 0 {
		dense[len(dense)-1] >>= 64 - n%64
	}
	return roaring.FromDense(dense, false)
}

// shared returns the open shard with that id, with a reference to it; nil
// when there is none.
func (g *generation) shared(id string) *liveShard {
	if g == nil {
		return nil
	}
	for _, s := range g.shards {
		if s.id == id {
			s.refs.Add(1)
			return s
		}
	}
	return nil
}

func (g *generation) close() error {
	var errs []error
	for _, s := range g.shards {
		errs = append(errs, s.release())
	}
	return errors.Join(errs...)
}

// acquire takes a reference, unless the last one is gone.
func (g *generation) acquire() bool {
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

// release lets a reference go, and the generation with the last one.
func (g *generation) release() {
	if g.refs.Add(-1) == 0 {
		_ = g.close()
	}
}

// find returns the living letter with that id.
func (g *generation) find(id string) (s *liveShard, letter uint32, ok bool) {
	for _, s := range g.shards {
		for _, letter := range s.letters.find(id) {
			if s.isAlive(letter) {
				return s, letter, true
			}
		}
	}
	return nil, 0, false
}

func (s *liveShard) isAlive(letter uint32) bool {
	from, _ := s.letters.docs(letter)
	return s.alive.Contains(from)
}

// place returns which of the shards s is.
func (g *generation) place(s *liveShard) int { return slices.Index(g.shards, s) }
