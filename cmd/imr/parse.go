package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/index"
	"imrsearch/index/ingest"
	"imrsearch/parser"
	"imrsearch/parser/check"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

func (a *app) parseCommand() *cobra.Command {
	var check bool
	c := &cobra.Command{
		Use:   "parse FILE...",
		Short: "Show what is read from letters, as JSON; needs no index",
		Example: `  imr parse CM16-0990412.pdf | jq .items
  imr parse --format text letter.txt
  imr parse --check letters/               what is read, and what is not, over a folder`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("imr parse: want a letter; - reads standard input")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if check {
				return a.check(c.Context(), args)
			}
			return a.parse(c.Context(), args)
		},
	}
	a.addCompletion(c, "json", "jsonl", "text")
	c.Flags().BoolVar(&check, "check", false, "a table over files and folders: what was read and what was not; truth files (NAME.json, beside letters or in a folder truth) are compared")
	return c
}

// stdinName is how standard input is written as an argument.
const stdinName = "-"

func (a *app) parse(ctx context.Context, paths []string) error {
	format, err := a.formatOf("json", "jsonl", "text")
	if err != nil {
		return err
	}
	pool := extract.NewPool(1)
	defer pool.Close()
	failed, written := 0, 0
	for _, path := range paths {
		err := a.letters(ctx, pool, path, func(doc *index.Document) error {
			written++
			if format == "text" {
				return writeLetter(a.stdout, doc)
			}
			return a.writeJSON(doc.Letter)
		})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed++
			for line := range strings.Lines(err.Error()) {
				fmt.Fprintf(a.stderr, "imr: %s\n", strings.TrimSpace(line))
			}
		}
	}
	switch {
	case failed == 0:
		return nil
	case written == 0 && len(paths) == 1:
		return &exitError{status: exitFailed}
	}
	return &exitError{status: exitInputs}
}

// letters reads the letters of a file, of standard input, or of an archive.
func (a *app) letters(ctx context.Context, pool *extract.Pool, path string, each func(*index.Document) error) error {
	data, err := a.readInput(path)
	if err != nil {
		return err
	}
	if !extract.IsArchive(path, data[:min(len(data), 512)]) {
		doc, err := ingest.Letter(ctx, pool, path, "", data)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return each(doc)
	}
	var errs []error
	err = extract.Walk(path, strings.NewReader(string(data)), int64(len(data)), func(m extract.Member) error {
		err := m.Err
		if err == nil {
			var doc *index.Document
			if doc, err = ingest.Letter(ctx, pool, path, m.Name, m.Data); err == nil {
				return each(doc)
			}
		}
		errs = append(errs, fmt.Errorf("%s: %s: %w", path, m.Name, err))
		return nil
	})
	return errors.Join(append(errs, err)...)
}

func (a *app) readInput(path string) ([]byte, error) {
	in := a.stdin
	if path != stdinName {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, fmt.Errorf("%s is a folder: name the letters in it, or use imr parse --check or imr ingest", path)
		}
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, extract.MaxFileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return data, nil
}

// check prints the table of what is read over many letters.
func (a *app) check(ctx context.Context, paths []string) error {
	pool := extract.NewPool(1)
	defer pool.Close()
	table := check.New()
	for _, root := range paths {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) == ".json" || filepath.Ext(path) == ".jsonl" {
				return err
			}
			data, err := a.readInput(path)
			if err != nil {
				return err
			}
			return checkOne(ctx, pool, table, path, data)
		})
		if err != nil {
			return err
		}
	}
	_, err := table.WriteTo(a.stdout)
	return err
}

// checkOne counts a letter, beside its truth where there is one.
func checkOne(ctx context.Context, pool *extract.Pool, table *check.Table, path string, data []byte) error {
	doc, err := pool.Read(ctx, filepath.Base(path), data)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		table.Fail(path, err)
		return nil
	}
	parsed, err := parser.Parse(imr.Source{Path: path, Bytes: int64(len(data)), Pages: len(doc.Pages), Extractor: doc.Extractor}, doc)
	if err != nil {
		table.Fail(path, err)
		return nil
	}
	truth, err := truthOf(path)
	if err != nil {
		return err
	}
	return table.Add(path, &parsed.Letter, truth)
}

// truthOf reads what a letter says according to the truth file NAME.json: next
// to it, in a folder truth there, or in one beside its folder. It returns nil
// where there is none.
func truthOf(path string) ([]byte, error) {
	dir, name := filepath.Split(path)
	name = strings.TrimSuffix(name, filepath.Ext(name)) + ".json"
	for _, folder := range []string{dir, filepath.Join(dir, "truth"), filepath.Join(dir, "..", "truth")} {
		truth, err := os.ReadFile(filepath.Join(folder, name))
		if !errors.Is(err, fs.ErrNotExist) {
			return truth, err
		}
	}
	return nil, nil
}
