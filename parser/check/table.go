// Package check answers one question: how much of what was read is right? It
// compares letters with their known truth and counts over many letters
// which fields were filled, which problems noted and which values wrong.
package check

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"imrsearch/parser/imr"
)

// A Table counts what was read over many letters, and how much of it is right
// where the truth is known. New makes one; it is not safe for use by several
// goroutines at once.
type Table struct {
	layouts  map[imr.Layout]*layoutCount
	filled   map[string]int
	problems map[string]*problemCount
	fields   map[string]*score
	failed   []string
	letters  int
	truths   int
}

type layoutCount struct{ letters, items, claims, reviewer, rationales, differing int }

type problemCount struct {
	n        int
	examples []string
}

// A score counts the values of a field against the truth.
type score struct {
	right, wrong, missing int
	example               string
}

// New returns an empty table.
func New() *Table {
	return &Table{layouts: map[imr.Layout]*layoutCount{}, filled: map[string]int{},
		problems: map[string]*problemCount{}, fields: map[string]*score{}}
}

// maxExamples is how many places are named for each problem.
const maxExamples = 3

// Add counts a letter read from the file name. truth is the JSON of an
// imr.Letter that a perfect reader would give, or nil; its error is that the
// truth does not parse.
func (c *Table) Add(name string, l *imr.Letter, truth []byte) error {
	c.letters++
	c.countLayout(l)
	for _, f := range filledFields(l) {
		c.filled[f]++
	}
	for _, pr := range l.Problems {
		n := c.problems[pr.Code]
		if n == nil {
			n = &problemCount{}
			c.problems[pr.Code] = n
		}
		if n.n++; len(n.examples) < maxExamples {
			n.examples = append(n.examples, fmt.Sprintf("%s:%d:%d: %s", name, pr.Page, pr.Line, pr.Message))
		}
	}
	if truth == nil {
		return nil
	}
	var want imr.Letter
	if err := json.Unmarshal(truth, &want); err != nil {
		return fmt.Errorf("truth of %s: %w", name, err)
	}
	c.truths++
	for _, v := range Compare(*l, want) {
		c.score(name, v)
	}
	return nil
}

// Fail counts a file that gave no letter.
func (c *Table) Fail(name string, err error) {
	c.failed = append(c.failed, fmt.Sprintf("%s: %v", name, err))
}

func (c *Table) countLayout(l *imr.Letter) {
	n := c.layouts[l.Layout]
	if n == nil {
		n = &layoutCount{}
		c.layouts[l.Layout] = n
	}
	n.letters++
	n.items += len(l.Items)
	for i := range l.Items {
		it := &l.Items[i]
		if it.ClaimsAdministrator.Text != "" {
			n.claims++
		}
		if it.ReviewerGuidelines.Text != "" {
			n.reviewer++
		}
		if it.Rationale.Text != "" {
			n.rationales++
		}
	}
	if slices.ContainsFunc(l.Problems, func(p imr.Problem) bool { return p.Code == "labels-differ-from-items" }) {
		n.differing++
	}
}

func (c *Table) score(name string, v Verdict) {
	s := c.fields[v.Field]
	if s == nil {
		s = &score{}
		c.fields[v.Field] = s
	}
	switch {
	case v.Right:
		s.right++
		return
	case v.Missing:
		s.missing++
	default:
		s.wrong++
	}
	if s.example == "" {
		s.example = fmt.Sprintf("%s: want %s, got %s", name, short(v.Want), short(v.Got))
	}
}

func short(s string) string {
	if len(s) > 70 {
		return fmt.Sprintf("%.67q…", s)
	}
	return fmt.Sprintf("%q", s)
}

// String returns the table as WriteTo writes it.
func (c *Table) String() string {
	var b strings.Builder
	c.WriteTo(&b)
	return b.String()
}

// WriteTo writes the table for people to read.
func (c *Table) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 8, 2, ' ', 0)
	fmt.Fprintf(t, "layout\tletters\titems\tclaims administrator\treviewer\trationale\tletters whose labels differ\n")
	for _, id := range slices.Sorted(maps.Keys(c.layouts)) {
		n := c.layouts[id]
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%d\t%d\n", id, n.letters, n.items, n.claims, n.reviewer, n.rationales, n.differing)
	}
	fmt.Fprintf(t, "\nfield\tfilled\tof %d letters\n", c.letters)
	for _, f := range slices.Sorted(maps.Keys(c.filled)) {
		fmt.Fprintf(t, "%s\t%d\t%.1f %%\n", f, c.filled[f], percent(c.filled[f], c.letters))
	}
	t.Flush()
	c.writeProblems(&b)
	if c.truths > 0 {
		c.writeScores(&b)
	}
	if len(c.failed) > 0 {
		fmt.Fprintf(&b, "\n%d files gave no letter\n", len(c.failed))
		for _, f := range c.failed {
			fmt.Fprintf(&b, "  %s\n", f)
		}
	}
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

func (c *Table) writeProblems(b *strings.Builder) {
	if len(c.problems) == 0 {
		return
	}
	fmt.Fprintf(b, "\nproblems\n")
	codes := slices.SortedFunc(maps.Keys(c.problems), func(x, y string) int {
		return cmp.Or(cmp.Compare(c.problems[y].n, c.problems[x].n), cmp.Compare(x, y))
	})
	for _, code := range codes {
		fmt.Fprintf(b, "  %s: %d\n", code, c.problems[code].n)
		for _, e := range c.problems[code].examples {
			fmt.Fprintf(b, "    %s\n", e)
		}
	}
}

func (c *Table) writeScores(b *strings.Builder) {
	var all score
	t := tabwriter.NewWriter(b, 0, 8, 2, ' ', 0)
	fmt.Fprintf(t, "\nagainst the truth of %d letters\tright\twrong\tmissing\tright of all\tfirst difference\n", c.truths)
	for _, f := range slices.Sorted(maps.Keys(c.fields)) {
		s := c.fields[f]
		all.right, all.wrong, all.missing = all.right+s.right, all.wrong+s.wrong, all.missing+s.missing
		s.row(t, f)
	}
	all.row(t, "all")
	t.Flush()
}

func (s *score) row(w io.Writer, name string) {
	fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.2f %%\t%s\n", name, s.right, s.wrong, s.missing, percent(s.right, s.right+s.wrong+s.missing), s.example)
}

func percent(n, of int) float64 {
	if of == 0 {
		return 100
	}
	return 100 * float64(n) / float64(of)
}
