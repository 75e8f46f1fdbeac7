package highlight

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
)

// An asker writes queries of words that letters have.
type asker struct {
	*rand.Rand
	words []string
}

func (a asker) pick(list ...string) string { return list[a.IntN(len(list))] }

// near returns a word that stands not far behind another of the letters.
func (a asker) leaf() string {
	at := a.IntN(len(a.words) - 8)
	w := a.words[at]
	switch a.IntN(12) {
	case 0:
		return "#" + w
	case 1:
		return w[:min(len(w), 3)] + "*"
	case 2:
		return w + "~"
	case 3, 4:
		return fmt.Sprintf("%q", strings.Join(a.words[at:at+2+a.IntN(3)], " "))
	case 5:
		return fmt.Sprintf("%q~%d", strings.Join(a.words[at:at+2], " "), 1+a.IntN(6))
	case 6:
		return "#" + fmt.Sprintf("%q", strings.Join(a.words[at:at+2], " "))
	case 7, 8:
		return w + a.pick(" /3 ", " /s ", " /p ", " +4 ", " /s ") + a.words[at+1+a.IntN(6)]
	case 9:
		return a.pick("esi", "mri", "norco", "physical therapy", "tens", "opioid", "surgery", "epidural steroid injection")
	}
	return w
}

func (a asker) query(depth int) string {
	var parts []string
	for range 1 + a.IntN(3) {
		p := a.leaf()
		switch n := a.IntN(10); {
		case n < 2 && depth > 0:
			p = "(" + a.query(depth-1) + ")"
		case n == 3:
			p = a.pick("rationale:", "summary:", "request:", "dx:", "guideline:") + "(" + p + ")"
		case n == 4:
			p = fmt.Sprintf("ATLEAST%d(%s)", 1+a.IntN(4), p)
		case n == 5:
			p = "-" + p
		case n == 6 && depth > 0:
			p = "(" + p + ")" + a.pick(" /9 ", " /s ", " /p ") + "(" + a.leaf() + a.pick(" OR ", " /5 ") + a.leaf() + ")"
		}
		parts = append(parts, p)
	}
	return strings.Join(parts, a.pick(" ", " ", " AND ", " OR "))
}

// disturb puts what is not plain ASCII into a text.
func (a asker) disturb(p *imr.Passage) {
	for range a.IntN(6) {
		at := a.IntN(len(p.Text) + 1)
		p.Text = p.Text[:at] + a.pick("’", "“", "\u00ad", "é", "\xff", "”.", "\n\n", "K", ". ", "\t") + p.Text[at:]
	}
	p.Paragraphs = nil
	for at := 0; at < len(p.Text); at += 1 + a.IntN(600) {
		p.Paragraphs = append(p.Paragraphs, at)
	}
}

// askedLetters returns items of n letters, and one letter without items.
func askedLetters(a *asker, n int) []index.Determination {
	var ds []index.Determination
	gen := lettertest.New(lettertest.Options{Seed: 5})
	for i := range n {
		l := gen.Truth(i)
		if i%2 == 1 {
			l = lettertest.Bench(3).Truth(i)
		}
		if i%5 == 4 {
			a.disturb(&l.Summary)
			for k := range l.Items {
				a.disturb(&l.Items[k].Rationale)
			}
		}
		doc := &index.Document{Letter: &l}
		ds = append(ds, doc.Determinations()...)
	}
	doc := &index.Document{Letter: &imr.Letter{ID: "X"}, Text: ds[0].Item.Rationale.Text}
	ds = append(ds, doc.Determinations()...)
	for _, d := range ds {
		for f := range index.NumTextFields {
			for _, e := range d.Entries(f) {
				a.words = append(a.words, text.Words(strings.ToValidUTF8(e.Text, " "))...)
			}
		}
	}
	return ds
}

// TestMarksSame compares marks and snippets with those that all tokens give,
// over random queries and letters.
func TestMarksSame(t *testing.T) {
	a := &asker{Rand: rand.New(rand.NewPCG(8, 8))}
	ds := askedLetters(a, 40)
	plans, marked := 0, 0
	for range 1500 {
		q := a.query(2)
		p, _, err := resolve.Resolve(&index.Request{Query: q})
		if err != nil {
			continue
		}
		plans++
		marker := NewMarker(p)
		at := a.IntN(len(ds) - 4)
		for i := at; i < at+4; i++ {
			d := &ds[i]
			want, got := slowMark(p, d), marker.Mark(d)
			if diff := cmp.Diff(want.listed(), got.listed()); diff != "" {
				t.Fatalf("marks of %s in %s (-want +got)\n%s", q, d.Item.ID, diff)
			}
			if !want.Empty() {
				marked++
			}
			n := 1 + a.IntN(6)
			if diff := cmp.Diff(slowSnippets(d, want, n), marker.Snippets(d, got, n)); diff != "" {
				t.Fatalf("%d snippets of %s in %s (-want +got)\n%s", n, q, d.Item.ID, diff)
			}
		}
	}
	t.Logf("%d plans, %d items marked", plans, marked)
	if plans < 800 || marked < 1000 {
		t.Errorf("%d plans, %d items marked: too few", plans, marked)
	}
}

func (m *Marks) listed() []string {
	var out []string
	for f, ks := range m.fields {
		for _, k := range ks {
			out = append(out, fmt.Sprint(index.TextField(f), k))
		}
	}
	return out
}
