package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// Commands that scripts have beside testscript's own.
var scriptCommands = map[string]func(*testscript.TestScript, bool, []string){
	"status": status, "hold": hold, "release": release, "signal": sendSignal, "serve": serve, "next": next, "fetch": fetch, "damage": damage, "replace": replace, "same": same,
}

// status runs a command and wants its exit status: status 3 imr ingest in.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command [argument...]")
	}
	want(ts, ts.Exec(args[1], args[2:]...), args[0])
}

func want(ts *testscript.TestScript, err error, status string) {
	got := 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if want, err := strconv.Atoi(status); err != nil || got != want {
		ts.Fatalf("exit status %d, want %s", got, status)
	}
}

// A held command runs until the script ends it.
type held struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser
	lines *bufio.Reader
}

type heldKey struct{}

func start(ts *testscript.TestScript, stream func(*exec.Cmd) (io.ReadCloser, error), args []string) *held {
	h := &held{cmd: exec.Command(filepath.Join(strings.Split(ts.Getenv("PATH"), string(os.PathListSeparator))[0], args[0]), args[1:]...)}
	h.cmd.Dir, h.cmd.Env = ts.Getenv("WORK"), []string{"HOME=" + ts.Getenv("HOME"), "IMR_DATA=" + ts.Getenv("IMR_DATA"), "PATH=" + ts.Getenv("PATH")}
	var err error
	h.stdin, err = h.cmd.StdinPipe()
	ts.Check(err)
	out, err := stream(h.cmd)
	ts.Check(err)
	h.lines = bufio.NewReader(out)
	ts.Check(h.cmd.Start())
	ts.Defer(func() { _ = h.cmd.Process.Kill() })
	return h
}

// hold starts an ingest that waits for its standard input, and goes on once
// it has reported a failed input: all inputs before that one are taken in.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	h := start(ts, (*exec.Cmd).StderrPipe, args)
	for {
		line, err := h.lines.ReadString('\n')
		if err != nil {
			ts.Fatalf("hold: ended before a failed input: %v", err)
		}
		if strings.HasPrefix(line, "failed: ") {
			break
		}
	}
	ts.Value(heldKey{}).(map[string]*held)["it"] = h
}

// release lets the held command come to its end: release STATUS.
func release(ts *testscript.TestScript, neg bool, args []string) {
	h := ts.Value(heldKey{}).(map[string]*held)["it"]
	ts.Check(h.stdin.Close())
	end(ts, h, args[0])
}

// sendSignal sends a signal and wants an exit status: signal INT 130. A command that
// the signal ended has the status -1.
func sendSignal(ts *testscript.TestScript, neg bool, args []string) {
	h := ts.Value(heldKey{}).(map[string]*held)["it"]
	signals := map[string]os.Signal{"INT": os.Interrupt, "TERM": syscall.SIGTERM, "KILL": os.Kill}
	ts.Check(h.cmd.Process.Signal(signals[args[0]]))
	end(ts, h, args[1])
}

func end(ts *testscript.TestScript, h *held, status string) {
	rest, err := io.ReadAll(h.lines)
	ts.Check(err)
	fmt.Fprintf(ts.Stderr(), "%s", rest)
	want(ts, h.cmd.Wait(), status)
}

// serve starts imr serve on a free port; fetch then knows the address.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	h := start(ts, (*exec.Cmd).StdoutPipe, append([]string{"imr", "serve", "--listen", "127.0.0.1:0"}, args...))
	url, err := h.lines.ReadString('\n')
	ts.Check(err)
	ts.Setenv("URL", strings.TrimSuffix(strings.TrimSpace(url), "/"))
	ts.Value(heldKey{}).(map[string]*held)["it"] = h
}

// fetch gets a path from the server: fetch 200 /healthz.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	res, err := http.Get(ts.Getenv("URL") + args[1])
	ts.Check(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ts.Check(err)
	if want := args[0]; strconv.Itoa(res.StatusCode) != want {
		ts.Fatalf("%s: HTTP %s, want %s\n%s", args[1], res.Status, want, body)
	}
	fmt.Fprintf(ts.Stdout(), "%s\n", body)
}

// next sets $CURSOR to the cursor of the last answer in JSON.
func next(ts *testscript.TestScript, neg bool, args []string) {
	var answer struct{ Next string }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &answer))
	ts.Setenv("CURSOR", answer.Next)
}

// damage changes a byte in the middle of the one file that a pattern matches.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	files, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(files) != 1 {
		ts.Fatalf("damage: %d files match %s", len(files), args[0])
	}
	data, err := os.ReadFile(files[0])
	ts.Check(err)
	data[len(data)/2] ^= 0xff
	ts.Check(os.WriteFile(files[0], data, 0o644))
}

// same holds that the rows of a file of JSON Lines have the ids of another file,
// in its order: same IDS ROWS.
func same(ts *testscript.TestScript, neg bool, args []string) {
	var ids strings.Builder
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		var row struct{ ID string }
		ts.Check(json.Unmarshal([]byte(line), &row))
		fmt.Fprintln(&ids, row.ID)
	}
	if want := ts.ReadFile(args[0]); want == "" || ids.String() != want {
		ts.Fatalf("%s has the ids\n%swant\n%s", args[1], ids.String(), want)
	}
}

// replace replaces text in a file: replace FILE OLD NEW.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	data := ts.ReadFile(args[0])
	if !strings.Contains(data, args[1]) {
		ts.Fatalf("replace: no %q in %s", args[1], args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(data, args[1], args[2])), 0o644))
}
