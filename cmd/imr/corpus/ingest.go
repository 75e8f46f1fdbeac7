package corpus

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/bleve"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/ingest"
	"imrsearch/index/opensearch/connect"
	"imrsearch/index/opensearch/load"
	"imrsearch/parser/extract"
)

type ingestFlags struct {
	dryRun bool
	jobs   int
	report string
	watch  bool
	again  bool // read stored texts instead of files
}

// watchEvery is how often --watch looks for new files: a person who drops a
// letter into the folder finds it before wondering.
const watchEvery = 5 * time.Second

func (a *app) ingestCommand() *cobra.Command {
	f := &ingestFlags{}
	c := &cobra.Command{
		Use:   "ingest PATH...",
		Short: "Read letters into the index: files, folders, archives (zip, tar.gz)",
		Long: `Read letters into the next generation of the index. Originals stay where they
are. The same bytes are never read in twice; another text under the same case
number replaces the older one, and the report says so. Searches go on with the
old generation until the new one is complete. - reads one letter, or an archive,
from standard input.`,
		Example: `  imr ingest letters/ 2016.zip
  imr ingest letters/ --dry-run --report report.jsonl
  imr ingest --reparse`,
		Args: func(c *cobra.Command, args []string) error {
			switch {
			case f.again && (len(args) > 0 || f.watch):
				return cli.Usagef("--reparse reads the stored texts: name no files, and do not watch")
			case !f.again && len(args) == 0:
				return cli.Usagef("imr ingest: want a file, folder or archive")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return a.ingest(c.Context(), args, f) },
	}
	cli.Complete(c, "text")
	flags := c.Flags()
	flags.BoolVar(&f.dryRun, "dry-run", false, "read and report, change nothing")
	flags.IntVar(&f.jobs, "jobs", runtime.NumCPU(), "letters read side by side")
	flags.StringVar(&f.report, "report", "", "write a line of JSON for every input to `FILE` (- for standard output)")
	flags.BoolVar(&f.again, "reparse", false, "read the stored texts of letters again that an older parser or lexicon read")
	flags.BoolVar(&f.watch, "watch", false, "go on looking for new letters until interrupted")
	return c
}

func (a *app) ingest(ctx context.Context, paths []string, f *ingestFlags) error {
	if f.jobs < 1 {
		return cli.Usagef("--jobs %d: want 1 or more", f.jobs)
	}
	if f.watch && slices.Contains(paths, cli.Stdin) {
		return cli.Usagef("--watch: standard input is read once; name files or folders")
	}
	report, err := a.openReport(f.report)
	if err != nil {
		return err
	}
	pool := extract.NewPool(f.jobs)
	defer pool.Close()
	summary, err := a.ingestOnce(ctx, paths, f, pool, report)
	for f.watch && err == nil && ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-time.After(watchEvery):
			summary, err = a.ingestOnce(ctx, paths, f, pool, report)
		}
	}
	err = errors.Join(err, report.Close())
	if err != nil {
		return err
	}
	switch {
	case summary.Interrupted || ctx.Err() != nil:
		return &cli.ExitError{Status: cli.ExitInterrupted}
	case summary.Bad() > 0:
		return &cli.ExitError{Status: cli.ExitInputs}
	}
	return nil
}

// ingestOnce walks the paths once, under the writer's lock.
func (a *app) ingestOnce(ctx context.Context, paths []string, f *ingestFlags, pool *extract.Pool, report *reportFile) (*ingest.Summary, error) {
	w, embedded, done, err := a.writer(ctx, paths, f)
	if err != nil {
		return nil, err
	}
	defer done()
	report.unsettled = !f.dryRun
	bar := a.newProgress()
	start := time.Now()
	options := ingest.Options{
		Paths: paths, Stdin: a.Stdin, Jobs: f.jobs, DryRun: f.dryRun, Reader: pool,
		Report: func(l ingest.Line) {
			report.write(l)
			bar.line(l)
		},
	}
	var summary *ingest.Summary
	if f.again {
		summary, err = ingest.Reparse(ctx, embedded, options)
	} else {
		summary, err = ingest.Run(ctx, w, options)
	}
	bar.done()
	if errors.Is(err, ingest.ErrNothing) {
		return nil, fmt.Errorf("%w in %v: %s seen, none of them a letter; the index is as it was", err, paths, cli.Plural(summary.Inputs(), "file"))
	}
	if err != nil {
		return nil, err
	}
	report.settle()
	if !f.watch || summary.Changed() || summary.Recovered > 0 {
		a.sayIngested(summary, f, pool, time.Since(start))
	}
	return summary, nil
}

