package brief

import (
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"

	"imrsearch/index"
	"imrsearch/index/cite"
	"imrsearch/parser/imr"
)

// method says how the brief came about, so that another can do it again: what
// was asked, how it was read, where, what was counted, what was taken.
func (m *maker) method(b *Brief, info *index.Info) string {
	var s []string
	say := func(format string, args ...any) { s = append(s, fmt.Sprintf(format, args...)) }
	say("%s.", corpus(info))
	switch {
	case m.total == nil && len(m.r.IDs) > 0:
		say("The determinations were chosen by hand; no search was made, so that decisions the other way were not looked for.")
	case m.total == nil:
		say("Nothing was searched for.")
	default:
		m.saySearch(say, b)
	}
	say("A quotation is the text of the letter as extracted from its file, whole sentences, unaltered; without a choice it is the sentence of the rationale that the program takes for the deciding one.")
	say("Pages are those of the file; a date that a letter does not state is left out.")
	if !b.Made.IsZero() {
		say("Made by imr on %s.", cite.Day(b.Made))
	} else {
		say("Made by imr.")
	}
	return strings.Join(s, " ")
}

// saySearch says what was searched for, found and taken.
func (m *maker) saySearch(say func(string, ...any), b *Brief) {
	r := m.total.Query
	if r.Text == "" {
		say("Searched for: all items.")
	} else {
		say("Searched for: %s.", asTyped(r.Text))
		if words := orElse(r.Words, r.ReadAs); words != "" && words != r.Text {
			say("Read as: %s.", words)
		}
	}
	for _, u := range r.Understood {
		if !strings.EqualFold(u.From, u.Label) {
			say("Understood: %s as %s.", u.From, u.Label)
		}
	}
	if len(r.Ignored) > 0 {
		say("Not searched for: %s.", strings.Join(r.Ignored, ", "))
	}
	for _, x := range r.Expansions {
		say("Also found for %s: %s.", x.From, strings.Join(x.To, ", "))
	}
	if chosen := filters(m.r.Search.Filters); chosen != "" {
		say("Filters: %s.", chosen)
	}
	t := &m.total.Total
	if m.total.Partial {
		say("The time limit cut the search; counts are lower bounds.")
	}
	if t.Requested != nil {
		say("Requests for the treatment named: %s in %s, %s.", count(t.Requested.Items, "item"), count(t.Requested.Letters, "letter"), split(t.Requested.Outcomes))
	} else {
		say("Found: %s in %s, %s.", count(t.Items, "item"), count(t.Letters, "letter"), split(t.Outcomes))
	}
	switch {
	case len(m.r.IDs) > 0:
		say("The precedents were chosen by hand.")
	case m.foundTotal == 0:
		say("There are no precedents: none was %s.", either(m.favoured))
	default:
		say("The precedents are %s, by %s.", of(len(b.Precedents), m.foundTotal, m.favoured), order(m.r.Search))
	}
	switch {
	case m.r.Adverse < 0:
	case m.adverseTotal == 0:
		say("There are no adverse decisions: none was %s.", either(other(m.favoured)))
	default:
		say("The adverse decisions are %s.", of(len(b.Adverse), m.adverseTotal, other(m.favoured)))
	}
}

// corpus describes the collection.
func corpus(info *index.Info) string {
	s := fmt.Sprintf("The collection has %s with %s", count(info.Letters, "letter"), count(info.Items, "item"))
	if !info.From.IsZero() && !info.To.IsZero() {
		s += fmt.Sprintf(", decided from %s to %s", cite.Day(info.From), cite.Day(info.To))
	}
	return s + fmt.Sprintf(" (generation %d); it is a sample of the letters there are", info.Generation)
}

// filters writes chosen values by field, as "Drug: oxycodone or tramadol; Sex:
// female". Outcomes are left out: the brief shows both sides.
func filters(list []index.Filter) string {
	var fields []string
	values := map[string][]string{}
	for _, f := range list {
		if f.Field == "outcome" {
			continue
		}
		if values[f.Field] == nil {
			fields = append(fields, f.Field)
		}
		values[f.Field] = append(values[f.Field], f.Value)
	}
	for i, name := range fields {
		label := name
		if f, ok := index.FieldNamed(name); ok {
			label = f.Label
		}
		fields[i] = label + ": " + strings.Join(values[name], " or ")
	}
	return strings.Join(fields, "; ")
}

// split writes the counts of outcomes: "4 overturned, 1 modified, 25 upheld".
func split(outcomes map[imr.Outcome]int) string {
	var parts []string
	for _, o := range []imr.Outcome{imr.Overturned, imr.Modified, imr.Upheld} {
		if n := outcomes[o]; n > 0 {
			parts = append(parts, humanize.Comma(int64(n))+" "+string(o))
		}
	}
	if n := outcomes[imr.UnknownOutcome]; n > 0 {
		parts = append(parts, humanize.Comma(int64(n))+" of unknown outcome")
	}
	return orElse(strings.Join(parts, ", "), "none")
}

// of says how many of how many items were taken: "5 of 24 upheld".
func of(n, total int, outcomes []imr.Outcome) string {
	if n >= total {
		return "all " + humanize.Comma(int64(n)) + " " + either(outcomes)
	}
	return fmt.Sprintf("%d of %s %s", n, humanize.Comma(int64(total)), either(outcomes))
}

func either(outcomes []imr.Outcome) string {
	words := make([]string, len(outcomes))
	for i, o := range outcomes {
		words[i] = string(o)
	}
	return strings.Join(words, " or ")
}

func order(r *index.Request) string {
	if r.Sort.Field == "" {
		return "relevance"
	}
	return r.Sort.String()
}

// asTyped sets a query off from the sentence around it without the marks that
// stand for a quotation.
func asTyped(q string) string { return "‹" + q + "›" }

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return humanize.Comma(int64(n)) + " " + noun + "s"
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
