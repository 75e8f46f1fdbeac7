package find

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/passage"
	"imrsearch/index/query"
	"imrsearch/parser/imr"
)

func (a *app) showCommand() *cobra.Command {
	var raw bool
	var named string
	c := &cobra.Command{
		Use:   "show ID...",
		Short: "Show letters, or items of them",
		Example: `  imr show CM16-0990412
  imr show CM16-0990412/2 --json
  imr show CM16-0990412 --passage 'no functional improvement'
  imr search 'norco' --scope requested --format ids | xargs imr show`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cli.Usagef("imr show: want an id, as CM16-0990412 or CM16-0990412/2")
			}
			if raw && named != "" {
				return cli.Usagef("imr show: --raw is the whole text: leave it out with --passage")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return a.show(c.Context(), args, raw, named) },
	}
	c.Flags().BoolVar(&raw, "raw", false, "the text as it was extracted")
	c.Flags().StringVar(&named, "passage", "", "the sentences that have these words, with citation and the address of the passage; or a passage by its name in such an address")
	return c
}

// show writes one id after the other; one that is not there does not keep the
// others back.
func (a *app) show(ctx context.Context, ids []string, raw bool, named string) error {
	format, err := a.FormatOf("text", "json")
	if err != nil {
		return err
	}
	engine, err := a.Engine(0)
	if err != nil {
		return err
	}
	defer engine.Close()
	return a.Paged(func() error {
		var errs []error
		for i, id := range ids {
			if i > 0 && format == "text" {
				fmt.Fprintln(a.Stdout)
			}
			err := a.showOne(ctx, engine, format, id, raw, named)
			if errs = append(errs, err); ctx.Err() != nil {
				break
			}
		}
		return errors.Join(errs...)
	})
}

func (a *app) showOne(ctx context.Context, engine index.Searcher, format, id string, raw bool, named string) error {
	if number, ok := query.CaseNumber(id); ok {
		id = number // in the form that letters have
	}
	letter, n, err := imr.SplitID(id)
	if err != nil {
		return cli.Usagef("imr show: %v", err)
	}
	doc, err := engine.Letter(ctx, letter)
	if errors.Is(err, index.ErrNotFound) {
		return fmt.Errorf("show %s: %w; imr search --format ids prints the ids that are", id, index.ErrNotFound)
	}
	if err != nil {
		return fmt.Errorf("show %s: %w", id, err)
	}
	if why := moved(doc.Letter.Source); why != "" && (raw || n > 0 || format == "json") {
		a.Say("original %s: %s", origin(doc.Letter.Source), why)
	}
	if named != "" {
		return a.showPassage(format, doc, n, named)
	}
	if raw {
		_, err := io.WriteString(a.Stdout, doc.Text)
		return err
	}
	if n > 0 {
		return a.showItem(format, doc, n)
	}
	if format == "json" {
		return a.WriteJSON(doc.Letter)
	}
	return WriteLetter(a.Stdout, doc)
}

// showPassage writes a passage of a letter as one quotes it; of an item, only
// one of its own.
func (a *app) showPassage(format string, doc *index.Document, n int, named string) error {
	p, ok := passage.FindIn(doc, n, named)
	if !ok {
		where := doc.Letter.ID
		if n > 0 {
			where = imr.ItemID(doc.Letter.ID, n)
		}
		return fmt.Errorf("show %s: %w: no passage %q; give words that stand in it one behind the other", where, index.ErrNotFound, named)
	}
	if format == "json" {
		return a.WriteJSON(p)
	}
	_, err := fmt.Fprintf(a.Stdout, "%s\n%s\n", p.Quote(), p.URL)
	return err
}

func (a *app) showItem(format string, doc *index.Document, n int) error {
	if n > len(doc.Letter.Items) {
		return fmt.Errorf("show %s/%d: %w: the letter has %s", doc.Letter.ID, n, index.ErrNotFound, cli.Plural(len(doc.Letter.Items), "item"))
	}
	it := &doc.Letter.Items[n-1]
	if format == "json" {
		return a.WriteJSON(it)
	}
	return writeItem(a.Stdout, it)
}

