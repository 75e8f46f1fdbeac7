package match

import (
	"context"
	"testing"
	"time"
)

// TestOneLimit moves a clock through the phases of a request: both together
// end at the limit.
func TestOneLimit(t *testing.T) {
	const limit = 2 * time.Second
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, row := range []struct {
		name           string
		matching, hits time.Duration // since the start
		cutMatching    bool
		cutHits        bool
		partial        bool
		limit          time.Duration
	}{
		{name: "in time", matching: time.Second, hits: 1900 * time.Millisecond, limit: limit},
		{name: "matching is cut, hits are not", matching: 1501 * time.Millisecond, hits: 1900 * time.Millisecond, limit: limit, cutMatching: true, partial: true},
		{name: "hits end with the limit of the request", matching: 1400 * time.Millisecond, hits: 2001 * time.Millisecond, limit: limit, cutHits: true, partial: true},
		{name: "all time was spent matching", matching: 3 * time.Second, hits: 3 * time.Second, limit: limit, cutMatching: true, cutHits: true, partial: true},
		{name: "no limit", matching: time.Hour, hits: 2 * time.Hour},
	} {
		now := start
		d := &Deadline{Ctx: t.Context(), Limit: row.limit, clock: func() time.Time { return now }}
		d.Begin()
		now = start.Add(row.matching)
		if got := d.Stop(); got != row.cutMatching {
			t.Errorf("%s: matching is cut: %v", row.name, got)
		}
		d.BeginHits()
		now = start.Add(row.hits)
		if got := d.Stop(); got != row.cutHits {
			t.Errorf("%s: hits are cut: %v", row.name, got)
		}
		if got := d.Partial.Load(); got != row.partial {
			t.Errorf("%s: partial is %v", row.name, got)
		}
	}
}

// TestCancelledContextStops: a context that ended is no partial answer.
func TestCancelledContextStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	d := &Deadline{Ctx: ctx}
	d.Begin()
	if d.Stop() {
		t.Error("stopped before the context ended")
	}
	cancel()
	if !d.Stop() || d.Partial.Load() {
		t.Errorf("Stop() = %v, Partial = %v after the context ended", d.Stop(), d.Partial.Load())
	}
}
