package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

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
		{live, Usagef("wrong"), 2},
		{live, &query.SyntaxError{Msg: "no"}, 2},
		{live, &index.RequestError{Param: "sort", Msg: "no"}, 2},
		{live, &ExitError{Status: ExitInputs}, 3},
		{live, Nothing(0, true), 4},
		{live, Nothing(0, false), 0},
		{live, Nothing(1, true), 0},
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
		a := &App{Stderr: discard{}}
		if got := a.Status(c.ctx, c.err); got != c.want {
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
		{Usagef("imr show: want one id"), "imr show: want one id"},
		{&ExitError{Status: ExitInputs}, ""},
		{context.Canceled, "imr: interrupted"},
		{InQuery("opioid AND", fault), "imr: query: nothing behind AND\n  opioid AND\n         ^^^\nwant:  a word\nwrite: opioid"},
		{InQuery("“é” (\n", wide), "imr: query: not closed\n  “é” ( \n      ^"},
		{InQuery("", &query.SyntaxError{Offset: 9, Length: 9, Msg: "no"}), "imr: query: no\n  \n  ^"},
	} {
		if got := message(c.err, 80); got != c.want {
			t.Errorf("message(%v):\n%s\nwant\n%s", c.err, got, c.want)
		}
	}
}

// The caret stands under the fault, and the line fits the screen.
func TestCaretOfLongQueries(t *testing.T) {
	words := strings.Repeat("knee pain ", 40)
	for _, c := range []struct {
		text           string
		offset, length int
	}{
		{"( " + words, 0, 1},
		{words + "( " + words, len(words), 1},
		{words + "(", len(words), 1},
		{words + words, 3, len(words)},
		{strings.Repeat("é", 300) + "(" + words, 600, 1},
		{strings.Repeat("é", 70) + "( knee pain", 140, 1},
	} {
		e := InQuery(c.text, &query.SyntaxError{Offset: c.offset, Length: c.length, Msg: "no"})
		for _, width := range []int{5, 40, 80, 200} {
			lines := strings.Split(message(e, width), "\n")
			query, carets := []rune(lines[1]), []rune(lines[2])
			if most := max(width, 10); len(query) > most || len(carets) > most {
				t.Errorf("width %d: lines of %d and %d letters", width, len(query), len(carets))
			}
			at := slices.Index(carets, '^')
			if want, _ := utf8.DecodeRuneInString(c.text[c.offset:]); at >= len(query) || query[at] != want {
				t.Errorf("width %d: the caret is not under %q:\n%s\n%s", width, want, lines[1], lines[2])
			}
		}
	}
}
