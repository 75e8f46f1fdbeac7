package bleve

import (
	"os"
	"strconv"
	"syscall"
)

// writersNice is how nice (see nice(1)) a program is that writes an index:
// beside one that keeps all processors busy it gets a tenth of their time.
const writersNice = 10

// usualPriority is what the kernel says of a thread that is neither nice nor
// the opposite.
const usualPriority = 20

// LowerPriority has the kernel serve other programs before this one: a server that
// searches an index while this one writes it. A priority that somebody chose
// stays. On other systems than Linux it does nothing.
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
		if p, err := syscall.Getpriority(syscall.PRIO_PROCESS, id); err == nil && p == usualPriority {
			_ = syscall.Setpriority(syscall.PRIO_PROCESS, id, writersNice)
		}
	}
}
