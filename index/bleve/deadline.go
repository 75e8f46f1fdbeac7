package bleve

import (
	"context"
	"sync/atomic"
	"time"
)

// A deadline ends a search: the caller's context with an error, the time
// limit with what was found so far.
type deadline struct {
	ctx     context.Context
	limit   time.Duration // 0 for none
	until   time.Time
	cut     atomic.Bool // the work at hand
	partial atomic.Bool // something is missing from the answer
}

// begin starts the time limit, for what is counted, and again for the hits
// shown: totals that are exact stay so when scoring takes long.
func (d *deadline) begin() {
	d.cut.Store(false)
	if d.limit > 0 {
		d.until = time.Now().Add(d.limit)
	}
}

// strides of a loop between two looks at the clock.
const clockStride = 256

// stop reports whether work must stop.
func (d *deadline) stop() bool {
	if d.cut.Load() || d.ctx.Err() != nil {
		return true
	}
	if !d.until.IsZero() && time.Now().After(d.until) {
		d.cut.Store(true)
		d.partial.Store(true)
		return true
	}
	return false
}
