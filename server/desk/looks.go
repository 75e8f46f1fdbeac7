package desk

import (
	"context"
	"fmt"
	"sync"

	"imrsearch/index/resolve"
	"imrsearch/index/store"
)

// A lookCache remembers what saved searches matched, so that a page which lists
// them all runs only those that can have changed. The zero lookCache is ready;
// it is safe for concurrent use.
type lookCache struct {
	mu    sync.Mutex
	views map[string]store.View
}

// maxLooks bounds the cache; when it is full it is begun anew.
const maxLooks = 200

// keyOf names all that an answer depends on: the search with what it names
// written out, its last check, the index and the labels.
func (c *lookCache) keyOf(ctx context.Context, s *site, x store.Saved) (string, error) {
	req, err := store.Request(x.Address)
	if err != nil {
		return "", err
	}
	text, err := resolve.Expand(ctx, req.Query, store.Keeper(s.Store))
	if err != nil {
		return "", err
	}
	info, err := s.Index.Info(ctx)
	if err != nil {
		return "", err
	}
	labels, err := s.Store.Labels(ctx)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d\n%s\n%s\n%s\n%s\n%d %d %d %d", x.Number, x.Name, x.Note, x.Address, text, x.Checked.UnixMilli(), info.Generation, info.Built.UnixNano(), labels.Version), nil
}

func (c *lookCache) get(key string) (store.View, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.views[key]
	return v, ok
}

func (c *lookCache) put(key string, v store.View) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.views == nil || len(c.views) >= maxLooks {
		c.views = map[string]store.View{}
	}
	c.views[key] = v
}
