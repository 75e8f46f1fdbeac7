package commit

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"imrsearch/index"
	"imrsearch/index/bleve/segment"
)

// WriterOptions tunes a Writer. The zero WriterOptions is good for most.
type WriterOptions struct {
	// Jobs is how many segments are built side by side; 0 means one for every
	// processor.
	Jobs int
	// SegmentItems is how many items a segment takes; 0 means DefaultSegmentItems.
	SegmentItems int
	// Reading names the parser and the lexicon that read the letters added.
	Reading segment.Reading

	hook segment.Hook // called before each durable step; tests set it
}

// DefaultSegmentItems is how many items a segment takes: large enough that 3
// million items are 15 segments, small enough that its files stay below 4 GiB
// and a segment is soon finished.
const DefaultSegmentItems = 200_000

// secondJobLetters is how many letters one builder takes before others join
// in, so that a small addition makes one segment.
const secondJobLetters = 500

// A Writer builds the next generation. See index.Writer.
type Writer struct {
	dir  string
	opts WriterOptions
	lock *segment.Lock
	Base *segment.Generation // nil for the first

	mu        sync.Mutex
	adding    sync.RWMutex // held for reading by Add, for writing by Commit
	session   map[string]sessionLetter
	bySum     map[string]string
	replaced  map[string]bool    // letters with an older version in some segment
	finished  []*segment.Segment // pending: this session's, and taken over
	merged    []*segment.Segment // made by Commit
	recovered int                // letters of finished that were taken over
	sequence  uint64
	err       error // of a builder; the writer is then of no more use

	queue    chan queued
	builders sync.WaitGroup
	started  int
	queuedN  int
	names    atomic.Int64
	closed   bool
}

type queued struct {
	doc      *index.Document
	sequence uint64
}

// A sessionLetter is a letter of a segment that is not finished.
type sessionLetter struct {
	sha256   string
	sequence uint64
}

var _ index.Writer = (*Writer)(nil)

// NewWriter begins the next generation of the index in dir, which is made
// when it is not there. Segments that an interrupted Writer finished for the
// serving commit are taken over: see Recovered. Errors: index.ErrLocked,
// index.ErrVersion, index.ErrDamaged.
func NewWriter(dir string, opts WriterOptions) (*Writer, error) {
	if opts.Jobs <= 0 {
		opts.Jobs = runtime.GOMAXPROCS(0)
	}
	if opts.SegmentItems <= 0 {
		opts.SegmentItems = DefaultSegmentItems
	}
	for _, d := range []string{dir, segment.GenerationsDir(dir), segment.SegmentsDir(dir), segment.BuildingDir(dir)} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return nil, err
		}
	}
	l, err := segment.AcquireLock(dir)
	if err != nil {
		return nil, err
	}
	w := &Writer{dir: dir, opts: opts, lock: l, replaced: map[string]bool{}}
	w.reset()
	if err := guarded(w.open); err != nil {
		w.closeSegments()
		_ = l.Release()
		return nil, err
	}
	return w, nil
}

// reset begins a session. Replaced letters stay until a commit has deleted
// their older versions.
func (w *Writer) reset() {
	w.session, w.bySum = map[string]sessionLetter{}, map[string]string{}
	w.queue, w.started, w.queuedN = make(chan queued, 4), 0, 0
}

