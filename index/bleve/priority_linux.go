package bleve

import (
	"os"
	"strconv"
	"syscall"
)

// writerNice is the nice value of a program that writes an index: beside one
// that keeps all processors busy it gets a tenth of their time (nice(1)).
const writerNice = 10

// defaultPriority is what getpriority(2) returns for a thread of nice value 0.
const defaultPriority = 20

// LowerPriority lowers the priority of the whole process, so that a server
// that searches the index while this one writes it comes first. A priority that
// the user chose stays. It does nothing on other systems than Linux.
func LowerPriority() {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return
	}
	for _, t := range threads {
		id, err := strconv.Atoi(t.Name())
		if err != nil {
			continue
		}
		if p, err := syscall.Getpriority(syscall.PRIO_PROCESS, id); err == nil && p == defaultPriority {
			_ = syscall.Setpriority(syscall.PRIO_PROCESS, id, writerNice)
		}
	}
}
