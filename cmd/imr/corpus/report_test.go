package corpus

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index/ingest"
)

// reported returns the states of the lines of a report, with those of letters.
func reported(t *testing.T, report string) string {
	t.Helper()
	var states []string
	for line := range strings.Lines(report) {
		var l ingest.Line
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		state := string(l.State)
		for _, one := range l.Letters {
			state += "/" + string(one.State)
		}
		states = append(states, state)
	}
	return strings.Join(states, " ")
}

var reportLines = []ingest.Line{
	{Path: "a", State: ingest.Added, Letter: "CM16-0990001", Items: 2},
	{Path: "b", State: ingest.Failed, Reason: "x"},
	{Path: "c", State: ingest.Same, Letters: []ingest.LetterLine{{State: ingest.Same}, {State: ingest.Replaced}}},
	{Path: "d", State: ingest.Replaced},
}

const (
	readStates    = "read failed same/same/read read"
	settledStates = "added failed same/same/replaced replaced"
)

// TestReportSpeaksAfterTheCommit holds that no line says that a letter is in the
// index before the commit, and that each does after it.
func TestReportSpeaksAfterTheCommit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.jsonl")
	a := &app{&cli.App{}}
	r, err := a.openReport(path)
	if err != nil {
		t.Fatal(err)
	}
	content := func() string {
		_ = r.w.Flush()
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return reported(t, string(b))
	}
	r.unsettled = true
	for run := range 2 { // as --watch has them
		for _, l := range reportLines {
			r.write(l)
		}
		before := strings.Repeat(settledStates+" ", run)
		if got := content(); got != before+readStates {
			t.Errorf("before commit %d: %s", run, got)
		}
		r.settle()
		if got := content(); got != before+settledStates {
			t.Errorf("after commit %d: %s", run, got)
		}
	}
	for _, l := range reportLines { // no commit follows
		r.write(l)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	b, _ := os.ReadFile(path)
	if got := reported(t, string(b)); got != settledStates+" "+settledStates+" "+readStates {
		t.Errorf("at the end: %s", got)
	}
	if all, _ := os.ReadDir(filepath.Dir(path)); len(all) != 1 {
		t.Errorf("%d files are left", len(all))
	}
}

func TestReportOnStandardOutput(t *testing.T) {
	for _, settled := range []bool{true, false} {
		var out bytes.Buffer
		a := &app{&cli.App{Stdout: &out}}
		r, err := a.openReport("-")
		if err != nil {
			t.Fatal(err)
		}
		r.unsettled = true
		for _, l := range reportLines {
			r.write(l)
		}
		want := readStates
		if settled {
			r.settle()
			want = settledStates
		}
		if err := r.Close(); err != nil || reported(t, out.String()) != want {
			t.Errorf("settled %v: %s, %v", settled, out.String(), err)
		}
	}
}
