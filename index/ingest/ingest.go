package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"imrsearch/index"
	"imrsearch/parser"
	"imrsearch/parser/imr"
)

// Options of a run.
type Options struct {
	Paths  []string // files, folders, archives; "-" is Stdin
	Stdin  io.Reader
	Jobs   int  // letters read side by side; at least 1
	DryRun bool // read and report, take nothing in
	Reader Reader
	// Report gets a line for every input, in the order of the walk. It is
	// called by one goroutine at a time.
	Report func(Line)
}

// ErrNothing is returned by a run over folders that hold no letter at all.
var ErrNothing = errors.New("no letters found")

// Run reads all letters below the paths into the next generation of w. A nil
// w is an empty index and goes with DryRun. The error is one of a path that
// is not there, of the writer, or ErrNothing; inputs that fail are no error,
// but lines of the report. When ctx ends, what was read until then is
// committed and the summary says that it was interrupted; when ctx ends
// during the commit, the old generation stays.
func Run(ctx context.Context, w index.Writer, opt Options) (*Summary, error) {
	paths, err := absolute(opt.Paths)
	if err != nil {
		return nil, err
	}
	r := &run{opt: opt, w: w, summary: &Summary{States: map[State]int{}}, seen: map[string]seen{}}
	err = r.all(ctx, paths)
	switch {
	case err != nil && !errors.Is(err, context.Canceled):
		return r.summary, err
	case err != nil:
		r.summary.Interrupted = true
	case r.summary.letters() == 0 && onlyFolders(paths):
		return r.summary, ErrNothing
	}
	if !opt.DryRun && w != nil {
		r.summary.Recovered = recovered(w)
	}
	if opt.DryRun || w == nil || !r.summary.Changed() && r.summary.Recovered == 0 {
		return r.summary, nil
	}
	r.summary.Generation, err = w.Commit(context.WithoutCancel(ctx))
	if err != nil {
		return r.summary, fmt.Errorf("commit the new generation: %w", err)
	}
	return r.summary, nil
}

// A recoverer is a Writer that takes over letters which an interrupted run left
// uncommitted. They are known already, but in no generation: a run commits them
// even when it adds nothing.
type recoverer interface{ Recovered() int }

func recovered(w index.Writer) int {
	if r, ok := w.(recoverer); ok {
		return r.Recovered()
	}
	return 0
}

func absolute(paths []string) ([]string, error) {
	out := make([]string, len(paths))
	for i, p := range paths {
		if p == stdin {
			out[i] = p
			continue
		}
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, fmt.Errorf("ingest %s: %w", p, err)
		}
		out[i] = abs
	}
	return out, nil
}

func onlyFolders(paths []string) bool {
	return !slices.ContainsFunc(paths, func(p string) bool {
		if p == stdin {
			return true
		}
		info, err := os.Stat(p)
		return err == nil && !info.IsDir()
	})
}

// A run is the state of one Run.
type run struct {
	opt     Options
	w       index.Writer
	summary *Summary
	seen    map[string]seen // letters of this run, by their ids
}

// A seen letter was taken in by this run.
type seen struct {
	source  imr.Source
	quality parser.Quality
}

// all pipes inputs through the readers and takes the results in their order.
const inFlight = 16

func (r *run) all(ctx context.Context, paths []string) error {
	// Many more than are read at once: a pool hands small ones on several at a time.
	p := startPipe(ctx, inFlight*max(r.opt.Jobs, 1), func(ctx context.Context, in input) result {
		return read(ctx, r.opt.Reader, r, in)
	})
	walked := make(chan error, 1)
	go func() {
		defer p.close()
		walked <- walk(ctx, paths, r.opt.Stdin, p.send)
	}()
	var failed error
	for res := range p.results() {
		if failed != nil {
			continue
		}
		if failed = r.take(ctx, res); failed != nil {
			p.stop()
		}
	}
	return errors.Join(failed, ignoreStop(<-walked, failed))
}

// ignoreStop drops the walk's error when the walk was stopped for another.
func ignoreStop(walked, failed error) error {
	if failed != nil {
		return nil
	}
	return walked
}

func (r *run) known(sha256 string) string {
	if r.w == nil {
		return ""
	}
	return r.w.Known(sha256)
}

// take gives the letters of an input to the writer and reports the input.
func (r *run) take(ctx context.Context, res result) error {
	line := res.line
	if ctx.Err() != nil && line.State == Failed {
		return ctx.Err() // reading was cut off: the file itself is not to blame
	}
	for i, doc := range res.docs {
		one, err := r.takeLetter(ctx, res, doc)
		if err != nil {
			return fmt.Errorf("index %s: %w", line.Path, err)
		}
		if i == 0 {
			line.Letter, line.Layout, line.Problems = one.Letter, one.Layout, one.Problems
			line.Reason, line.Replaces = one.Reason, one.Replaces
		}
		if line.State == "" || did[one.State] > did[line.State] {
			line.State = one.State
		}
		line.Items += one.Items
		if len(res.docs) > 1 {
			line.Letters = append(line.Letters, one)
		}
	}
	if len(res.docs) > 0 && line.State != Same {
		line.MovedFrom = ""
	}
	r.summary.count(line)
	if r.opt.Report != nil {
		r.opt.Report(line)
	}
	return nil
}

// did orders the states of the letters of one input by how much was done.
var did = map[State]int{Same: 1, Worse: 2, Replaced: 3, Added: 4}

// takeLetter gives one letter to the writer, unless the index has this text or
// a better one; then it is noted beside that.
func (r *run) takeLetter(ctx context.Context, res result, doc *index.Document) (LetterLine, error) {
	l := doc.Letter
	one := LetterLine{Letter: l.ID, State: Added, Items: len(l.Items), Layout: l.Layout, First: max(l.Source.FirstPage, 1), Last: cmp.Or(l.Source.LastPage, l.Source.Pages), Problems: l.Problems}
	before, have := r.before(l.ID)
	switch {
	case have && before == res.sha256:
		one.State = Same
		if moved := res.line.MovedFrom != "" && r.seen[l.ID].source.SHA256 == ""; !moved {
			return one, nil
		}
		r.keepCopies(ctx, doc)
	case have:
		stored, err := r.stored(ctx, l.ID)
		if err != nil {
			return one, err
		}
		one.State, one.Replaces = Replaced, before
		if stored != nil {
			doc = r.choose(&one, stored, doc)
			if doc == nil {
				return one, nil
			}
		} else if had, now := r.seen[l.ID], parser.QualityOf(l); had.source.SHA256 != "" && now.Compare(had.quality) < 0 {
			one.State, one.Replaces, one.Reason = Worse, "", "a better text of this letter was read before"
			return one, nil
		}
	}
	r.seen[l.ID] = seen{doc.Letter.Source, parser.QualityOf(doc.Letter)}
	if r.w == nil || r.opt.DryRun {
		return one, nil
	}
	return one, r.w.Add(context.WithoutCancel(ctx), doc)
}

// before returns the hash that stands under a letter's id.
func (r *run) before(letter string) (sha256 string, ok bool) {
	if l, ok := r.seen[letter]; ok {
		return l.source.SHA256, true
	}
	if r.w == nil {
		return "", false
	}
	return r.w.Has(letter)
}
