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
	// Jobs is how many shards are built side by side; 0 means one for every
	// processor.
	Jobs int
	// ShardItems is how many items a shard takes; 0 means DefaultShardItems.
	ShardItems int
}

// DefaultShardItems is how many items a shard takes: large enough that 3
// million items are 15 shards, small enough that its files stay below 4 GiB
// and a shard is soon finished.
const DefaultShardItems = 200_000

// secondJobLetters is how many letters one builder takes before others join
// in, so that a small addition makes one shard.
const secondJobLetters = 500

// A Writer builds the next generation. See index.Writer.
type Writer struct {
	dir  string
	opts WriterOptions
	lock *segment.Lock
	Base *segment.Generation // nil for the first

	mu       sync.Mutex
	adding   sync.RWMutex // held for reading by Add, for writing by Commit
	session  map[string]sessionLetter
	bySum    map[string]string
	replaced map[string]bool    // letters to be looked for in older shards
	finished []*segment.Segment // this session's, and adopted ones
	merged   []*segment.Segment // made by Commit
	taken    []string           // directories whose letters are taken over, to be removed
	sequence uint64
	err      error // of a builder; the writer is then of no more use

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

// A sessionLetter is a letter of a shard that is not finished.
type sessionLetter struct{ sha256 string }

var _ index.Writer = (*Writer)(nil)

// NewWriter begins the next generation of the index in dir, which is made
// when it is not there. What an interrupted writer has finished is taken
// over. Errors: index.ErrLocked, index.ErrVersion, index.ErrDamaged.
func NewWriter(dir string, opts WriterOptions) (*Writer, error) {
	if opts.Jobs <= 0 {
		opts.Jobs = runtime.GOMAXPROCS(0)
	}
	if opts.ShardItems <= 0 {
		opts.ShardItems = DefaultShardItems
	}
	for _, d := range []string{dir, segment.GenerationsDir(dir), segment.SegmentsDir(dir), segment.BuildingDir(dir)} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return nil, err
		}
	}
	l, err := segment.AcquireLock(dir)
	if err != nil {
		return nil, err
	}
	w := &Writer{dir: dir, opts: opts, lock: l}
	w.reset()
	if err := w.open(); err != nil {
		w.closeShards()
		_ = l.Release()
		return nil, err
	}
	return w, nil
}

// reset begins a session.
func (w *Writer) reset() {
	w.session, w.bySum, w.replaced = map[string]sessionLetter{}, map[string]string{}, map[string]bool{}
	w.queue, w.started, w.queuedN = make(chan queued, 4), 0, 0
}

// open opens the serving generation, then takes over what an interrupted
// writer left.
func (w *Writer) open() error {
	n, err := segment.ReadCurrent(w.dir)
	if err != nil && !errors.Is(err, index.ErrNoIndex) {
		return err
	}
	if err == nil {
		m, err := segment.ReadManifest(w.dir, n)
		if err != nil {
			return err
		}
		if w.Base, err = segment.OpenGeneration(w.dir, m, nil); err != nil {
			return err
		}
		w.sequence = m.Sequence
	}
	if err := w.recoverCase(); err != nil {
		return err
	}
	return w.recoverBuilding()
}

