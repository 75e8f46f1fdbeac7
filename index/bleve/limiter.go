package bleve

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"imrsearch/index"
)

// headStart is how long a search counts as new. What takes longer lets the
// next one begin beside it.
const headStart = 100 * time.Millisecond

// A searchLimiter bounds concurrent searches, first come, first served. New
// searches run one for every processor: short ones finish sooner than if many
// shared a processor. A search older than headStart no longer counts as new,
// so that long ones do not hold up short ones.
type searchLimiter struct {
	all     chan struct{} // a slot for every running search
	fresh   chan struct{} // a slot for every search younger than headStart
	running atomic.Int64
}

func newSearchLimiter(searches int) searchLimiter {
	return searchLimiter{all: make(chan struct{}, searches), fresh: make(chan struct{}, min(searches, runtime.GOMAXPROCS(0)))}
}

// enter waits for a slot, at most DefaultTimeout; the caller calls leave when
// its search has ended. Errors: ctx.Err(), index.ErrBusy.
func (l *searchLimiter) enter(ctx context.Context) (leave func(), err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, DefaultTimeout, index.ErrBusy)
	defer cancel()
	if err := take(ctx, l.all); err != nil {
		return nil, err
	}
	if err := take(ctx, l.fresh); err != nil {
		<-l.all
		return nil, err
	}
	l.running.Add(1)
	aged := sync.OnceFunc(func() { <-l.fresh })
	timer := time.AfterFunc(headStart, aged)
	return func() {
		timer.Stop()
		aged()
		l.running.Add(-1)
		<-l.all
	}, nil
}

// take takes a slot. A free one is taken even when ctx has ended: the search
// itself says so.
func take(ctx context.Context, slots chan struct{}) error {
	select {
	case slots <- struct{}{}:
		return nil
	default:
	}
	select {
	case slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
