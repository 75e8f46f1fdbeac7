// Imrbench measures the engine: it builds an index of invented letters, or
// takes the one that an earlier run left, and times every kind of search
// over it, alone, from many clients at once, and while letters are added.
//
//	imrbench --items 200000
//	imrbench --items 20000 --only phrase --cpuprofile cpu.out
//
// Tables for people go to the standard error, at the end the goals that are
// set for an index of that size, met or missed. The standard output is one
// line of JSON that holds every figure. Times are wall time; CPU is that of
// the whole process, garbage collection included, and is the figure to trust
// on a machine that does other work.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"time"
)

// options is what the flags ask for.
type options struct {
	items, jobs, segmentItems int
	seed                      uint64
	profile, dir              string
	only                      *regexp.Regexp // rows
	budget, load              time.Duration
	skip                      string
	cpuProfile, memProfile    string
	step                      string // of a child process
	from, letters             int    // of the step add
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "imrbench:", err)
		os.Exit(1)
	}
}

func readFlags(args []string, stderr io.Writer) (*options, error) {
	o := &options{}
	f := flag.NewFlagSet("imrbench", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.IntVar(&o.items, "items", 20_000, "how many items the index holds")
	f.StringVar(&o.profile, "profile", "bench", "bench: a fixed measure, for comparison between days and engines, stored without page texts; realistic: whole letters of all layouts")
	f.Uint64Var(&o.seed, "seed", 1, "another seed gives other letters")
	f.StringVar(&o.dir, "dir", "", "where indexes are kept for the next run (default: a folder that is removed at the end)")
	f.IntVar(&o.jobs, "jobs", 0, "segments built side by side (default: one for every processor)")
	f.IntVar(&o.segmentItems, "segment-items", 0, "items a segment (default: the engine's)")
	only := f.String("only", "", "run only the rows whose name matches this regular expression")
	f.StringVar(&o.skip, "skip", "", "leave out these parts: rows,stock,load,swap")
	f.DurationVar(&o.budget, "budget", 2*time.Second, "time for each row of the tables")
	f.DurationVar(&o.load, "load", 10*time.Second, "time for many clients at once")
	f.StringVar(&o.cpuProfile, "cpuprofile", "", "write a CPU profile of the searches to this file, and one of building the index to FILE.build")
	f.StringVar(&o.memProfile, "memprofile", "", "write a profile of the searches' allocations to this file")
	f.StringVar(&o.step, "step", "", "for the command's own use: build or add, as a process of its own")
	f.IntVar(&o.from, "from", 0, "add: the first letter")
	f.IntVar(&o.letters, "letters", 0, "add: how many letters")
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	var err error
	if o.only, err = regexp.Compile(*only); err != nil {
		return nil, fmt.Errorf("--only: %w", err)
	}
	switch {
	case f.NArg() > 0:
		return nil, fmt.Errorf("unexpected %q", f.Arg(0))
	case o.items < 1:
		return nil, fmt.Errorf("--items %d: want at least 1", o.items)
	case o.profile != "bench" && o.profile != "realistic":
		return nil, fmt.Errorf("--profile %q: want bench or realistic", o.profile)
	}
	return o, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := readFlags(args, stderr)
	if err != nil {
		return err
	}
	switch o.step {
	case "build":
		return o.buildStep(ctx, stdout)
	case "add":
		return o.addStep(ctx, stdout)
	}
	if o.dir == "" {
		if o.dir, err = os.MkdirTemp("", "imrbench"); err != nil {
			return err
		}
		defer os.RemoveAll(o.dir)
	}
	o.dir = filepath.Join(o.dir, fmt.Sprintf("%s-%d-seed%d", o.profile, o.items, o.seed))
	r := &report{Profile: o.profile, Seed: o.seed}
	if err := r.fill(ctx, o, stderr); err != nil {
		return err
	}
	return r.write(stdout)
}
