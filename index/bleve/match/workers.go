package match

import (
	"runtime"
	"sync"
	"sync/atomic"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
)

// Each calls f for every shard. Shards are taken in turn by as many
// goroutines, the caller's among them, as there are processors for a search:
// all of them for one alone, and fewer for each when several run.
func (s *Search) Each(f func(*Selection)) {
	n := min(s.processors(), len(s.Selections))
	if n < 2 {
		s.inTurn(f)
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

// inTurn calls f for every shard, one after the other.
func (s *Search) inTurn(f func(*Selection)) {
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
	panicked   any // what a goroutine ended with; guarded by mu until all have ended
}

// work takes selections until none is left. A panic of one is kept, and the
// rest is left alone.
func (t *turns) work() {
	defer sectionfile.PanicOnFault()()
	defer func() {
		if r := recover(); r != nil {
			t.next.Store(int64(len(t.selections)))
			t.mu.Lock()
			t.panicked = r
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
