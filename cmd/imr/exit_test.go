package main

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"imrsearch/index"
	"imrsearch/index/query"
)

// The statuses are part of the contract.
func TestStatus(t *testing.T) {
	live := context.Background()
	ended, cancel := context.WithCancel(live)
	cancel()
	for _, c := range []struct {
		ctx  context.Context
		err  error
		want int
	}{
		{live, nil, 0},
		{live, errors.New("disk full"), 1},
		{live, usagef("wrong"), 2},
		{live, &query.SyntaxError{Msg: "no"}, 2},
		{live, &index.RequestError{Param: "sort", Msg: "no"}, 2},
		{live, &exitError{status: exitInputs}, 3},
		{live, nothing(0, true), 4},
		{live, nothing(0, false), 0},
		{live, nothing(1, true), 0},
		{live, fmt.Errorf("here: %w", index.ErrNoIndex), 10},
		{live, fmt.Errorf("here: %w", index.ErrLocked), 11},
		{live, fmt.Errorf("here: %w", index.ErrDamaged), 12},
		{live, fmt.Errorf("here: %w", index.ErrVersion), 13},
		{live, fmt.Errorf("here: %w", index.ErrTimeout), 14},
		{live, context.DeadlineExceeded, 14},
		{live, index.ErrNotFound, 1},
		{ended, errors.New("cut off"), 130},
		{live, fmt.Errorf("read: %w", context.Canceled), 130},
	} {
		a := &app{stderr: discard{}}
		if got := a.status(c.ctx, c.err); got != c.want {
			t.Errorf("status of %v = %d, want %d", c.err, got, c.want)
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

func TestMessage(t *testing.T) {
	fault := &query.SyntaxError{Offset: 7, Length: 3, Msg: "nothing behind AND", Want: "a word", Repair: "opioid"}
	wide := &query.SyntaxError{Offset: len("“é” "), Length: 1, Msg: "not closed"}
	for _, c := range []struct {
		err  error
		want string
	}{
		{errors.New("disk full"), "imr: disk full"},
		{usagef("imr show: want one id"), "imr show: want one id"},
		{&exitError{status: exitInputs}, ""},
		{context.Canceled, "imr: interrupted"},
		{inQuery("opioid AND", fault), "imr: query: nothing behind AND\n  opioid AND\n         ^^^\nwant:  a word\nwrite: opioid"},
		{inQuery("“é” (\n", wide), "imr: query: not closed\n  “é” ( \n      ^"},
		{inQuery("", &query.SyntaxError{Offset: 9, Length: 9, Msg: "no"}), "imr: query: no\n  \n  ^"},
	} {
		if got := message(c.err); got != c.want {
			t.Errorf("message(%v):\n%s\nwant\n%s", c.err, got, c.want)
		}
	}
}
