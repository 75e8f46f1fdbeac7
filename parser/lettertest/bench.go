package lettertest

import (
	"fmt"
	"slices"
	"strings"

	"imrsearch/parser/imr"
)

// Bench returns the generator of the bench profile, which has a fixed
// measure so that figures of different engines and days compare: 60
// guideline paragraphs, 2,000 treatments drawn by Zipf's law, 20,000 authors'
// names and a few misspellings for a long tail of words, 2.2 items a letter
// and about 1,970 bytes of text an item. Its Truth draws no page.
func Bench(seed uint64) *Generator {
	return &Generator{opt: Options{Seed: seed}, bench: newBenchTables()}
}

// benchLetter draws one letter of the bench profile.
type benchLetter struct {
	*benchTables
	source
	body, diagnosis, drug, treatment string
	patient                          imr.Patient
	decided                          imr.Date
	b                                strings.Builder
}

func (t *benchTables) letter(seed uint64, i int) imr.Letter {
	l := &benchLetter{benchTables: t, source: newSource(seed, 1, i)}
	l.decided = imr.Date{Year: int16(l.between(2013, 2024)), Month: uint8(l.between(1, 12)), Day: uint8(l.between(1, 28))}
	injured := l.decided
	injured.Year -= int16(1 + l.IntN(8))
	l.patient = imr.Patient{Age: l.between(20, 74), Sex: pick(l.source, []string{"male", "female"})}
	number := imr.CaseNumber(fmt.Sprintf("CM%02d-%07d", l.decided.Year%100, i))
	specialty := l.specialties[l.specialty.draw(l.source)]
	l.body = l.bodies[l.benchTables.body.draw(l.source)]
	l.diagnosis = l.anyDiagnosis()
	l.drug = l.anyDrug()
	l.treatment = l.anyTreatment().request
	out := imr.Letter{
		ID: string(number), CaseNumber: number, Layout: imr.LayoutE,
		DateOfInjury: injured, DecisionDate: l.decided, Priority: "standard", Patient: l.patient,
		Reviewer:          imr.Reviewer{Specialties: []string{specialty}, SpecialtyNames: []string{specialty}, LicensedIn: []string{"California"}},
		DocumentsReviewed: []string{}, Problems: []imr.Problem{},
		Summary: l.clinicalSummary(), Diagnoses: l.diagnosisList(),
	}
	n := 1
	for n < 8 && l.chance(55) {
		n++
	}
	for k := 1; k <= n; k++ {
		out.Items = append(out.Items, l.item(out.ID, k))
	}
	out.CaseOutcome = imr.OutcomeOf(out.Items)
	return out
}

func (l *benchLetter) anyDiagnosis() string {
	return l.diagnoses[l.benchTables.diagnosis.draw(l.source)]
}
func (l *benchLetter) anyDrug() string { return l.drugs[l.benchTables.drug.draw(l.source)] }
func (l *benchLetter) anyTreatment() benchTreatment {
	return l.treatments[l.benchTables.treatment.draw(l.source)]
}

func (l *benchLetter) clinicalSummary() imr.Passage {
	l.b.Reset()
	l.b.Grow(2000)
	for i, t := range l.summary {
		if i == 0 {
			t.expand(&l.b, l.fill)
		} else if l.chance(60) {
			l.b.WriteByte(' ')
			t.expand(&l.b, l.fill)
		}
	}
	return imr.Passage{Text: l.misspell(l.b.String()), Paragraphs: []int{0}}
}

func (l *benchLetter) diagnosisList() []string {
	list := []string{l.diagnosis}
	for l.chance(50) && len(list) < 4 {
		if d := l.anyDiagnosis(); d != list[0] {
			list = append(list, d)
		}
	}
	return list
}

func (l *benchLetter) item(letter string, n int) imr.Item {
	rank := l.benchTables.treatment.draw(l.source)
	chosen := l.treatments[rank]
	l.treatment = chosen.request
	treatment := imr.Treatment{Class: chosen.category, Names: []string{}, Drugs: []string{}}
	if chosen.drug >= 0 {
		l.drug = l.drugs[chosen.drug]
		treatment.Drugs = []string{l.drug}
	} else {
		l.drug = l.anyDrug()
		if l.chance(50) {
			l.body = l.bodies[chosen.body]
		}
	}
	treatment.BodyParts = []string{l.body}
	it := imr.Item{
		ID: imr.ItemID(letter, n), N: n, Request: chosen.request, Heading: chosen.request,
		Outcome: l.outcome(), Treatment: treatment, Reasons: []string{}, ReasonsFor: []string{}, ReasonsAgainst: []string{},
	}
	it.Rationale = l.rationale(rank, it.Outcome)
	it.ReviewerGuidelines = l.guidelines(rank)
	it.ClaimsAdministrator = imr.Guidelines{
		Text: "The Claims Administrator did not cite any medical evidence for its decision.", Citations: []imr.Citation{}}
	return it
}

