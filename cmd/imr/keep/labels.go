package keep

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/store"
	"imrsearch/parser/imr"
)

func (a *app) tagCommand() *cobra.Command {
	var remove bool
	c := &cobra.Command{
		Use:   "tag [ID... TAG]",
		Short: "Tag items, or list the tags; tag: finds them",
		Long: `Give items a tag, or take it away. The id of a letter stands for all its items.
Without arguments the tags are listed: as a table, or all of them as records
(jsonl, csv), which imr saved import reads.`,
		Example: `  imr tag CM16-0990412/2 CM13-0990042 'to cite'
  imr tag --remove CM16-0990412/2 'to cite'
  imr search 'tag:"to cite" acupuncture'`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				return cli.Usagef("imr tag: want the ids of items and then a tag; without both, the tags are listed")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listTags(c.Context())
			}
			return a.tag(c.Context(), args[:len(args)-1], args[len(args)-1], remove)
		},
	}
	c.Flags().BoolVar(&remove, "remove", false, "take the tag away")
	cli.Complete(c, "table", "json", "jsonl", "csv")
	return c
}

func (a *app) tag(ctx context.Context, ids []string, tag string, remove bool) error {
	labels, err := a.labels(ctx, ids, index.Label{Tag: tag}, remove)
	if err != nil {
		return err
	}
	s, err := a.Store(ctx)
	if err != nil {
		return err
	}
	verb, add, gone := "tagged", labels, []index.Label(nil)
	if remove {
		verb, add, gone = "no longer tagged", nil, labels
	}
	if err := s.Change(ctx, add, gone); err != nil {
		return err
	}
	a.Say("%s %s %q", cli.Plural(len(labels), "item"), verb, strings.Join(strings.Fields(tag), " "))
	return nil
}

// labels gives a label to items, or to all items of letters. Those that are
// given one must be in the index; a label can be taken from any.
func (a *app) labels(ctx context.Context, ids []string, label index.Label, remove bool) ([]index.Label, error) {
	engine, _, err := a.open(ctx)
	if err != nil {
		return nil, err
	}
	defer engine.Close()
	var out []index.Label
	for _, typed := range ids {
		id := typed
		if number, ok := query.CaseNumber(id); ok {
			id = number
		}
		letter, n, err := imr.SplitID(id)
		if err != nil {
			return nil, cli.Usagef("%v", err)
		}
		doc, err := engine.Letter(ctx, letter)
		if errors.Is(err, index.ErrNotFound) && remove && n >= 0 {
			label.Item = id
			out = append(out, label)
			continue
		}
		if errors.Is(err, index.ErrNotFound) {
			return nil, fmt.Errorf("%s: %w; imr search --format ids prints the ids that are", typed, index.ErrNotFound)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", typed, err)
		}
		found := false
		for _, d := range doc.Determinations() {
			if n < 0 || d.Item.N == n {
				label.Item, found = d.Item.ID, true
				out = append(out, label)
			}
		}
		if !found {
			return nil, fmt.Errorf("%s: %w: the letter has %s", typed, index.ErrNotFound, cli.Plural(len(doc.Letter.Items), "item"))
		}
	}
	for i, l := range out {
		if out[i], err = store.CheckLabel(l); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (a *app) listTags(ctx context.Context) error {
	format, err := a.FormatOf("table", "json", "jsonl", "csv")
	if err != nil {
		return err
	}
	s, err := a.Store(ctx)
	if err != nil {
		return err
	}
	if format == "jsonl" || format == "csv" {
		records, err := store.Records(ctx, s, store.KindTag)
		if err != nil {
			return err
		}
		return a.writeRecords(format, records)
	}
	labels, err := s.Labels(ctx)
	if err != nil {
		return err
	}
	tags := store.TagsOf(labels)
	if format == "json" {
		return a.WriteJSON(map[string]any{"tags": tags})
	}
	if len(tags) == 0 {
		a.Say("no item has a tag; imr tag ID TAG gives one")
	}
	for _, t := range tags {
		fmt.Fprintf(a.Stdout, "%-24s %s\n", t.Tag, cli.Plural(t.Items, "item"))
	}
	return nil
}

func (a *app) noteCommand() *cobra.Command {
	var remove bool
	c := &cobra.Command{
		Use:   "note [ID [TEXT]]",
		Short: "Write a note on an item, or show notes; note: finds them",
		Long: `Write a note on an item, in place of the one it has; - reads it from standard
input. With an id alone the item's note is shown, without arguments all notes.
A note that is replaced or removed is printed once more.`,
		Example: `  imr note CM16-0990412/2 'same facts as Ruiz; cites 287'
  imr note --remove CM16-0990412/2
  imr search note:ruiz`,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case remove && len(args) != 1:
				return cli.Usagef("imr note --remove: want the id of one item")
			case remove || len(args) > 1:
				return a.write(c.Context(), args[0], strings.Join(args[1:], " "))
			}
			return a.listNotes(c.Context(), args)
		},
	}
	c.Flags().BoolVar(&remove, "remove", false, "take the item's note away")
	cli.Complete(c, "table", "json", "jsonl", "csv")
	return c
}

// write writes a note on an item, or takes it away where text is empty.
func (a *app) write(ctx context.Context, id, text string) error {
	if text == cli.Stdin {
		in, err := store.ReadNote(a.Stdin)
		if err != nil {
			return fmt.Errorf("read the note: %w", err)
		}
		text = in
	}
	remove := text == ""
	label := index.Label{Note: text}
	if remove {
		label.Note = "-" // any will do
	}
	labels, err := a.labels(ctx, []string{id}, label, remove)
	if err != nil {
		return err
	}
	if len(labels) != 1 {
		return cli.Usagef("imr note %s: a note stands on one item, as %s", id, labels[0].Item)
	}
	s, err := a.Store(ctx)
	if err != nil {
		return err
	}
	before, err := s.Labels(ctx)
	if err != nil {
		return err
	}
	if remove {
		err = s.Change(ctx, nil, labels)
	} else {
		err = s.Change(ctx, labels, nil)
	}
	if old := before.Of(labels[0].Item).Note; err == nil && old != "" && old != labels[0].Note {
		a.Say("the note was: %s", old)
	}
	return err
}

func (a *app) listNotes(ctx context.Context, ids []string) error {
	format, err := a.FormatOf("table", "json", "jsonl", "csv")
	if err != nil {
		return err
	}
	s, err := a.Store(ctx)
	if err != nil {
		return err
	}
	records, err := store.Records(ctx, s, store.KindNote)
	if err != nil {
		return err
	}
	for _, id := range ids {
		l, err := store.CheckLabel(index.Label{Item: id, Note: "-"})
		if err != nil {
			return err
		}
		records = slices.DeleteFunc(records, func(r store.Record) bool { return !strings.EqualFold(r.Item, l.Item) })
	}
	switch {
	case format == "json":
		return a.WriteJSON(map[string]any{"notes": append([]store.Record{}, records...)})
	case format != "table":
		return a.writeRecords(format, records)
	case len(records) == 0:
		a.Say("there is no note here; imr note ID TEXT writes one")
	}
	for _, r := range records {
		fmt.Fprintf(a.Stdout, "%s  %s\n", r.Item, r.Note)
	}
	return nil
}
