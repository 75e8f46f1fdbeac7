package bleve

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
)

// judgedRequests are invented items, a letter each, by the names that the
// judgements use: what is asked for, what was diagnosed, what was decided and
// why.
var judgedRequests = []struct{ name, request, diagnosis, outcome, rationale string }{
	{"norco", "Norco 10/325 mg #120", "low back pain", "upheld", "In this case, the worker reports no gain in function on this drug, and no pain agreement is on file."},
	{"vicodin", "Vicodin 5/300 mg #60", "knee pain", "overturned", "In this case, screens were consistent, and he still works with this drug."},
	{"hydrocodone remaining", "Hydrocodone/APAP 10/325 mg, remaining 45 tablets", "neck pain", "modified", "In this case, a supply for one month allows for weaning."},
	{"percocet after surgery", "Post-op Percocet 5/325 mg #40", "rotator cuff tear", "overturned", "The surgery is medically necessary, and so is a short supply for the days behind it."},
	{"percocet", "Percocet 10/325 mg #90", "low back pain", "upheld", "In this case, nothing tells what the drug has changed."},
	{"naproxen", "Naproxen 550 mg #60", "knee pain", "overturned", "In this case, the drug is taken for a flare."},
	{"naproxen again", "Anaprox DS 550 mg #60 with 2 refills", "shoulder strain", "upheld", "In this case, the stomach has bled."},
	{"flexeril", "Flexeril 7.5 mg #90", "neck strain", "upheld", "In this case, the drug was taken for nine months."},
	{"soma", "Soma 350 mg #60", "low back strain", "upheld", "In this case, the drug is sedating."},
	{"knee mri", "MRI of the left knee without contrast", "knee sprain", "overturned", "In this case, the knee locks, and a tear is suspected."},
	{"knee mri open", "Open MRI, right knee", "meniscus tear", "upheld", "In this case, no exam of the knee is on file."},
	{"lumbar mri", "MRI of the lumbar spine", "lumbar strain", "upheld", "In this case, no red flag is told."},
	{"neck mri", "Magnetic resonance imaging (MRI) of the cervical spine", "neck strain", "overturned", "In this case, the arm is weak."},
	{"knee x-ray", "X-rays of the left knee", "knee sprain", "upheld", "In this case, films of last month are not discussed."},
	{"pt first", "Physical therapy 2 times a week for 3 weeks, lumbar spine", "lumbar strain", "overturned", "In this case, the worker has not undergone physical therapy previously."},
	{"pt further", "Additional physical therapy, 12 visits, low back", "lumbar strain", "upheld", "In this case, 18 visits brought no gain that anybody measured."},
	{"pt further untold", "Physical therapy 3 x 4", "lumbar radiculopathy", "upheld", "In this case, the worker has completed 16 sessions of therapy for the low back."},
	{"pt further knee", "Additional physical therapy, 8 visits, right knee", "knee sprain", "overturned", "In this case, the worker climbs ladders again after the first ones."},
	{"pt after surgery", "Post-operative physical therapy, 12 visits, right shoulder", "rotator cuff tear", "overturned", "The surgery has been approved."},
	{"ot further", "Continued occupational therapy for the left wrist, 6 visits", "carpal tunnel syndrome", "upheld", "In this case, a home program is enough."},
	{"acupuncture first", "Initial acupuncture, 6 visits, neck", "neck strain", "overturned", "In this case, drugs are not tolerated."},
	{"acupuncture further", "Acupuncture, 8 additional visits, neck", "neck strain", "upheld", "In this case, nothing changed at work."},
	{"esi", "L4-5 transforaminal epidural steroid injection under fluoroscopy", "lumbar radiculopathy", "overturned", "In this case, the root is seen to be pressed."},
	{"esi other level", "Right L5-S1 epidural steroid injection", "lumbar radiculopathy", "upheld", "In this case, the leg is strong."},
	{"esi neck", "Cervical epidural steroid injection at C6-7", "cervical radiculopathy", "upheld", "In this case, the arm is strong."},
	{"mbb", "Lumbar medial branch block at L4-S1", "lumbar facet pain", "upheld", "In this case, the pain runs into the leg."},
	{"uds", "Urine drug screen", "low back pain", "upheld", "In this case, the last one was two months ago."},
	{"uds confirmed", "Confirmatory urine drug test", "chronic pain", "overturned", "In this case, the screen was at odds with what is prescribed."},
	{"cbc", "Complete blood count", "chronic pain", "upheld", "In this case, no illness is told."},
	{"tens trial", "TENS unit, 30-day trial", "low back pain", "overturned", "In this case, he does his exercises."},
	{"tens purchase", "Purchase of a TENS unit", "neck pain", "upheld", "In this case, it was never tried."},
	{"h-wave", "H-wave unit, purchase", "knee pain", "upheld", "In this case, nothing tells why."},
	{"home health", "Home health aide, 4 hours a day", "hip fracture", "upheld", "In this case, he walks to the store."},
	{"cream", "Compounded cream: Flurbiprofen 20%, Baclofen 5%, Lidocaine 4%, 180 gm", "knee pain", "upheld", "In this case, no pill was tried first."},
	{"other cream", "Compounded cream: Gabapentin 10%, Amitriptyline 5%, Bupivacaine 5%, 180 gm", "neck pain", "upheld", "In this case, no pill was tried first."},
	{"lidoderm", "Lidoderm 5% patch #30", "neuropathy", "overturned", "In this case, two other drugs failed."},
	{"frp", "Functional restoration program, 80 hours", "chronic pain", "overturned", "In this case, he wants to go back to his trade."},
	{"frp further", "Functional restoration program extension, 80 additional hours", "chronic pain", "upheld", "In this case, no goal was met in the first ones."},
	{"hardening", "Work hardening, 10 visits", "low back strain", "upheld", "In this case, no job is held for him."},
	{"sleep study", "Polysomnography (sleep study)", "insomnia", "upheld", "In this case, snoring is not told."},
	{"cuff repair", "Right shoulder arthroscopy with rotator cuff repair and subacromial decompression", "rotator cuff tear", "overturned", "In this case, the tear is complete."},
	{"cuff repair again", "Arthroscopic rotator cuff repair, left shoulder", "rotator cuff tear", "upheld", "In this case, no therapy was tried."},
	{"knee scope", "Left knee arthroscopy with partial medial meniscectomy", "meniscus tear", "upheld", "In this case, the joint is worn."},
	{"cold therapy", "Associated surgical service: Cold therapy unit, 7-day rental", "rotator cuff tear", "overturned", "The surgery is medically necessary."},
	{"sling", "Associated surgical service: Abduction sling", "rotator cuff tear", "overturned", "The surgery is medically necessary."},
}

