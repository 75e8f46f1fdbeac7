package fold

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/parser/imr"
)

var statements = []string{
	"The records describe pain of the lower back that eased with exercise, and no plan for the further visits was given.",
	"An earlier study of the shoulder showed a small tear, and another study would not change what is planned.",
	"The medicine was taken for months while neither pain scores nor function were written down.",
	"See above.",
}

// letters makes n letters of two items each, in which every statement stands
// with many numbers.
func letters(n int) []*index.Document {
	var docs []*index.Document
	for i := range n {
		l := &imr.Letter{ID: fmt.Sprintf("CM16-%07d", i*7919%10_000)}
		for k := range 2 {
			said := statements[(i+k)%len(statements)]
			item := imr.Item{ID: imr.ItemID(l.ID, k+1), N: k + 1, Outcome: imr.Upheld}
			item.Rationale.Text = fmt.Sprintf("On %d/%d/2016 she was seen. %s", i%12+1, i%28+1, said)
			if said == "See above." {
				item.Rationale.Text = said
			}
			l.Items = append(l.Items, item)
		}
		docs = append(docs, &index.Document{Letter: l})
	}
	return docs
}

// sketch lists the groups by the ids of their members.
func sketch(gen *segment.Generation) string {
	g := GroupsOf(gen)
	var all []string
	for n := range g.Len() {
		var ids []string
		for _, d := range g.Members(uint64(n + 1)) {
			ids = append(ids, gen.Segments[d.Segment].ItemID(d.Doc))
		}
		slices.Sort(ids)
		all = append(all, strings.Join(ids, " "))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// TestGroupsDependOnLettersAlone makes the same letters into other segments,
// in another order, by more goroutines, and after deletions.
func TestGroupsDependOnLettersAlone(t *testing.T) {
	docs := letters(40)
	build := func(o commit.WriterOptions, rounds ...[]*index.Document) *segment.Generation {
		dir := t.TempDir()
		for _, docs := range rounds {
			segmenttest.Write(t, dir, o, docs...)
		}
		return segmenttest.Generation(t, dir)
	}
	one := build(commit.WriterOptions{Jobs: 1}, docs)
	want := sketch(one)
	if n := GroupsOf(one).Len(); n != 3 {
		t.Fatalf("%d groups, want one for each statement but the short one:\n%s", n, want)
	}
	turned := slices.Clone(docs)
	slices.Reverse(turned)
	others := letters(40)
	for i := range others {
		others[i].Letter.Items[0].Rationale.Text = "Something else entirely was said of this request before."
	}
	for name, g := range map[string]*segment.Generation{
		"small segments": build(commit.WriterOptions{Jobs: 2, SegmentItems: 10}, turned),
		"two commits":    build(commit.WriterOptions{Jobs: 1}, docs[:13], docs[13:]),
		"replaced":       build(commit.WriterOptions{Jobs: 1}, others, docs),
	} {
		if got := sketch(g); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}
