package bleve

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"

	"imrsearch/index"
)

func TestSearchLimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		quick := runtime.GOMAXPROCS(0)
		limiter := newSearchLimiter(quick + 1)
		var left []func()
		enter := func() error {
			l, err := limiter.enter(ctx)
			if err == nil {
				left = append(left, l)
			}
			return err
		}
		for range quick {
			if err := enter(); err != nil {
				t.Fatal(err)
			}
		}
		// One more begins when the others have had their head start.
		if err := enter(); err != nil || limiter.running.Load() != int64(quick+1) {
			t.Fatalf("behind long searches: %v, %d run", err, limiter.running.Load())
		}
		if err := enter(); !errors.Is(err, index.ErrBusy) {
			t.Errorf("a full house: %v, want ErrBusy", err)
		}
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if _, err := limiter.enter(gone); !errors.Is(err, context.Canceled) {
			t.Errorf("who has gone: %v, want Canceled", err)
		}
		for _, l := range left {
			l()
		}
		if len(limiter.all) != 0 || len(limiter.fresh) != 0 || limiter.running.Load() != 0 {
			t.Errorf("when all have left: %d, %d, %d", len(limiter.all), len(limiter.fresh), limiter.running.Load())
		}
		left = nil
		if err := enter(); err != nil {
			t.Error(err)
		}
		left[0]()
	})
}
