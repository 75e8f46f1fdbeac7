package lettertest

import (
	"fmt"
	"strings"

	"imrsearch/parser/imr"
)

// The measure of the bench profile: how many of each there are.
const (
	benchDrugs      = 250
	benchDiagnoses  = 600
	benchTreatments = 2000
	benchGuidelines = 400
	benchAuthors    = 20000
)

// benchTables is what the bench profile draws from. It does not depend on
// the seed, so that corpora of different seeds share their vocabulary.
type benchTables struct {
	paragraphs, summary, remarks                  []template
	bodies, specialties, categories, mechanisms   []string
	drugs, diagnoses, authors                     []string
	treatments                                    []benchTreatment
	guidelines                                    []benchGuideline
	order                                         []int // of the paragraphs
	treatment, drug, diagnosis, guideline, author zipf
	specialty, body, paragraph, remark            zipf
}

type benchTreatment struct {
	request, category string
	body              int
	drug              int // -1: none
}

type benchGuideline struct {
	text     string
	citation imr.Citation
}

func newBenchTables() *benchTables {
	words := dataSections("bench_words.txt")
	t := &benchTables{
		paragraphs: parseTemplates(dataLines("bench_paragraphs.txt")),
		summary:    parseTemplates(dataLines("bench_summary.txt")),
		remarks:    parseTemplates(dataLines("bench_case.txt")),
		bodies:     words["body"], specialties: words["specialty"],
		categories: words["category"], mechanisms: words["mechanism"],
		treatment: newZipf(benchTreatments, 1), drug: newZipf(benchDrugs, 1),
		diagnosis: newZipf(benchDiagnoses, 0.9), guideline: newZipf(benchGuidelines, 0.9),
		author: newZipf(benchAuthors, 0.8),
	}
	t.specialty = newZipf(len(t.specialties), 1.1)
	t.body = newZipf(len(t.bodies), 1)
	t.paragraph = newZipf(len(t.paragraphs), 0.7)
	t.remark = newZipf(len(t.remarks), 0.3)
	s := newSource(7, 0, 0)
	t.drugs = benchDrugNames(words["drug"])
	t.diagnoses = benchDiagnosisNames(words["diagnosis"])
	t.treatments = t.drawTreatments(s, words["treatment"])
	t.guidelines = benchGuidelineList()
	t.authors = benchAuthorNames(s, words["syllable"])
	t.order = s.Perm(len(t.paragraphs))
	return t
}

func benchDrugNames(base []string) []string {
	forms := []string{"ER", "XR", "cream", "forte"}
	names := make([]string, benchDrugs)
	for i := range names {
		names[i] = base[i%len(base)]
		if i >= len(base) {
			names[i] += " " + forms[i/len(base)%len(forms)]
		}
	}
	return names
}

func benchDiagnosisNames(base []string) []string {
	qualities := []string{"", "chronic ", "acute ", "recurrent ", "severe ", "mild ", "moderate ", "bilateral ",
		"left ", "right ", "post traumatic ", "status post ", "residual ", "persistent ", "unspecified "}
	names := make([]string, benchDiagnoses)
	for i := range names {
		names[i] = qualities[i/len(base)] + base[i%len(base)]
	}
	return names
}

func (t *benchTables) drawTreatments(s source, verbs []string) []benchTreatment {
	seen := map[string]bool{}
	var out []benchTreatment
	for len(out) < benchTreatments {
		one := t.drawTreatment(s, verbs)
		if !seen[one.request] {
			seen[one.request] = true
			out = append(out, one)
		}
	}
	return out
}

func (t *benchTables) drawTreatment(s source, verbs []string) benchTreatment {
	body := s.IntN(len(t.bodies))
	if s.chance(40) {
		drug := s.IntN(len(t.drugs))
		strength := pick(s, []int{5, 10, 20, 50, 75, 100, 325, 500, 800})
		request := fmt.Sprintf("%s %dmg #%d", t.drugs[drug], strength, pick(s, []int{30, 60, 90, 120, 180}))
		return benchTreatment{request, t.categories[0], body, drug}
	}
	verb := s.IntN(len(verbs))
	request := verbs[verb] + " " + pick(s, []string{"", "left ", "right ", "bilateral "}) + t.bodies[body]
	if s.chance(50) {
		request += fmt.Sprintf(" x %d", pick(s, []int{2, 4, 6, 8, 12, 18, 24}))
	}
	return benchTreatment{request, t.categories[1+verb%(len(t.categories)-1)], body, -1}
}

