package match

import (
	"context"
	"sync/atomic"
	"time"
)

// A Deadline ends a search: the caller's context with an error, the time limit
// with what was found so far. Goroutines of one search may call Stop at once;
// Begin and BeginHits are called between their work.
type Deadline struct {
	Ctx     context.Context
	Limit   time.Duration // of the whole request; 0 for none
	Partial atomic.Bool   // the limit cut some work: the answer is incomplete

	clock func() time.Time // nil for time.Now; tests set it
	start time.Time
	until time.Time   // of the phase under way; zero for no limit
	cut   atomic.Bool // the phase under way is out of time
}

// Matching and counting may take 3/4 of the limit. The rest is left for the
// hits, so that a search that was cut while it counted still shows some.
const (
	matchNumerator   = 3
	matchDenominator = 4
)

// ClockStride is the number of steps of a loop between two calls of Stop.
const ClockStride = 256

// Begin starts the limit of the request, with its first phase: matching and
// counting.
func (d *Deadline) Begin() {
	if d.Limit > 0 {
		d.start = d.now()
		d.until = d.start.Add(d.Limit / matchDenominator * matchNumerator)
	}
}

// BeginHits starts the second phase, ranking and collecting. It may work until
// the limit that Begin started has passed; time is not counted anew.
func (d *Deadline) BeginHits() {
	d.cut.Store(false)
	if d.Limit > 0 {
		d.until = d.start.Add(d.Limit)
	}
}

// Stop reports whether work must stop.
func (d *Deadline) Stop() bool {
	if d.cut.Load() || d.Ctx.Err() != nil {
		return true
	}
	if !d.until.IsZero() && d.now().After(d.until) {
		d.cut.Store(true)
		d.Partial.Store(true)
		return true
	}
	return false
}

func (d *Deadline) now() time.Time {
	if d.clock != nil {
		return d.clock()
	}
	return time.Now()
}