func (l *benchLetter) outcome() imr.Outcome {
	switch x := l.IntN(100); {
	case x < 10:
		return imr.Overturned
	case x < 13:
		return imr.Modified
	}
	return imr.Upheld
}

func (l *benchLetter) rationale(rank int, outcome imr.Outcome) imr.Passage {
	l.b.Reset()
	first := (rank*31 + 7) % len(l.paragraphs)
	for p := range l.between(1, 3) {
		at := l.order[(first+p*13)%len(l.paragraphs)]
		if l.IntN(3) == 0 {
			at = l.paragraph.draw(l.source)
		}
		l.paragraphs[at].expand(&l.b, l.fill)
		l.b.WriteByte(' ')
	}
	for range l.between(2, 6) {
		l.remarks[l.remark.draw(l.source)].expand(&l.b, l.fill)
		l.b.WriteByte(' ')
	}
	l.b.WriteString("Therefore, the request for " + l.treatment)
	if outcome == imr.Upheld {
		l.b.WriteString(" is not medically necessary.")
	} else {
		l.b.WriteString(" is medically necessary and appropriate.")
	}
	return imr.Passage{Text: l.misspell(l.b.String()), Paragraphs: []int{0}}
}

func (l *benchLetter) guidelines(rank int) imr.Guidelines {
	ranks := []int{(rank*17 + l.benchTables.guideline.draw(l.source)) % benchGuidelines}
	for l.chance(50) && len(ranks) < 3 {
		if r := l.benchTables.guideline.draw(l.source); !slices.Contains(ranks, r) {
			ranks = append(ranks, r)
		}
	}
	out := imr.Guidelines{Cited: true}
	for i, r := range ranks {
		if i > 0 {
			out.Text += " "
		}
		out.Text += "Decision based on " + l.benchTables.guidelines[r].text + "."
		out.Citations = append(out.Citations, l.benchTables.guidelines[r].citation)
	}
	return out
}

func (l *benchLetter) fill(b *strings.Builder, key string) {
	switch key {
	case "T":
		l.orAny(b, l.treatment, func() string { return l.anyTreatment().request })
	case "D":
		l.orAny(b, l.drug, l.anyDrug)
	case "X":
		l.orAny(b, l.diagnosis, l.anyDiagnosis)
	case "B":
		b.WriteString(l.body)
	case "N":
		fmt.Fprint(b, l.between(1, 9))
	case "P":
		fmt.Fprint(b, l.between(1, 400))
	case "A":
		b.WriteString(l.authors[l.author.draw(l.source)])
	case "DATE":
		d := l.decided.Time().AddDate(0, 0, -l.IntN(2500))
		fmt.Fprintf(b, "%02d/%02d/%d", d.Month(), d.Day(), d.Year())
	case "AGE":
		fmt.Fprint(b, l.patient.Age)
	case "SEXW":
		b.WriteString(l.patient.Sex)
	case "MECH":
		b.WriteString(pick(l.source, l.mechanisms))
	case "YR":
		fmt.Fprint(b, int(l.decided.Year)-l.between(1, 12))
	}
}

// orAny writes the letter's own word in half of the cases, else another.
func (l *benchLetter) orAny(b *strings.Builder, own string, another func() string) {
	if l.chance(50) {
		b.WriteString(own)
	} else {
		b.WriteString(another())
	}
}

// misspell changes a small letter in about one word of 500: a long tail of
// odd words, as real letters have.
func (l *benchLetter) misspell(text string) string {
	expected := float64(len(text)) / 6 * 0.002
	n := int(expected)
	if l.Float64() < expected-float64(n) {
		n++
	}
	if n == 0 {
		return text
	}
	b := []byte(text)
	for range n {
		if i := l.IntN(len(b)); b[i] >= 'a' && b[i] <= 'z' {
			b[i] = byte('a' + l.IntN(26))
		}
	}
	return string(b)
}
