package find

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/example"
	"imrsearch/index/query"
	"imrsearch/parser/denial"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

type similarFlags struct {
	facets     []string
	limit      int
	perGroup   int
	file       string
	read       bool
	with       []string
	item       int
	exitStatus bool
	noFold     bool
}

func (a *app) similarCommand() *cobra.Command {
	f := &similarFlags{}
	c := &cobra.Command{
		Use:   "similar ID | --file FILE | -",
		Short: "Find items like one item, or like a denial",
		Long: `Find items that ask for the same, in three groups with their counts: same request
overturned, same request upheld, and near. They are like an item of the index, or
like each request of a letter, of a utilization-review denial, of a request for
authorization (DWC Form RFA), or of any text that names a treatment. PDFs, Word
documents and text are read; nothing of them is kept.

--read shows what was read, and looks for nothing. --with changes a value, in all
requests or in that of --item: ` + strings.Join(example.Fields(), ", ") + `.
Several values of one field are parted by semicolons; FIELD= takes a value away.

Without --limit, table, json and md show up to 10 hits of each group; with it, and
in the other formats, it counts the hits of all groups in their order.`,
		Example: `  imr similar CM16-0990412/2
  imr similar --file denial.pdf --facet outcome=overturned
  imr similar --file denial.pdf --read
  imr similar --file denial.pdf --item 2 --with side=left --with level=L4-L5
  echo 'My client was denied a lumbar epidural at L4-5' | imr similar -`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 1 && args[0] == cli.Stdin && f.file == "" {
				return nil
			}
			if len(args) > 1 || (len(args) == 1) == (f.file != "") {
				return cli.Usagef("imr similar: want the id of an item, or --file with a letter or a denial, or - for standard input")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if !c.Flags().Changed("limit") {
				f.perGroup = index.DefaultPerGroup
			}
			return a.similar(c.Context(), args, f)
		},
	}
	c.Flags().StringArrayVar(&f.facets, "facet", nil, "only items with `FIELD=value`; repeatable: OR inside a field, AND between fields")
	c.Flags().IntVar(&f.limit, "limit", index.DefaultLimit, "number of hits; 0 gives totals only")
	c.Flags().StringVar(&f.file, "file", "", "like the requests of a letter, a denial or any text; - reads standard input")
	c.Flags().BoolVar(&f.read, "read", false, "show what was read, and look for nothing")
	c.Flags().StringArrayVar(&f.with, "with", nil, "with another value than was read: `FIELD=value`; repeatable")
	c.Flags().IntVar(&f.item, "item", 0, "only the request of this number")
	c.Flags().BoolVar(&f.exitStatus, "exit-status", false, "exit with 4 when nothing is found")
	c.Flags().BoolVar(&f.noFold, "no-fold", false, "table, md: show all items whose rationales say the same, not the first alone")
	a.addCompletion(c, hitFormats...)
	return c
}

func (a *app) similar(ctx context.Context, args []string, f *similarFlags) error {
	format, err := a.FormatOf(hitFormats...)
	if err != nil {
		return err
	}
	if f.limit < 0 || f.item < 0 {
		return cli.Usagef("imr similar: --limit and --item want 0 or more")
	}
	changes, err := example.ParseChanges(f.with)
	if err != nil {
		return err
	}
	search := &SearchFlags{facets: f.facets}
	filters, err := search.request([]string{""})
	if err != nil {
		return err
	}
	if len(args) == 1 && args[0] != cli.Stdin {
		return a.similarToItem(ctx, args[0], f, changes, filters.Filters, format)
	}
	if len(args) == 1 {
		f.file = cli.Stdin
	}
	examples, err := a.examples(ctx, f, changes)
	if err != nil {
		return err
	}
	if f.read {
		return a.writeRead(examples, f.item, format)
	}
	engine, err := a.Engine(0)
	if err != nil {
		return err
	}
	defer engine.Close()
	return a.similarToAll(ctx, engine, examples, f, filters.Filters, format)
}

