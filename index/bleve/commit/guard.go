package commit

import (
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
)

// guarded runs f, which reads mapped files of the index in this goroutine. A
// file that was cut short or cannot be read is index.ErrDamaged, and does not
// end the process.
func guarded(f func() error) (err error) {
	defer segment.Recover(&err)
	defer sectionfile.PanicOnFault()()
	return f()
}

// look runs f, which reads finished segments, under the lock. When they cannot
// be read the writer fails: the next Add and Commit say so.
func (w *Writer) look(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := guarded(func() error { f(); return nil }); err != nil && w.err == nil {
		w.err = err
	}
}
