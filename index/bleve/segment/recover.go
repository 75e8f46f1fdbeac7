package segment

import (
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"

	"imrsearch/index"
)

// A Panic is a panic that was caught in a goroutine of a search, with its
// stack, to be raised again in the goroutine that waits for it.
type Panic struct {
	Value any
	Stack []byte
}

// Caught returns what recover returned with the stack at hand; it is called in
// the deferred function.
func Caught(value any) *Panic { return &Panic{value, debug.Stack()} }

// Recover, deferred at the top of what reads an index, turns a panic into its error:
// index.ErrDamaged when the index could not be read (an error that says so, or
// a fault in mapped memory), else index.ErrInternal, which is logged here with
// its stack.
func Recover(err *error) {
	r := recover()
	if r == nil {
		return
	}
	p, ok := r.(*Panic)
	if !ok {
		p = Caught(r)
	}
	*err = p.err()
}

func (p *Panic) err() error {
	cause, ok := p.Value.(error)
	if !ok {
		cause = fmt.Errorf("%v", p.Value)
	}
	var fault interface {
		runtime.Error
		Addr() uintptr // only faults outside of the program's own memory have it
	}
	if errors.Is(cause, index.ErrDamaged) {
		return cause
	}
	if errors.As(cause, &fault) {
		return fmt.Errorf("a file of the index cannot be read: %w: %w", cause, index.ErrDamaged)
	}
	slog.Error("a fault of this program", "cause", cause, "stack", string(p.Stack))
	return fmt.Errorf("%w: %w", cause, index.ErrInternal)
}
