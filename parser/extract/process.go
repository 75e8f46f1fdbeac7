package extract

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"

	"imrsearch/parser/extract/sandbox"
)

// A process is a worker process seen from the pool. One goroutine at a time
// may use it.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	to     *bufio.Writer // in
	out    *bufio.Reader
	stderr *sandbox.Buffer
	kill   context.CancelFunc
	waited chan struct{} // closed when the process has ended
	ended  bool          // killed, or gone by itself
	free   string        // why it is not confined
}

// readDeadline is how long one file may take, startDeadline how long a process
// may take to begin on a machine that is busy.
const (
	readDeadline  = 10 * time.Second
	startDeadline = time.Minute
)

var errDeadline = refuse(ErrTooLarge, "reading took more than %v", readDeadline)

// startProcess starts a worker and waits for its greeting.
func startProcess() (*process, error) {
	path, err := sandbox.SelfPath()
	if err != nil {
		return nil, err
	}
	ctx, kill := context.WithCancel(context.Background())
	p := &process{cmd: exec.CommandContext(ctx, path), stderr: &sandbox.Buffer{Limit: 64 << 10}, kill: kill, waited: make(chan struct{})}
	p.cmd.Args = []string{workerName}
	p.cmd.Env = []string{"GOMAXPROCS=1", "GOTRACEBACK=none"} // nothing of this process's environment
	p.cmd.Stderr = p.stderr
	p.cmd.WaitDelay = time.Second
	sandbox.Isolate(p.cmd)
	if err := p.start(); err != nil {
		kill()
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	hello, err := p.within(context.Background(), startDeadline, func() ([]byte, error) { return readFrame(p.out, nil) })
	if err != nil || !strings.HasPrefix(string(hello), greeting) {
		p.stop()
		return nil, fmt.Errorf("start a worker: no greeting (%v): WorkerMain must be called first in main (%s)", err, p.stderr.FirstLine())
	}
	p.free = strings.TrimPrefix(string(hello), greeting)
	return p, nil
}

func (p *process) start() error {
	in, err := p.cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := p.cmd.Start(); err != nil {
		return err
	}
	p.in, p.to, p.out = in, bufio.NewWriterSize(in, 1<<16), bufio.NewReaderSize(out, 1<<16)
	go func() {
		_ = p.cmd.Wait() // how it ended does not matter: stderr tells why
		close(p.waited)
	}()
	return nil
}

// stop ends the process and waits for its end.
func (p *process) stop() {
	p.ended = true
	p.kill()
	p.in.Close()
	<-p.waited
}

// do has the process do what is asked. After an error that is no reason of this
// package the process is dead.
func (p *process) do(ctx context.Context, r *request) answered {
	sent := make(chan error, 1)
	go func() { sent <- errors.Join(p.send(r), p.to.Flush()) }()
	a := p.answer(ctx, r, readDeadline)
	if err := <-sent; err != nil && !p.ended {
		p.stop()
	}
	return a
}

// send writes what is asked; it goes out with the next Flush of p.to at the
// latest.
func (p *process) send(r *request) error {
	return errors.Join(writeFrame(p.to, r.head()), writeFrame(p.to, r.data))
}

// answer reads the answer to what was sent first. The deadline runs from now.
func (p *process) answer(ctx context.Context, r *request, limit time.Duration) (a answered) {
	answer, err := p.within(ctx, limit, func() ([]byte, error) { return readFrame(p.out, nil) })
	if err == nil {
		if len(answer) > 0 && answer[0] == answerTask && r.task != "" {
			return answered{out: answer[1:]}
		}
		a.doc, a.err = decodeAnswer(answer)
		return a
	}
	p.stop()
	if isReason(err) || ctx.Err() != nil {
		return answered{err: err}
	}
	return answered{err: p.exitCause()}
}

// errKilled is the end of a process without a message: something outside killed
// it, not the file.
var errKilled = errors.New("the reading process vanished")

// exitCause tells by its last message why the process ended over a file.
func (p *process) exitCause() error {
	words := p.stderr.FirstLine()
	if words == "" {
		return errKilled
	}
	for _, sign := range outOfMemoryTexts {
		if strings.Contains(words, sign) {
			return refuse(ErrTooLarge, "reading took more than %d MB of memory", workerMemory>>20)
		}
	}
	return refuse(ErrDamaged, "the reader failed: %.120s", words)
}

// outOfMemoryTexts are the messages with which the runtime ends a program that
// has no memory left.
var outOfMemoryTexts = []string{"out of memory", "cannot allocate memory", "pthread_create failed", "failed to create new OS thread"}

// within runs a step that blocks on the process, and ends the process when
// the context ends or the deadline passes.
func (p *process) within(ctx context.Context, limit time.Duration, step func() ([]byte, error)) ([]byte, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errDeadline)
	defer cancel()
	ended := context.AfterFunc(ctx, p.kill)
	data, err := step()
	if !ended() {
		p.ended = true
		if err != nil {
			err = context.Cause(ctx)
		}
	}
	return data, err
}
