// Package keep answers one question: how does a command keep what the user
// says? Saved searches, tags, notes, and the history of searches.
package keep

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/store"
)

// An app is what these commands share.
type app struct{ *cli.App }

// Commands are the commands of this package.
func Commands(shared *cli.App) []*cobra.Command {
	a := &app{shared}
	return []*cobra.Command{a.savedCommand(), a.tagCommand(), a.noteCommand(), a.historyCommand()}
}

// open opens index and store; the caller closes the index.
func (a *app) open(ctx context.Context) (index.Engine, store.Store, error) {
	engine, err := a.Engine(0)
	if err != nil {
		return nil, nil, err
	}
	s, err := a.Store(ctx)
	if err != nil {
		engine.Close()
		return nil, nil, err
	}
	return engine, s, nil
}

// writeRecords writes what is kept in a form for other programs.
func (a *app) writeRecords(format string, records []store.Record) error {
	if format == "csv" {
		return store.WriteCSV(a.Stdout, records)
	}
	return store.WriteJSONLines(a.Stdout, records)
}

// atLeast wants so many arguments, and says which.
func atLeast(n int, usage string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < n {
			return cli.Usagef("%s: want %s", c.CommandPath(), usage)
		}
		return nil
	}
}

// exactly wants one argument.
func exactly(usage string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return cli.Usagef("%s: want %s", c.CommandPath(), usage)
		}
		return nil
	}
}

// day writes a time for people, in the time zone of this machine.
func day(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.Local().Format("2006-01-02 15:04")
}

// signed writes "+3 new, 1 changed, 2 gone", and "nothing new".
func signed(n store.News) string {
	out := "nothing new"
	if len(n.New) > 0 {
		out = fmt.Sprintf("+%s new", cli.Thousands(len(n.New)))
	}
	if len(n.Changed) > 0 {
		out += fmt.Sprintf(", %s changed", cli.Thousands(len(n.Changed)))
	}
	if len(n.Gone) > 0 {
		out += fmt.Sprintf(", %s gone", cli.Thousands(len(n.Gone)))
	}
	return out
}
