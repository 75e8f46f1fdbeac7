// Imr finds California Independent Medical Review determinations by their
// text: it reads letters, indexes them and answers in the terminal, in the
// browser and as JSON. See imr help, and imr help query for the language.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"imrsearch/parser/extract"
)

func main() {
	extract.WorkerMain() // serves and exits when this process is a PDF worker
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run runs one command line and returns its exit status. The first interrupt
// ends the command in good order, the second at once.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	out := &output{w: stdout}
	a := &app{stdin: &interruptible{ctx, stdin}, stdout: out, stderr: stderr, getenv: os.Getenv}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(out)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		err = out.err
	}
	return a.status(ctx, err)
}
