package bleve

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/parser/imr"
)

// judgedTreatments are what the judged letters ask for: as letters say it,
// as a query says it in the same and in other words.
var judgedTreatments = []struct {
	letter, same, other string
	drug                bool
	treatment           imr.Treatment
}{
	{"MRI of the %s", "mri", "magnetic resonance imaging", false, imr.Treatment{Names: []string{"mri"}, Subclass: "Imaging and radiology"}},
	{"X-rays, three views, %s", "x-rays", "radiograph", false, imr.Treatment{Names: []string{"x-ray"}, Subclass: "Imaging and radiology"}},
	{"Twelve visits of physical therapy for the %s", "physical therapy", "physio", false, imr.Treatment{Names: []string{"physical therapy"}, Subclass: "Physical and occupational therapy"}},
	{"Acupuncture, six sessions, %s", "acupuncture", "needle therapy", false, imr.Treatment{Names: []string{"acupuncture"}, Subclass: "Acupuncture"}},
	{"TENS unit for the %s", "tens unit", "transcutaneous electrical nerve stimulation", false, imr.Treatment{Names: []string{"tens unit"}, Subclass: "Electrical stimulation"}},
	{"Norco 10/325mg #60", "norco", "hydrocodone", true, imr.Treatment{Drugs: []string{"hydrocodone/acetaminophen"}, Subclass: "Opioids"}},
	{"Flexeril 7.5mg #30", "flexeril", "muscle relaxer", true, imr.Treatment{Drugs: []string{"cyclobenzaprine"}, Subclass: "Muscle relaxants"}},
	{"Ibuprofen 800mg #90", "ibuprofen", "motrin", true, imr.Treatment{Drugs: []string{"ibuprofen"}, Subclass: "NSAIDs"}},
	{"Extracorporeal shockwave therapy, %s", "shockwave therapy", "eswt", false, imr.Treatment{Names: []string{"extracorporeal shockwave therapy"}, Subclass: "Therapies"}},
}

// judgedParts are parts of the body: as letters say it, by name, as lay
// people say it.
var judgedParts = []struct{ letter, name, other string }{
	{"left knee", "knee", "knee"}, {"lumbar spine", "low back", "low back"},
	{"cervical spine", "neck", "neck"}, {"right shoulder", "shoulder", "shoulder"},
}

// judgedCases say something that no other case does.
var judgedCases = []string{
	"kayak", "ladder", "forklift", "pallet", "trench", "scaffold", "conveyor", "freezer", "hammock", "gurney", "saddle",
	"crane", "mixer", "tractor", "awning", "boiler", "carpet", "dumpster", "escalator", "furnace", "gutter", "hose",
	"icebox", "jackhammer", "kiln", "lathe", "manhole", "nailgun", "oven", "pipeline", "quarry", "roofing", "sandblaster",
	"turbine", "utility", "vineyard",
}

// judgedLetters are letters of two items. The summary speaks of a treatment
// and a part that neither item asks for, as summaries do.
func judgedLetters() []*index.Document {
	var docs []*index.Document
	for i, c := range judgedCases {
		id := fmt.Sprintf("CM16-%07d", i+1)
		part, past := judgedParts[i%4], judgedParts[(i+1)%4]
		l := &imr.Letter{
			ID: id, Diagnoses: []string{part.letter + " strain"},
			Summary: imr.Passage{Text: "The worker has pain in the " + past.letter + ". Tried before: " + asRequest((i+4)%9, past.letter) + "."},
		}
		for n, t := range []int{i % 9, (i + 2) % 9} {
			jt := judgedTreatments[t]
			request, tr := asRequest(t, part.letter), jt.treatment
			if !jt.drug {
				tr.BodyParts = []string{part.name}
			}
			l.Items = append(l.Items, imr.Item{
				ID: imr.ItemID(id, n+1), N: n + 1, Request: request, Heading: request, Outcome: imr.Upheld, Treatment: tr,
				Rationale: imr.Passage{Text: standardParagraph + fmt.Sprintf(" After the fall from the %s number %d the strength did not change at all.", c, n+1)},
			})
		}
		docs = append(docs, &index.Document{Letter: l})
	}
	return docs
}

// asRequest is a treatment for a part, as a letter words it.
func asRequest(treatment int, part string) string {
	return strings.ReplaceAll(judgedTreatments[treatment].letter, "%s", part)
}

// gain is 2 for the treatment and the part asked for, 1 for the treatment.
func gain(it *imr.Item, t, part int) float64 {
	same := slices.Equal(it.Treatment.Names, judgedTreatments[t].treatment.Names) && slices.Equal(it.Treatment.Drugs, judgedTreatments[t].treatment.Drugs)
	switch {
	case !same:
		return 0
	case part < 0 || slices.Contains(it.Treatment.BodyParts, judgedParts[part].name):
		return 2
	}
	return 1
}

// ndcg is nDCG@10 of gains in the order found; all are those of every item.
func ndcg(found, all []float64) float64 {
	sum := func(gains []float64) float64 {
		total := 0.0
		for i, g := range gains[:min(10, len(gains))] {
			total += (math.Exp2(g) - 1) / math.Log2(float64(i)+2)
		}
		return total
	}
	best := slices.Clone(all)
	slices.Sort(best)
	slices.Reverse(best)
	return sum(found) / sum(best)
}

// TestJudged keeps nDCG@10 and the reciprocal rank of known items above
// floors, one hundredth below what was reached when they were set. What is
// missing to 1 is the order that all words stand before most of them: an item
// that has the part in its summary alone comes before the same treatment for
// another part. A change that lowers a floor must say why.
func TestJudged(t *testing.T) {
	dir := t.TempDir()
	docs := judgedLetters()
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs...)
	e := open(t, dir)
	items := map[string]*imr.Item{}
	for _, d := range docs {
		for i := range d.Letter.Items {
			items[d.Letter.Items[i].ID] = &d.Letter.Items[i]
		}
	}
	judge := func(query string, treatment, part int) float64 {
		var found, all []float64
		for _, h := range answer(t, e, index.Request{Query: query, Limit: 10}).Hits {
			found = append(found, gain(items[h.ID], treatment, part))
		}
		for _, it := range items {
			all = append(all, gain(it, treatment, part))
		}
		return ndcg(found, all)
	}
	sum, n := map[string]float64{}, map[string]float64{}
	add := func(kind string, x float64) { sum[kind] += x; n[kind]++ }
	for k, jt := range judgedTreatments {
		add("same words", judge(jt.same, k, -1))
		add("other words", judge(jt.other, k, -1))
		for p, part := range judgedParts {
			if !jt.drug {
				add("same words", judge(jt.same+" "+part.letter, k, p))
				add("other words", judge(jt.other+" "+part.other, k, p))
			}
		}
	}
	for i, c := range judgedCases {
		id := imr.ItemID(fmt.Sprintf("CM16-%07d", i+1), i%2+1)
		hits := answer(t, e, index.Request{Query: fmt.Sprintf("from the %s number %d the strength", c, i%2+1), Limit: 10}).Hits
		at := slices.IndexFunc(hits, func(h index.Hit) bool { return h.ID == id })
		add("known item", 1/float64(at+1))
	}
	for kind, floor := range map[string]float64{"same words": 0.91, "other words": 0.91, "known item": 0.99} {
		if got := sum[kind] / n[kind]; got < floor || math.IsInf(got, 0) {
			t.Errorf("%s: %.3f over %v queries, want %.2f at least", kind, got, n[kind], floor)
		}
	}
}
