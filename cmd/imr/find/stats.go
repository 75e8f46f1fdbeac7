package find

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/rates"
)

// statsFlags are the parameters of a table of rates, named as in URL and API.
type statsFlags struct {
	search SearchFlags // its filters alone
	table  rates.Request
	order  string
}

func (a *app) statsCommand() *cobra.Command {
	f := &statsFlags{}
	c := &cobra.Command{
		Use:   "stats QUERY --by FIELD",
		Short: "Rates: how often was it overturned, by what, compared with what",
		Long: `How often was it overturned? Counts, rates and 95 % intervals by the values of a
field, of two fields crossed (--by2), or of two searches side by side (--vs,
--change).

Where the query names a treatment, the items that request it are counted, else
those that have all its words. What asks for an outcome is left out, for a rate
needs all of them: see the notes. Intervals are made by letters, for the items of
a letter were decided together. The columns of csv and json have the search that
finds the items of each cell.

Fields: ` + strings.Join(cli.Wrap(strings.Join(index.StatsNames(), ", "), 72), "\n") + `.

Changes of guidelines, for --change:
` + changesHelp(),
		Example: `  imr stats norco --by decided
  imr stats 'physical therapy' --by reason_against --sort rate
  imr stats acupuncture --by body --by2 sex
  imr stats 'lumbar mri' --by age --vs 'cervical mri'
  imr stats opioids --by drug --change chronic-pain-2016
  imr stats '' --by claims_family --facet class=surgery --format csv > rates.csv`,
		Args: QueryArgs,
		RunE: func(c *cobra.Command, args []string) error { return a.stats(c.Context(), args, f) },

		ValidArgsFunction: a.completeQuery,
	}
	flags := c.Flags()
	flags.StringVar(&f.table.By, "by", "", "count by the values of `FIELD`")
	flags.StringVar(&f.table.By2, "by2", "", "cross with the values of another `FIELD`")
	flags.StringVar(&f.table.Versus, "vs", "", "compare with another `QUERY`, under the same filters")
	flags.StringVar(&f.table.Change, "change", "", "compare the time before a change of guidelines, by its `NAME`, with the time since")
	flags.StringVar(&f.order, "sort", "", "items, rate or name; else bands in their order, other values by items")
	flags.StringArrayVar(&f.search.facets, "facet", nil, "only items with `FIELD=value`; repeatable: OR inside a field, AND between fields")
	flags.BoolVar(&f.search.exitStatus, "exit-status", false, "exit with 4 when nothing is found")
	a.addCompletion(c, "table", "json", "csv")
	for name, list := range map[string][]string{"by": index.StatsNames(), "by2": index.StatsNames(), "change": changeNames(), "sort": rates.Orders} {
		_ = c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp)) // fails only for a flag that is not there
	}
	return c
}

func changesHelp() string {
	var b strings.Builder
	for _, c := range rates.Changes() {
		fmt.Fprintf(&b, "  %-18s %s  %s\n", c.Name, c.From, c.Label)
	}
	return strings.TrimRight(b.String(), "\n")
}

func changeNames() []string {
	var names []string
	for _, c := range rates.Changes() {
		names = append(names, c.Name)
	}
	return names
}

func (a *app) stats(ctx context.Context, args []string, f *statsFlags) error {
	format, err := a.FormatOf("table", "json", "csv")
	if err != nil {
		return err
	}
	if f.table.By == "" {
		return cli.Usagef("stats: want a field to count by: --by FIELD, as --by decided; there are %s", strings.Join(index.StatsNames(), ", "))
	}
	search, err := f.search.Request(a.App, args)
	if err != nil {
		return err
	}
	req := f.table
	req.Search, req.Order = *search, rates.Order(strings.ToLower(f.order))
	if err := req.Check(); err != nil {
		return err
	}
	engine, err := a.Engine(0)
	if err != nil {
		return err
	}
	defer engine.Close()
	table, err := rates.Of(ctx, engine, &req)
	if err != nil {
		return cli.InQuery(search.Query, err)
	}
	switch format {
	case "json":
		err = a.WriteJSON(table)
	case "csv":
		err = table.WriteCSV(a.Stdout)
	default:
		err = a.Paged(func() error { return a.writeRates(table) })
	}
	if err != nil {
		return err
	}
	return cli.Nothing(table.Total.Items, f.search.exitStatus)
}
