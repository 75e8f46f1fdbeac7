package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"imrsearch/parser/lettertest"
)

// A job is what the flags ask for.
type job struct {
	n, from         int
	seed            uint64
	profile, format string
	out             string
}

func run(args []string, stdout, stderr io.Writer) error {
	var j job
	flags := flag.NewFlagSet("lettergen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&j.n, "n", 100, "how many letters")
	flags.IntVar(&j.from, "from", 0, "number of the first letter, so that a corpus can be made in parts")
	flags.Uint64Var(&j.seed, "seed", 1, "another seed gives other letters")
	flags.StringVar(&j.profile, "profile", "bench", "what the letters are like: bench")
	flags.StringVar(&j.format, "format", "jsonl", "jsonl")
	flags.StringVar(&j.out, "out", "-", "a file, or - for the standard output")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	if j.profile != "bench" || j.format != "jsonl" {
		return fmt.Errorf("profile %q, format %q: not known", j.profile, j.format)
	}
	if j.out == "-" {
		return j.write(stdout)
	}
	f, err := os.Create(j.out)
	if err != nil {
		return err
	}
	return errors.Join(j.write(f), f.Close())
}

func (j job) write(w io.Writer) error {
	g := lettertest.Bench(j.seed)
	buffered := bufio.NewWriterSize(w, 1<<20)
	lines := json.NewEncoder(buffered)
	lines.SetEscapeHTML(false)
	for i := range j.n {
		if err := lines.Encode(g.Truth(j.from + i)); err != nil {
			return err
		}
	}
	return buffered.Flush()
}
