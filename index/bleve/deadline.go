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
	until   time.Time
	partial atomic.Bool
}

// strides of a loop between two looks at the clock.
const clockStride = 256

// stop reports whether work must stop.
func (d *deadline) stop() bool {
	if d.partial.Load() || d.ctx.Err() != nil {
		return true
	}
	if !d.until.IsZero() && time.Now().After(d.until) {
		d.partial.Store(true)
		return true
	}
	return false
}
