package brief

import (
	"fmt"
	"strconv"
	"strings"

	"imrsearch/index/cite"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// A document is a brief laid out as blocks, the same for every format.
type document struct {
	title  string
	blocks []block
	notes  []string // footnotes, the first is number 1
}

type blockKind uint8

const (
	heading   blockKind = iota // of level
	paragraph                  // spans
	quotation                  // spans, set off; the marks of quotation are in them
	table                      // rows, the first is the head
)

type block struct {
	kind  blockKind
	level int
	spans []span
	rows  [][]string
}

// A span is text of one style, with the footnote that follows it.
type span struct {
	text string
	bold bool
	note int // from 1; 0 for none
}

// Quotation marks around what a letter says.
const (
	openQuote  = "“"
	closeQuote = "”"
)

// layOut lays a brief out: question, table, precedents, adverse decisions,
// method.
func layOut(b *Brief) *document {
	d := &document{title: b.Title()}
	d.heading(1, d.title)
	if b.Question != "" {
		d.add(block{kind: paragraph, spans: []span{{text: "Question. ", bold: true}, {text: text.OneLine(b.Question)}}})
	}
	if len(b.Precedents)+len(b.Adverse) > 0 {
		d.add(block{kind: table, rows: rows(b)})
	}
	d.heading(2, "Precedents")
	if len(b.Precedents) == 0 {
		d.say("None is listed.")
	}
	n := 0
	for i := range b.Precedents {
		n++
		d.entry(n, &b.Precedents[i])
	}
	d.heading(2, "Adverse decisions")
	if len(b.Adverse) == 0 {
		d.say("None is listed.")
	}
	for i := range b.Adverse {
		n++
		d.entry(n, &b.Adverse[i])
	}
	if more := b.AdverseTotal - len(b.Adverse); more > 0 {
		d.say(fmt.Sprintf("%s more went the other way and are not listed.", strconv.Itoa(more)))
	}
	d.heading(2, "Method")
	d.say(b.Method)
	return d
}

func (d *document) add(b block) { d.blocks = append(d.blocks, b) }

func (d *document) heading(level int, s string) {
	d.add(block{kind: heading, level: level, spans: []span{{text: s}}})
}

func (d *document) say(s string) { d.add(block{kind: paragraph, spans: []span{{text: s}}}) }

// entry lays out one determination. Its quotations have footnotes; without
// any, its heading has one.
func (d *document) entry(n int, e *Entry) {
	head := span{text: strconv.Itoa(n) + ". " + e.Citation}
	if len(e.Quotes) == 0 {
		head.note = d.note(e.Cite)
	}
	d.add(block{kind: heading, level: 3, spans: []span{head}})
	facts := []span{}
	for _, f := range e.facts() {
		if len(facts) > 0 {
			facts = append(facts, span{text: ". "})
		}
		facts = append(facts, span{text: f[0] + ": ", bold: true}, span{text: f[1]})
	}
	if len(facts) > 0 {
		d.add(block{kind: paragraph, spans: append(facts, span{text: "."})})
	}
	for _, q := range e.Quotes {
		d.add(block{kind: quotation, spans: []span{{text: openQuote + q.Text + closeQuote, note: d.note(q.Cite)}}})
	}
}

// facts are what the head of an entry says beside its citation.
func (e *Entry) facts() [][2]string {
	var out [][2]string
	for _, f := range [][2]string{
		{"Request", strings.TrimRight(e.Request, ".")},
		{"Reviewer", strings.Join(e.Specialty, ", ")},
		{"Reviewer cites", strings.Join(e.Families, ", ")},
	} {
		if f[1] != "" {
			out = append(out, f)
		}
	}
	return out
}

// note adds a footnote with a citation and returns its number.
func (d *document) note(c cite.Citation) int {
	d.notes = append(d.notes, c.Bluebook()+".")
	return len(d.notes)
}

// rows are the table of all determinations.
func rows(b *Brief) [][]string {
	out := [][]string{{"No.", "Determination", "Decided", "Outcome", "Request", "Reviewer cites", "At"}}
	for _, list := range [][]Entry{b.Precedents, b.Adverse} {
		for i := range list {
			e := &list[i]
			outcome := string(e.Outcome)
			if e.Outcome == imr.UnknownOutcome {
				outcome = ""
			}
			var at []string
			for _, q := range e.Quotes {
				if p := q.Cite.Pages(); p != "" && (len(at) == 0 || at[len(at)-1] != p) {
					at = append(at, p)
				}
			}
			out = append(out, []string{
				strconv.Itoa(len(out)), e.Cite.Short(), cite.Day(e.Decided), outcome, e.Request,
				strings.Join(e.Families, ", "), strings.Join(at, ", "),
			})
		}
	}
	return out
}