// similarToItem answers for an item of the index.
func (a *app) similarToItem(ctx context.Context, id string, f *similarFlags, changes []example.Change, filters []index.Filter, format string) error {
	if number, ok := query.CaseNumber(id); ok {
		id = number // in the form that letters have
	}
	letter, n, err := imr.SplitID(id)
	if err != nil {
		return cli.Usagef("imr similar: %v", err)
	}
	n = max(n, 1)
	if f.item > 0 {
		n = f.item
	}
	id = imr.ItemID(letter, n)
	engine, err := a.Engine(0)
	if err != nil {
		return err
	}
	defer engine.Close()
	if !f.read && len(changes) == 0 {
		out := &similarWriter{app: a, format: format}
		if err := a.answerLike(ctx, engine, out, &index.SimilarRequest{ID: id, Filters: filters}, nil, nil, f); err != nil {
			return err
		}
		if err := out.end(); err != nil {
			return err
		}
		return cli.Nothing(out.found, f.exitStatus)
	}
	doc, err := engine.Letter(ctx, letter)
	if err != nil {
		return notSimilar(id, err)
	}
	for _, d := range doc.Determinations() {
		if d.Item.N != n {
			continue
		}
		e, err := example.OfItem(&d, changes)
		if err != nil {
			return err
		}
		if f.read {
			return a.writeRead([]*example.Example{e}, 0, format)
		}
		return a.similarToAll(ctx, engine, []*example.Example{e}, f, filters, format)
	}
	return notSimilar(id, index.ErrNotFound)
}

// examples reads a file, the members of an archive, or standard input.
func (a *app) examples(ctx context.Context, f *similarFlags, changes []example.Change) ([]*example.Example, error) {
	pool := extract.NewPool(1)
	defer pool.Close()
	var list []*example.Example
	var failed []error // of members: a mail's body may be a covering note
	err := a.Inputs(f.file, func(m extract.Member) error {
		if m.Err != nil && !errors.Is(m.Err, extract.ErrEmpty) {
			failed = append(failed, fmt.Errorf("%s: %w", cli.InputName(f.file, m.Name), m.Err))
			return nil
		}
		name := m.Name
		if name == "" {
			name = f.file
		}
		e, err := example.Read(ctx, pool, name, m.Data, changes)
		if err == nil && f.item > 0 {
			_, err = e.Nth(f.item)
		}
		if err != nil {
			failed = append(failed, notRead(cli.InputName(f.file, m.Name), err))
			return ctx.Err()
		}
		list = append(list, e)
		return nil
	})
	if err == nil && len(list) == 0 && len(failed) > 0 {
		return nil, errors.Join(failed...)
	}
	for _, e := range failed {
		a.Say("%v", e)
	}
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%s: %w", f.file, denial.ErrEmpty)
	}
	return list, err
}

// notRead says of a text in which nothing to look for was found what to do.
func notRead(name string, err error) error {
	if name == cli.Stdin {
		name = "standard input"
	}
	var request *index.RequestError
	switch {
	case errors.As(err, &request):
		return err
	case errors.Is(err, denial.ErrNoTreatment), errors.Is(err, denial.ErrLanguage), errors.Is(err, denial.ErrEmpty):
		return fmt.Errorf("%s: %w; name it: --with treatment='lumbar MRI'", name, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// similarToAll answers for each request of the examples.
func (a *app) similarToAll(ctx context.Context, engine index.Searcher, list []*example.Example, f *similarFlags, filters []index.Filter, format string) error {
	out := &similarWriter{app: a, format: format}
	for _, e := range list {
		a.sayNotes(e)
		for i := range e.Items {
			it := &e.Items[i]
			if f.item > 0 && it.N != f.item {
				continue
			}
			if err := a.answerLike(ctx, engine, out, &index.SimilarRequest{Like: it.Like, Filters: filters}, e, it, f); err != nil {
				return err
			}
		}
	}
	if err := out.end(); err != nil {
		return err
	}
	return cli.Nothing(out.found, f.exitStatus)
}

// answerLike looks for items like one and writes them.
func (a *app) answerLike(ctx context.Context, engine index.Searcher, out *similarWriter, req *index.SimilarRequest, e *example.Example, it *example.Item, f *similarFlags) error {
	req.Limit = f.limit
	if f.perGroup > 0 && grouped[out.format] {
		req.PerGroup, req.Limit = f.perGroup, f.perGroup*len(index.GroupKinds)
	}
	req.Fold = !f.noFold && (out.format == "table" || out.format == "md") // what a person reads
	res, err := engine.Similar(ctx, req)
	if err != nil {
		return notSimilar(req.ID, err)
	}
	return out.write(res, e, it)
}

func (a *app) sayNotes(e *example.Example) {
	for _, n := range e.Notes {
		a.Say("note: %s", n.Message)
	}
}

func notSimilar(id string, err error) error {
	if id != "" && errors.Is(err, index.ErrNotFound) {
		return fmt.Errorf("similar %s: %w; imr search --format ids prints the ids that are", id, index.ErrNotFound)
	}
	return fmt.Errorf("similar: %w", err)
}
