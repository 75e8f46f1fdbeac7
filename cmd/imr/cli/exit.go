package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/store"
)

// The exit statuses; they are part of the contract.
const (
	ExitDone        = 0
	ExitFailed      = 1
	ExitUsage       = 2
	ExitInputs      = 3 // done, but some inputs failed
	ExitNothing     = 4 // nothing found, with --exit-status
	ExitNoIndex     = 10
	ExitLocked      = 11
	ExitDamaged     = 12
	ExitVersion     = 13
	ExitTimeout     = 14
	ExitInterrupted = 130
)

// statuses gives the exit status of errors that others return.
var statuses = []struct {
	err    error
	status int
}{
	{index.ErrNoIndex, ExitNoIndex},
	{index.ErrLocked, ExitLocked},
	{index.ErrDamaged, ExitDamaged},
	{index.ErrVersion, ExitVersion},
	{store.ErrDamaged, ExitDamaged},
	{store.ErrFormat, ExitVersion},
	{index.ErrTimeout, ExitTimeout},
	{context.DeadlineExceeded, ExitTimeout},
	{context.Canceled, ExitInterrupted},
}

// An ExitError ends the command with a status; an empty message has been
// said already.
type ExitError struct {
	Status int
	Msg    string
}

func (e *ExitError) Error() string { return e.Msg }

// Usagef is an error of wrong usage.
func Usagef(format string, args ...any) error {
	return &ExitError{ExitUsage, fmt.Sprintf(format, args...)}
}

// Status prints an error and returns the exit status for it.
func (a *App) Status(ctx context.Context, err error) int {
	if err == nil {
		return ExitDone
	}
	if msg := message(err, a.Width(a.Stderr)); msg != "" {
		fmt.Fprintln(a.Stderr, msg)
	}
	return statusOf(ctx, err)
}

func statusOf(ctx context.Context, err error) int {
	var exit *ExitError
	if errors.As(err, &exit) {
		return exit.Status
	}
	var syntax *query.SyntaxError
	var request *index.RequestError
	if errors.As(err, &syntax) || errors.As(err, &request) {
		return ExitUsage
	}
	if ctx.Err() != nil {
		return ExitInterrupted
	}
	for _, s := range statuses {
		if errors.Is(err, s.err) {
			return s.status
		}
	}
	return ExitFailed
}

// message words an error for the terminal: a query's fault is shown in its
// place, with what to write instead, in lines of so many letters.
func message(err error, width int) string {
	var fault *faultyQuery
	if !errors.As(err, &fault) {
		if errors.Is(err, context.Canceled) {
			return "imr: interrupted"
		}
		msg := err.Error()
		if msg == "" || strings.HasPrefix(msg, "imr ") {
			return msg
		}
		return "imr: " + msg
	}
	return fault.shown(width)
}

// queryIndent sets the query apart from what is said about it.
const queryIndent = "  "

// shown is a fault with its place under the query, of which only what stands
// around the fault is shown where it is longer than a line.
func (fault *faultyQuery) shown(width int) string {
	e := fault.err
	before, at, after := e.Cut(fault.text)
	before, at, after = around(before, at, after, width-len(queryIndent))
	indent, length := utf8.RuneCountInString(before), max(utf8.RuneCountInString(at), 1)
	var b strings.Builder
	fmt.Fprintf(&b, "imr: query: %s\n%s%s\n%s%s%s", e.Msg, queryIndent, before+at+after, queryIndent, strings.Repeat(" ", indent), strings.Repeat("^", length))
	if e.Want != "" {
		fmt.Fprintf(&b, "\nwant:  %s", e.Want)
	}
	if e.Repair != "" {
		fmt.Fprintf(&b, "\nwrite: %s", e.Repair)
	}
	return b.String()
}

// around cuts what stands before and after a place, so that all is at most
// Width letters long: the place keeps at most half of them.
func around(before, at, after string, width int) (string, string, string) {
	b, a, c := []rune(before), []rune(at), []rune(after)
	if width = max(width, 8); len(b)+len(a)+len(c) <= width {
		return before, at, after
	}
	if len(a) > width/2 {
		a, c = a[:width/2], []rune("…")
	}
	room := width - len(a)
	if left := max(room/2, room-len(c)); len(b) > left {
		b = append([]rune("…"), b[len(b)-left+1:]...)
	}
	if right := room - len(b); len(c) > right {
		c = append(c[:max(right-1, 0):max(right-1, 0)], '…')
	}
	return string(b), string(a), string(c)
}

// A faultyQuery is a syntax error with the query it stands in.
type faultyQuery struct {
	text string
	err  *query.SyntaxError
}

func (f *faultyQuery) Error() string { return f.err.Error() }
func (f *faultyQuery) Unwrap() error { return f.err }

// InQuery adds the query's text to a syntax error.
func InQuery(text string, err error) error {
	var syntax *query.SyntaxError
	if errors.As(err, &syntax) {
		return &faultyQuery{text, syntax}
	}
	return err
}

// Nothing is the status of an answer in which nothing was found, where it is
// asked for.
func Nothing(total int, exitStatus bool) error {
	if total == 0 && exitStatus {
		return &ExitError{Status: ExitNothing}
	}
	return nil
}
