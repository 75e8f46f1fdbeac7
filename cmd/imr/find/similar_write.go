package find

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/example"
	"imrsearch/parser/imr"
)

// grouped are the formats that show the groups apart.
var grouped = map[string]bool{"table": true, "json": true, "md": true}

// A similarWriter writes answers to requests for similar items, one after the
// other.
type similarWriter struct {
	*app
	format string
	list   hitWriter // of the formats that know no groups
	n      int       // answers written
	found  int       // items in them
}

// write writes an answer; e and it are nil for an item of the index.
func (w *similarWriter) write(res *index.SimilarResult, e *example.Example, it *example.Item) error {
	w.n++
	w.found += res.Total.Items
	switch w.format {
	case "json":
		answer := example.Answer{SimilarResult: res, Read: e}
		if it != nil {
			answer.Item = it.N
		}
		return w.WriteJSON(answer)
	case "table":
		return w.table(res, it)
	case "md":
		return w.markdown(res, it)
	}
	if w.list == nil {
		w.list = w.writer(w.format)
	}
	return w.list.page(&res.Result, w.n == 1)
}

// end ends a list that goes on over all answers.
func (w *similarWriter) end() error {
	if w.list == nil {
		return nil
	}
	return w.list.end()
}

// table writes an answer for a person at a terminal.
func (w *similarWriter) table(res *index.SimilarResult, it *example.Item) error {
	if w.n > 1 {
		fmt.Fprintln(w.Stdout)
	}
	if it != nil {
		fmt.Fprintf(w.Stdout, "like %s: %s\n", itemName(it), it.Request)
		if said := oneLine(it); said != "" {
			fmt.Fprintf(w.Stdout, "     read: %s\n", said)
		}
	}
	fmt.Fprintln(w.Stdout, totals(res.Total))
	if res.Partial {
		w.Say("the time limit was reached: totals are lower bounds")
	}
	out := &tableHits{out: w.Stdout, err: w.Stderr, quiet: w.Quiet, colour: w.Colour()}
	for _, g := range res.Groups {
		fmt.Fprintf(w.Stdout, "\n%s: %s\n", g.Label, groupTotal(&g))
		if err := out.page(&index.Result{Hits: g.Hits}, false); err != nil {
			return err
		}
	}
	return out.end()
}

// groupTotal says how much there is of a group, and how much is shown.
func groupTotal(g *index.SimilarGroup) string {
	s := totals(g.Total)
	if modified := g.Total.Outcomes[imr.Modified]; g.Kind == index.GroupOverturned && modified > 0 {
		s += fmt.Sprintf(", %s of them modified", cli.Thousands(modified))
	}
	if n := len(g.Hits); n > 0 && n < g.Total.Items {
		s += fmt.Sprintf("; %d shown", n)
	}
	return s
}

// markdown writes an answer as it goes into a brief.
func (w *similarWriter) markdown(res *index.SimilarResult, it *example.Item) error {
	title := res.Of.Request
	if it != nil {
		title = it.Request
	}
	fmt.Fprintf(w.Stdout, "%s# Like: %s\n\n%s\n", strings.Repeat("\n", min(w.n-1, 1)), title, totals(res.Total))
	out := &markdownHits{w.Stdout}
	for _, g := range res.Groups {
		fmt.Fprintf(w.Stdout, "\n## %s: %s\n", g.Label, groupTotal(&g))
		if err := out.page(&index.Result{Hits: g.Hits}, false); err != nil {
			return err
		}
	}
	return out.end()
}

func itemName(it *example.Item) string {
	if it.ID != "" {
		return it.ID
	}
	return "request " + strconv.Itoa(it.N)
}

// oneLine says what was read of a request in one line.
func oneLine(it *example.Item) string {
	var list []string
	for _, v := range it.Read {
		if len(v.Values) > 0 {
			list = append(list, fmt.Sprintf("%s %s", v.Field, strings.Join(v.Values, "; ")))
		}
	}
	return strings.Join(list, " · ")
}

// writeRead writes what was read: as JSON an object a text, otherwise as text.
func (a *app) writeRead(list []*example.Example, item int, format string) error {
	for i, e := range list {
		if item > 0 {
			it, err := e.Nth(item)
			if err != nil {
				return err
			}
			only := *e
			only.Items = []example.Item{*it}
			e = &only
		}
		if format == "json" || format == "jsonl" {
			if err := a.WriteJSON(e); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			fmt.Fprintln(a.Stdout)
		}
		if err := readText(a.Stdout, e); err != nil {
			return err
		}
	}
	a.Say("change a value: --with FIELD=VALUE")
	return nil
}

func readText(w io.Writer, e *example.Example) error {
	head := []string{string(e.Kind)}
	for _, d := range []struct {
		name string
		day  imr.Date
	}{{"decided", e.Denied}, {"received", e.Received}, {"injured", e.Injury}} {
		if !d.day.IsZero() {
			head = append(head, d.name+" "+d.day.String())
		}
	}
	if len(e.Reviewer) > 0 {
		head = append(head, "reviewer "+strings.Join(e.Reviewer, ", "))
	}
	fmt.Fprintln(w, strings.Join(head, " · "))
	for i := range e.Items {
		it := &e.Items[i]
		fmt.Fprintf(w, "\n%3d  %s\n", it.N, it.Request)
		var at []string
		if it.Decision != "" {
			at = append(at, string(it.Decision))
		}
		if it.Page > 0 {
			at = append(at, fmt.Sprintf("page %d, line %d", it.Page, it.Line))
		}
		if len(at) > 0 {
			fmt.Fprintf(w, "     %s\n", strings.Join(at, " · "))
		}
		for _, v := range it.Read {
			if len(v.Values) == 0 && !v.Changed {
				continue
			}
			changed := ""
			if v.Changed {
				changed = " (changed)"
			}
			fmt.Fprintf(w, "     %-10s %s%s\n", v.Field, strings.Join(v.Values, "; "), changed)
		}
		if it.Sentence != "" {
			for _, line := range cli.Wrap("“"+it.Sentence+"”", 92) {
				fmt.Fprintf(w, "     %s\n", line)
			}
		}
	}
	for _, n := range e.Notes {
		fmt.Fprintf(w, "\nnote: %s\n", n.Message)
	}
	return nil
}
