package find

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/rates"
)

// longestLabel is how many letters of a value a table shows.
const longestLabel = 44

// writeRates writes a table of rates for people.
func (a *app) writeRates(t *rates.Table) error {
	a.rateNotes(t.Query.Warnings)
	if t.Versus != nil {
		a.rateNotes(t.Versus.Warnings)
	}
	var b strings.Builder
	if c := t.Change; c != nil {
		fmt.Fprintf(&b, "Before %s (first) and since (second): %s\n%s\n", c.From, c.Label, c.Source)
	} else if t.Versus != nil {
		fmt.Fprintf(&b, "First:  %s\nSecond: %s\n", heading(t.Query.Text), heading(t.Versus.Text))
	}
	b.WriteString(t.Counted + "\n\n")
	if t.Partial {
		fmt.Fprintf(&b, "The time limit was reached: at least %s in %s, and no rate is shown.\n", cli.Plural(t.Total.Items, "item"), cli.Plural(t.Total.Letters, "letter"))
		_, err := a.Stdout.Write([]byte(b.String()))
		return err
	}
	head, labels, rows := rateHead(t)
	lines := [][]string{head}
	small := []bool{false}
	add := func(r *rates.Row, names []string) {
		lines = append(lines, append(names, rateCells(r)...))
		small = append(small, r.Small || r.Versus != nil && r.Versus.Small)
	}
	for i := range rows {
		add(&rows[i], rows[i].Labels)
	}
	all := make([]string, labels)
	all[0] = "All"
	add(&t.Total, all)
	grey := false
	for i, line := range aligned(lines, labels) {
		switch {
		case small[i] && a.Colour():
			line = "\x1b[2m" + line + "\x1b[0m"
		case small[i]:
			line += " *"
		}
		grey = grey || small[i]
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	b.WriteString("\n")
	for _, f := range []*rates.Field{t.By, t.By2} {
		if f != nil && f.Overlaps {
			fmt.Fprintf(&b, "%s: an item with several values stands in several rows, which add up to more than all.\n", f.Label)
		}
	}
	if grey && !a.Colour() {
		b.WriteString("* fewer than 10 letters\n")
	}
	_, err := a.Stdout.Write([]byte(b.String()))
	for _, text := range []string{t.Definition, t.Method} {
		for _, line := range cli.Wrap(text, 92) {
			a.Say("%s", line)
		}
	}
	return err
}

func (a *app) rateNotes(notes []index.Note) {
	for _, n := range notes {
		a.Say("note: %s", n.Message)
	}
}

// rateHead returns the head of a table, how many of its columns are labels, and
// its rows.
func rateHead(t *rates.Table) (head []string, labels int, rows []rates.Row) {
	rows = t.Rows
	for _, f := range []*rates.Field{t.By, t.By2} {
		if f != nil {
			head = append(head, f.Label)
		}
	}
	labels = len(head)
	if t.By2 != nil {
		rows = t.Cells
	}
	if t.Versus != nil {
		return append(head, "first", "rate", "95 % interval", "second", "rate", "95 % interval", "difference", "95 % interval", "in both"), labels, rows
	}
	return append(head, "items", "letters", "overturned", "modified", "upheld", "other", "rate", "95 % interval"), labels, rows
}

// rateCells are the numbers of a row.
func rateCells(r *rates.Row) []string {
	if r.Versus == nil {
		out := []string{}
		for _, n := range []int{r.Items, r.Letters, r.Overturned, r.Modified, r.Upheld, r.Unknown} {
			out = append(out, cli.Thousands(n))
		}
		return append(out, rateWords(&r.Cell)...)
	}
	var out []string
	for _, c := range []*rates.Cell{&r.Cell, r.Versus} {
		out = append(append(out, fmt.Sprintf("%s of %s", cli.Thousands(c.Overturned), cli.Thousands(c.Decided))), rateWords(c)...)
	}
	difference := []string{"–", ""}
	if d := r.Difference; d != nil {
		difference = []string{signed(d.Value), signed(d.Interval[0]) + " to " + signed(d.Interval[1])}
	}
	return append(append(out, difference...), strconv.Itoa(*r.Both))
}

func rateWords(c *rates.Cell) []string {
	if c.Rate == nil {
		return []string{"–", ""}
	}
	return []string{fmt.Sprintf("%.1f%%", 100**c.Rate), fmt.Sprintf("%.1f to %.1f", 100*c.Interval[0], 100*c.Interval[1])}
}

func signed(share float64) string { return fmt.Sprintf("%+.1f", 100*share) }

// aligned sets lines of cells in columns, the first of them to the left, the
// others to the right.
func aligned(lines [][]string, left int) []string {
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i := range line {
			if utf8.RuneCountInString(line[i]) > longestLabel {
				line[i] = string([]rune(line[i])[:longestLabel-1]) + "…"
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(line[i]))
		}
	}
	out := make([]string, len(lines))
	for k, line := range lines {
		var b strings.Builder
		for i, cell := range line {
			gap := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i > 0 {
				b.WriteString("  ")
			}
			if i < left {
				b.WriteString(cell + gap)
			} else {
				b.WriteString(gap + cell)
			}
		}
		out[k] = b.String()
	}
	return out
}