// judgedAsks are what somebody asks about, and what an expert would call the
// same request (3), the same treatment for another part or in another kind of
// dispute (2), and of the same class (1); all else is 0.
var judgedAsks = []struct{ request, why, three, two, one string }{
	{"Norco 10/325 #120 and Naproxen 500 mg #60", "", "norco, vicodin, hydrocodone remaining, naproxen, naproxen again", "", "percocet, percocet after surgery"},
	{"Hydrocodone/acetaminophen 5/325 mg", "", "norco, vicodin, hydrocodone remaining", "", "percocet, percocet after surgery"},
	{"Endocet 5/325 mg #60", "", "percocet", "percocet after surgery", "norco, vicodin, hydrocodone remaining"},
	{"Cyclobenzaprine 10 mg #30", "", "flexeril", "", "soma"},
	{"MRI right knee", "", "knee mri, knee mri open", "lumbar mri, neck mri", "knee x-ray"},
	{"MRI of the lumbosacral spine without contrast", "", "lumbar mri", "knee mri, knee mri open, neck mri", "knee x-ray"},
	{"Additional physical therapy 2 x 6 for the lumbar spine", "", "pt further, pt further untold", "pt first, pt further knee, pt after surgery, ot further", ""},
	{"Physical therapy, 12 visits, low back", "The patient has completed 20 visits to date.", "pt further, pt further untold", "pt first, pt further knee, pt after surgery, ot further", ""},
	{"Physical therapy, 6 visits, lumbar spine", "", "pt first", "pt further, pt further untold, pt further knee, pt after surgery, ot further", ""},
	{"Postoperative physical therapy for the shoulder, 24 visits", "", "pt after surgery", "pt further, pt further untold, pt first, pt further knee, ot further", ""},
	{"Acupuncture 2 times a week for 4 weeks, cervical spine", "", "acupuncture first", "acupuncture further", ""},
	{"L4-5 lumbar epidural steroid injection", "", "esi, esi other level", "esi neck", "mbb"},
	{"UDS, quarterly", "", "uds, uds confirmed", "", "cbc"},
	{"TENS unit for home use, purchase", "", "tens purchase", "tens trial", "h-wave"},
	{"Home health care, 20 hours a week", "", "home health", "", ""},
	{"Topical compound Flurbiprofen 10%/Cyclobenzaprine 5%/Lidocaine 5% cream", "", "cream", "other cream", "lidoderm"},
	{"Functional restoration program, initial 160 hours", "", "frp", "frp further", "hardening"},
	{"Overnight sleep study", "", "sleep study", "", ""},
	{"Left shoulder arthroscopy, rotator cuff repair", "", "cuff repair, cuff repair again", "knee scope", ""},
	{"Cold therapy unit", "", "cold therapy", "", "sling"},
}

