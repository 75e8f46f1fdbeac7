package sandbox

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestBuffer(t *testing.T) {
	b := &Buffer{Limit: 8}
	for _, s := range []string{"one\n", "two\n", "three"} {
		if n, err := b.Write([]byte(s)); n != len(s) || err != nil {
			t.Errorf("Write(%q) = %d, %v", s, n, err)
		}
	}
	if string(b.Bytes()) != "one\ntwo\n" || !b.Over() || b.FirstLine() != "one" {
		t.Errorf("kept %q, over is %v, first line %q", b.Bytes(), b.Over(), b.FirstLine())
	}
}

// TestRun holds each limit of a program to a shell that breaks it.
func TestRun(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell here")
	}
	p := Program{Path: shell, Memory: 64 << 20, Time: 20 * time.Second, Output: 1 << 10}
	out, err := p.Run(context.Background(), []byte("given"), "-c", "cat; echo \"$HOME\"")
	if err != nil || strings.TrimSpace(string(out)) != "given" {
		t.Errorf("input and environment: %q, %v", out, err)
	}
	if _, err := p.Run(context.Background(), nil, "-c", "echo why >&2; exit 3"); err == nil || !strings.Contains(err.Error(), "why") {
		t.Errorf("a program that fails: %v", err)
	}
	if _, err := p.Run(context.Background(), nil, "-c", "while :; do echo more and more; done | head -c 4096"); !errors.Is(err, ErrOutput) {
		t.Errorf("too much output: %v", err)
	}
	short := p
	short.Time = 50 * time.Millisecond
	if _, err := short.Run(context.Background(), nil, "-c", "while :; do :; done"); !errors.Is(err, ErrTime) {
		t.Errorf("a program without end: %v", err)
	}
	if prlimit() != "" {
		if _, err := p.Run(context.Background(), nil, "-c", "x=aaaaaaaa; while :; do x=$x$x; done"); err == nil || errors.Is(err, ErrTime) {
			t.Errorf("memory without end: %v", err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.Run(ctx, nil, "-c", "cat"); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that has ended: %v", err)
	}
}
