package keep

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/cmd/imr/find"
	"imrsearch/index"
	"imrsearch/index/store"
	"imrsearch/parser/imr"
)

func (a *app) savedCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "saved",
		Short: "Keep searches under names, and see what is new",
		Long: `Keep searches under names, with their filters, and see what is new since they
were last checked. In a query @NAME, or @3 by its number, stands for a saved
search; numbers of imr history do too.

What is kept lies in store.db beside the index and survives a rebuild.`,
		Example: `  imr saved add esi 'epidural OR esi' --facet outcome=overturned --note 'Ruiz hearing'
  imr saved check                       what is new in each since its last check
  imr search '@esi AND radiculopathy'
  imr saved export > kept.jsonl         searches, tags and notes; import reads them`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return cli.Usagef("imr saved %s: no such command; there are add, list, run, check, rm, restore, export, import", args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return cli.Usagef("imr saved wants a command: add, list, run, check, rm, restore, export, import")
		},
	}
	c.AddCommand(a.addCommand(), a.listCommand(), a.runCommand(), a.checkCommand(), a.removeCommand(), a.restoreCommand(), a.exportCommand(), a.importCommand())
	return c
}

func (a *app) addCommand() *cobra.Command {
	f := &find.SearchFlags{}
	var note string
	var replace bool
	c := &cobra.Command{
		Use:     "add NAME QUERY",
		Short:   "Save a search; what it matches now is remembered",
		Example: `  imr saved add frp 'functional restoration program' --facet outcome=overturned`,
		Args:    atLeast(2, "a name and a query; '' is an empty query, for filters alone"),
		RunE: func(c *cobra.Command, args []string) error {
			return a.add(c.Context(), args[0], args[1:], f, note, replace)
		},
	}
	f.RegisterQuery(c)
	c.Flags().StringVar(&note, "note", "", "what it is for")
	c.Flags().BoolVar(&replace, "replace", false, "in place of the saved search of that name")
	cli.Complete(c)
	return c
}

func (a *app) add(ctx context.Context, name string, args []string, f *find.SearchFlags, note string, replace bool) error {
	req, err := f.Request(a.App, args)
	if err != nil {
		return err
	}
	engine, s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer engine.Close()
	x, err := store.Add(ctx, s, engine, store.Saved{Name: strings.TrimPrefix(name, "@"), Note: note}, req, replace)
	if err != nil {
		return cli.InQuery(req.Query, exists(err))
	}
	a.Say("saved as @%s, @%d: %s now", x.Name, x.Number, cli.Plural(x.Items, "item"))
	return nil
}

// savedView is a saved search as JSON, the same as the API's.
type savedView = store.View

func (a *app) listCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "list",
		Short: "The saved searches, and how much is new in each",
		Args:  cli.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return a.list(c.Context()) },
	}
	cli.Complete(c, "table", "json", "jsonl", "csv")
	return c
}

func (a *app) list(ctx context.Context) error {
	format, err := a.FormatOf("table", "json", "jsonl", "csv")
	if err != nil {
		return err
	}
	if format == "jsonl" || format == "csv" {
		s, err := a.Store(ctx)
		if err != nil {
			return err
		}
		records, err := store.Records(ctx, s, store.KindSaved)
		if err != nil {
			return err
		}
		return a.writeRecords(format, records)
	}
	engine, s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer engine.Close()
	saved, err := s.Saved(ctx)
	if err != nil {
		return err
	}
	views := []savedView{}
	for _, x := range saved {
		r, err := store.Peek(ctx, s, engine, x)
		views = append(views, store.ViewOf(r, err))
	}
	if format == "json" {
		return a.WriteJSON(map[string]any{"saved": views})
	}
	if len(views) == 0 {
		a.Say("nothing is saved; imr saved add NAME QUERY keeps a search")
	}
	for _, v := range views {
		fmt.Fprintf(a.Stdout, "@%-4d @%s  %s\n", v.Number, v.Name, describe(v))
		fmt.Fprintf(a.Stdout, "      %s\n", asked(v))
		if v.Note != "" {
			fmt.Fprintf(a.Stdout, "      %s\n", strings.ReplaceAll(v.Note, "\n", " "))
		}
	}
	return nil
}