// Known returns the id of the letter read from bytes with that hash, also
// when another text has replaced it since.
func (w *Writer) Known(sha256 string) string {
	if sha256 == "" {
		return ""
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if id, ok := w.bySum[sha256]; ok {
		return id
	}
	shards := w.finished
	if w.Base != nil {
		for _, s := range w.Base.Segments {
			shards = append(shards[:len(shards):len(shards)], s.Segment)
		}
	}
	for _, s := range shards {
		for _, l := range s.Letters.FindSum(sha256) {
			// Another text may have taken the letter's place since: these
			// bytes are known all the same, and do not come back by themselves.
			id := s.Letters.IDs.At(int(l))
			if _, ok := w.has(id); ok {
				return id
			}
		}
	}
	if w.Base != nil {
		id := w.Base.Manifest.Superseded[sha256]
		if _, ok := w.has(id); ok {
			return id
		}
	}
	return ""
}

// Has says which bytes the letter with that id came from.
func (w *Writer) Has(letter string) (sha256 string, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.has(letter)
}

func (w *Writer) has(letter string) (sha256 string, ok bool) {
	if l, ok := w.session[letter]; ok {
		return l.sha256, true
	}
	var newest uint64
	for _, s := range w.finished {
		for _, l := range s.Letters.Find(letter) {
			if !ok || s.Letters.Sequence[l] > newest {
				sha256, ok, newest = s.Letters.Sum(l), true, s.Letters.Sequence[l]
			}
		}
	}
	if ok || w.Base == nil {
		return sha256, ok
	}
	if s, l, found := w.Base.Find(letter); found {
		return s.Letters.Sum(l), true
	}
	return "", false
}

// Add takes a letter in. The document must not be changed afterwards.
func (w *Writer) Add(ctx context.Context, d *index.Document) error {
	if d == nil || d.Letter == nil || d.Letter.ID == "" {
		return fmt.Errorf("add letter: it has no id")
	}
	w.adding.RLock()
	defer w.adding.RUnlock()
	q, err := w.enqueue(d)
	if err != nil {
		return err
	}
	select {
	case w.queue <- q:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// enqueue gives a letter its place in the sequence.
func (w *Writer) enqueue(d *index.Document) (queued, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return queued{}, errors.New("add letter: the writer is closed")
	}
	if w.err != nil {
		return queued{}, w.err
	}
	id, sum := d.Letter.ID, d.Letter.Source.SHA256
	if _, ok := w.has(id); ok {
		w.replaced[id] = true
	}
	w.session[id] = sessionLetter{sum}
	if sum != "" {
		w.bySum[sum] = id
	}
	w.sequence++
	w.queuedN++
	if w.started == 0 || w.started < w.opts.Jobs && w.queuedN > secondJobLetters*w.started {
		w.started++
		w.builders.Go(w.build)
	}
	return queued{d, w.sequence}, nil
}

// build takes letters from the queue into shards, until the queue ends.
func (w *Writer) build() {
	var b *segment.Builder
	for q := range w.queue {
		if w.failed() != nil {
			continue // so that no Add waits for ever
		}
		var err error
		if b == nil {
			b, err = segment.NewBuilder(filepath.Join(segment.BuildingDir(w.dir), w.newID()))
		}
		if err == nil {
			err = b.Add(q.doc, q.sequence)
		}
		if err == nil && b.Full(w.opts.ShardItems) {
			err = w.finishShard(b)
			b = nil
		}
		if err != nil {
			w.fail(err)
		}
	}
	switch {
	case b == nil:
	case w.failed() != nil:
		b.Abandon()
	default:
		if err := w.finishShard(b); err != nil {
			w.fail(err)
		}
	}
}

func (w *Writer) newID() string { return newShardID(fmt.Sprintf("%02x", w.names.Add(1)%256)) }

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

// finishShard finishes a shard and moves it to its place.
func (w *Writer) finishShard(b *segment.Builder) error {
	made, err := placeShard(w.dir, b)
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
		if !w.replaced[l.ID] {
			delete(w.session, l.ID)
			delete(w.bySum, l.SHA256)
		}
	}
	return nil
}

// endSession waits until every shard is finished.
func (w *Writer) endSession() error {
	close(w.queue)
	w.builders.Wait()
	return w.failed()
}

// Close lets go of the lock. Letters that were added and not committed are
// kept for the next writer, as far as their shards could be finished.
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
	w.closeShards()
	return w.lock.Release()
}

func (w *Writer) closeShards() {
	for _, s := range w.finished {
		_ = s.Release()
	}
	for _, s := range w.merged {
		_ = s.Release()
	}
	w.finished, w.merged = nil, nil
	if w.Base != nil {
		w.Base.Release()
		w.Base = nil
	}
}
