package bleve

import (
	"testing"

	"imrsearch/index"
)

// Alternatives are counted nowhere but in the documents in which they are said
// to stand, also where they go over from one diagnosis to the next, and those
// that are left out nowhere.
func TestWhatIsCountedIsPresent(t *testing.T) {
	dir := t.TempDir()
	docs := benchDocuments(700)
	for i, d := range docs {
		if i%3 == 0 {
			d.Letter.Diagnoses = append(d.Letter.Diagnoses, "trigger", "point", "epidural", "injection")
		}
	}
	write(t, dir, WriterOptions{Jobs: 2, ShardItems: 4000}, docs...)
	g := generationIn(t, dir)
	narrowed, left := 0, 0
	for _, query := range []string{"epidural steroid", "trigger point", "mri", "nsaid lumbar", `"trigger point" OR pain`, "opioid taper"} {
		req := &index.Request{Query: query, Match: index.MatchAll}
		plan, _, err := index.Resolve(req)
		if err != nil {
			t.Fatal(err)
		}
		s := &search{plan: plan, g: g, deadline: &deadline{ctx: t.Context()}}
		s.begin()
		s.selections[0].sweepFrom = 0 // runs are asked however few documents there are
		s.selectItems(req.Match, func(sel *selection) { sel.choose(nil) })
		sc, sel := newScorer(s), s.selections[0]
		here := sc.present(sel)
		for i := range sc.concepts {
			for _, a := range sc.concepts[i].alternatives {
				in := nothing
				for _, p := range here[i] {
					if sameSequence(p.Sequence, a.Sequence) {
						if in = p.docs; in == nil {
							in = sel.shard.all
						}
					}
				}
				if in == nothing {
					left++
				} else if in != sel.shard.all {
					narrowed++
				}
				sp := &spotter{codes: sel.shard.words.codes, first: sel.shard.words.codes.kinds()}
				sp.add(sel, 0, a)
				compareCounted(t, sel, sp, in.Contains)
			}
		}
	}
	if narrowed < 5 || left < 20 {
		t.Errorf("%d alternatives stand in some documents, %d nowhere: too few to tell", narrowed, left)
	}
}

// compareCounted looks for the one alternative of a spotter in all that was
// found.
func compareCounted(t *testing.T, sel *selection, sp *spotter, present func(doc uint32) bool) {
	t.Helper()
	for it := sel.result.Iterator(); it.HasNext(); {
		doc := it.Next()
		sel.evaluator.open(doc, index.AllTexts)
		for f := range index.NumTextFields {
			counts := []float64{0}
			if field := sel.record.get(f); field != nil {
				sp.count(f, field.codes, counts, nil)
			}
			if counts[0] > 0 && !present(doc) {
				t.Errorf("%v is counted in field %d of document %d, where it is not present", sp.begins, f, doc)
			}
		}
	}
}
