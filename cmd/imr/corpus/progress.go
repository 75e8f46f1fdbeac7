package corpus

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index/ingest"
)

// A progress shows how far an ingest is: one line that is redrawn on a
// terminal, a line every few seconds elsewhere. Inputs that failed are always
// said, each once.
type progress struct {
	out      io.Writer
	quiet    bool
	terminal bool
	start    time.Time
	drawn    time.Time
	shown    bool
	inputs   int
	letters  int
	items    int
	bad      int
}

// Redrawing more often than the eye follows costs time; lines in a log are
// for whoever wonders whether it still runs.
const (
	redrawEvery = 100 * time.Millisecond
	lineEvery   = 5 * time.Second
)

func (a *app) newProgress() *progress {
	now := time.Now()
	return &progress{out: a.Stderr, quiet: a.Quiet, terminal: a.Terminal(a.Stderr), start: now, drawn: now}
}

// line counts an input, and says what went wrong with it.
func (p *progress) line(l ingest.Line) {
	if l.State == ingest.Skipped {
		return
	}
	p.inputs++
	p.items += l.Items
	if l.State != ingest.Failed && l.State != ingest.NeedsOCR {
		p.letters += len(l.Each())
	}
	switch l.State {
	case ingest.Failed, ingest.NeedsOCR:
		p.bad++
		p.say("%s: %s: %s", l.State, name(l), l.Reason)
	}
	for _, one := range l.Each() {
		switch one.State {
		case ingest.Replaced:
			p.say("replaced: %s by the text of %s", one.Letter, name(l))
		case ingest.Worse:
			p.say("worse: %s in %s: %s; the index keeps the better text", one.Letter, name(l), one.Reason)
		}
	}
	every := lineEvery
	if p.terminal {
		every = redrawEvery
	}
	if time.Since(p.drawn) >= every {
		p.draw()
	}
}

func name(l ingest.Line) string {
	if l.Member == "" {
		return l.Path
	}
	return filepath.Base(l.Path) + ": " + l.Member
}

func (p *progress) say(format string, args ...any) {
	p.clear()
	fmt.Fprintf(p.out, format+"\n", args...)
}

func (p *progress) draw() {
	if p.quiet {
		return
	}
	p.drawn = time.Now()
	rate := float64(p.inputs) / max(time.Since(p.start).Seconds(), 0.001)
	text := fmt.Sprintf("%s read, %s, %s failed, %.0f a second", cli.Plural(p.letters, "letter"), cli.Plural(p.items, "item"), cli.Thousands(p.bad), rate)
	if !p.terminal {
		fmt.Fprintln(p.out, text)
		return
	}
	fmt.Fprintf(p.out, "\r\x1b[K%s", text)
	p.shown = true
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = false
	}
}

func (p *progress) done() { p.clear() }
