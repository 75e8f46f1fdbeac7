//go:build !linux

package extract

import (
	"os"
	"os/exec"
)

// limitMemory does nothing here: only the collector's soft limit and the
// deadline bound a worker.
func limitMemory(uint64) error { return nil }

// isolate does nothing here: at the deadline the process alone is killed, not
// its children.
func isolate(*exec.Cmd) {}

const canConfine = false

func selfPath() (string, error) { return os.Executable() }
