package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/index"
	"imrsearch/index/bleve"
)

// searchFlags are the parameters of a search, named as in URL and API.
type searchFlags struct {
	facets     []string // FIELD=value
	count      bool
	sort       string
	limit      int
	cursor     string
	match      string
	exitStatus bool
}

func (f *searchFlags) register(c *cobra.Command) {
	flags := c.Flags()
	flags.StringArrayVar(&f.facets, "facet", nil, "only items with `FIELD=value`; repeatable: OR inside a field, AND between fields")
	flags.StringVar(&f.match, "match", "auto", "all words, most words, or auto: most when few items have all")
	flags.BoolVar(&f.exitStatus, "exit-status", false, "exit with 4 when nothing is found")
}

func (a *app) searchCommand() *cobra.Command {
	f := &searchFlags{}
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find items: the same request, how it was decided, and why",
		Example: `  imr search 'functional restoration program'
  imr search '"functional improvement" /s opioid!' --facet outcome=overturned
  imr search drug:gabapentin --sort decided --format csv --limit 1000 > gabapentin.csv`,
		Args: queryArgs,
		RunE: func(c *cobra.Command, args []string) error { return a.search(c.Context(), args, f) },
	}
	f.register(c)
	c.Flags().BoolVar(&f.count, "facets", false, "count the facets too")
	c.Flags().StringVar(&f.sort, "sort", "relevance", "relevance, decided, injured, ... newest first; decided-asc oldest first")
	c.Flags().IntVar(&f.limit, "limit", index.DefaultLimit, "number of hits; 0 gives totals only")
	c.Flags().StringVar(&f.cursor, "cursor", "", "go on where the answer with this cursor ended")
	c.ValidArgsFunction = cobra.NoFileCompletions
	return c
}

// queryArgs lets a query be one argument or several words.
func queryArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef("%s: want a query; '' finds everything", c.CommandPath())
	}
	return nil
}

func (a *app) search(ctx context.Context, args []string, f *searchFlags) error {
	format, err := a.formatOf("table", "json", "jsonl", "ids", "csv", "md")
	if err != nil {
		return err
	}
	req, err := f.request(args)
	if err != nil {
		return err
	}
	req.Facets = f.count
	if f.limit > index.MaxLimit && (format == "table" || format == "json") {
		return usagef("--limit %d: at most %d; --format ids, jsonl, csv and md give any number", f.limit, index.MaxLimit)
	}
	engine, err := bleve.Open(a.indexDir(), bleve.Options{})
	if err != nil {
		return err
	}
	defer engine.Close()
	out := a.writer(format)
	total, err := pages(ctx, engine, req, f.limit, out)
	if err != nil {
		return inQuery(req.Query, err)
	}
	if total == 0 && f.exitStatus {
		return &exitError{status: exitNothing}
	}
	return nil
}

// request reads the flags into a Request, through the one reading of
// parameters that pages and API use.
func (f *searchFlags) request(args []string) (*index.Request, error) {
	values := map[string][]string{"q": {strings.Join(args, " ")}, "match": {f.match}}
	if f.sort != "" {
		values["sort"] = []string{f.sort}
	}
	if f.cursor != "" {
		values["cursor"] = []string{f.cursor}
	}
	for _, facet := range f.facets {
		field, value, ok := strings.Cut(facet, "=")
		if !ok {
			return nil, usagef("--facet %s: want FIELD=value, as outcome=overturned", facet)
		}
		known, ok := index.FieldNamed(field)
		if !ok {
			return nil, usagef("--facet %s: no field %q; imr help query lists them", facet, field)
		}
		values[known.Name] = append(values[known.Name], value)
	}
	req, err := index.RequestFrom(values)
	if err != nil {
		return nil, inQuery(values["q"][0], err)
	}
	return req, nil
}

// pages asks for as many pages as limit needs and gives them to out. It
// returns the total of items.
func pages(ctx context.Context, s index.Searcher, req *index.Request, limit int, out hitWriter) (int, error) {
	if limit < 0 {
		return 0, usagef("--limit %d: want 0 or more", limit)
	}
	left, total := limit, 0
	for first := true; ; first = false {
		req.Limit = min(left, index.MaxLimit)
		res, err := s.Search(ctx, req)
		if err != nil {
			return 0, err
		}
		if res.Partial && limit > index.MaxLimit {
			return 0, fmt.Errorf("search %q: %w after %d hits", req.Query, index.ErrTimeout, limit-left)
		}
		if err := out.page(res, first); err != nil {
			return 0, err
		}
		total = res.Total.Items
		left -= len(res.Hits)
		if left <= 0 || res.Next == "" || len(res.Hits) == 0 {
			return total, out.end()
		}
		req.Cursor, req.Facets = res.Next, false
	}
}

func (a *app) countCommand() *cobra.Command {
	f := &searchFlags{}
	c := &cobra.Command{
		Use:     "count QUERY",
		Short:   "Count items and letters, by outcome",
		Example: `  imr count 'class:injections epidural'`,
		Args:    queryArgs,
		RunE:    func(c *cobra.Command, args []string) error { return a.count(c.Context(), args, f) },
	}
	f.register(c)
	return c
}

func (a *app) count(ctx context.Context, args []string, f *searchFlags) error {
	format, err := a.formatOf("table", "json")
	if err != nil {
		return err
	}
	req, err := f.request(args)
	if err != nil {
		return err
	}
	engine, err := bleve.Open(a.indexDir(), bleve.Options{})
	if err != nil {
		return err
	}
	defer engine.Close()
	req.Limit = 0
	res, err := engine.Search(ctx, req)
	if err != nil {
		return inQuery(req.Query, err)
	}
	if format == "json" {
		err = a.writeJSON(res)
	} else {
		err = writeCount(a.stdout, res)
	}
	return errors.Join(err, nothing(res.Total.Items, f.exitStatus))
}

func nothing(total int, exitStatus bool) error {
	if total == 0 && exitStatus {
		return &exitError{status: exitNothing}
	}
	return nil
}
