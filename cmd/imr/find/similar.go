package find

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/bleve"
	"imrsearch/index/query"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

type similarFlags struct {
	facets []string
	limit  int
	file   string
}

func (a *app) similarCommand() *cobra.Command {
	f := &similarFlags{}
	c := &cobra.Command{
		Use:   "similar ID",
		Short: "Find items like one item, overturned ones first",
		Example: `  imr similar CM16-0990412/2
  imr similar --file draft.pdf --facet outcome=overturned`,
		Args: func(c *cobra.Command, args []string) error {
			if (len(args) == 1) == (f.file != "") {
				return cli.Usagef("imr similar: want the id of an item, or --file with a letter")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return a.similar(c.Context(), args, f) },
	}
	c.Flags().StringArrayVar(&f.facets, "facet", nil, "only items with `FIELD=value`; repeatable: OR inside a field, AND between fields")
	c.Flags().IntVar(&f.limit, "limit", index.DefaultLimit, "number of hits; 0 gives totals only")
	c.Flags().StringVar(&f.file, "file", "", "like the items of a letter that is not in the index, one answer an item; - reads standard input")
	a.addCompletion(c, hitFormats...)
	return c
}

func (a *app) similar(ctx context.Context, args []string, f *similarFlags) error {
	format, err := a.FormatOf(hitFormats...)
	if err != nil {
		return err
	}
	if f.limit < 0 {
		return cli.Usagef("--limit %d: want 0 or more", f.limit)
	}
	search := &SearchFlags{facets: f.facets}
	filters, err := search.request([]string{""})
	if err != nil {
		return err
	}
	reqs, err := a.similarRequests(ctx, args, f.file)
	if err != nil {
		return err
	}
	engine, err := bleve.Open(a.IndexDir(), bleve.Options{Keeper: a.Keeper()})
	if err != nil {
		return err
	}
	defer engine.Close()
	out := a.writer(format)
	for i, req := range reqs {
		req.Filters, req.Limit = filters.Filters, f.limit
		res, err := engine.Similar(ctx, req)
		if err != nil {
			return notSimilar(req.ID, err)
		}
		if format == "table" && req.Like != nil {
			fmt.Fprintf(a.Stdout, "%slike %s: %s\n", newParagraph(i), req.Like.Item.ID, req.Like.Item.Request)
			out = a.writer(format)
		}
		if err := out.page(&res.Result, i == 0 || format != "csv"); err != nil {
			return err
		}
	}
	return out.end()
}

func newParagraph(i int) string {
	if i == 0 {
		return ""
	}
	return "\n"
}

func notSimilar(id string, err error) error {
	if id != "" && errors.Is(err, index.ErrNotFound) {
		return fmt.Errorf("similar %s: %w; imr search --format ids prints the ids that are", id, index.ErrNotFound)
	}
	return fmt.Errorf("similar: %w", err)
}

// similarRequests returns one request for an id, or one for each item of a
// letter from outside.
func (a *app) similarRequests(ctx context.Context, args []string, file string) ([]*index.SimilarRequest, error) {
	if file == "" {
		id := args[0]
		if number, ok := query.CaseNumber(id); ok {
			id = number // in the form that letters have
		}
		letter, n, err := imr.SplitID(id)
		if err != nil {
			return nil, cli.Usagef("imr similar: %v", err)
		}
		if n < 0 {
			n = 1
		}
		return []*index.SimilarRequest{{ID: imr.ItemID(letter, n)}}, nil
	}
	pool := extract.NewPool(1)
	defer pool.Close()
	var reqs []*index.SimilarRequest
	err := a.Letters(ctx, pool, file, func(doc *index.Document) error {
		for _, d := range doc.Determinations() {
			reqs = append(reqs, &index.SimilarRequest{Like: &d})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return reqs, nil
}
