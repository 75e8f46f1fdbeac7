package cli

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

// TestInterruptible: an interrupt ends a read that waits for more.
func TestInterruptible(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	defer w.Close()
	in := &Interruptible{ctx, r}
	go func() {
		_, _ = io.WriteString(w, "typed")
		cancel()
	}()
	data, err := io.ReadAll(in)
	if !errors.Is(err, context.Canceled) || (len(data) > 0 && string(data) != "typed") {
		t.Errorf("read %q, %v", data, err)
	}
	whole, err := io.ReadAll(&Interruptible{context.Background(), strings.NewReader(strings.Repeat("x", 100_000))})
	if err != nil || len(whole) != 100_000 {
		t.Errorf("read %d bytes, %v", len(whole), err)
	}
}
