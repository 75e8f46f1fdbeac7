package write

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/cmd/imr/find"
	"imrsearch/index"
	"imrsearch/index/brief"
	"imrsearch/index/query"
	"imrsearch/parser/imr"
)

// briefFlags are the parameters of a brief, named as in its address.
type briefFlags struct {
	search   find.SearchFlags
	query    string
	sort     string
	question string
	quotes   []string
	limit    int
	adverse  int
	output   string
}

// briefFormats are the forms of a brief; the first is the default.
var briefFormats = []string{"md", "html", "docx", "json"}

func (a *app) briefCommand() *cobra.Command {
	f := &briefFlags{}
	c := &cobra.Command{
		Use:   "brief ID... | --query QUERY",
		Short: "Write a cited document of precedents",
		Long: `Write a document of precedents: each determination with its citation and the
sentence that decides it, word for word with its page; the decisions that went the
other way; a table; and how all of it was found. Nothing is paraphrased.

Items are named in the order of the document (- reads ids, one a line, from standard
input), or found by --query: then the overturned and modified items that come first
are the precedents, and the upheld ones are adverse. With both, the query finds the
adverse ones. With --facet outcome=upheld the sides are exchanged.

--quote chooses sentences of an item's rationale by their numbers.`,
		Example: `  imr brief CM16-0990412/2 CM17-0005418/1 --question 'Is a home exercise kit necessary?'
  imr brief --query 'lumbar epidural' --limit 5 --format docx -o epidural.docx
  imr brief CM16-0990412/2 --quote CM16-0990412/2:1,4-6
  imr search 'norco taper' --facet outcome=overturned --format ids | imr brief -`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 && !c.Flags().Changed("query") {
				return cli.Usagef("imr brief: want ids of items, as CM16-0990412/2, or --query")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return a.brief(c.Context(), args, f, c.Flags().Changed("query"))
		},
	}
	f.search.RegisterQuery(c)
	flags := c.Flags()
	flags.StringVar(&f.query, "query", "", "find the precedents, or to given ones the adverse decisions, by a `QUERY`")
	flags.StringVar(&f.sort, "sort", "relevance", "which found items come first: relevance, decided, injured, ...")
	flags.StringVar(&f.question, "question", "", "what the brief is to answer, in your words")
	flags.StringArrayVar(&f.quotes, "quote", nil, "sentences to quote, as `ID:1,4-6`; repeatable")
	flags.IntVar(&f.limit, "limit", brief.DefaultLimit, "precedents taken from the query")
	flags.IntVar(&f.adverse, "adverse", brief.DefaultAdverse, "adverse decisions listed from the query; 0 for none")
	flags.StringVarP(&f.output, "output", "o", "", "write to a `FILE`, whose ending tells the format")
	cli.Complete(c, briefFormats...)
	return c
}

func (a *app) brief(ctx context.Context, args []string, f *briefFlags, withQuery bool) error {
	format, err := a.briefFormat(f.output)
	if err != nil {
		return err
	}
	req, err := a.briefRequest(args, f, withQuery)
	if err != nil {
		return err
	}
	if format == "docx" && f.output == "" && a.Terminal(a.Stdout) {
		return cli.Usagef("imr brief: a Word document is no text: write it to a file with -o FILE.docx")
	}
	engine, err := a.Engine(0)
	if err != nil {
		return err
	}
	defer engine.Close()
	b, err := brief.Make(ctx, engine, req)
	if err != nil {
		return cli.InQuery(f.query, fmt.Errorf("brief: %w", err))
	}
	var out bytes.Buffer
	if err := writeBrief(&out, b, format); err != nil {
		return err
	}
	if f.output == "" {
		if format == "docx" {
			a.Exact()
		}
		_, err := a.Stdout.Write(out.Bytes())
		return err
	}
	if err := os.WriteFile(f.output, out.Bytes(), 0o644); err != nil {
		return fmt.Errorf("brief: %w", err)
	}
	a.Say("%s: %s, %s", f.output, cli.Plural(len(b.Precedents), "precedent"), cli.Plural(len(b.Adverse), "adverse decision"))
	return nil
}

// briefFormat is the format asked for, else that of the file's ending.
func (a *app) briefFormat(output string) (string, error) {
	format, err := a.FormatOf(append([]string{""}, briefFormats...)...)
	if err != nil || format != "" {
		return format, err
	}
	ending := strings.TrimPrefix(filepath.Ext(output), ".")
	if slices.Contains(briefFormats, ending) {
		return ending, nil
	}
	return briefFormats[0], nil
}

func (a *app) briefRequest(args []string, f *briefFlags, withQuery bool) (*brief.Request, error) {
	now := time.Now()
	today, err := imr.NewDate(now.Year(), int(now.Month()), now.Day())
	if err != nil {
		return nil, err
	}
	req := &brief.Request{Question: f.question, Limit: f.limit, Adverse: f.adverse, Made: today}
	if f.limit < 1 || f.adverse < 0 {
		return nil, cli.Usagef("imr brief: --limit wants 1 or more, --adverse 0 or more")
	}
	if f.adverse == 0 {
		req.Adverse = -1
	}
	if req.IDs, err = a.ids(args); err != nil {
		return nil, err
	}
	if withQuery {
		if req.Search, err = f.search.Request(a.App, []string{f.query}); err != nil {
			return nil, err
		}
		sorted, err := index.RequestFrom(url.Values{"sort": {f.sort}})
		if err != nil {
			return nil, err
		}
		req.Search.Sort = sorted.Sort
	}
	for _, s := range f.quotes {
		choice, err := brief.ParseChoice(s)
		if err != nil {
			return nil, err
		}
		req.Choices = append(req.Choices, choice)
	}
	return req, nil
}

// ids reads the ids of items, in the form that letters have.
func (a *app) ids(args []string) ([]string, error) {
	if len(args) == 1 && args[0] == cli.Stdin {
		text, err := io.ReadAll(io.LimitReader(a.Stdin, 1<<20))
		if err != nil {
			return nil, fmt.Errorf("read ids: %w", err)
		}
		if args = strings.Fields(string(text)); len(args) == 0 {
			return nil, cli.Usagef("imr brief -: standard input has no ids")
		}
	}
	ids := make([]string, len(args))
	for i, id := range args {
		ids[i] = id
		if number, ok := query.CaseNumber(id); ok {
			ids[i] = number
		}
	}
	return ids, nil
}

func writeBrief(w *bytes.Buffer, b *brief.Brief, format string) error {
	switch format {
	case "html":
		return brief.WriteHTML(w, b)
	case "docx":
		return brief.WriteDocx(w, b)
	case "json":
		return writeJSON(w, b)
	}
	return brief.WriteMarkdown(w, b)
}
