package find

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
)

// decidesFlags are the parameters of what decides, named as in URL and API.
type decidesFlags struct {
	search SearchFlags // its filters alone
	like   string
	least  int
	limit  int
}

func (a *app) decidesCommand() *cobra.Command {
	f := &decidesFlags{}
	c := &cobra.Command{
		Use:   "decides QUERY",
		Short: "What overturned rationales say that upheld ones do not",
		Long: `What stands in the rationales that overturned a denial and not in those that
upheld one, and the reverse: reasons, phrases, words, guidelines, diagnoses,
documents, in two lists, for and against. Where the query names a treatment, the
items that request it are counted. What asks for an outcome is left out.

Counts are letters: a letter counts once on a side, and of rationales that say
the same the first. Sentences that stand in many letters, and the words of the
verdict, do not count. The odds ratio says how many times as likely it is found
where a denial was overturned (log-odds with an informative prior from all
letters: Monroe, Colaresi and Quinn 2008), with its 95 % interval; a row whose
interval excludes 1 has an asterisk. Among many rows some are there by chance.`,
		Example: `  imr decides norco
  imr decides 'lumbar mri' --facet sex=female
  imr decides --like CM16-0990412/2
  imr decides '' --format csv > decides.csv`,
		Args: func(c *cobra.Command, args []string) error {
			if f.like != "" && len(args) == 0 {
				return nil
			}
			return QueryArgs(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error { return a.decides(c.Context(), args, f) },

		ValidArgsFunction: a.completeQuery,
	}
	flags := c.Flags()
	flags.StringVar(&f.like, "like", "", "of the items that ask for what the item with this `ID` asks for")
	flags.IntVar(&f.least, "least", index.DefaultLeastLetters, "letters that must say it")
	flags.IntVar(&f.limit, "limit", index.DefaultContrasts, "rows of each list")
	flags.StringArrayVar(&f.search.facets, "facet", nil, "only items with `FIELD=value`; repeatable: OR inside a field, AND between fields")
	flags.BoolVar(&f.search.exitStatus, "exit-status", false, "exit with 4 when nothing is found")
	a.addCompletion(c, "table", "json", "csv")
	return c
}

func (a *app) decides(ctx context.Context, args []string, f *decidesFlags) error {
	format, err := a.FormatOf("table", "json", "csv")
	if err != nil {
		return err
	}
	if f.limit < 1 || f.least < 1 {
		return cli.Usagef("--limit and --least are 1 or more")
	}
	search, err := f.search.Request(a.App, args)
	if err != nil {
		return err
	}
	engine, err := a.Engine(0)
	if err != nil {
		return err
	}
	defer engine.Close()
	if f.like != "" {
		if search.Query, err = index.QueryLike(ctx, engine, f.like, search.Query); err != nil {
			return err
		}
	}
	res, err := engine.Decides(ctx, &index.DecidesRequest{Search: search, Least: f.least, Limit: f.limit})
	if err != nil {
		return cli.InQuery(search.Query, err)
	}
	switch format {
	case "json":
		err = a.WriteJSON(res)
	case "csv":
		err = res.WriteCSV(a.Stdout)
	default:
		err = a.Paged(func() error { return writeDecides(a.Stdout, res) })
	}
	if err != nil {
		return err
	}
	return cli.Nothing(res.Overturned.Items+res.Upheld.Items+res.Other, f.search.exitStatus)
}

func writeDecides(out io.Writer, d *index.Decides) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", heading(d.Query.Text))
	for _, n := range d.Query.Warnings {
		fmt.Fprintf(&b, "note: %s\n", n.Message)
	}
	fmt.Fprintf(&b, "overturned: %s, %s read · upheld: %s, %s read", cli.Plural(d.Overturned.Items, "item"), cli.Plural(d.Overturned.Letters, "letter"),
		cli.Plural(d.Upheld.Items, "item"), cli.Plural(d.Upheld.Letters, "letter"))
	if d.Folded > 0 {
		fmt.Fprintf(&b, " · %d that say the same as another left out", d.Folded)
	}
	b.WriteString("\n")
	if d.Sampled {
		fmt.Fprintf(&b, "a sample of about %d items was read\n", index.MaxDecidesItems)
	}
	if d.Partial {
		b.WriteString("the time limit cut the work: only some of the items were read\n")
	}
	if d.Overturned.Letters == 0 || d.Upheld.Letters == 0 {
		b.WriteString("there is nothing to compare: one side has no letters\n")
	}
	for _, l := range d.Lists {
		if len(l.For)+len(l.Against) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%s\n", strings.ToUpper(l.Label))
		fmt.Fprintf(&b, "  %-44s %10s %6s", "letters", "overturned", "upheld")
		if l.Kind != "reasons" {
			fmt.Fprintf(&b, " %8s  95%%", "odds")
		}
		b.WriteByte('\n')
		for i, rows := range [][]index.ContrastRow{l.For, l.Against} {
			if len(rows) > 0 {
				fmt.Fprintf(&b, "%s\n", [...]string{"for", "against"}[i])
			}
			for _, r := range rows {
				mark := " "
				if r.Clear {
					mark = "*"
				}
				fmt.Fprintf(&b, "  %-44s %10d %6d", r.Text, r.Overturned, r.Upheld)
				if l.Kind != "reasons" { // which one side has alone
					fmt.Fprintf(&b, " %7.2f%s  %.2f to %.2f", r.Odds, mark, r.Low, r.High)
				}
				b.WriteByte('\n')
			}
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}
