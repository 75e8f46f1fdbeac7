package brief

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/index/cite"
	"imrsearch/index/highlight"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// A Sentence is one sentence of an item's rationale.
type Sentence struct {
	N             int // from 1, over the whole rationale
	Text          string
	Page, EndPage int // EndPage is 0 where it ends on the same page
	Line          int
	Paragraph     int  // from 0
	Decides       bool // it says best why it was decided so

	start, end int
}

// Sentences returns the sentences of the rationale of item, which may be
// chosen for a brief; none where it has no rationale.
func Sentences(d *index.Determination) []Sentence {
	p := d.Item.Rationale
	list := text.Sentences(nil, text.Entry{Text: p.Text, Paragraphs: p.Paragraphs})
	first, _, ok := highlight.Reason(d)
	out := make([]Sentence, len(list))
	for i, s := range list {
		from, to := p.Place(s.Start), p.Place(max(s.Start, s.End-1))
		out[i] = Sentence{
			N: i + 1, Text: text.OneLine(p.Text[s.Start:s.End]), Page: from.Page, Line: from.Line, Paragraph: s.Paragraph,
			Decides: ok && s.Start == first, start: s.Start, end: s.End,
		}
		if to.Page > from.Page {
			out[i].EndPage = to.Page
		}
	}
	return out
}

// quotes returns the chosen sentences, those that follow one another in one
// paragraph as one quotation. Without a choice it is the sentence that
// decides. Numbers beyond the rationale are an error.
func quotes(d *index.Determination, chosen []int) ([]Quote, int, error) {
	all := Sentences(d)
	chosen = slices.Clone(chosen)
	if len(chosen) == 0 {
		for _, s := range all {
			if s.Decides {
				chosen = []int{s.N}
			}
		}
	}
	slices.Sort(chosen)
	chosen = slices.Compact(chosen)
	c := cite.Of(d.Letter, d.Item)
	out := []Quote{}
	for i := 0; i < len(chosen); {
		n := chosen[i]
		if n < 1 || n > len(all) {
			return nil, len(all), &index.RequestError{Param: "quote", Msg: fmt.Sprintf("%s has no sentence %d: its rationale has %d", d.Item.ID, n, len(all))}
		}
		first, last := all[n-1], all[n-1]
		for i++; i < len(chosen) && chosen[i] == last.N+1 && chosen[i] <= len(all) && all[last.N].Paragraph == last.Paragraph; i++ {
			last = all[last.N]
		}
		q := Quote{
			Text: text.OneLine(d.Item.Rationale.Text[first.start:last.end]), From: first.N, To: last.N,
			Page: first.Page, Line: first.Line,
		}
		if end := max(last.Page, last.EndPage); end > q.Page {
			q.EndPage = end
		}
		q.Cite = c.At(q.Page, q.EndPage)
		out = append(out, q)
	}
	return out, len(all), nil
}

// A Choice is the sentences to quote of one item.
type Choice struct {
	ID        string // LETTER/n
	Sentences []int  // from 1
}

// ParseChoice reads a choice: an item's id, a colon, and numbers and ranges of
// sentences, as "CM16-0990412/2:1,4-6". The error is a *index.RequestError.
func ParseChoice(s string) (Choice, error) {
	id, list, ok := strings.Cut(s, ":")
	wrong := &index.RequestError{Param: "quote", Msg: fmt.Sprintf("%q: want an item and numbers of sentences, as CM16-0990412/2:1,4-6", s)}
	if _, n, err := imr.SplitID(id); err != nil || n < 0 || !ok {
		return Choice{}, wrong
	}
	c := Choice{ID: id}
	for part := range strings.SplitSeq(list, ",") {
		first, last, isRange := strings.Cut(strings.TrimSpace(part), "-")
		from, err := strconv.Atoi(first)
		to := from
		if isRange && err == nil {
			to, err = strconv.Atoi(last)
		}
		if err != nil || from < 1 || to < from || to-from > maxSentences {
			return Choice{}, wrong
		}
		for n := from; n <= to; n++ {
			c.Sentences = append(c.Sentences, n)
		}
	}
	if len(c.Sentences) > maxSentences {
		return Choice{}, wrong
	}
	return c, nil
}

// maxSentences bounds a choice, so that a short address cannot ask for long
// work.
const maxSentences = 1000

// String writes the choice as ParseChoice reads it.
func (c Choice) String() string {
	numbers := make([]string, len(c.Sentences))
	for i, n := range c.Sentences {
		numbers[i] = strconv.Itoa(n)
	}
	return c.ID + ":" + strings.Join(numbers, ",")
}
