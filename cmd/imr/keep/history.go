package keep

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index/store"
)

func (a *app) historyCommand() *cobra.Command {
	var limit int
	c := &cobra.Command{
		Use:   "history [clear|off|on]",
		Short: "The searches that were made here; clear forgets them",
		Long: fmt.Sprintf(`List the searches of command line and pages, the newest first, with the numbers
under which queries may name them: @3. clear forgets them all, off and on say
whether new ones are noted; so do --history off, IMR_HISTORY=off and
history = "off" in the config file, for one run or for all.

The history stays on this machine, in store.db beside the index, and holds the
last %d searches. Never in it are: what was given to imr similar or to the
page for denials, and the text of a search of more than %d characters, which may
be a pasted one.`, store.MaxVisits, store.PrivateOver),
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 || len(args) == 1 && args[0] != "clear" && args[0] != "off" && args[0] != "on" {
				return cli.Usagef("imr history: want clear, off, on or nothing, got %q", strings.Join(args, " "))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			s, err := a.Store(c.Context())
			if err != nil {
				return err
			}
			switch {
			case len(args) == 0:
				return a.history(c.Context(), s, limit)
			case args[0] == "clear":
				if err := s.ClearHistory(c.Context()); err != nil {
					return err
				}
				a.Say("the history is empty")
				return nil
			}
			if err := s.SetHistory(c.Context(), args[0] == "on"); err != nil {
				return err
			}
			a.Say("the history is %s", args[0])
			return nil
		},
		ValidArgs: []cobra.Completion{"clear", "off", "on"},
	}
	c.Flags().IntVar(&limit, "limit", 50, "number of searches; 0 gives all")
	cli.Complete(c, "table", "json", "jsonl")
	return c
}

func (a *app) history(ctx context.Context, s store.Store, limit int) error {
	format, err := a.FormatOf("table", "json", "jsonl")
	if err != nil {
		return err
	}
	if limit < 0 {
		return cli.Usagef("--limit %d: want 0 or more", limit)
	}
	visits, err := s.Visits(ctx, limit)
	if err != nil {
		return err
	}
	on, err := s.HistoryOn(ctx)
	if err != nil {
		return err
	}
	views := store.VisitViews(visits)
	switch format {
	case "json":
		return a.WriteJSON(map[string]any{"on": on, "history": views})
	case "jsonl":
		for _, v := range views {
			if err := a.WriteJSON(v); err != nil {
				return err
			}
		}
		return nil
	}
	if !on {
		a.Say("the history is off")
	}
	for _, v := range views {
		fmt.Fprintf(a.Stdout, "@%-4d %s  %10s  %s\n", v.Number, day(v.At), cli.Plural(v.Items, "item"), asked(savedView{Query: v.Query, Filters: v.Filters}))
	}
	return nil
}
