package extract

import "syscall"

// limitMemory bounds the data of this process. The address space would be the
// wrong thing to bound: the runtime reserves far more of it than it uses.
func limitMemory(bytes uint64) error {
	return syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: bytes, Max: bytes})
}
