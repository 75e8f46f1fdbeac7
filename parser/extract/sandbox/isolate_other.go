//go:build !linux

package sandbox

import (
	"os"
	"os/exec"
)

// Isolate does nothing here: at the deadline the process alone is killed, not
// its children.
func Isolate(*exec.Cmd) {}

const canConfine = false

// SelfPath is the running program.
func SelfPath() (string, error) { return os.Executable() }
