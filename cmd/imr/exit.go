package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

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
	if msg := message(err); msg != "" {
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
// place, with what to write instead.
func message(err error) string {
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
	return fault.shown()
}

// shown is a fault with its place under the query.
func (fault *faultyQuery) shown() string {
	e := fault.err
	offset := min(max(e.Offset, 0), len(fault.text))
	length := min(max(e.Length, 1), max(len(fault.text)-offset, 1))
	column := len([]rune(fault.text[:offset]))
	under := len([]rune(fault.text[offset:min(offset+length, len(fault.text))]))
	var b strings.Builder
	line := strings.Map(oneLine, fault.text)
	fmt.Fprintf(&b, "imr: query: %s\n  %s\n  %s%s", e.Msg, line, strings.Repeat(" ", column), strings.Repeat("^", max(under, 1)))
	if e.Want != "" {
		fmt.Fprintf(&b, "\nwant:  %s", e.Want)
	}
	if e.Repair != "" {
		fmt.Fprintf(&b, "\nwrite: %s", e.Repair)
	}
	return b.String()
}

// oneLine keeps a query on one line of the terminal.
func oneLine(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
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