// Add takes a letter in. The document must not be changed afterwards. When ctx
// ends before a builder has taken the letter, it is not in, and not known.
func (w *Writer) Add(ctx context.Context, d *index.Document) error {
	if d == nil || d.Letter == nil || d.Letter.ID == "" {
		return fmt.Errorf("add letter: it has no id")
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	w.adding.RLock()
	defer w.adding.RUnlock()
	var q queued
	var undo func()
	err := guarded(func() (err error) { q, undo, err = w.enqueue(d); return err })
	if err != nil {
		return err
	}
	select {
	case w.queue <- q:
		return nil
	case <-ctx.Done():
		undo()
		return ctx.Err()
	}
}

// enqueue gives a letter its place in the sequence. The undo forgets the
// letter again.
func (w *Writer) enqueue(d *index.Document) (q queued, undo func(), err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return queued{}, nil, errors.New("add letter: the writer is closed")
	}
	if w.err != nil {
		return queued{}, nil, w.err
	}
	w.sequence++
	id, sum, sequence := d.Letter.ID, d.Letter.Source.SHA256, w.sequence
	if w.holds(id) {
		w.replaced[id] = true
	}
	before, had := w.session[id]
	idOfSum, knew := w.bySum[sum]
	w.session[id] = sessionLetter{sum, sequence}
	if sum != "" {
		w.bySum[sum] = id
	}
	w.queuedN++
	if w.started == 0 || w.started < w.opts.Jobs && w.queuedN > secondJobLetters*w.started {
		w.started++
		w.builders.Go(w.build)
	}
	return queued{d, sequence}, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		// A later letter of the same id may have been added since.
		if w.session[id].sequence == sequence {
			restore(w.session, id, before, had)
		}
		if w.session[id].sha256 != sum {
			restore(w.bySum, sum, idOfSum, knew)
		}
	}, nil
}

// restore sets a key back to what it was.
func restore[V any](m map[string]V, key string, value V, had bool) {
	if had {
		m[key] = value
	} else {
		delete(m, key)
	}
}

// build takes letters from the queue into segments, until the queue ends.
func (w *Writer) build() {
	var b *segment.Builder
	for q := range w.queue {
		if w.failed() != nil {
			continue // so that no Add waits for ever
		}
		var err error
		if b == nil {
			b, err = w.newBuilder()
		}
		if err == nil {
			err = b.Add(q.doc, q.sequence)
		}
		if err == nil && b.Full(w.opts.SegmentItems) {
			err = w.finishSegment(b)
			b = nil
		}
		if err != nil {
			w.fail(err)
		}
	}
	switch {
	case b == nil:
	case w.failed() != nil:
		b.Discard()
	default:
		if err := w.finishSegment(b); err != nil {
			w.fail(err)
		}
	}
}

// newBuilder begins a segment of letters that follow the serving commit.
func (w *Writer) newBuilder() (*segment.Builder, error) {
	b, err := segment.NewBuilder(filepath.Join(segment.BuildingDir(w.dir), w.newID()))
	if err != nil {
		return nil, err
	}
	var m *segment.Manifest
	if w.Base != nil {
		m = w.Base.Manifest
	}
	base := m.Base()
	b.Base = &base
	b.Readings = []segment.Reading{w.opts.Reading}
	return b, nil
}

func (w *Writer) newID() string { return newSegmentID(fmt.Sprintf("%02x", w.names.Add(1)%256)) }

func (w *Writer) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = err
	}
}

func (w *Writer) failed() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

// finishSegment writes a segment and makes it pending.
func (w *Writer) finishSegment(b *segment.Builder) error {
	made, err := finish(w.dir, b, w.opts.hook)
	if err != nil {
		return err
	}
	s, err := segment.OpenSegment(segment.SegmentDir(w.dir, made.ID), made.Items, made.Letters)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.finished = append(w.finished, s)
	for _, l := range b.Letters {
		// A later letter of the same id may be in another builder's hands.
		if w.session[l.ID].sequence == l.Sequence {
			delete(w.session, l.ID)
		}
		delete(w.bySum, l.SHA256)
	}
	return nil
}

// endSession waits until every segment is finished.
func (w *Writer) endSession() error {
	close(w.queue)
	w.builders.Wait()
	return w.failed()
}

// Close lets go of the lock. Letters that were added and not committed stay
// pending for the next Writer, as far as their segments could be finished.
func (w *Writer) Close() error {
	w.adding.Lock()
	defer w.adding.Unlock()
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return nil
	}
	w.closed = true
	w.mu.Unlock()
	_ = w.endSession()
	w.closeSegments()
	return w.lock.Release()
}

func (w *Writer) closeSegments() {
	for _, s := range w.finished {
		_ = s.Release()
	}
	for _, s := range w.merged {
		_ = s.Release()
	}
	w.finished, w.merged, w.recovered = nil, nil, 0
	if w.Base != nil {
		w.Base.Release()
		w.Base = nil
	}
}
