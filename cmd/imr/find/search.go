package find

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/resolve"
)

// SearchFlags are the parameters of a search, named as in URL and API.
type SearchFlags struct {
	facets     []string // FIELD=value
	count      bool
	sort       string
	limit      int
	cursor     string
	match      string
	scope      string
	exitStatus bool
	explain    bool
	fold       string
}

// Register adds the flags to a command.
func (f *SearchFlags) Register(c *cobra.Command) {
	f.RegisterQuery(c)
	c.Flags().BoolVar(&f.exitStatus, "exit-status", false, "exit with 4 when nothing is found")
}

// RegisterQuery adds to a command the flags that say what is asked for.
func (f *SearchFlags) RegisterQuery(c *cobra.Command) {
	flags := c.Flags()
	flags.StringArrayVar(&f.facets, "facet", nil, "only items with `FIELD=value`; repeatable: OR inside a field, AND between fields")
	flags.StringVar(&f.scope, "scope", "all", "requested: only items that ask for the treatment the query names")
	flags.StringVar(&f.match, "match", "auto", "all: items with all plain words; most: with some of them too; auto: these when few items have all")
}

func (a *app) searchCommand() *cobra.Command {
	f := &SearchFlags{}
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find items: the same request, how it was decided, and why",
		Long: `Find items, best first. The query may be one argument or several words; '' finds
everything, - reads the query from standard input, and a query that begins with
- follows --. imr help query tells the language.

Formats: table (for people), lines (a line a hit, as wide as the terminal), json
(as the API answers), jsonl (a hit a line), ids (item ids, a line each), csv, md. Table and json give at most 100 hits at a
time and a cursor to go on with; the others give as many as
--limit asks for.`,
		Example: `  imr search 'functional restoration program'
  imr search '"functional improvement" /s opioid!' --facet outcome=overturned
  imr search 'acupuncture' --scope requested
  imr search 'how often is acupuncture overturned?'
  imr search norco --fold
  imr search norco --fold=letter
  imr search -- -surgery knee
  imr search drug:gabapentin --sort decided --format csv --limit 1000 > gabapentin.csv`,
		Args: QueryArgs,
		RunE: func(c *cobra.Command, args []string) error { return a.search(c.Context(), args, f) },

		ValidArgsFunction: a.completeQuery,
	}
	f.Register(c)
	c.Flags().BoolVar(&f.count, "facets", false, "count the facets too")
	c.Flags().StringVar(&f.sort, "sort", "relevance", "relevance, decided, injured, ... newest first; decided-asc oldest first")
	c.Flags().IntVar(&f.limit, "limit", index.DefaultLimit, "number of hits; 0 gives totals only")
	c.Flags().StringVar(&f.cursor, "cursor", "", "go on where the answer with this cursor ended")
	c.Flags().StringVar(&f.fold, "fold", "", "show the first alone of items whose rationales say the same (alike), or of each letter (letter); the queries alike:ID and case:LETTER show the others")
	c.Flags().Lookup("fold").NoOptDefVal = string(index.FoldAlike)
	c.Flags().BoolVar(&f.explain, "explain", false, "say of each hit what its score is made of")
	a.addCompletion(c, hitFormats...)
	return c
}

// hitFormats are the forms of output of hits; the first is the default.
var hitFormats = []string{"table", "lines", "json", "jsonl", "ids", "csv", "md"}

// QueryArgs lets a query be one argument or several words.
func QueryArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cli.Usagef("%s: want a query; '' finds everything", c.CommandPath())
	}
	return nil
}

func (a *app) search(ctx context.Context, args []string, f *SearchFlags) error {
	req, err := f.Request(a.App, args)
	if err != nil {
		return err
	}
	req.Facets, req.Rates, req.Explain = f.count, f.count && !req.ChoosesOutcome(), f.explain
	return a.answer(ctx, req, f.limit, f.exitStatus)
}

// Formats are the forms of output of hits; the first is the default.
func Formats() []string { return hitFormats }

// Answer runs a search and writes its first limit hits as search does.
func Answer(ctx context.Context, shared *cli.App, req *index.Request, limit int, exitStatus bool) error {
	a := &app{shared}
	return a.answer(ctx, req, limit, exitStatus)
}

func (a *app) answer(ctx context.Context, req *index.Request, limit int, exitStatus bool) error {
	format, err := a.FormatOf(hitFormats...)
	if err != nil {
		return err
	}
	if limit > index.MaxLimit && (format == "table" || format == "json") {
		return cli.Usagef("--limit %d: at most %d; --format lines, ids, jsonl, csv and md give any number", limit, index.MaxLimit)
	}
	engine, err := a.Engine(0)
	if err != nil {
		return err
	}
	defer engine.Close()
	var res *index.Result
	err = a.Paged(func() (err error) {
		res, err = pages(ctx, engine, req, limit, a.writer(format))
		return err
	})
	if err != nil {
		return cli.InQuery(req.Query, err)
	}
	if req.Cursor == "" {
		a.NoteSearch(ctx, req, res.Total.Items)
	}
	if format == "table" {
		a.offerWords(ctx, engine, res)
	}
	return cli.Nothing(res.Total.Items, exitStatus)
}

