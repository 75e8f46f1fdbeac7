package extract

import (
	"os/exec"
	"syscall"
)

// limitMemory bounds the data of this process. The address space would be the
// wrong thing to bound: the runtime reserves far more of it than it uses.
func limitMemory(bytes uint64) error {
	return syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: bytes, Max: bytes})
}

// isolate starts a command in a process group of its own, which is killed as a
// whole, and when this process ends.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// canConfine says that package confine can run a program.
const canConfine = true

// selfPath is the running program, even if its file was replaced meanwhile.
func selfPath() (string, error) { return "/proc/self/exe", nil }
