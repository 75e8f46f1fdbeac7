package bleve

import (
	"math"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// show reads the hits' letters and fills in the page.
func (s *search) show(result *index.Result, hits []ranked) error {
	marker := index.NewMarker(s.plan)
	snippets := s.req.Snippets
	if snippets == 0 {
		snippets = index.DefaultSnippets
	}
	docs := map[letterAt]*index.Document{}
	result.Hits = make([]index.Hit, 0, len(hits))
	for i, r := range hits {
		if i%16 == 0 && s.deadline.ctx.Err() != nil {
			return s.deadline.ctx.Err()
		}
		shard := s.g.shards[r.shard]
		letter, n := shard.item(r.doc)
		at := letterAt{r.shard, letter}
		doc := docs[at]
		if doc == nil {
			var err error
			if doc, err = shard.texts.document(letter); err != nil {
				return err
			}
			if len(docs) < maxShown {
				docs[at] = doc
			}
		}
		d := determination(doc, n)
		hit := hitOf(&d)
		hit.Score = math.Round(r.final*scoreScale) / 100
		if snippets > 0 {
			marks := marker.Mark(&d)
			hit.Snippets = index.Snippets(&d, marks, snippets)
			hit.Marks = marks.Counts()
			hit.RequestSpans = marks.Spans(index.RequestText, 0)
		}
		result.Hits = append(result.Hits, hit)
	}
	return nil
}

// scoreScale makes scores of 0 to about 50, in hundredths.
const scoreScale = 1000

// A letterAt is a letter of a generation.
type letterAt struct {
	shard  int
	letter uint32
}

// maxShown bounds the letters that one answer keeps in memory.
const maxShown = 256

// determination returns item n of a letter.
func determination(doc *index.Document, n int) index.Determination {
	all := doc.Determinations()
	return all[min(max(n-1, 0), len(all)-1)]
}

// hitOf returns what a hit says of its item and letter.
func hitOf(d *index.Determination) index.Hit {
	l, item := d.Letter, d.Item
	h := index.Hit{
		ID: item.ID, Letter: l.ID, N: item.N, Request: item.Request, Outcome: item.Outcome,
		DecisionDate: l.DecisionDate, DateOfInjury: l.DateOfInjury, Specialties: l.Reviewer.Specialties,
		TreatmentClass: item.Treatment.Class, Age: l.Patient.Age, Sex: l.Patient.Sex,
		Families: familiesOf(item.ReviewerGuidelines.Citations), Snippets: []index.Snippet{}, Items: len(l.Items),
	}
	for i := range l.Items {
		if other := &l.Items[i]; other.ID != item.ID {
			h.Siblings = append(h.Siblings, index.Sibling{N: other.N, Request: other.Request, Outcome: other.Outcome})
		}
	}
	return h
}

func familiesOf(citations []imr.Citation) []imr.Family {
	var out []imr.Family
	seen := map[imr.Family]bool{}
	for _, c := range citations {
		if !seen[c.Family] {
			seen[c.Family] = true
			out = append(out, c.Family)
		}
	}
	return out
}