// Request reads the flags and a command's arguments, which are the query, into
// a Request, through the one reading of parameters that pages and API use.
func (f *SearchFlags) Request(a *cli.App, args []string) (*index.Request, error) {
	args, err := queryFrom(a, args)
	if err != nil {
		return nil, err
	}
	return f.request(args)
}

// queryFrom reads the query from standard input where it is written "-".
func queryFrom(a *cli.App, args []string) ([]string, error) {
	if len(args) != 1 || args[0] != cli.Stdin {
		return args, nil
	}
	text, err := io.ReadAll(io.LimitReader(a.Stdin, query.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the query: %w", err)
	}
	return []string{strings.TrimSpace(string(text))}, nil
}

// offerWords offers words of the index for those of a query that stand
// nowhere; nothing is changed.
func (a *app) offerWords(ctx context.Context, s index.Suggester, res *index.Result) {
	if res.Total.Items > 0 && (res.Total.AllWords == nil || *res.Total.AllWords > 0) {
		return
	}
	for _, word := range strings.Fields(res.Query.Text) {
		if strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) || strings.ToUpper(word) == word {
			continue
		}
		found, err := s.Corrections(ctx, word, 3)
		if err != nil || len(found) == 0 {
			continue
		}
		var list []string
		for _, b := range found {
			list = append(list, fmt.Sprintf("%s (%s)", b.Value, cli.Plural(b.Count, "item")))
		}
		a.Say("for %s did you mean: %s?", word, strings.Join(list, ", "))
	}
}

func (f *SearchFlags) request(args []string) (*index.Request, error) {
	values := map[string][]string{"q": {strings.Join(args, " ")}, "match": {f.match}, "scope": {f.scope}}
	if f.sort != "" {
		values["sort"] = []string{f.sort}
	}
	if f.fold != "" {
		values["fold"] = []string{f.fold}
	}
	if f.cursor != "" {
		values["cursor"] = []string{f.cursor}
	}
	for _, facet := range f.facets {
		field, value, ok := strings.Cut(facet, "=")
		if !ok {
			return nil, cli.Usagef("--facet %s: want FIELD=value, as outcome=overturned", facet)
		}
		known, ok := index.FieldNamed(field)
		if !ok {
			_, _, err := resolve.Resolve(&index.Request{Filters: []index.Filter{{Field: field, Value: value}}})
			return nil, cli.Usagef("--facet %v", err)
		}
		values[known.Name] = append(values[known.Name], value)
	}
	req, err := index.RequestFrom(values)
	if err != nil {
		return nil, cli.InQuery(values["q"][0], err)
	}
	return req, nil
}

// pages gives the first limit hits to out, page by page. It returns the first
// page.
func pages(ctx context.Context, s index.Searcher, req *index.Request, limit int, out hitWriter) (one *index.Result, err error) {
	if limit < 0 {
		return nil, cli.Usagef("--limit %d: want 0 or more", limit)
	}
	hits := 0
	err = index.Stream(ctx, s, req, limit, func(res *index.Result) error {
		if res.Partial && limit > index.MaxLimit {
			return fmt.Errorf("search %q: %w after %d hits", req.Query, index.ErrTimeout, hits)
		}
		hits += len(res.Hits)
		if one != nil {
			return out.page(res, false)
		}
		one = res
		return out.page(res, true)
	})
	if err != nil {
		return nil, err
	}
	return one, out.end()
}

func (a *app) countCommand() *cobra.Command {
	f := &SearchFlags{}
	c := &cobra.Command{
		Use:     "count QUERY",
		Short:   "Count items and letters, by outcome",
		Example: `  imr count 'class:injection epidural'`,
		Args:    QueryArgs,
		RunE:    func(c *cobra.Command, args []string) error { return a.count(c.Context(), args, f) },
	}
	f.Register(c)
	c.ValidArgsFunction = a.completeQuery
	a.addCompletion(c, "table", "json")
	return c
}

func (a *app) count(ctx context.Context, args []string, f *SearchFlags) error {
	format, err := a.FormatOf("table", "json")
	if err != nil {
		return err
	}
	req, err := f.Request(a.App, args)
	if err != nil {
		return err
	}
	engine, err := a.Engine(0)
	if err != nil {
		return err
	}
	defer engine.Close()
	req.Limit = 0
	res, err := engine.Search(ctx, req)
	if err != nil {
		return cli.InQuery(req.Query, err)
	}
	a.NoteSearch(ctx, req, res.Total.Items)
	if format == "json" {
		err = a.WriteJSON(res)
	} else {
		err = writeCount(a.Stdout, res)
	}
	return errors.Join(err, cli.Nothing(res.Total.Items, f.exitStatus))
}
