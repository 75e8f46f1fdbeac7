package indextest

import (
	"imrsearch/index"
	"imrsearch/parser/imr"
)

// tableLetters are the letters of the table: invented, small, each item with
// something that a row asks for.
func tableLetters() []*index.Document {
	return []*index.Document{
		letter("CM16-0000001", imr.Letter{
			DecisionDate: day(2016, 3, 14), DateOfInjury: day(2009, 9, 3), Priority: "standard",
			Patient:   imr.Patient{Age: 53, Sex: "female"},
			Reviewer:  imr.Reviewer{SpecialtyNames: []string{"Physical Medicine and Rehabilitation", "Pain Medicine"}, LicensedIn: []string{"California"}},
			Diagnoses: []string{"lumbar radiculopathy", "status post fusion L4-S1", "chronic pain"},
			Summary:   said("The worker fell from a ladder. She reports low back pain and has tried acupuncture."),
		},
			item("Norco 10/325mg #60", imr.Upheld, "There is no documentation of functional improvement. The opioid should be tapered slowly over weeks."),
			item("Epidural steroid injection at L4-5", imr.Overturned, "Radiculopathy is documented by MRI. The injection is medically necessary."),
			item("Urine drug screen", imr.Modified, "One urine drug screen is medically necessary, not four.")),
		letter("CM16-0000002", imr.Letter{
			DecisionDate: day(2016, 12, 30), DateOfInjury: day(2014, 3, 31), Priority: "expedited",
			Patient:  imr.Patient{Age: 40, Sex: "male"},
			Reviewer: imr.Reviewer{SpecialtyNames: []string{"Orthopaedic Surgery"}, LicensedIn: []string{"California", "Nevada"}},
			Summary:  said("The worker twisted his knee.\nHe uses a cane."),
		},
			cited(item("MRI of the left knee", imr.Upheld, "Plain films were not obtained first. Imaging is not indicated without red flags."),
				citation(imr.MTUSACOEM, "Special Studies", 341, 343)),
			cited(item("Physical therapy 2 x 6 weeks, left knee", imr.Overturned, "Therapy was supervised. Functional gains were documented in this case.In this case more is needed."),
				citation(imr.ODG, "Knee", 12, 12))),
		letter("CM17-0000003", imr.Letter{
			DecisionDate: day(2017, 1, 2), Patient: imr.Patient{Age: 67},
			Diagnoses: []string{"knee pain", "left shoulder strain"},
		},
			item("Hydrocodone/APAP", imr.Upheld, "Dr. Smith notes q.i.d. use. The guideline limits use to 2.5 mg. of the drug."),
			item("X-ray, left shoulder", imr.Upheld, "The shoulder pain has no red flags; pain is knee pain."),
			item("Ibuprofen 800 mg", imr.Overturned, "The worker's NSAID is first line.")),
		letter("13-000004", imr.Letter{DecisionDate: day(2013, 12, 31)},
			item("TENS unit", imr.UnknownOutcome, "")),
		{Letter: &imr.Letter{ID: "x0123456789ab", Layout: imr.UnknownLayout}, Text: "A scanned page about chiropractic care."},
	}
}

func letter(id string, l imr.Letter, items ...imr.Item) *index.Document {
	l.ID, l.CaseNumber, l.Layout = id, imr.CaseNumber(id), imr.LayoutE
	for i := range items {
		items[i].N, items[i].ID = i+1, imr.ItemID(id, i+1)
	}
	l.Items = items
	l.CaseOutcome = imr.OutcomeOf(items)
	return &index.Document{Letter: &l, Text: id}
}

func item(request string, o imr.Outcome, rationale string) imr.Item {
	it := imr.Item{Request: request, Heading: request, Outcome: o, Rationale: said(rationale)}
	it.ClaimsAdministrator = imr.Guidelines{Text: "The Claims Administrator did not cite any medical evidence."}
	return it
}

func cited(it imr.Item, c imr.Citation) imr.Item {
	it.ReviewerGuidelines = imr.Guidelines{Text: string(c.Family) + ", " + c.Sections[0], Cited: true, Citations: []imr.Citation{c}}
	return it
}

func citation(f imr.Family, section string, from, to int) imr.Citation {
	return imr.Citation{Family: f, Sections: []string{section}, Pages: [][]int{{from, to}}}
}

// said makes a passage, a paragraph a line.
func said(s string) imr.Passage {
	p := imr.Passage{Text: s, Page: 1, Line: 1}
	for i := range s {
		if i == 0 || s[i-1] == '\n' {
			p.Paragraphs = append(p.Paragraphs, i)
		}
	}
	return p
}

func day(y, m, d int) imr.Date { return imr.Date{Year: int16(y), Month: uint8(m), Day: uint8(d)} }
