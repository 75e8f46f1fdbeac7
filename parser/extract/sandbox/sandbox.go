// Package sandbox answers one question: how does a program read a hostile file
// without harm? It is given the bytes on its input and little else: bounded
// memory, time and output, a process group of its own that is killed as a
// whole, nothing of this process's environment, and, on Linux, no file but the
// system's and no network.
package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Program is a program of this machine with the limits of one run.
type Program struct {
	Path   string
	Memory int64         // bytes of data; kept where the machine has prlimit (Linux)
	Time   time.Duration // by the clock, and on Linux of the processor
	Output int           // bytes
	Env    []string      // beside PATH and LC_ALL
}

// maxErrors is how much of what a program complains about is kept.
const maxErrors = 64 << 10

// Errors of Run. ErrTime and ErrOutput are limits; any other failure tells the
// program's own first words.
var (
	ErrTime   = errors.New("it took too long")
	ErrOutput = errors.New("it wrote too much")
)

// prlimit is the path of that program, "" where there is none.
var prlimit = sync.OnceValue(func() string {
	path, _ := exec.LookPath("prlimit")
	return path
})

// Run runs the program over input and returns what it wrote. When ctx ends the
// error is ctx.Err.
func (p Program) Run(ctx context.Context, input []byte, args ...string) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, p.Time)
	defer cancel()
	command := append([]string{p.Path}, args...)
	if path := prlimit(); path != "" {
		seconds := int(p.Time/time.Second) + 1
		command = append([]string{path, fmt.Sprintf("--data=%d", p.Memory), "--cpu=" + strconv.Itoa(seconds), "--core=0", "--"}, command...)
	}
	cmd := confined(limited, command)
	out, complaints := &Buffer{Limit: p.Output}, &Buffer{Limit: maxErrors}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(input), out, complaints
	cmd.Env = append(cmd.Env, p.Env...)
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, fmt.Errorf("%w (more than %v)", ErrTime, p.Time)
	case err != nil:
		return nil, fmt.Errorf("%w: %.120s", err, complaints.FirstLine())
	case out.Over():
		return nil, fmt.Errorf("%w (more than %d MB)", ErrOutput, p.Output>>20)
	}
	return out.Bytes(), nil
}

// A Buffer keeps the first bytes that are written to it, up to Limit, and takes
// the rest without keeping it. It may be written and read at once.
type Buffer struct {
	Limit int

	mu   sync.Mutex
	data []byte
	over bool
}

// Write keeps what there is room for; it always takes all.
func (b *Buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	room := b.Limit - len(b.data)
	b.over = b.over || len(p) > room
	b.data = append(b.data, p[:min(len(p), room)]...)
	return len(p), nil
}

// Bytes returns what is kept; it is not to be changed, and not written to
// meanwhile.
func (b *Buffer) Bytes() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.data
}

// Over reports whether more was written than is kept.
func (b *Buffer) Over() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.over
}

// FirstLine returns the first line that was written.
func (b *Buffer) FirstLine() string {
	line, _, _ := strings.Cut(string(b.Bytes()), "\n")
	return line
}
