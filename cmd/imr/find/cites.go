package find

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/parser/imr"
)

type citesFlags struct {
	search SearchFlags // its filters, scope and exit status
	query  string
	sort   string
	limit  int
}

func (a *app) citesCommand() *cobra.Command {
	f := &citesFlags{}
	c := &cobra.Command{
		Use:   "cites [GUIDELINE]",
		Short: "Citations: which guideline, section and page, by which side, decided how",
		Long: `The citation index: which guidelines are cited, by the claims administrator, the
reviewer or both, and how those items were decided. GUIDELINE is a place in its
tree: family, title or chapter, year, section, page. acoem, mtus, odg, other and
the parts of the MTUS are families; - stands for any title.

An item counts at a place where one citation has all of it. Every count is that
of a search, which csv and json name.`,
		Example: `  imr cites
  imr cites acoem/12
  imr cites acoem/12/287
  imr cites odg/pain-chronic --sort name
  imr cites chronic-pain/-/p18 --query opioids --facet outcome=overturned
  imr search 'cite:(ur acoem chapter:12) -cite:(reviewer acoem chapter:12)'`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return cli.Usagef("imr cites: want one place, as acoem/12/287, got %q too; the query goes to --query", args[1])
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return a.cites(c.Context(), args, f) },
	}
	flags := c.Flags()
	flags.StringVar(&f.query, "query", "", "only items that a search for `QUERY` finds, with all its words")
	flags.StringArrayVar(&f.search.facets, "facet", nil, "only items with `FIELD=value`; repeatable: OR inside a field, AND between fields")
	flags.StringVar(&f.search.scope, "scope", "all", "requested: only items that ask for the treatment the query names")
	flags.StringVar(&f.sort, "sort", "count", "count: the most cited first; name: by name and number")
	flags.IntVar(&f.limit, "limit", 0, "rows of a table (default "+strconv.Itoa(index.DefaultCiteRows)+")")
	flags.BoolVar(&f.search.exitStatus, "exit-status", false, "exit with 4 when nothing is found")
	a.addCompletion(c, "table", "json", "csv")
	return c
}

func (a *app) cites(ctx context.Context, args []string, f *citesFlags) error {
	format, err := a.FormatOf("table", "json", "csv")
	if err != nil {
		return err
	}
	base, err := f.search.Request(a.App, []string{f.query})
	if err != nil {
		return err
	}
	path := ""
	if len(args) > 0 {
		path = args[0]
	}
	v := base.Values()
	v.Set("sort", f.sort)
	if f.limit != 0 {
		v.Set("buckets", strconv.Itoa(f.limit))
	}
	req, err := index.CitesRequestFrom(path, v)
	if err != nil {
		return err
	}
	engine, err := a.Engine(0)
	if err != nil {
		return err
	}
	defer engine.Close()
	res, err := engine.Cites(ctx, req)
	if err != nil {
		return cli.InQuery(req.Query, err)
	}
	switch format {
	case "json":
		err = a.WriteJSON(res)
	case "csv":
		err = res.WriteCSV(a.Stdout, req)
	default:
		err = a.Paged(func() error { return a.writeCites(res) })
	}
	if err != nil {
		return err
	}
	return cli.Nothing(res.Node.Items, f.search.exitStatus)
}

// citeTables names the tables for people.
var citeTables = map[index.CitePlace]string{
	index.FamilyPlace: "Families", index.WorkPlace: "Titles and chapters", index.YearPlace: "Years",
	index.SectionPlace: "Sections", index.PagePlace: "Pages", index.WithPlace: "Cited with it",
}

func (a *app) writeCites(c *index.Cites) error {
	a.rateNotes(c.Query.Warnings)
	var b strings.Builder
	var names []string
	for _, up := range c.Above[min(1, len(c.Above)):] {
		names = append(names, up.Label)
	}
	b.WriteString(strings.Join(append(names, c.Node.Label), " › ") + "\n")
	n := &c.Node
	fmt.Fprintf(&b, "%s in %s: %s\n", cli.Plural(n.Items, "item"), cli.Plural(n.Letters, "letter"), outcomesOf(n.Outcome))
	fmt.Fprintf(&b, "cited by the claims administrator alone %s, by the reviewer alone %s, by both %s\n", cli.Thousands(n.Claims), cli.Thousands(n.Reviews), cli.Thousands(n.Both))
	for _, p := range c.Periods {
		b.WriteString(p.String() + "\n")
	}
	if c.Note != "" {
		b.WriteString(strings.Join(cli.Wrap(c.Note, 92), "\n") + "\n")
	}
	if c.Partial {
		b.WriteString("The time limit was reached: counts are lower bounds.\n")
	}
	for _, t := range append(c.Tables, c.With) {
		if len(t.Rows) == 0 {
			continue
		}
		lines := [][]string{{citeTables[t.Kind], "items", "letters", "ur only", "reviewer only", "both", "overturned", "modified", "upheld"}}
		for i := range t.Rows {
			r := &t.Rows[i]
			cells := []string{r.Label}
			for _, n := range []int{r.Items, r.Letters, r.Claims, r.Reviews, r.Both, r.Outcome[imr.Overturned], r.Outcome[imr.Modified], r.Outcome[imr.Upheld]} {
				cells = append(cells, cli.Thousands(n))
			}
			lines = append(lines, cells)
		}
		b.WriteString("\n")
		for i, line := range aligned(lines, 1) {
			place := "place" // last, for it is as long as it is
			if i > 0 {
				place = t.Rows[i-1].Path
			}
			b.WriteString(strings.TrimRight(line, " ") + "  " + place + "\n")
		}
		if more := t.Distinct - len(t.Rows); more > 0 {
			fmt.Fprintf(&b, "%s more: --limit N\n", cli.Thousands(more))
		}
	}
	b.WriteString("\nReady lists\n")
	for _, l := range c.Lists {
		fmt.Fprintf(&b, "%6s  %s\n        imr search '%s'\n", cli.Thousands(l.Items), l.Label, l.Query)
	}
	_, err := a.Stdout.Write([]byte(b.String()))
	return err
}

// outcomesOf words how items were decided.
func outcomesOf(counts map[imr.Outcome]int) string {
	var parts []string
	for _, o := range []imr.Outcome{imr.Overturned, imr.Modified, imr.Upheld} {
		parts = append(parts, cli.Thousands(counts[o])+" "+string(o))
	}
	if n := counts[imr.UnknownOutcome]; n > 0 {
		parts = append(parts, cli.Thousands(n)+" not stated")
	}
	return strings.Join(parts, ", ")
}
