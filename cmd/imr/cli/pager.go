package cli

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// Paged runs do with its output on a pager where people read at a terminal:
// $IMR_PAGER, else $PAGER, else less, which shows what fits on the screen and
// goes away. IMR_PAGER=cat switches it off; where the pager cannot be started
// there is none.
func (a *App) Paged(do func() error) error {
	out, ok := a.Stdout.(*Output)
	if !ok || a.Quiet || !a.Terminal(out) || a.Getenv("TERM") == "dumb" {
		return do()
	}
	args := strings.Fields(a.pagerCommand())
	if len(args) == 0 || args[0] == "cat" {
		return do()
	}
	pager := exec.Command(args[0], args[1:]...)
	pager.Stdout, pager.Stderr = out.W, os.Stderr
	pager.Env = os.Environ()
	if a.Getenv("LESS") == "" {
		pager.Env = append(pager.Env, "LESS=FRX") // as git: end on one screen, keep colours and the screen
	}
	in, err := pager.StdinPipe()
	if err != nil {
		return do()
	}
	if err := pager.Start(); err != nil {
		return do()
	}
	screen := out.W
	out.W, out.screen = in, screen
	err = do()
	in.Close()
	wait := pager.Wait()
	out.W, out.screen = screen, nil
	if errors.Is(out.Err, syscall.EPIPE) {
		out.Err, err = nil, nil // the reader has seen enough
	}
	if err != nil {
		return err
	}
	var exit *exec.ExitError
	if wait != nil && !errors.As(wait, &exit) {
		return wait
	}
	return nil
}

func (a *App) pagerCommand() string {
	for _, name := range []string{"IMR_PAGER", "PAGER"} {
		if command := a.Getenv(name); command != "" {
			return command
		}
	}
	return "less"
}

// screenOf returns what w writes to in the end, behind a pager.
func screenOf(w io.Writer) io.Writer {
	if out, is := w.(*Output); is {
		if out.screen != nil {
			return out.screen
		}
		return out.W
	}
	return w
}
