//go:build unix

package segment

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"

	"imrsearch/index"
)

// TestRecoverTellsDamageFromFaults: only what could not be read is damage; a
// fault of the program is its own error, logged once with its stack.
func TestRecoverTellsDamageFromFaults(t *testing.T) {
	for name, c := range map[string]struct {
		search func()
		want   error
		logged string
	}{
		"nothing":        {func() {}, nil, ""},
		"damage":         {func() { panic(fmt.Errorf("letters: %w", index.ErrDamaged)) }, index.ErrDamaged, ""},
		"file cut short": {func() { readCutShort(t) }, index.ErrDamaged, ""},
		"out of range":   {func() { outOfRange(nil) }, index.ErrInternal, "outOfRange"},
		"nil pointer":    {func() { _ = (*Segment)(nil).Items }, index.ErrInternal, "TestRecover"},
		"in a worker":    {func() { panic(caughtInWorker()) }, index.ErrInternal, "outOfRange"},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			before := slog.Default()
			slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
			defer slog.SetDefault(before)
			err := func() (err error) {
				defer Recover(&err)
				c.search()
				return nil
			}()
			if !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if errors.Is(err, index.ErrDamaged) && errors.Is(err, index.ErrInternal) {
				t.Errorf("%v is both", err)
			}
			if lines := strings.Count(log.String(), "level=ERROR"); lines != min(len(c.logged), 1) || !strings.Contains(log.String(), c.logged) {
				t.Errorf("log %q, want a line with %q", log.String(), c.logged)
			}
		})
	}
}

//go:noinline
func outOfRange(list []int) int { return list[len(list)] }

func caughtInWorker() *Panic {
	done := make(chan *Panic)
	go func() {
		defer func() { done <- Caught(recover()) }()
		outOfRange(nil)
	}()
	return <-done
}

// readCutShort reads a mapped file behind its end.
func readCutShort(t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, make([]byte, 3*os.Getpagesize()), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := syscall.Mmap(int(f.Fd()), 0, 3*os.Getpagesize(), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = syscall.Munmap(data) }()
	if err := f.Truncate(0); err != nil {
		t.Fatal(err)
	}
	t.Errorf("memory behind the end of a file could be read: %d", data[2*os.Getpagesize()])
}
