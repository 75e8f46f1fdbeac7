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

	"imrsearch/cmd/imr/cli"
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
	out, said := &cli.Output{W: stdout}, &cli.Output{W: stderr}
	a := &app{&cli.App{Stdin: &cli.Interruptible{Context: ctx, Reader: stdin}, Stdout: out, Stderr: said, Getenv: os.Getenv}}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(out)
	root.SetErr(said)
	err := root.ExecuteContext(ctx)
	if closing := a.CloseStore(); err == nil {
		err = closing
	}
	if err == nil {
		err = out.Err
	}
	return a.Status(ctx, err)
}
