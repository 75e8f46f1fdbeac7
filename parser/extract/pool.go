package extract

import (
	"context"
	"errors"
	"sync"
	"time"

	"imrsearch/parser/extract/ocr"
)

// A Pool reads files in worker processes, so that a hostile one that exhausts
// memory or time, or takes a reader over, costs one error. Its methods may be
// called at once by any number of goroutines; to keep n processes busy, call Read
// from at least n of them, better from 2n, and Run from maxBatch times n.
type Pool struct {
	queue    chan *call
	closed   chan struct{}
	close    sync.Once
	keepers  sync.WaitGroup
	fallback func() *pdftotext  // looked for when first needed; nil for none
	pictures func() *ocr.Engine // the same
	mu       sync.Mutex
	free     string // why processes are not confined
}

// A call is a request that waits for its answer.
type call struct {
	request
	ctx  context.Context
	done chan answered // takes one
}

type answered struct {
	doc Document
	out []byte
	err error
}

// ErrClosed is returned by Read after Close.
var ErrClosed = errors.New("the pool of readers is closed")

// NewPool returns a pool of up to n processes (at least 1), each started when
// it is first needed. WorkerMain must have been called first thing in main.
func NewPool(n int) *Pool {
	return newPool(n, sync.OnceValue(findPdftotext), sync.OnceValue(ocr.Find))
}

func newPool(n int, fallback func() *pdftotext, pictures func() *ocr.Engine) *Pool {
	if isWorker() {
		panic("extract: WorkerMain must be called first thing in main")
	}
	p := &Pool{queue: make(chan *call), closed: make(chan struct{}), fallback: fallback, pictures: pictures}
	for range max(n, 1) {
		p.keepers.Go(p.keep)
	}
	return p
}

// Close ends the processes and waits for their ends; calls of Read that are
// under way come to their end first.
func (p *Pool) Close() {
	p.close.Do(func() { close(p.closed) })
	p.keepers.Wait()
}

// Unconfined says why the processes could open files and reach the network; ""
// where they cannot, and before the first has started.
func (p *Pool) Unconfined() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.free
}

// Read reads one file like the function Read. Where the own reader finds no
// text in a PDF, or text that looks poor, pdftotext is tried if the machine
// has it; Document.Extractor tells whose text it is. Pages that are pictures,
// and image files, are recognized by tesseract if the machine has it, a page a
// process (Page.Sure); each takes some seconds. Beside the errors of this
// package it returns ctx.Err, ErrClosed, and a failure to start a process.
func (p *Pool) Read(ctx context.Context, name string, data []byte) (Document, error) {
	a := p.do(ctx, request{name: name, data: data})
	return a.doc, a.err
}

// do has a worker do what is asked.
func (p *Pool) do(ctx context.Context, r request) answered {
	if err := ctx.Err(); err != nil {
		return answered{err: err}
	}
	if len(r.data) > MaxFileBytes || len(r.data) == 0 {
		_, err := formatOf(r.name, r.data)
		return answered{err: err}
	}
	r.again = isPDF(r.data) && (p.fallback() != nil || p.pictures() != nil)
	c := &call{request: r, ctx: ctx, done: make(chan answered, 1)}
	select {
	case <-p.closed:
		return answered{err: ErrClosed}
	default:
	}
	select {
	case p.queue <- c:
		return <-c.done
	case <-p.closed:
		return answered{err: ErrClosed}
	case <-ctx.Done():
		return answered{err: ctx.Err()}
	}
}

// keep keeps one process, and gives it what is asked.
func (p *Pool) keep() {
	k := &keeper{pool: p}
	defer k.stop()
	for {
		select {
		case c := <-p.queue:
			k.serve(c)
		case <-p.closed:
			return
		}
	}
}

// A keeper is the owner of one process.
type keeper struct {
	pool    *Pool
	process *process // nil for one that is not started
}

func (k *keeper) stop() {
	if k.process != nil {
		k.process.stop()
		k.process = nil
	}
}