// writer opens the index for writing: nil for a dry run without one. Reparsing is
// for the embedded one alone, which it returns too. No index is made for paths that
// are not there.
func (a *app) writer(ctx context.Context, paths []string, f *ingestFlags) (w index.Writer, embedded *commit.Writer, done func(), err error) {
	for _, p := range paths {
		if p == cli.Stdin {
			continue
		}
		if _, err := os.Stat(p); err != nil {
			return nil, nil, nil, fmt.Errorf("ingest %s: %w; the index is as it was", p, ingest.Cause(err))
		}
	}
	if a.OnCluster() {
		return a.clusterWriter(ctx, f)
	}
	embedded, err = a.openWriter(f)
	if err != nil || embedded == nil {
		return nil, nil, func() {}, err
	}
	return embedded, embedded, func() { _ = embedded.Close() }, nil
}

// clusterWriter opens the corpus of a cluster for writing; nil for a dry run
// without one.
func (a *app) clusterWriter(ctx context.Context, f *ingestFlags) (index.Writer, *commit.Writer, func(), error) {
	if f.again {
		return nil, nil, nil, a.OnlyEmbedded("ingest --reparse", "ingest the letters into another name")
	}
	client, address, err := a.Cluster(connect.LoadAttempt)
	if err != nil {
		return nil, nil, nil, err
	}
	closing := func() { _ = client.Close() }
	if f.dryRun {
		there, err := client.Exists(ctx)
		if err != nil || !there {
			return nil, nil, closing, err
		}
	}
	w, err := load.NewWriter(ctx, client, address.Settings)
	if err != nil {
		closing()
		return nil, nil, nil, fmt.Errorf("%s: %w", a.Where(), err)
	}
	return w, nil, closing, nil
}

// openWriter opens the embedded index for writing; nil for a dry run without one.
func (a *app) openWriter(f *ingestFlags) (*commit.Writer, error) {
	if _, err := os.Stat(a.IndexDir()); f.dryRun && !f.again && err != nil {
		return nil, nil
	}
	if err := a.NeedData(); err != nil {
		return nil, err
	}
	if _, err := os.Stat(a.IndexDir()); f.again && err != nil {
		return nil, fmt.Errorf("%s: %w", a.IndexDir(), index.ErrNoIndex)
	}
	bleve.LowerPriority()
	commit.BoundMemory(f.jobs)
	w, err := commit.NewWriter(a.IndexDir(), commit.WriterOptions{Jobs: f.jobs, Reading: cli.Reading()})
	if err != nil {
		return nil, err
	}
	return w, nil
}

func (a *app) sayIngested(s *ingest.Summary, f *ingestFlags, pool *extract.Pool, took time.Duration) {
	n := s.States
	skipped := ""
	if n[ingest.Skipped] > 0 {
		skipped = fmt.Sprintf("; %s passed over (links, hidden, JSON)", cli.Plural(n[ingest.Skipped], "other file"))
	}
	a.Say("%s in %s: %s added, %s replaced, %s known, %s failed, %s without text (needs OCR); %s%s",
		cli.Plural(s.Inputs()-n[ingest.Skipped], "input"), took.Round(10*time.Millisecond),
		cli.Thousands(n[ingest.Added]), cli.Thousands(n[ingest.Replaced]), cli.Thousands(n[ingest.Same]), cli.Thousands(n[ingest.Failed]), cli.Thousands(n[ingest.NeedsOCR]),
		cli.Plural(s.Items, "item"), skipped)
	if free := pool.Unconfined(); free != "" {
		a.Say("files were read by processes with limits on time and memory that could open others and reach the network: %s", free)
	}
	if s.Letters > n[ingest.Added]+n[ingest.Replaced] {
		a.Say("some inputs hold several letters: %s in all", cli.Plural(s.Letters, "letter"))
	}
	if s.Others > 0 {
		a.Say("%s belong to no letter: --report FILE names the inputs", cli.Plural(s.Others, "page"))
	}
	if s.Unread > 0 {
		a.Say("%s of them are pictures that were not read (OCR: tesseract and poppler-utils): --report FILE names them", cli.Plural(s.Unread, "page"))
	}
	if n[ingest.Worse] > 0 {
		a.Say("%s whose letter the index has in a better text: noted there (imr show names them)", cli.Plural(n[ingest.Worse], "input"))
	}
	if s.Moved > 0 {
		a.Say("moved: %s; the index has the new paths, --report FILE the old ones too", cli.Plural(s.Moved, "original"))
	}
	if s.Problems > 0 {
		a.Say("%s inside letters not as their layout promises: --report FILE or imr show tells page and line", cli.Plural(s.Problems, "place"))
	}
	switch {
	case f.dryRun:
		a.Say("dry run: the index is as it was")
	case s.Interrupted:
		a.Say("interrupted: what was read until then is in; the same command goes on")
	case s.Recovered > 0:
		a.Say("%s of an earlier run that was interrupted: now in the index", cli.Plural(s.Recovered, "letter"))
	case !s.Changed():
		a.Say("nothing new")
	}
}
