package parser

import (
	"slices"
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/outline"
)

// A group is the labels of one item, indexes into the marks; -1 for one that
// is missing.
type group struct {
	claims, reviewer, rationale int
	first                       int // the first of them
	end                         outline.Cursor
}

// itemsByLabels finds the items of layouts B to F: a heading that ends in a
// verdict, then the labels of both sides' guidelines and of the rationale.
// The labels are the anchor: from each first label the heading is looked for
// backwards.
func (r *reading) itemsByLabels() {
	groups := r.groups()
	start := r.itemsStart()
	for g := range groups {
		first := r.Marks[groups[g].first].At.Line
		h := r.headingBefore(start, first, g == 0)
		if g > 0 {
			groups[g-1].end = outline.Cursor{Line: h.start, Off: h.off}
		}
		if g == len(groups)-1 {
			groups[g].end = r.itemsEnd(groups[g])
		}
		r.addItem(h, groups[g])
		start = r.lastLabel(groups[g]) + 1
	}
	for g := range groups {
		r.fillTexts(&r.letter.Items[g], groups[g])
	}
	r.addCutOffHeading(groups, start)
	r.checkLabels(groups)
}

// maxItems is how many items are looked for: a hundred times as many as any
// letter has, and few enough that a file of labels alone costs little.
const maxItems = 2000

// groups parts the labels into items: a label that an item already has, or
// that comes before one it has, begins the next.
func (r *reading) groups() []group {
	var list []group
	next := 0 // the label that the open item may have next
	for i, m := range r.Marks {
		l := labelOf(m.Kind)
		if l < 0 || !r.isItemLabel(i) {
			if m.Kind == outline.Closing {
				next = 0
			}
			continue
		}
		if len(list) == 0 || l < next || next == 0 {
			if len(list) == maxItems {
				break
			}
			list = append(list, group{-1, -1, -1, i, outline.Cursor{}})
		}
		g := &list[len(list)-1]
		*[]*int{&g.claims, &g.reviewer, &g.rationale}[l] = i
		next = l + 1
		if next == 3 {
			next = 0
		}
	}
	return list
}

// itemsStart returns the first line behind the heading of the decisions and
// the sentence that introduces them.
func (r *reading) itemsStart() int {
	start := 0
	for _, m := range r.Marks {
		if labelOf(m.Kind) >= 0 {
			break
		}
		if m.After.Line > start {
			start = m.After.Line
		}
	}
	if i := r.firstOf(outline.DecisionsC, outline.DecisionsB, outline.DecisionsA); i >= 0 {
		start = r.Marks[i].After.Line
	}
	for n := start; n < len(r.Lines) && n < start+4; n++ {
		if labelOf(r.kindAt(n)) >= 0 {
			break
		}
		if setForth.MatchString(r.Lines[n].Text) {
			return n + 1
		}
		if n+1 < len(r.Lines) && setForth.MatchString(r.Lines[n].Text+" "+r.Lines[n+1].Text) {
			return n + 2
		}
	}
	return start
}

func (r *reading) firstOf(kinds ...outline.Kind) int {
	return slices.IndexFunc(r.Marks, func(m outline.Mark) bool { return slices.Contains(kinds, m.Kind) })
}

// kindAt returns the kind of the mark that begins line i.
func (r *reading) kindAt(i int) outline.Kind {
	for _, m := range r.Marks {
		if m.At.Line == i {
			return m.Kind
		}
	}
	return outline.None
}

// lastLabel returns the line of the last label of a group.
func (r *reading) lastLabel(g group) int {
	last := 0
	for _, i := range []int{g.claims, g.reviewer, g.rationale} {
		if i >= 0 {
			last = max(last, r.Marks[i].At.Line)
		}
	}
	return last
}

// itemsEnd returns where the text of the letter's last item ends: at the
// next mark that is no label, or at the letter's end.
func (r *reading) itemsEnd(g group) outline.Cursor {
	last := r.lastLabel(g)
	for _, m := range r.Marks {
		if m.At.Line > last && labelOf(m.Kind) < 0 {
			return m.At
		}
	}
	end := len(r.Lines)
	for end > last+1 && closingLine.MatchString(r.Lines[end-1].Plain()) {
		end--
	}
	return outline.StartOf(end)
}

