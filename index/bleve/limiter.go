package bleve

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"imrsearch/index"
)

// headStart is how long a search has a processor to itself. What takes longer
// lets the next one begin beside it.
const headStart = 100 * time.Millisecond

// searchLimiter let searches in, in the order in which they came. One for every
// processor is quicker for all than many that share them, as long as each is
// short; long ones must not keep short ones waiting.
type searchLimiter struct {
	room    chan struct{} // for searches
	start   chan struct{} // for those that have not had their head start
	running atomic.Int64
}

func newSearchLimiter(searches int) searchLimiter {
	return searchLimiter{room: make(chan struct{}, searches), start: make(chan struct{}, min(searches, runtime.GOMAXPROCS(0)))}
}

// enter waits for leave to search; the search calls left when it has ended.
// Errors: ctx.Err(), index.ErrBusy.
func (d *searchLimiter) enter(ctx context.Context) (left func(), err error) {
	var patience *time.Timer
	for _, door := range []chan struct{}{d.room, d.start} {
		select {
		case door <- struct{}{}:
			continue
		default:
		}
		if patience == nil {
			patience = time.NewTimer(DefaultTimeout)
			defer patience.Stop()
		}
		select {
		case door <- struct{}{}:
			continue
		case <-ctx.Done():
			err = ctx.Err()
		case <-patience.C:
			err = index.ErrBusy
		}
		if door == d.start {
			<-d.room
		}
		return nil, err
	}
	d.running.Add(1)
	started := sync.OnceFunc(func() { <-d.start })
	timer := time.AfterFunc(headStart, started)
	return func() {
		timer.Stop()
		started()
		d.running.Add(-1)
		<-d.room
	}, nil
}
