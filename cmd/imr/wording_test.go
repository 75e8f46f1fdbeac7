package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/ingest"
	"imrsearch/parser/imr"
)

func TestTotals(t *testing.T) {
	one, many := 1, 1200
	for _, c := range []struct {
		total index.Total
		want  string
	}{
		{index.Total{}, "0 items in 0 letters"},
		{index.Total{Items: 1, Letters: 1}, "1 item in 1 letter"},
		{index.Total{Items: 1234567, Letters: 999}, "1,234,567 items in 999 letters"},
		{index.Total{Items: 20, Letters: 9, AllWords: &one}, "20 items in 9 letters; 1 has all the words, the others some of them (--match all leaves them out)"},
		{index.Total{Items: 1, Letters: 1, AllWords: &one}, "1 item in 1 letter"},
		{index.Total{Items: 2000, Letters: 9, AllWords: &many}, "2,000 items in 9 letters; 1,200 have all the words, the others some of them (--match all leaves them out)"},
	} {
		if got := totals(c.total); got != c.want {
			t.Errorf("totals = %q, want %q", got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 100, []string{"one two three"}},
		{"a-word-longer-than-the-line x", 5, []string{"a-word-longer-than-the-line", "x"}},
		{"naïve façade", 7, []string{"naïve", "façade"}},
		{"ééééé éé", 8, []string{"ééééé éé"}}, // by letters, not bytes
		{"  spaces   fold\nhere ", 11, []string{"spaces fold", "here"}},
	} {
		if d := cmp.Diff(c.want, wrap(c.in, c.width)); d != "" {
			t.Errorf("wrap(%q, %d) (-want +got):\n%s", c.in, c.width, d)
		}
	}
}

func TestEmphasize(t *testing.T) {
	s := index.Snippet{Text: "the knee and the knee", Spans: []index.Span{{4, 8}, {17, 21}}}
	if got, want := emphasize(s, "[", "]"), "the [knee] and the [knee]"; got != want {
		t.Errorf("emphasize = %q, want %q", got, want)
	}
}

// TestProgress: on a terminal one line is redrawn and taken away at the end;
// elsewhere whole lines are written. Failures are said in both, also quietly.
func TestProgress(t *testing.T) {
	for _, terminal := range []bool{true, false} {
		var out bytes.Buffer
		p := &progress{out: &out, terminal: terminal}
		p.line(ingest.Line{Path: "a.txt", State: ingest.Added, Items: 2})
		p.draw()
		p.line(ingest.Line{Path: "x/b.zip", Member: "c.pdf", State: ingest.NeedsOCR, Reason: "no text"})
		p.done()
		got := out.String()
		if !strings.Contains(got, "1 letter read, 2 items, 0 failed") || !strings.Contains(got, "needs-ocr: b.zip: c.pdf: no text\n") {
			t.Errorf("terminal %v: %q", terminal, got)
		}
		if strings.Contains(got, "\r") != terminal {
			t.Errorf("terminal %v: redrawn lines in %q", terminal, got)
		}
	}
	var out bytes.Buffer
	p := &progress{out: &out, quiet: true}
	p.line(ingest.Line{Path: "a.txt", State: ingest.Added})
	p.draw()
	p.line(ingest.Line{Path: "b.txt", State: ingest.Failed, Reason: "the file is empty"})
	if want := "failed: b.txt: the file is empty\n"; out.String() != want {
		t.Errorf("quiet: %q, want %q", out.String(), want)
	}
}

// TestInterruptible: an interrupt ends a read that waits for more.
func TestInterruptible(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	defer w.Close()
	in := &interruptible{ctx, r}
	go func() {
		_, _ = io.WriteString(w, "typed")
		cancel()
	}()
	data, err := io.ReadAll(in)
	if !errors.Is(err, context.Canceled) || (len(data) > 0 && string(data) != "typed") {
		t.Errorf("read %q, %v", data, err)
	}
	whole, err := io.ReadAll(&interruptible{context.Background(), strings.NewReader(strings.Repeat("x", 100_000))})
	if err != nil || len(whole) != 100_000 {
		t.Errorf("read %d bytes, %v", len(whole), err)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// TestOutputFails: a table that cannot be written is a failure.
func TestOutputFails(t *testing.T) {
	t.Setenv("IMR_CONFIG", os.DevNull)
	for _, args := range [][]string{{"version"}, {"help"}, {"help", "query"}, {"completion", "bash"}} {
		if got := run(args, strings.NewReader(""), fullDisk{}, io.Discard); got != exitFailed {
			t.Errorf("%v on a full disk: status %d, want %d", args, got, exitFailed)
		}
	}
}

func TestOrigin(t *testing.T) {
	for want, s := range map[string]imr.Source{
		"a.pdf":          {Path: "a.pdf"},
		"b.zip: in/c":    {Path: "b.zip", Member: "in/c"},
		"standard input": {Path: "-"},
	} {
		if got := origin(s); got != want {
			t.Errorf("origin(%v) = %q, want %q", s, got, want)
		}
	}
}