// addItem appends the item with its heading and verdict.
func (r *reading) addItem(h itemHeading, g group) {
	n := len(r.letter.Items) + 1
	at := r.PlaceOf(h.start)
	it := imr.Item{N: n, Page: at.Page, Line: at.Line, Outcome: r.doubt(n, h.outcome, h.start, r.Marks[g.first].At.Line), Heading: h.text}
	if h.outcome == imr.UnknownOutcome {
		r.problem("missing-verdict", n, r.PlaceOf(r.Marks[g.first].At.Line), "no verdict stands before the item's labels")
	}
	if h.text == "" {
		r.problem("missing-heading", n, r.PlaceOf(r.Marks[g.first].At.Line), "no heading stands before the item's labels")
	}
	r.letter.Items = append(r.letter.Items, it)
}

// fillTexts reads guidelines and rationale of an item.
func (r *reading) fillTexts(it *imr.Item, g group) {
	it.ClaimsAdministrator = r.guidelines(g, g.claims)
	it.ReviewerGuidelines = r.guidelines(g, g.reviewer)
	if g.rationale >= 0 {
		it.Rationale = r.Passage(r.Marks[g.rationale].After, g.end)
	}
	at := r.PlaceOf(r.Marks[g.first].At.Line)
	if g.claims < 0 || it.ClaimsAdministrator.Text == "" {
		r.problem("missing-guideline", it.N, at, "the claims administrator's guideline is missing")
	}
	if g.reviewer < 0 || it.ReviewerGuidelines.Text == "" {
		r.problem("missing-guideline", it.N, at, "the reviewer's guideline is missing")
	}
	if it.Rationale.Text == "" {
		r.problem("missing-rationale", it.N, at, "the item has no rationale")
	}
}

// guidelines reads the text behind the label with that index.
func (r *reading) guidelines(g group, label int) imr.Guidelines {
	if label < 0 {
		return imr.Guidelines{Citations: []imr.Citation{}}
	}
	end := g.end
	for _, i := range []int{g.claims, g.reviewer, g.rationale} {
		if i > label && r.Marks[i].At.Before(end) {
			end = r.Marks[i].At
		}
	}
	p := r.Passage(r.Marks[label].After, end)
	return imr.Guidelines{Text: p.Text, Page: p.Page, Line: p.Line, Citations: []imr.Citation{}}
}

// addCutOffHeading keeps a heading with its verdict that has no labels: one at
// the end of a letter that was cut off.
func (r *reading) addCutOffHeading(groups []group, start int) {
	if len(r.Lines) == 0 || r.layout.id == imr.LayoutB {
		return
	}
	last := len(r.Lines) - 1
	_, outcome := wordVerdict(r.Lines[last].Plain())
	if outcome == imr.UnknownOutcome || start > last || !strings.Contains(r.Lines[last].Text, ":") && len(r.Lines[last].Text) > 12 {
		return
	}
	h := r.headingBefore(start, last+1, len(groups) == 0)
	if n := len(r.letter.Items); n > 0 && len(groups) == n {
		g := groups[n-1]
		g.end = outline.Cursor{Line: h.start, Off: h.off}
		if g.rationale >= 0 {
			r.letter.Items[n-1].Rationale = r.Passage(r.Marks[g.rationale].After, g.end)
		}
	}
	at := r.PlaceOf(h.start)
	n := len(r.letter.Items) + 1
	r.letter.Items = append(r.letter.Items, imr.Item{N: n, Page: at.Page, Line: at.Line, Outcome: h.outcome, Heading: h.text})
	r.problem("cut-off", n, r.PlaceOf(last), "the letter ends behind the heading of item %d", n)
	r.problem("missing-rationale", n, r.PlaceOf(last), "the item has no rationale")
}

// checkLabels notes when the labels do not count as the items do.
func (r *reading) checkLabels(groups []group) {
	c := r.labelCounts()
	n := len(r.letter.Items)
	if c[0] != n || c[1] != n || c[2] != n {
		r.problem("labels-differ-from-items", 0, imr.Place{},
			"%d items, but %d labels of the claims administrator's guideline, %d of the reviewer's, %d of rationales", n, c[0], c[1], c[2])
	}
}

// labelCounts counts the labels of the items.
func (r *reading) labelCounts() (c [3]int) {
	for i, m := range r.Marks {
		if l := labelOf(m.Kind); l >= 0 && r.isItemLabel(i) {
			c[l]++
		}
	}
	return c
}
