package match

import (
	"context"
	"sync/atomic"
	"time"
)

// A Deadline ends a search: the caller's context with an error, the time
// limit with what was found so far.
type Deadline struct {
	Ctx     context.Context
	Limit   time.Duration // 0 for none
	until   time.Time
	cut     atomic.Bool // the work at hand
	Partial atomic.Bool // something is missing from the answer
}

// Begin starts the time limit, for what is counted, and again for the hits
// shown: totals that are exact stay so when scoring takes long.
func (d *Deadline) Begin() {
	d.cut.Store(false)
	if d.Limit > 0 {
		d.until = time.Now().Add(d.Limit)
	}
}

// strides of a loop between two looks at the clock.
const ClockStride = 256

// Stop reports whether work must stop.
func (d *Deadline) Stop() bool {
	if d.cut.Load() || d.Ctx.Err() != nil {
		return true
	}
	if !d.until.IsZero() && time.Now().After(d.until) {
		d.cut.Store(true)
		d.Partial.Store(true)
		return true
	}
	return false
}
