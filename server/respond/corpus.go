package respond

import (
	"context"
	"sync"
	"time"

	"imrsearch/index"
)

// corpusAge is how long the pages go on with what the index said of its
// letters: Info visits every letter.
const corpusAge = time.Minute

// A corpus remembers how many letters of an index an older program read. It is
// safe for concurrent use.
type corpus struct {
	mu       sync.Mutex
	asked    time.Time // the zero time: never
	outdated int
}

// read returns the number, 0 where the index cannot say it.
func (c *corpus) read(ctx context.Context, s index.Searcher) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.asked) < corpusAge {
		return c.outdated
	}
	info, err := s.Info(ctx)
	if err != nil {
		return 0
	}
	c.asked, c.outdated = time.Now(), info.Outdated
	return c.outdated
}
