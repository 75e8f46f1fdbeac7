package segment

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"imrsearch/index"
)

// A Lock is the right to write an index. The file stays; the right is the
// kernel's lock on it, which ends with the process.
type Lock struct{ f *flock.Flock }

// maxNote is how much of its command a holder tells, in bytes.
const maxNote = 200

// AcquireLock locks dir for writing, or returns index.ErrLocked with the pid
// and the command of the holder.
func AcquireLock(dir string) (*Lock, error) {
	f := flock.New(lockPath(dir))
	ok, err := f.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	if !ok {
		holder, _ := os.ReadFile(lockPath(dir))
		return nil, fmt.Errorf("%s: %w (%s)", dir, index.ErrLocked, strings.TrimSpace(string(holder)))
	}
	command := strings.Join(append([]string{filepath.Base(os.Args[0])}, os.Args[1:]...), " ")
	note := fmt.Sprintf("pid %d: %s\n", os.Getpid(), command[:min(len(command), maxNote)])
	if err := os.WriteFile(lockPath(dir), []byte(note), 0o644); err != nil {
		_ = f.Unlock()
		return nil, err
	}
	return &Lock{f}, nil
}

func (l *Lock) Release() error { return l.f.Unlock() }