// Small files are sent several at once, so that the process finds the next one
// when it has read one: to wait for each would cost a third of the time that a
// letter takes.
const (
	maxBatch   = 16
	batchBytes = 64 << 10 // of one file
	// batchDeadline is how long an answer may take to come. Several take 50 ms; of
	// those that do not come in time each is read alone.
	batchDeadline = 3 * time.Second
)

func (c *call) small() bool {
	return c.task != "" && len(c.data) <= batchBytes && !isPDF(c.data) && !isImage(c.data)
}

// serve answers a call, and small ones that wait.
func (k *keeper) serve(c *call) {
	batch := []*call{c}
	for c.small() && len(batch) < maxBatch {
		select {
		case c = <-k.pool.queue:
			batch = append(batch, c)
			continue
		default:
		}
		break
	}
	if n := len(batch); n > 1 && !c.small() {
		batch = k.together(batch[:n-1])
		batch = append(batch, c)
	} else if n > 1 {
		batch = k.together(batch)
	}
	for _, c := range batch {
		c.done <- k.alone(c)
	}
}

// together sends calls at once and answers them. It returns those without an
// answer: the process ended before.
func (k *keeper) together(batch []*call) []*call {
	if k.start() != nil {
		return batch
	}
	w := k.process
	sent := make(chan error, 1)
	go func() {
		var err error
		for _, c := range batch {
			err = errors.Join(err, w.send(&c.request))
		}
		sent <- errors.Join(err, w.to.Flush())
	}()
	for i, c := range batch {
		a := w.answer(c.ctx, &c.request, batchDeadline)
		if w.ended { // over this one, or over one behind it
			k.stop()
			<-sent
			return batch[i:]
		}
		c.done <- a
	}
	if <-sent != nil {
		k.stop()
	}
	return nil
}

// alone answers one call. Where the own reader finds no text in a PDF, text that
// looks poor, or pictures of pages, other readers are asked.
func (k *keeper) alone(c *call) answered {
	if err := c.ctx.Err(); err != nil {
		return answered{err: err}
	}
	var doc Document
	var err error
	if isImage(c.data) && k.pool.pictures() != nil {
		doc, err = recognizeImage(c.ctx, k.pool.pictures(), c.data)
	} else {
		a := k.ask(c.ctx, &c.request)
		doc, err = a.doc, a.err
		if !c.again || a.out != nil {
			return a
		}
		if err == nil && doc.blank() {
			err = blankPDF(doc)
		}
		if fallback := k.pool.fallback(); fallback != nil && wantsFallback(doc, err) {
			doc, err = fallback.betterOf(c.ctx, c.data, doc, err)
		}
		if pictures := k.pool.pictures(); pictures != nil {
			doc, err = recognize(c.ctx, pictures, c.data, doc, err)
		}
	}
	switch {
	case err != nil:
		return answered{err: err}
	case c.task == "":
		return answered{doc: doc}
	}
	return k.ask(c.ctx, &request{data: encodeAnswer(doc, nil), text: true, task: c.task, arg: c.arg})
}

// ask asks the process, or a new one.
func (k *keeper) ask(ctx context.Context, r *request) (a answered) {
	for range 2 { // a process that was killed is not the fault of the file: retry once
		if err := k.start(); err != nil {
			return answered{err: err}
		}
		a = k.process.do(ctx, r)
		if k.process.ended {
			k.stop()
		}
		if !errors.Is(a.err, errKilled) {
			return a
		}
	}
	return answered{err: refuse(ErrTooLarge, "%v", a.err)}
}

// start starts the process, unless it runs.
func (k *keeper) start() (err error) {
	if k.process != nil {
		return nil
	}
	if k.process, err = startProcess(); err != nil {
		k.process = nil
		return err
	}
	k.pool.mu.Lock()
	defer k.pool.mu.Unlock()
	k.pool.free = k.process.free
	return nil
}
