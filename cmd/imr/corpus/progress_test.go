package corpus

import (
	"bytes"
	"imrsearch/index/ingest"
	"strings"
	"testing"
)

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
