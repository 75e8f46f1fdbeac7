package cli

import (
	"context"
	"io"
)

// An Interruptible reader gives up when the command is interrupted, also
// while it waits for someone to type.
type Interruptible struct {
	Context context.Context
	Reader  io.Reader
}

func (i *Interruptible) Read(p []byte) (int, error) {
	type result struct {
		data []byte
		err  error
	}
	done := make(chan result, 1) // a read that nobody waits for any more may end later
	go func() {
		buf := make([]byte, len(p))
		n, err := i.Reader.Read(buf)
		done <- result{buf[:n], err}
	}()
	select {
	case got := <-done:
		return copy(p, got.data), got.err
	case <-i.Context.Done():
		return 0, i.Context.Err()
	}
}
