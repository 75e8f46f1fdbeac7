package ingest

import (
	"context"
	"sync"
)

// A pipe works on inputs side by side and gives the results in the order in
// which the inputs were sent. At most a few inputs a worker are in memory.
type pipe struct {
	ctx    context.Context
	cancel context.CancelFunc
	jobs   chan job
	order  chan chan result
	out    chan result
	wg     sync.WaitGroup
	room   room
}

// maxWaiting is how many bytes of inputs are in memory at most, but for one that
// is larger.
const maxWaiting = 128 << 20

// A room is what is left of a number of bytes. The zero room has maxWaiting.
type room struct {
	mu    sync.Mutex
	freed sync.Cond
	taken int
}

// take waits until there is room for n bytes, and takes it.
func (r *room) take(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.freed.L = &r.mu
	for r.taken > 0 && r.taken+n > maxWaiting {
		r.freed.Wait()
	}
	r.taken += n
}

func (r *room) give(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.taken -= n
	r.freed.L = &r.mu
	r.freed.Broadcast()
}

type job struct {
	in  input
	out chan result
}

// waiting is the number of inputs a worker may be ahead of the slowest one.
const waiting = 2

func startPipe(ctx context.Context, workers int, work func(context.Context, input) result) *pipe {
	ctx, cancel := context.WithCancel(ctx)
	p := &pipe{
		ctx: ctx, cancel: cancel,
		jobs:  make(chan job),
		order: make(chan chan result, workers*waiting),
		out:   make(chan result),
	}
	for range workers {
		p.wg.Go(func() {
			for j := range p.jobs {
				j.out <- work(ctx, j.in)
				p.room.give(len(j.in.data))
			}
		})
	}
	go func() {
		defer cancel()
		defer close(p.out)
		for c := range p.order {
			p.out <- <-c
		}
	}()
	return p
}

// send hands an input to the next free worker; it fails when the pipe was
// stopped or the context has ended.
func (p *pipe) send(in input) error {
	if err := p.ctx.Err(); err != nil {
		return err
	}
	c := make(chan result, 1)
	select {
	case p.order <- c:
	case <-p.ctx.Done():
		return p.ctx.Err()
	}
	p.room.take(len(in.data))
	p.jobs <- job{in, c} // workers always drain: every c in order gets its result
	return nil
}

// close ends the inputs; results ends when all are through.
func (p *pipe) close() {
	close(p.jobs)
	p.wg.Wait()
	close(p.order)
}

func (p *pipe) stop()                  { p.cancel() }
func (p *pipe) results() <-chan result { return p.out }