// describe says how many items a saved search has and how many are new.
func describe(v savedView) string {
	if v.Problem != "" {
		return "cannot run: " + v.Problem
	}
	since := "since " + day(v.Checked)
	if v.Checked.IsZero() {
		since = "and never checked"
	}
	return fmt.Sprintf("%s, %s %s", cli.Plural(v.Items, "item"), signed(store.News{New: v.New, Changed: v.Changed, Gone: v.Gone}), since)
}

// asked writes query and filters for people.
func asked(v savedView) string {
	parts := []string{}
	if v.Query != "" {
		parts = append(parts, v.Query)
	}
	for _, f := range v.Filters {
		parts = append(parts, f.Field+"="+f.Value)
	}
	return strings.Join(parts, "  ")
}

func (a *app) runCommand() *cobra.Command {
	var limit int
	var exitStatus bool
	c := &cobra.Command{
		Use:   "run NAME",
		Short: "Run a saved search, as imr search does",
		Args:  exactly("the name or number of a saved search"),
		RunE: func(c *cobra.Command, args []string) error {
			x, err := a.find(c.Context(), args[0])
			if err != nil {
				return err
			}
			req, err := store.Request(x.Address)
			if err != nil {
				return err
			}
			return find.Answer(c.Context(), a.App, req, limit, exitStatus)
		},
		ValidArgsFunction: a.completeNames,
	}
	c.Flags().IntVar(&limit, "limit", index.DefaultLimit, "number of hits; 0 gives totals only")
	c.Flags().BoolVar(&exitStatus, "exit-status", false, "exit with 4 when nothing is found")
	cli.Complete(c, find.Formats()...)
	return c
}

// find finds a saved search.
func (a *app) find(ctx context.Context, name string) (store.Saved, error) {
	s, err := a.Store(ctx)
	if err != nil {
		return store.Saved{}, err
	}
	return store.Find(ctx, s, name)
}

