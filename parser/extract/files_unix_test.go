//go:build unix

package extract

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestNoFiles holds that a pipe, a device and a folder are refused at once,
// wherever a file is expected.
func TestNoFiles(t *testing.T) {
	dir := t.TempDir()
	fifo := filepath.Join(dir, "letter.txt")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.txt")
	if err := os.Symlink(fifo, link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{fifo, link, dir, "/dev/zero", "/dev/null"} {
		if err := WalkFile(path, func(Member) error { return nil }); !errors.Is(err, ErrNotRegular) {
			t.Errorf("WalkFile %s: %v", path, err)
		}
		if _, err := ReadMember(path, "", ""); !errors.Is(err, ErrNotRegular) {
			t.Errorf("ReadMember %s: %v", path, err)
		}
	}
}

// TestChangingFile writes to a file while it is read, over and over: what is read
// is one state of it, or nothing.
func TestChangingFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "letter.txt")
	states := [][]byte{bytes.Repeat([]byte("a"), 1<<20), bytes.Repeat([]byte("b"), 1<<20)}
	if err := os.WriteFile(path, states[0], 0o600); err != nil {
		t.Fatal(err)
	}
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return
		}
		defer f.Close()
		for i := 1; ; i++ {
			for off := 0; off < 1<<20; off += 1 << 14 {
				select {
				case <-stop:
					return
				default:
				}
				_, _ = f.WriteAt(states[i%2][off:off+1<<14], int64(off))
			}
		}
	}()
	for range 3 {
		err := WalkFile(path, func(m Member) error {
			if !bytes.Equal(m.Data, states[0]) && !bytes.Equal(m.Data, states[1]) {
				t.Error("a mixture was read")
			}
			return nil
		})
		if err != nil && !errors.Is(err, ErrChanging) {
			t.Error(err)
		}
	}
	close(stop)
	<-stopped
	err := WalkFile(path, func(m Member) error { return m.Err })
	if err != nil {
		t.Errorf("when it is finished: %v", err)
	}
}
