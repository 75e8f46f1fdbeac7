package find

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/export"
	"imrsearch/parser/imr"
)

// A hitWriter writes pages of hits in one form of output.
type hitWriter interface {
	page(res *index.Result, first bool) error
	end() error
}

func (a *app) writer(format string) hitWriter {
	switch format {
	case "json":
		return &jsonHits{a: a}
	case "jsonl":
		return &lineHits{json.NewEncoder(a.Stdout)}
	case "lines":
		w := &shortHits{out: a.Stdout}
		if a.Terminal(a.Stdout) {
			w.width = a.Width(a.Stdout)
		}
		return w
	case "ids":
		return &idHits{a.Stdout}
	case "csv":
		return &csvHits{export.NewHitList(a.Stdout)}
	case "md":
		return &markdownHits{a.Stdout}
	}
	return &tableHits{out: a.Stdout, err: a.Stderr, quiet: a.Quiet, colour: a.Colour()}
}

// jsonHits writes the whole answer as the API does.
type jsonHits struct{ a *app }

func (w *jsonHits) page(res *index.Result, first bool) error {
	if !first {
		return nil
	}
	return w.a.WriteJSON(res)
}
func (w *jsonHits) end() error { return nil }

// lineHits writes a hit a line.
type lineHits struct{ enc *json.Encoder }

func (w *lineHits) page(res *index.Result, _ bool) error {
	w.enc.SetEscapeHTML(false)
	for _, h := range res.Hits {
		if err := w.enc.Encode(h); err != nil {
			return err
		}
	}
	return nil
}
func (w *lineHits) end() error { return nil }

// shortHits writes a line a hit: id, outcome, date, request.
type shortHits struct {
	out   io.Writer
	width int // letters that fit; 0: any number
}

func (w *shortHits) page(res *index.Result, _ bool) error {
	for _, h := range res.Hits {
		line := []rune(fmt.Sprintf("%-14s  %-10s  %-10s  %s", h.ID, h.Outcome, h.DecisionDate, h.Request))
		if w.width > 0 && len(line) > w.width {
			line = append(line[:w.width-1], '…')
		}
		if _, err := fmt.Fprintln(w.out, string(line)); err != nil {
			return err
		}
	}
	return nil
}
func (w *shortHits) end() error { return nil }

// idHits writes item ids, one a line, best first.
type idHits struct{ out io.Writer }

func (w *idHits) page(res *index.Result, _ bool) error {
	for _, h := range res.Hits {
		if _, err := fmt.Fprintln(w.out, h.ID); err != nil {
			return err
		}
	}
	return nil
}
func (w *idHits) end() error { return nil }

// csvHits writes a table for a spreadsheet.
type csvHits struct{ *export.HitList }

func (w *csvHits) page(res *index.Result, _ bool) error { return w.Write(res.Hits) }
func (w *csvHits) end() error                           { return w.End() }

// markdownHits writes hits as they go into a brief.
type markdownHits struct{ out io.Writer }

func (w *markdownHits) page(res *index.Result, first bool) error {
	if first {
		if _, err := fmt.Fprintf(w.out, "# %s\n\n%s\n", heading(res.Query.Text), totals(res.Total)); err != nil {
			return err
		}
	}
	for _, h := range res.Hits {
		fmt.Fprintf(w.out, "\n## %s: %s\n\n%s\n", strings.ToUpper(string(h.Outcome[:1]))+string(h.Outcome[1:]), h.Request, facts(h))
		for _, s := range h.Snippets {
			if _, err := fmt.Fprintf(w.out, "\n> %s (%s)\n", emphasize(s, "**", "**"), place(s)); err != nil {
				return err
			}
		}
	}
	return nil
}
func (w *markdownHits) end() error { return nil }

func heading(q string) string {
	if strings.TrimSpace(q) == "" {
		return "All items"
	}
	return q
}

// tableHits writes hits for a person at a terminal.
type tableHits struct {
	out, err      io.Writer
	quiet, colour bool
	n             int
}

var colours = map[imr.Outcome]string{imr.Overturned: "\x1b[32m", imr.Upheld: "\x1b[31m", imr.Modified: "\x1b[33m"}

func (w *tableHits) page(res *index.Result, first bool) error {
	if first {
		w.head(res)
	}
	for _, h := range res.Hits {
		w.n++
		fmt.Fprintf(w.out, "\n%3d  %s  %s\n", w.n, w.paint(h.Outcome), h.Request)
		fmt.Fprintf(w.out, "     %s\n", facts(h))
		for _, why := range h.Why {
			fmt.Fprintf(w.out, "     = %s\n", why)
		}
		for _, d := range h.Differs {
			fmt.Fprintf(w.out, "     ≠ %s: %s\n", d.Label, difference(d))
		}
		if len(h.Explain) > 0 {
			fmt.Fprintf(w.out, "     score %.2f = %s\n", h.Score, strings.Join(index.Sums(h.Explain), " + "))
		}
		on, off := "[", "]"
		if w.colour {
			on, off = "\x1b[1m", "\x1b[0m"
		}
		for _, s := range h.Snippets {
			for _, line := range cli.Wrap(emphasize(s, on, off), 92) {
				fmt.Fprintf(w.out, "     %s\n", line)
			}
		}
	}
	writeFacets(w.out, res.Facets)
	if res.Next != "" && !w.quiet {
		fmt.Fprintf(w.err, "\nmore: --cursor %s\n", res.Next)
	}
	return nil
}
func (w *tableHits) end() error { return nil }

// head says how the query was read and what there is.
func (w *tableHits) head(res *index.Result) {
	if !w.quiet {
		writeReading(w.err, res.Query)
	}
	if res.Answer != nil {
		fmt.Fprintln(w.out, res.Answer.Text)
	}
	fmt.Fprintln(w.out, totals(res.Total))
	if res.Partial && !w.quiet {
		fmt.Fprintln(w.err, "the time limit was reached: totals are lower bounds")
	}
}

func (w *tableHits) paint(o imr.Outcome) string {
	word := fmt.Sprintf("%-10s", o)
	if !w.colour || colours[o] == "" {
		return word
	}
	return colours[o] + word + "\x1b[0m"
}
