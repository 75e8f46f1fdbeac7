//go:build !linux

package extract

import (
	"os"
	"os/exec"
)

// limitMemory does nothing here: only the collector's soft limit and the
// deadline bound a worker.
func limitMemory(uint64) error { return nil }

// contain does nothing here: the process alone is ended at the deadline.
func contain(*exec.Cmd) {}

func selfPath() (string, error) { return os.Executable() }
