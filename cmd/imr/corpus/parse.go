package corpus

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/cmd/imr/find"
	"imrsearch/index"
	"imrsearch/index/ingest"
	"imrsearch/parser/check"
	"imrsearch/parser/extract"
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
				return cli.Usagef("imr parse: want a letter; - reads standard input")
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
	cli.Complete(c, "json", "jsonl", "text")
	c.Flags().BoolVar(&check, "check", false, "a table over files and folders: what was read and what was not; truth files (NAME.json, beside letters or in a folder truth) are compared")
	return c
}

func (a *app) parse(ctx context.Context, paths []string) error {
	format, err := a.FormatOf("json", "jsonl", "text")
	if err != nil {
		return err
	}
	pool := extract.NewPool(1)
	defer pool.Close()
	failed, written := 0, 0
	for _, path := range paths {
		err := a.Letters(ctx, pool, path, func(doc *index.Document) error {
			written++
			if format == "text" {
				return find.WriteLetter(a.Stdout, doc)
			}
			return a.WriteJSON(doc.Letter)
		})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed++
			for line := range strings.Lines(err.Error()) {
				fmt.Fprintf(a.Stderr, "imr: %s\n", strings.TrimSpace(line))
			}
		}
	}
	switch {
	case failed == 0:
		return nil
	case written == 0 && len(paths) == 1:
		return &cli.ExitError{Status: cli.ExitFailed}
	}
	return &cli.ExitError{Status: cli.ExitInputs}
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
			return a.Inputs(path, func(m extract.Member) error { return checkOne(ctx, pool, table, path, m) })
		})
		if err != nil {
			return err
		}
	}
	_, err := table.WriteTo(a.Stdout)
	return err
}

// checkOne counts a letter, beside its truth where there is one.
func checkOne(ctx context.Context, pool *extract.Pool, table *check.Table, path string, m extract.Member) error {
	name := cli.InputName(path, m.Name)
	docs, err := []*index.Document(nil), m.Err
	if err == nil {
		docs, err = ingest.Letters(ctx, pool, path, m.Name, m.Data)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		table.Fail(name, err)
		return nil
	}
	var truth []byte
	if m.Name == "" {
		if truth, err = truthOf(path); err != nil {
			return err
		}
	}
	for i, doc := range docs {
		if i > 0 {
			name, truth = fmt.Sprintf("%s: letter %d", cli.InputName(path, m.Name), i+1), nil
		}
		if err := table.Add(name, doc.Letter, truth); err != nil {
			return err
		}
	}
	return nil
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
