package bleve

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestLowerPriority runs in a process of its own: without privileges a
// priority cannot be raised again.
func TestLowerPriority(t *testing.T) {
	const child, chosen = "LOWER_PRIORITY_CHILD", 3
	priority := func() int {
		p, err := syscall.Getpriority(syscall.PRIO_PROCESS, os.Getpid())
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if nice := os.Getenv(child); nice != "" {
		if nice == "chosen" {
			_ = syscall.Setpriority(syscall.PRIO_PROCESS, os.Getpid(), chosen)
		}
		LowerPriority()
		fmt.Println("priority", priority())
		return
	}
	if priority() != defaultPriority {
		t.Skip("the tests have a priority that somebody chose")
	}
	for kind, nice := range map[string]int{"usual": writerNice, "chosen": chosen} {
		c := exec.Command(os.Args[0], "-test.run=^TestLowerPriority$")
		c.Env = append(os.Environ(), child+"="+kind)
		out, err := c.CombinedOutput()
		if want := fmt.Sprintln("priority", defaultPriority-nice); err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%s: %v, %s, want %s", kind, err, out, want)
		}
	}
}
