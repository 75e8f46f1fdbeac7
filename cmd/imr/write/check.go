package write

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index/citecheck"
	"imrsearch/parser/extract"
)

func (a *app) checkCommand() *cobra.Command {
	var all, exitStatus bool
	c := &cobra.Command{
		Use:   "check FILE | -",
		Short: "Compare a draft with the letters that it cites",
		Long: `Compare a draft (Word, Markdown, text, PDF, HTML) with the letters that it cites:
every case number, item, outcome, date, page and quotation. Each is right, differs
from the letter (what it says is shown), is of a letter that is not in this index, or
cannot be checked. Quotations are compared character by character; typographic marks,
dashes and white space are read as plain ones, … stands for an omission and [ ] for an
alteration. Nothing of the draft is kept.`,
		Example: `  imr check brief.docx
  imr check --all draft.md
  imr brief --query 'lumbar epidural' | imr check - --exit-status`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return cli.Usagef("imr check: want one draft; - reads standard input")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return a.check(c.Context(), args[0], all, exitStatus) },
	}
	c.Flags().BoolVar(&all, "all", false, "what is right too")
	c.Flags().BoolVar(&exitStatus, "exit-status", false, "exit with 4 when something differs")
	cli.Complete(c, "text", "json")
	return c
}

func (a *app) check(ctx context.Context, path string, all, exitStatus bool) error {
	format, err := a.FormatOf("text", "json")
	if err != nil {
		return err
	}
	pool := extract.NewPool(1)
	defer pool.Close()
	engine, err := a.Engine(0)
	if err != nil {
		return err
	}
	defer engine.Close()
	clean := true
	err = a.Inputs(path, func(m extract.Member) error {
		name := cli.InputName(path, m.Name)
		doc, err := extract.Document{}, m.Err
		if err == nil {
			doc, err = pool.Read(ctx, filepath.Base(cmp.Or(m.Name, path)), m.Data)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		report, err := citecheck.Check(ctx, engine, citecheck.DraftOf(doc))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		clean = clean && report.Clean()
		if format == "json" {
			return a.WriteJSON(report)
		}
		return writeReport(a.Stdout, report, all)
	})
	if err == nil && !clean && exitStatus {
		return &cli.ExitError{Status: cli.ExitNothing}
	}
	return err
}

// writeReport writes a report for people: what is not right, and the sum.
func writeReport(w io.Writer, r *citecheck.Report, all bool) error {
	var b bytes.Buffer
	for _, f := range r.Findings {
		if f.State == citecheck.Right && !all {
			continue
		}
		of := f.Letter
		if of != "" && f.Item > 0 {
			of = fmt.Sprintf("%s/%d", f.Letter, f.Item)
		}
		fmt.Fprintf(&b, "line %d  %s: %s", f.Line, f.Kind, f.State.Label())
		if of != "" {
			fmt.Fprintf(&b, "  (%s)", of)
		}
		b.WriteString("\n")
		rows := [][2]string{{"draft", f.Draft}, {"", f.How}}
		if f.Kind == citecheck.OfQuotation {
			rows = append(rows, [2]string{"letter", f.Says})
		}
		if f.At != nil && f.At.Page > 0 {
			rows = append(rows, [2]string{"at", fmt.Sprintf("page %d, line %d of the letter", f.At.Page, f.At.Line)})
		}
		for _, row := range rows {
			label := row[0]
			for _, line := range cli.Wrap(row[1], 80) {
				fmt.Fprintf(&b, "    %-7s %s\n", label, line)
				label = ""
			}
		}
	}
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	var sum []string
	for _, s := range citecheck.States {
		if n := r.Counts[s]; n > 0 {
			sum = append(sum, fmt.Sprintf("%d %s", n, s.Label()))
		}
	}
	if len(sum) == 0 {
		sum = []string{"nothing in it is said of a determination"}
	}
	fmt.Fprintf(&b, "%s: %s\n%s\n", cli.Plural(r.Letters, "letter"), strings.Join(sum, ", "), r.Folded)
	_, err := w.Write(b.Bytes())
	return err
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
