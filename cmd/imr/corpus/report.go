package corpus

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"imrsearch/index/ingest"
)

// A reportFile takes the lines of the report. Until the commit a letter is only
// read, and its line says so; then the file is written anew, with what became of
// it. What cannot be written anew, as standard output, gets its lines when they
// are settled.
type reportFile struct {
	unsettled bool // no line that comes in is settled
	file      *os.File
	w         *bufio.Writer
	lines     int
	became    map[int][]ingest.State // by line of the file: its states and those of its letters, once they are settled
	held      []ingest.Line          // for standard output
	hold      bool
	err       error
}

func (a *app) openReport(path string) (*reportFile, error) {
	switch path {
	case "":
		return &reportFile{}, nil
	case "-":
		a.Exact()
		return &reportFile{w: bufio.NewWriter(a.Stdout), hold: true}, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	info, err := f.Stat()
	hold := err != nil || !info.Mode().IsRegular()
	return &reportFile{w: bufio.NewWriter(f), file: f, hold: hold, became: map[int][]ingest.State{}}, nil
}

func (r *reportFile) write(l ingest.Line) {
	switch {
	case r.w == nil || r.err != nil:
		return
	case r.hold && r.unsettled:
		r.held = append(r.held, l)
		return
	case r.unsettled:
		if states := statesOf(&l); isRead(states) {
			r.became[r.lines] = states
			l = asRead(l)
		}
	}
	r.put(l)
}

func (r *reportFile) put(l ingest.Line) {
	b, err := json.Marshal(l)
	if err == nil {
		_, err = r.w.Write(append(b, '\n'))
	}
	r.lines++
	r.err = err
}

// settle says of the lines that were written what became of them: their letters
// are in the index.
func (r *reportFile) settle() {
	if r.w == nil || r.err != nil {
		return
	}
	for _, l := range r.held {
		r.put(l)
	}
	r.held = nil
	if r.err = errors.Join(r.err, r.w.Flush()); r.err == nil && len(r.became) > 0 {
		r.err = r.rewrite()
	}
}

// rewrite puts a file with the settled states in place of the report.
func (r *reportFile) rewrite() error {
	path := r.file.Name()
	next, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(next.Name()) // where it was not renamed
	w := bufio.NewWriter(next)
	if err = errors.Join(r.copySettled(w), w.Flush()); err != nil {
		next.Close()
		return err
	}
	if info, e := r.file.Stat(); e == nil {
		err = next.Chmod(info.Mode().Perm())
	}
	r.file.Close()
	if err = errors.Join(err, os.Rename(next.Name(), path)); err != nil {
		next.Close()
		return err
	}
	next.Close()
	if r.file, err = os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0); err != nil {
		return err
	}
	r.w.Reset(r.file)
	clear(r.became)
	return nil
}

func (r *reportFile) copySettled(w io.Writer) error {
	old, err := os.Open(r.file.Name())
	if err != nil {
		return err
	}
	defer old.Close()
	in := bufio.NewReader(old)
	for n := 0; ; n++ {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if states := r.became[n]; states != nil {
			var l ingest.Line
			if err := json.Unmarshal(line, &l); err != nil {
				return err
			}
			l.State = states[0]
			for i := range l.Letters {
				l.Letters[i].State = states[1+i]
			}
			if line, err = json.Marshal(l); err != nil {
				return err
			}
			line = append(bytes.TrimRight(line, "\n"), '\n')
		}
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
}

// statesOf returns the states of a line and of its letters.
func statesOf(l *ingest.Line) []ingest.State {
	states := []ingest.State{l.State}
	for _, one := range l.Letters {
		states = append(states, one.State)
	}
	return states
}

// isRead reports whether one of the states is of a letter that the commit puts
// into the index.
func isRead(states []ingest.State) bool {
	for _, s := range states {
		if s == ingest.Added || s == ingest.Replaced {
			return true
		}
	}
	return false
}

// asRead returns a line whose letters are only read.
func asRead(l ingest.Line) ingest.Line {
	read := func(s *ingest.State) {
		if isRead([]ingest.State{*s}) {
			*s = ingest.Read
		}
	}
	l.Letters = append([]ingest.LetterLine(nil), l.Letters...)
	read(&l.State)
	for i := range l.Letters {
		read(&l.Letters[i].State)
	}
	return l
}

// Close writes what is buffered and reports the first error of the file.
func (r *reportFile) Close() error {
	if r.w == nil {
		return nil
	}
	for _, l := range r.held { // no commit came
		r.put(asRead(l))
	}
	err := errors.Join(r.err, r.w.Flush())
	if r.file != nil {
		err = errors.Join(err, r.file.Close())
	}
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}
