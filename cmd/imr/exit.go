package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"imrsearch/index"
	"imrsearch/index/query"
)

// The exit statuses; they are part of the contract.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInputs      = 3 // done, but some inputs failed
	exitNothing     = 4 // nothing found, with --exit-status
	exitNoIndex     = 10
	exitLocked      = 11
	exitDamaged     = 12
	exitVersion     = 13
	exitTimeout     = 14
	exitInterrupted = 130
)

// statuses gives the exit status of errors that others return.
var statuses = []struct {
	err    error
	status int
}{
	{index.ErrNoIndex, exitNoIndex},
	{index.ErrLocked, exitLocked},
	{index.ErrDamaged, exitDamaged},
	{index.ErrVersion, exitVersion},
	{index.ErrTimeout, exitTimeout},
	{context.DeadlineExceeded, exitTimeout},
	{context.Canceled, exitInterrupted},
}

// An exitError ends the command with a status; an empty message has been
// said already.
type exitError struct {
	status int
	msg    string
}

func (e *exitError) Error() string { return e.msg }

func usagef(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Sprintf(format, args...)}
}

// status prints an error and returns the exit status for it.
func (a *app) status(ctx context.Context, err error) int {
	if err == nil {
		return exitDone
	}
	if msg := message(err, a.width(a.stderr)); msg != "" {
		fmt.Fprintln(a.stderr, msg)
	}
	return statusOf(ctx, err)
}

func statusOf(ctx context.Context, err error) int {
	var exit *exitError
	if errors.As(err, &exit) {
		return exit.status
	}
	var syntax *query.SyntaxError
	var request *index.RequestError
	if errors.As(err, &syntax) || errors.As(err, &request) {
		return exitUsage
	}
	if ctx.Err() != nil {
		return exitInterrupted
	}
	for _, s := range statuses {
		if errors.Is(err, s.err) {
			return s.status
		}
	}
	return exitFailed
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
// width letters long: the place keeps at most half of them.
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

// inQuery adds the query's text to a syntax error.
func inQuery(text string, err error) error {
	var syntax *query.SyntaxError
	if errors.As(err, &syntax) {
		return &faultyQuery{text, syntax}
	}
	return err
}