// WriteLetter writes a letter for a person.
func WriteLetter(w io.Writer, doc *index.Document) error {
	l := doc.Letter
	fmt.Fprintf(w, "%s\n", l.ID)
	for _, row := range []struct{ label, value string }{
		{"case outcome", string(l.CaseOutcome)},
		{"decided", l.DecisionDate.String()},
		{"injured", l.DateOfInjury.String()},
		{"denied in UR", l.URDenialDate.String()},
		{"received", l.ApplicationReceived.String()},
		{"assigned", l.DateAssigned.String()},
		{"priority", l.Priority},
		{"patient", patient(l.Patient)},
		{"reviewer", strings.Join(l.Reviewer.Specialties, ", ")},
		{"licensed in", strings.Join(l.Reviewer.LicensedIn, ", ")},
		{"diagnoses", strings.Join(l.Diagnoses, "; ")},
		{"read from", origin(l.Source)},
		{"", moved(l.Source)},
		{"also in", copies(l.Also)},
	} {
		if row.value == "" {
			continue
		}
		lines := []string{row.value} // a path stays whole
		if row.label != "read from" {
			lines = cli.Wrap(row.value, 92-15)
		}
		for _, line := range lines {
			fmt.Fprintf(w, "%-14s %s\n", row.label, line)
			row.label = ""
		}
	}
	if l.Summary.Text != "" {
		fmt.Fprintf(w, "\nClinical case summary\n")
		if err := writeParagraphs(w, l.Summary); err != nil {
			return err
		}
	}
	for i := range l.Items {
		if err := writeItem(w, &l.Items[i]); err != nil {
			return err
		}
	}
	if len(l.Items) == 0 {
		fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(doc.Text))
	}
	for _, p := range l.Problems {
		fmt.Fprintf(w, "\n! %s (page %d, line %d): %s\n", p.Code, p.Page, p.Line, p.Message)
	}
	return nil
}

// origin is where a letter was read from.
func origin(s imr.Source) string {
	switch {
	case s.Path == cli.Stdin:
		return "standard input"
	case s.Member != "":
		return s.Path + ": " + s.Member
	}
	return s.Path
}

// copies names the other texts of a letter, and why it was not read from them.
func copies(also []imr.Copy) string {
	var list []string
	for _, c := range also {
		list = append(list, origin(imr.Source{Path: c.Path, Member: c.Member})+" ("+c.Reason+")")
	}
	return strings.Join(list, "; ")
}

func patient(p imr.Patient) string {
	switch {
	case p.Age > 0 && p.Sex != "":
		return fmt.Sprintf("%d, %s", p.Age, p.Sex)
	case p.Age > 0:
		return fmt.Sprint(p.Age)
	}
	return p.Sex
}

// writeItem writes an item for a person.
func writeItem(w io.Writer, it *imr.Item) error {
	fmt.Fprintf(w, "\n%s  %s: %s\n", it.ID, it.Request, strings.ToUpper(string(it.Outcome)))
	if it.Heading != it.Request {
		writeText(w, "heading: "+it.Heading)
	}
	for _, g := range []struct {
		who  string
		what imr.Guidelines
	}{{"Claims administrator", it.ClaimsAdministrator}, {"Reviewer", it.ReviewerGuidelines}} {
		if g.what.Text != "" {
			writeText(w, g.who+": "+g.what.Text)
		}
	}
	return writeParagraphs(w, it.Rationale)
}

func writeParagraphs(w io.Writer, p imr.Passage) error {
	if p.Text == "" {
		return nil
	}
	starts := append(append([]int{}, p.Paragraphs...), len(p.Text))
	if len(starts) == 1 {
		starts = []int{0, len(p.Text)}
	}
	for i := range len(starts) - 1 {
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
		writeText(w, p.Text[starts[i]:starts[i+1]])
	}
	return nil
}

func writeText(w io.Writer, s string) {
	for _, line := range cli.Wrap(s, 92) {
		fmt.Fprintf(w, "  %s\n", line)
	}
}