func benchAuthorNames(s source, syllables []string) []string {
	names := make([]string, benchAuthors)
	for i := range names {
		var b strings.Builder
		for range s.between(2, 4) {
			b.WriteString(pick(s, syllables))
		}
		name := b.String()
		names[i] = strings.ToUpper(name[:1]) + name[1:]
	}
	return names
}

func benchGuidelineList() []benchGuideline {
	out := make([]benchGuideline, benchGuidelines)
	for i := range out {
		base := benchTitles[i%len(benchTitles)]
		out[i] = benchGuideline{base.text, base.citation}
		out[i].citation.Sections, out[i].citation.Topics, out[i].citation.Pages = []string{}, []string{}, [][]int{}
		if i >= len(benchTitles) {
			topic := benchTopics[i/len(benchTitles)-1]
			out[i].text += ", " + topic
			out[i].citation.Topics = []string{topic}
		}
		out[i].citation.As = out[i].text
	}
	return out
}

var benchTopics = []string{"Opioids", "Exercise", "Injections", "Imaging", "Surgery", "Physical therapy", "NSAIDs",
	"Muscle relaxants", "Electrical stimulation", "Topical analgesics", "Medications", "Braces", "Acupuncture",
	"Manipulation", "Psychotherapy", "Drug testing", "Weaning", "Office visits", "Sleep"}

var benchTitles = []benchGuideline{
	{"MTUS Chronic Pain Medical Treatment Guidelines", imr.Citation{Family: imr.MTUSChronicPain, Title: "Chronic Pain Medical Treatment Guidelines"}},
	{"MTUS ACOEM Chapter 12 Low Back Complaints", imr.Citation{Family: imr.MTUSACOEM, Title: "Low Back Complaints", Chapter: 12}},
	{"MTUS ACOEM Chapter 8 Neck and Upper Back Complaints", imr.Citation{Family: imr.MTUSACOEM, Title: "Neck and Upper Back Complaints", Chapter: 8}},
	{"MTUS ACOEM Chapter 9 Shoulder Complaints", imr.Citation{Family: imr.MTUSACOEM, Title: "Shoulder Complaints", Chapter: 9}},
	{"MTUS ACOEM Chapter 10 Elbow Complaints", imr.Citation{Family: imr.MTUSACOEM, Title: "Elbow Complaints", Chapter: 10}},
	{"MTUS ACOEM Chapter 11 Forearm, Wrist, and Hand Complaints", imr.Citation{Family: imr.MTUSACOEM, Title: "Forearm, Wrist, and Hand Complaints", Chapter: 11}},
	{"MTUS ACOEM Chapter 13 Knee Complaints", imr.Citation{Family: imr.MTUSACOEM, Title: "Knee Complaints", Chapter: 13}},
	{"MTUS ACOEM Chapter 14 Ankle and Foot Complaints", imr.Citation{Family: imr.MTUSACOEM, Title: "Ankle and Foot Complaints", Chapter: 14}},
	{"MTUS ACOEM Chapter 15 Stress Related Conditions", imr.Citation{Family: imr.MTUSACOEM, Title: "Stress Related Conditions", Chapter: 15}},
	{"MTUS ACOEM Chapter 7 Independent Medical Examinations", imr.Citation{Family: imr.MTUSACOEM, Title: "Independent Medical Examinations", Chapter: 7}},
	{"MTUS Acupuncture Medical Treatment Guidelines", imr.Citation{Family: imr.MTUSAcupuncture, Title: "Acupuncture Medical Treatment Guidelines"}},
	{"MTUS Postsurgical Treatment Guidelines", imr.Citation{Family: imr.MTUSPostsurgical, Title: "Postsurgical Treatment Guidelines"}},
	{"ODG Low Back", imr.Citation{Family: imr.ODG, Title: "Low Back"}},
	{"ODG Neck and Upper Back", imr.Citation{Family: imr.ODG, Title: "Neck and Upper Back"}},
	{"ODG Shoulder", imr.Citation{Family: imr.ODG, Title: "Shoulder"}},
	{"ODG Knee and Leg", imr.Citation{Family: imr.ODG, Title: "Knee and Leg"}},
	{"ODG Pain", imr.Citation{Family: imr.ODG, Title: "Pain"}},
	{"ODG Mental Illness and Stress", imr.Citation{Family: imr.ODG, Title: "Mental Illness and Stress"}},
	{"ODG Carpal Tunnel Syndrome", imr.Citation{Family: imr.ODG, Title: "Carpal Tunnel Syndrome"}},
	{"ODG Hip and Pelvis", imr.Citation{Family: imr.ODG, Title: "Hip and Pelvis"}},
}
