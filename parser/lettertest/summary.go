package lettertest

import (
	"strings"

	"imrsearch/parser/imr"
)

// clinicalSummary writes the summary of the case. It is called after the
// items are drawn, for it names what was requested.
func (d *draft) clinicalSummary(cue string) {
	kinds := d.tables.summary
	open := "open"
	if d.truth.Patient.Age == 0 {
		open = "open-ageless"
	}
	sentences := []string{d.write(pick(d.source, kinds[open])), cue}
	sentences = append(sentences, d.earlierCare())
	for _, t := range some(d.source, kinds["exam"], d.between(7, 13)) {
		sentences = append(sentences, d.write(t))
	}
	if d.chance(60) {
		sentences = append(sentences, d.write(pick(d.source, kinds["imaging"])))
	}
	if d.chance(60) {
		sentences = append(sentences, d.write(pick(d.source, kinds["work"])))
	}
	if d.chance(70) {
		sentences = append(sentences, d.plan())
	}
	if d.chance(60) {
		sentences = append(sentences, d.write(pick(d.source, kinds["ur"])))
	}
	d.truth.Summary = d.passage([]string{d.join(sentences)})
}

// join makes a paragraph of sentences, leaving empty ones out.
func (d *draft) join(sentences []string) string {
	var b strings.Builder
	for _, s := range sentences {
		if s == "" {
			continue
		}
		if b.Len() > 0 && !(d.traps[TrapGluedSentences] && d.chance(35)) {
			b.WriteByte(' ')
		}
		b.WriteString(s)
	}
	return b.String()
}

func (d *draft) earlierCare() string {
	list := some(d.source, d.words["treatments"], d.between(2, 5))
	t := pick(d.source, d.tables.summary["treatment"])
	return d.writeWith(t, "thlist", strings.Join(list[:len(list)-1], ", ")+" and "+list[len(list)-1])
}

func (d *draft) plan() string {
	var names []string
	for _, it := range d.truth.Items {
		names = append(names, it.Request)
	}
	if len(names) > 3 {
		names = append(names[:2:2], "other services")
	}
	return d.writeWith(pick(d.source, d.tables.summary["plan"]), "reqs", strings.Join(names, " and "))
}

// writeWith expands a template in which one key has a value of its own.
func (d *draft) writeWith(t template, key, value string) string {
	var b strings.Builder
	t.expand(&b, func(b *strings.Builder, k string) {
		if k == key {
			b.WriteString(value)
			return
		}
		d.fill(b, k)
	})
	return b.String()
}

// passage is the truth of running text in paragraphs.
func (d *draft) passage(paragraphs []string) imr.Passage {
	p := imr.Passage{Paragraphs: []int{}}
	for i, text := range paragraphs {
		if i > 0 {
			p.Text += " "
		}
		p.Paragraphs = append(p.Paragraphs, len(p.Text))
		p.Text += text
	}
	return p
}
