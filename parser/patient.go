package parser

import (
	"imrsearch/parser/imr"
	"imrsearch/parser/patient"
)

// readPatient reads age and sex from the clinical summary.
func (r *reading) readPatient(p imr.Passage) {
	age, end, ok := patient.Age(p.Text)
	if ok {
		r.letter.Patient.Age = age
		r.letter.Places["patient.age"] = p.Place(end - 1)
	}
	sex, off := patient.Sex(p.Text, end, ok)
	if sex != "" {
		r.letter.Patient.Sex = sex
		r.letter.Places["patient.sex"] = p.Place(off)
	} else if off > 0 {
		r.problem("sex-differs", 0, p.Place(off), "nouns and pronouns of the summary do not agree on the patient's sex")
	}
}
