package indextest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// vocabulary is tiny, so that words collide: inflections of one another,
// synonyms, a function word, a negation, and words that share beginnings.
var vocabulary = []string{
	"pain", "pains", "taper", "tapers", "tapered", "knee", "no", "of", "norco", "hydrocodone",
	"x-ray", "medical", "medication", "L4-5", "2.5", "patient's",
}

// A chance draws random letters and queries; the same seed gives the same.
type chance struct{ *rand.Rand }

func newChance(seed uint64) chance { return chance{rand.New(rand.NewPCG(seed, 17))} }

func (c chance) pick(list ...string) string { return list[c.IntN(len(list))] }
func (c chance) yes(percent int) bool       { return c.IntN(100) < percent }
func (c chance) word() string               { return vocabulary[c.IntN(len(vocabulary))] }

// text returns up to n words in sentences.
func (c chance) text(n int) string {
	var b strings.Builder
	capital := true
	for range c.IntN(n + 1) {
		w := c.word()
		if capital {
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		b.WriteString(w)
		end := c.pick(" ", " ", " ", " ", ", ", ". ", "? ", ".")
		capital = strings.ContainsAny(end, ".?")
		b.WriteString(end)
	}
	return strings.TrimSpace(b.String())
}

func (c chance) passage(n int) imr.Passage {
	p := imr.Passage{Page: 1, Line: 2}
	for range 1 + c.IntN(3) {
		t := c.text(n)
		if t == "" {
			continue
		}
		if p.Text != "" {
			p.Text += "\n"
		}
		p.Paragraphs = append(p.Paragraphs, len(p.Text))
		p.Text += t
	}
	return p
}

func (c chance) date() imr.Date {
	if c.yes(15) {
		return imr.Date{}
	}
	return imr.Date{Year: int16(2014 + c.IntN(4)), Month: uint8(1 + c.IntN(12)), Day: uint8(1 + c.IntN(28))}
}

func (c chance) some(list ...string) []string {
	var out []string
	for _, s := range list {
		if c.yes(30) {
			out = append(out, s)
		}
	}
	return out
}

// letters returns n letters of 0 to 4 items.
func (c chance) letters(n int) []*index.Document {
	var docs []*index.Document
	for i := range n {
		l := &imr.Letter{
			ID: fmt.Sprintf("CM16-%07d", c.IntN(1000)*1000+i), Layout: imr.LayoutE,
			DecisionDate: c.date(), DateOfInjury: c.date(), DateAssigned: c.date(),
			Priority: c.pick("standard", "expedited", ""), Summary: c.passage(12),
			Patient: imr.Patient{Age: c.IntN(3) * (20 + c.IntN(25)), Sex: c.pick("male", "female", "")},
			Reviewer: imr.Reviewer{
				SpecialtyNames: c.some("Pain Medicine", "Internal Medicine", "Orthopaedic Surgery"),
				LicensedIn:     c.some("California", "New York"),
			},
			DiagnosisDetails: []imr.Diagnosis{{Name: "pain", BodyParts: c.some("low back", "knee")}},
			Diagnoses:        c.list(4), DocumentsReviewed: c.list(3),
		}
		l.CaseNumber = imr.CaseNumber(l.ID)
		for k := range c.IntN(5) {
			l.Items = append(l.Items, c.item(l.ID, k+1))
		}
		l.CaseOutcome = imr.OutcomeOf(l.Items)
		docs = append(docs, &index.Document{Letter: l, Text: c.text(30)})
	}
	return docs
}

// list returns fewer than n short entries.
func (c chance) list(n int) []string {
	var out []string
	for range c.IntN(n) {
		out = append(out, c.text(4))
	}
	return out
}

func (c chance) item(letter string, n int) imr.Item {
	it := imr.Item{
		ID: imr.ItemID(letter, n), N: n, Request: c.text(4), Rationale: c.passage(14),
		Outcome:             imr.Outcome(c.pick("upheld", "upheld", "overturned", "modified", "unknown")),
		ReviewerGuidelines:  c.guidelines(),
		ClaimsAdministrator: c.guidelines(),
		Retrospective:       c.yes(10),
		Stage:               c.pick("", "", "trial or first course", "continued or repeated", "with or after surgery"),
		Reasons:             c.some("no functional improvement", "exceeds guideline"),
		ReasonsFor:          c.some("conservative care failed", "after surgery"),
		ReasonsAgainst:      c.some("no functional improvement", "exceeds guideline"),
		Treatment: imr.Treatment{
			Class: c.pick("Injection", "Pharmaceuticals", "Rehabilitation", "Imaging", ""), Subclass: c.pick("Epidural", "Opioids", "Topical compounds", ""),
			Names: c.some("physical therapy", "occupational therapy", "consultation", "trigger point injection"),
			Drugs: c.some("hydrocodone", "ibuprofen"), DrugClass: c.some("opioid", "NSAID"),
			BodyParts: c.some("low back", "knee", "shoulder", "spine"),
			Dose:      c.some("50 mg", "10/325 mg", "5%"), Levels: c.some("L4-L5", "C5"), Quantity: c.IntN(3) * 30,
		},
	}
	it.Heading = strings.TrimSpace(it.Request + " " + c.text(2))
	return it
}

func (c chance) guidelines() imr.Guidelines {
	g := imr.Guidelines{Text: c.text(8), Page: 1, Line: 9}
	for range c.IntN(3) {
		g.Cited = true
		from := 280 + c.IntN(20)
		family := imr.Family(c.pick("MTUS ACOEM", "MTUS", "ODG", "ACOEM", "MTUS Chronic Pain", "Other"))
		cited := imr.Citation{
			Family: family, Year: c.IntN(2) * (2004 + c.IntN(3)),
			Title:    c.pick("", "Low Back Complaints", "Knee Complaints", "Knee & Leg"),
			Topics:   c.some("Knee brace", "Office visits"),
			Sections: c.some("Special Studies", "Special studies", "Physical Methods"), Pages: [][]int{{from, from + c.IntN(4)}},
		}
		if slices.Contains([]imr.Family{imr.MTUSACOEM, imr.MTUS, imr.ACOEM}, family) { // others have no chapters
			cited.Chapter = c.IntN(2) * (12 + c.IntN(2))
		}
		g.Citations = append(g.Citations, cited)
	}
	return g
}