func (a *app) completeNames(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if a.Settle(c) != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	s, err := a.Store(c.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	saved, err := s.Saved(c.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []cobra.Completion
	for _, x := range saved {
		if strings.HasPrefix(strings.ToLower(x.Name), strings.ToLower(typed)) {
			out = append(out, x.Name)
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

func (a *app) checkCommand() *cobra.Command {
	var exitStatus bool
	c := &cobra.Command{
		Use:   "check [NAME...]",
		Short: "List what is new since the last check, and remember it",
		Long: `List the items that match a saved search now and did not at its last check, and
those whose letter was replaced and decided otherwise; then remember what
matches now. Without a name all saved searches are checked. Items are known by
their ids, so the answer is exact after a rebuild of the index, too. One that
cannot run keeps the others from nothing; the exit status is 3 then.

Formats: table, json, ids (of new items, a line each).`,
		RunE: func(c *cobra.Command, args []string) error { return a.check(c.Context(), args, exitStatus) },

		ValidArgsFunction: a.completeNames,
	}
	c.Flags().BoolVar(&exitStatus, "exit-status", false, "exit with 4 when nothing is new or changed")
	cli.Complete(c, "table", "json", "ids")
	return c
}

func (a *app) check(ctx context.Context, names []string, exitStatus bool) error {
	format, err := a.FormatOf("table", "json", "ids")
	if err != nil {
		return err
	}
	engine, s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer engine.Close()
	saved, err := s.Saved(ctx)
	if err != nil {
		return err
	}
	if len(names) > 0 {
		saved = saved[:0:0]
		for _, name := range names {
			x, err := store.Find(ctx, s, name)
			if err != nil {
				return err
			}
			saved = append(saved, x)
		}
	}
	if len(saved) == 0 {
		a.Say("nothing is saved; imr saved add NAME QUERY keeps a search")
	}
	fresh, failed := 0, 0
	views := []savedView{}
	for _, x := range saved {
		r, err := store.Check(ctx, s, engine, x)
		if err != nil && (len(saved) == 1 || ctx.Err() != nil) {
			return cli.InQuery(queryOf(r), fmt.Errorf("@%s: %w", x.Name, err))
		}
		v := store.ViewOf(r, err)
		if err != nil {
			failed++
			views = append(views, v)
			fmt.Fprintf(a.Stderr, "imr: @%s was not checked: %v\n", x.Name, err)
			continue
		}
		views = append(views, v)
		fresh += len(r.New) + len(r.Changed)
		if r.Older {
			a.Say("@%s was saved with an older grammar and may read otherwise today", x.Name)
		}
		switch format {
		case "table":
			fmt.Fprintf(a.Stdout, "@%s: %s\n", x.Name, describe(v))
			a.writeMatches("new", r.New)
			a.writeMatches("changed", r.Changed)
			a.writeMatches("gone", r.Gone)
		case "ids":
			for _, m := range r.New {
				fmt.Fprintln(a.Stdout, m.ID)
			}
		}
	}
	if format == "json" {
		if err := a.WriteJSON(map[string]any{"saved": views}); err != nil {
			return err
		}
	}
	if failed > 0 {
		return &cli.ExitError{Status: cli.ExitInputs, Msg: fmt.Sprintf("imr saved check: %s could not be checked", strconv.Itoa(failed)+" of the saved searches")}
	}
	return cli.Nothing(fresh, exitStatus)
}

func queryOf(r store.Report) string {
	if r.Request == nil {
		return ""
	}
	return r.Request.Query
}

func (a *app) writeMatches(what string, list []store.Match) {
	for _, m := range list {
		outcome := string(m.Outcome)
		if m.Outcome == "" {
			outcome = string(imr.UnknownOutcome)
		}
		fmt.Fprintf(a.Stdout, "  %-8s %-18s %s\n", what, m.ID, outcome)
	}
}

func (a *app) removeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rm NAME",
		Short: fmt.Sprintf("Remove a saved search; restore brings it back within %d days", store.RestoreDays),
		Args:  exactly("the name or number of a saved search"),
		RunE: func(c *cobra.Command, args []string) error {
			s, err := a.Store(c.Context())
			if err != nil {
				return err
			}
			x, err := store.Find(c.Context(), s, args[0])
			if err != nil {
				return err
			}
			if err := s.Remove(c.Context(), x.Name); err != nil {
				return err
			}
			a.Say("removed @%s; imr saved restore %s brings it back", x.Name, x.Name)
			return nil
		},
		ValidArgsFunction: a.completeNames,
	}
}

func (a *app) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore NAME",
		Short: "Bring back a saved search that was removed",
		Args:  exactly("the name of the search that was removed"),
		RunE: func(c *cobra.Command, args []string) error {
			s, err := a.Store(c.Context())
			if err != nil {
				return err
			}
			if err := s.Restore(c.Context(), args[0]); err != nil {
				return err
			}
			a.Say("@%s is back", strings.TrimPrefix(args[0], "@"))
			return nil
		},
	}
}

func (a *app) exportCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "export",
		Short: "Write saved searches, tags and notes: JSON Lines or CSV",
		Args:  cli.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			format, err := a.FormatOf("jsonl", "csv")
			if err != nil {
				return err
			}
			s, err := a.Store(c.Context())
			if err != nil {
				return err
			}
			records, err := store.Records(c.Context(), s)
			if err != nil {
				return err
			}
			return a.writeRecords(format, records)
		},
	}
	cli.Complete(c, "jsonl", "csv")
	return c
}

func (a *app) importCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Read what export wrote; - reads standard input",
		Long: `Read saved searches, tags and notes that export wrote, as JSON Lines or CSV.
Tags are added to those there are, notes take the place of an item's note, and a
saved search whose name is taken by another one is left out, and named.`,
		Args: exactly("a file, or - for standard input"),
		RunE: func(c *cobra.Command, args []string) error { return a.importFile(c.Context(), args[0]) },
	}
}

func (a *app) importFile(ctx context.Context, name string) error {
	in := a.Stdin
	if name != cli.Stdin {
		f, err := os.Open(name)
		if err != nil {
			return fmt.Errorf("import: %w", err)
		}
		defer f.Close()
		in = io.Reader(f)
	}
	records, err := store.ReadRecords(in)
	if err != nil {
		return cli.Usagef("import %s: %v", name, err)
	}
	s, err := a.Store(ctx)
	if err != nil {
		return err
	}
	added, skipped, err := store.Import(ctx, s, records)
	if err != nil {
		return fmt.Errorf("import %s: %w", name, err)
	}
	a.Say("%s taken in", cli.Plural(added, "record"))
	if len(skipped) > 0 {
		return &cli.ExitError{Status: cli.ExitInputs, Msg: fmt.Sprintf("imr saved import: left out, for another search has the name: %s", strings.Join(skipped, ", "))}
	}
	return nil
}

// exists says how to take the place of a saved search.
func exists(err error) error {
	if errors.Is(err, store.ErrExists) {
		return cli.Usagef("%v; --replace takes its place", err)
	}
	return err
}
