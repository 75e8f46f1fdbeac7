package find

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/parser/imr"
)

// totals says "12 items in 11 letters", and how many have all words.
func totals(t index.Total) string {
	s := fmt.Sprintf("%s in %s", cli.Plural(t.Items, "item"), cli.Plural(t.Letters, "letter"))
	if r := t.Requested; r != nil {
		s += fmt.Sprintf(" (%s requested: --scope requested)", cli.Thousands(r.Items))
	}
	if t.Groups != nil && *t.Groups < t.Items {
		s += fmt.Sprintf("; folded to %s that say something else each", cli.Thousands(*t.Groups))
	}
	if t.AllWords != nil && *t.AllWords < t.Items {
		s += fmt.Sprintf("; %s all the words, the others some of them (--match all leaves them out)", have(*t.AllWords))
	}
	return s
}

func have(n int) string {
	if n == 1 {
		return "1 has"
	}
	return cli.Thousands(n) + " have"
}

// facts is the quiet line under a request.
func facts(h index.Hit) string {
	list := []string{h.ID}
	add := func(format string, ok bool, v any) {
		if ok {
			list = append(list, fmt.Sprintf(format, v))
		}
	}
	add("decided %s", !h.DecisionDate.IsZero(), h.DecisionDate)
	add("injured %s", !h.DateOfInjury.IsZero(), h.DateOfInjury)
	add("age %d", h.Age > 0, h.Age)
	add("%s", h.Sex != "", h.Sex)
	add("%s", len(h.Specialties) > 0, strings.Join(h.Specialties, ", "))
	add("%s", h.TreatmentClass != "", h.TreatmentClass)
	add("%s", h.Alike > 0, fmt.Sprintf("+%d alike (alike:%s)", h.Alike, h.ID))
	add("%s", h.InLetter > 0, fmt.Sprintf("+%d in this letter (case:%s)", h.InLetter, h.Letter))
	return strings.Join(list, " · ")
}

// difference says where a hit is not as the item that it is like.
func difference(d index.Difference) string {
	switch {
	case d.There == "":
		return "not told, asked for " + d.Here
	case d.Here == "":
		return d.There + ", not told in what was asked for"
	}
	return d.There + ", not " + d.Here
}

func place(s index.Snippet) string {
	field := strings.ReplaceAll(s.Field, "_", " ")
	if s.Page == 0 {
		return field
	}
	return fmt.Sprintf("%s, p. %d", field, s.Page)
}

// emphasize puts on and off around the marked words of a snippet.
func emphasize(s index.Snippet, on, off string) string {
	var b strings.Builder
	at := 0
	for _, span := range s.Spans {
		b.WriteString(s.Text[at:span[0]] + on + s.Text[span[0]:span[1]] + off)
		at = span[1]
	}
	b.WriteString(s.Text[at:])
	return b.String()
}

// writeReading tells how a query was read, where that is not plain.
func writeReading(w io.Writer, r index.Reading) {
	if r.Words != "" {
		fmt.Fprintf(w, "read as: %s\n", r.Words)
	}
	for _, u := range r.Understood {
		fmt.Fprintf(w, "understood: %s = %s\n", u.From, u.Label)
	}
	for _, e := range r.Expansions {
		fmt.Fprintf(w, "added: %s → %s", e.From, strings.Join(e.To, ", "))
		if e.Off != "" {
			fmt.Fprintf(w, " (write %s for the word alone)", e.Off)
		}
		fmt.Fprintln(w)
	}
	for _, e := range r.Offers {
		fmt.Fprintf(w, "not added: %s may also be %s\n", e.From, strings.Join(e.To, ", "))
	}
	if len(r.Ignored) > 0 {
		fmt.Fprintf(w, "ignored: %s\n", strings.Join(r.Ignored, ", "))
	}
	for _, n := range r.Warnings {
		fmt.Fprintf(w, "note: %s", n.Message)
		if n.Repair != "" {
			fmt.Fprintf(w, " (write: %s)", n.Repair)
		}
		fmt.Fprintln(w)
	}
}

func writeFacets(w io.Writer, facets []index.Facet) {
	for _, f := range facets {
		if len(f.Buckets) == 0 {
			continue
		}
		rated := slices.ContainsFunc(f.Buckets, func(b index.Bucket) bool { return b.Rate != nil })
		head := ""
		if rated {
			head = ": items, overturned of decided"
		}
		fmt.Fprintf(w, "\n%s (--facet %s=...)%s\n", f.Label, f.Field, head)
		for _, b := range f.Buckets {
			sign := " "
			if b.Selected {
				sign = "*"
			}
			rate := ""
			if b.Rate != nil {
				rate = fmt.Sprintf("%.1f%% of %s", 100*float64(b.Rate.Overturned)/float64(b.Rate.Decided), cli.Thousands(b.Rate.Decided))
			}
			if rated {
				rate = fmt.Sprintf("%-14s  ", rate)
			}
			fmt.Fprintf(w, "  %s %9s  %s%s\n", sign, cli.Thousands(b.Count), rate, b.Label)
		}
	}
}

// writeCount writes totals and outcomes.
func writeCount(w io.Writer, res *index.Result) error {
	if res.Answer != nil {
		fmt.Fprintln(w, res.Answer.Text)
	}
	fmt.Fprintln(w, totals(res.Total))
	for _, o := range []imr.Outcome{imr.Overturned, imr.Modified, imr.Upheld, imr.UnknownOutcome} {
		if n := res.Total.Outcomes[o]; n > 0 {
			fmt.Fprintf(w, "%9s  %s\n", cli.Thousands(n), o)
		}
	}
	if r := res.Total.Requested; r != nil {
		fmt.Fprintf(w, "requested: %s in %s\n", cli.Plural(r.Items, "item"), cli.Plural(r.Letters, "letter"))
		for _, o := range []imr.Outcome{imr.Overturned, imr.Modified, imr.Upheld, imr.UnknownOutcome} {
			if n := r.Outcomes[o]; n > 0 {
				fmt.Fprintf(w, "%9s  %s\n", cli.Thousands(n), o)
			}
		}
	}
	if res.Partial {
		_, err := fmt.Fprintln(w, "the time limit was reached: these are lower bounds")
		return err
	}
	return nil
}
