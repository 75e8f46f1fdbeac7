package find

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/export"
)

type exportFlags struct {
	SearchFlags
	columns string
	output  string
	base    string
	ids     []string
}

func (a *app) exportCommand() *cobra.Command {
	f := &exportFlags{}
	c := &cobra.Command{
		Use:   "export QUERY",
		Short: "Write every item that a query finds for other programs",
		Long: `Write every item that a query finds, in the order of imr search, however many.
All filters are those of imr search; --id chooses items one by one instead.

Formats: csv (the default), xlsx, jsonl, md, parquet, with the columns that
--columns names; ris, bibtex, csl for reference managers. The ending of the file
that -o names chooses the format too. A file is there when it is whole; what is
written to standard output and was cut ends with a line "# cut: ...", and the
exit status is not 0.

Columns (--columns a,b,c in your order; all for every one; * by default):
` + columnHelp(),
		Example: `  imr export 'drug:gabapentin' -o gabapentin.xlsx
  imr export 'lumbar fusion' --scope requested --columns id,outcome,decided,rationale
  imr export '' --format parquet -o all.parquet
  imr export --id CM16-0990412/2 --id CM16-0990412/3 --format bibtex`,
		Args: func(c *cobra.Command, args []string) error {
			if (len(args) == 0) == (len(f.ids) == 0) {
				return cli.Usagef("%s: want a query ('' finds everything), or --id for items one by one", c.CommandPath())
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return a.export(c.Context(), args, f) },

		ValidArgsFunction: a.completeQuery,
	}
	f.Register(c)
	flags := c.Flags()
	flags.StringVar(&f.sort, "sort", "relevance", "relevance, decided, injured, ... newest first; decided-asc oldest first")
	flags.IntVar(&f.limit, "limit", 0, "largest number of items; 0 means every one")
	flags.StringVar(&f.columns, "columns", "", "columns, with commas between")
	flags.StringVarP(&f.output, "output", "o", "", "write to this `file`, whole or not at all")
	flags.StringVar(&f.base, "base", "http://127.0.0.1:8017", "address of the server that links go to")
	flags.StringArrayVar(&f.ids, "id", nil, "an item or a letter, instead of a query; repeatable, in your order")
	a.addCompletion(c, export.FormatNames()...)
	return c
}

// columnHelp lists the columns for the terminal.
func columnHelp() string {
	var b strings.Builder
	for _, c := range export.Columns() {
		mark := " "
		if c.Default {
			mark = "*"
		}
		fmt.Fprintf(&b, "  %s %-19s %s\n", mark, c.Name, c.Help)
	}
	return b.String()
}

func (a *app) export(ctx context.Context, args []string, f *exportFlags) error {
	format, err := a.exportFormat(f.output)
	if err != nil {
		return err
	}
	columns, err := export.ReadColumns(f.columns)
	if err != nil {
		return err
	}
	if f.limit < 0 {
		return cli.Usagef("--limit %d: want 0 or more", f.limit)
	}
	req, err := f.Request(a.App, args)
	if err != nil {
		return err
	}
	if format.Binary && f.output == "" && a.Terminal(a.Stdout) {
		return cli.Usagef("imr export: %s is nothing to read on a terminal; name a file with -o", format.Name)
	}
	engine, err := a.Engine(-1)
	if err != nil {
		return err
	}
	defer engine.Close()
	o := export.Options{Format: format, Columns: columns, Base: strings.TrimSuffix(f.base, "/"), IDs: f.ids, Limit: f.limit}
	rows, found := 0, 0
	o.Begin = func(res *index.Result) { found = res.Total.Items }
	err = a.writeOutput(f.output, func(w io.Writer) (err error) {
		rows, err = export.Write(ctx, w, engine, req, o)
		return err
	})
	if err != nil {
		return cli.InQuery(req.Query, err)
	}
	switch {
	case rows < found:
		a.Say("%d of %s, as --limit says", rows, cli.Plural(found, "item"))
	case f.output != "":
		a.Say("%s: %s", f.output, cli.Plural(rows, "item"))
	}
	return cli.Nothing(rows, f.exitStatus)
}

// exportFormat returns the form that is asked for: by its name, by the ending
// of the file, or the first.
func (a *app) exportFormat(file string) (*export.Format, error) {
	names := export.FormatNames()
	if f, ok := export.FormatOf(file); ok && !a.FormatTyped() {
		return f, nil
	}
	name, err := a.FormatOf(names...)
	if err != nil {
		return nil, err
	}
	f, _ := export.FormatNamed(name)
	return f, nil
}

// writeOutput gives write a file that takes the place of path when all is
// written, and of which nothing is left otherwise; standard output where path
// is "" or "-". What is no ordinary file (a pipe) is written as it is.
func (a *app) writeOutput(path string, write func(io.Writer) error) (err error) {
	if path == "" || path == cli.Stdin {
		return write(a.Stdout)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return writeInPlace(path, info, write)
	}
	part := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d.part", filepath.Base(path), os.Getpid()))
	file, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(part)
		}
	}()
	if err := write(file); err != nil {
		_ = file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := os.Rename(part, path); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

func writeInPlace(path string, info os.FileInfo, write func(io.Writer) error) error {
	if info.IsDir() {
		return cli.Usagef("-o %s: is a folder; name a file in it", path)
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := write(file); err != nil {
		_ = file.Close()
		return err
	}
	return file.Close()
}