// TestJudgedSimilar keeps nDCG@10 of similar items over invented letters above
// a floor, one hundredth below what was reached when it was set, and the share
// of what an expert would call the same request among the first five.
func TestJudgedSimilar(t *testing.T) {
	dir := t.TempDir()
	var docs []*index.Document
	for i, r := range judgedRequests {
		docs = append(docs, judgedItem(fmt.Sprintf("CM16-%07d", i+1), r.request, r.rationale, imr.Outcome(r.outcome), r.diagnosis))
	}
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs...)
	e := open(t, dir)
	sum, found, all := 0.0, 0, 0
	for _, ask := range judgedAsks {
		grades := map[string]float64{}
		for grade, names := range []string{1: ask.one, 2: ask.two, 3: ask.three} {
			for _, name := range strings.Split(names, ", ") {
				if name != "" {
					grades[idOf(t, name)] = float64(grade)
				}
			}
		}
		like := judgedItem("x", ask.request, ask.why, imr.UnknownOutcome, "").Determinations()[0]
		r, err := e.Similar(t.Context(), &index.SimilarRequest{Like: &like, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		var gains, best []float64
		same := 0
		for i, h := range r.Hits {
			gains = append(gains, grades[h.ID])
			if i < 5 && grades[h.ID] == 3 {
				same++
			}
		}
		for _, g := range grades {
			best = append(best, g)
		}
		n := ndcg(gains, best)
		threes := strings.Count(ask.three, ",") + 1
		if n < 0.8 || same < min(threes, 5) {
			t.Logf("%s: nDCG %.3f, %d of %d same requests among the first five: %v", ask.request, n, same, threes, gains)
		}
		sum, found, all = sum+n, found+same, all+min(threes, 5)
	}
	got, share := sum/float64(len(judgedAsks)), float64(found)/float64(all)
	t.Logf("nDCG@10 %.3f, same requests among the first five %d of %d", got, found, all)
	if got < 0.985 || share < 0.99 || math.IsNaN(got) {
		t.Errorf("nDCG@10 %.3f, same requests among the first five %.2f; want 0.985 and 0.99 at least", got, share)
	}
}

func idOf(t *testing.T, name string) string {
	t.Helper()
	for i, r := range judgedRequests {
		if r.name == name {
			return imr.ItemID(fmt.Sprintf("CM16-%07d", i+1), 1)
		}
	}
	t.Fatalf("no request has the name %s", name)
	return ""
}

// judgedItem is a letter with one item, of which the lexicon reads what it
// reads at ingest.
func judgedItem(id, request, rationale string, outcome imr.Outcome, diagnosis string) *index.Document {
	it := imr.Item{ID: imr.ItemID(id, 1), N: 1, Request: request, Heading: request, Outcome: outcome, Rationale: imr.Passage{Text: rationale}}
	it.Treatment = lexicon.Derive(request, request, rationale)
	it.ReasonsFor, it.ReasonsAgainst = lexicon.Reasons(rationale, outcome, &it.Treatment)
	it.Reasons = append(append([]string{}, it.ReasonsAgainst...), it.ReasonsFor...)
	it.Stage = lexicon.Stage(&it)
	l := &imr.Letter{ID: id, Items: []imr.Item{it}}
	if diagnosis != "" {
		l.Diagnoses = []string{diagnosis}
		l.DiagnosisDetails = []imr.Diagnosis{{Text: diagnosis, Name: diagnosis, BodyParts: lexicon.PartsNamed(diagnosis)}}
	}
	return &index.Document{Letter: l}
}
