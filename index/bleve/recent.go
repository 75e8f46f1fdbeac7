package bleve

import (
	"container/list"
	"sync"
)

// A recent keeps the values that were put or asked for last, so many at most,
// none when that is not above 0. It is safe for concurrent use.
type recent[V any] struct {
	most int

	mu    sync.Mutex
	byKey map[string]*list.Element // of keyed
	order list.List                // asked for last first
}

type keyed[V any] struct {
	key   string
	value V
}

// keeps reports whether it keeps any.
func (r *recent[V]) keeps() bool { return r.most > 0 }

func (r *recent[V]) get(key string) (v V, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.byKey[key]
	if e == nil {
		return v, false
	}
	r.order.MoveToFront(e)
	return e.Value.(keyed[V]).value, true
}

func (r *recent[V]) put(key string, v V) {
	if !r.keeps() {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if e := r.byKey[key]; e != nil {
		r.order.Remove(e)
	}
	if r.byKey == nil {
		r.byKey = map[string]*list.Element{}
	}
	r.byKey[key] = r.order.PushFront(keyed[V]{key, v})
	if r.order.Len() > r.most {
		delete(r.byKey, r.order.Remove(r.order.Back()).(keyed[V]).key)
	}
}
