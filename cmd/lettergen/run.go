package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
)

// A job is what the flags ask for.
type job struct {
	n, from, share  int
	seed            uint64
	profile, format string
	layouts, traps  string
	truth           bool
	out             string
}

func run(args []string, stdout, stderr io.Writer) error {
	var j job
	flags := flag.NewFlagSet("lettergen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&j.n, "n", 100, "how many letters")
	flags.IntVar(&j.from, "from", 0, "number of the first letter, so that a corpus can be made in parts")
	flags.Uint64Var(&j.seed, "seed", 1, "another seed gives other letters")
	flags.StringVar(&j.profile, "profile", "letters", "letters; bench (the fixed measure of the benchmarks); sample (the files of testdata)")
	flags.StringVar(&j.format, "format", "text", "text, pdf, or jsonl (what is in the letters, one a line)")
	flags.StringVar(&j.layouts, "layouts", "", "layouts in turn, as C,E (default: all, in the mix of the years)")
	flags.StringVar(&j.traps, "traps", "", "difficulties to put in, parted by commas, or all; list names them")
	flags.IntVar(&j.share, "share", 10, "percent of the letters that get a trap, for each by itself")
	flags.BoolVar(&j.truth, "truth", false, "write what is in each letter as NAME.json into OUT/truth")
	flags.StringVar(&j.out, "out", "-", "a folder, or - for the standard output (jsonl, or one letter)")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	if j.traps == "list" {
		for _, t := range lettertest.Traps() {
			fmt.Fprintln(stdout, t)
		}
		return nil
	}
	if j.profile == "sample" {
		return j.sample()
	}
	g, err := j.generator()
	if err != nil {
		return err
	}
	if j.format == "jsonl" {
		return j.lines(g, stdout)
	}
	return j.files(g, stdout)
}

func (j job) generator() (*lettertest.Generator, error) {
	switch j.profile {
	case "bench":
		return lettertest.Bench(j.seed), nil
	case "letters":
	default:
		return nil, fmt.Errorf("profile %q: want letters, bench or sample", j.profile)
	}
	opt := lettertest.Options{Seed: j.seed, Share: j.share}
	for _, name := range split(j.layouts) {
		l := imr.Layout(strings.ToUpper(name))
		if len(l) != 1 || !strings.Contains("ZABCDEF", string(l)) {
			return nil, fmt.Errorf("layout %q: want Z, A, B, C, D, E or F", name)
		}
		opt.Layouts = append(opt.Layouts, l)
	}
	known := map[string]lettertest.Trap{}
	for _, t := range lettertest.Traps() {
		known[string(t)] = t
	}
	for _, name := range split(j.traps) {
		if name == "all" {
			opt.Traps = lettertest.Traps()
			continue
		}
		t, ok := known[name]
		if !ok {
			return nil, fmt.Errorf("trap %q: not known; --traps list names them", name)
		}
		opt.Traps = append(opt.Traps, t)
	}
	return lettertest.New(opt), nil
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}
