package parser

import (
	"slices"
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

var (
	boardCertified = pattern.New(`(?is)(?:^|\b(?:is|are|was)\s|,\s)\s*(?:an?\s+)?(?:double\s+|dual\s+)?board[\s-]+certified\s+(?:in|by\s+the\s+american\s+board\s+of)\s+(.+?)(?:,?\s*(?:and\s+)?(?:he/she\s+)?(?:has|holds|with)\s+(?:a\s+)?(?:(?:sub-?specialt(?:y|ies)|sub-?specialty certificate|fellowship training)(?:\s+(?:certification|certificate))?)\s+(?:in\s+)?(.+?))?(?:,?\s*(?:and\s+)?(?:he/she\s+)?(?:is\s+)?licensed\s+(?:to\s+practice\s+)?(?:medicine\s+)?(?:in\s+)?(?:the\s+state(?:\(s\)|s)?\s+of\s+)?(.+?))?\s*\.(?:\s|$)`).Literals("board")
	profession     = pattern.New(`(?is)\breviewer\s+(?:is|holds)\s+(?:an?\s+)?(?:licensed\s+)?(?:in\s+)?(?:doctor\s+of\s+|doctorate\s+in\s+|degree\s+in\s+)?([a-z &/-]+?)(?:,?\s*(?:and\s+)?(?:has|holds|with)\s+an?\s+sub-?specialty\s+in\s+([a-z &/-]+?))?,?\s+(?:and\s+)?(?:is\s+)?licensed\s+to\s+practice\b`).Literals("licensed to practice")
	practisesIn    = pattern.New(`(?is)\blicensed\s+to\s+practice\s+(?:medicine\s+)?in\s+(?:the\s+state(?:\(s\)|s)?\s+of\s+)?([^.]+?)\s*\.`).Prefixes("licensed")
	licensedIn     = pattern.New(`(?is)\blicensed\s+(?:medicine\s+)?in\s+(?:the\s+state(?:\(s\)|s)?\s+of\s+)?([^.]+?)\s*\.`).Prefixes("licensed")
)

// maxReviewer is how much of the passage that describes the reviewer is read, in
// bytes: some ten times the longest.
const maxReviewer = 16 << 10

// readReviewer reads the reviewer's specialties and states, from labels or
// from a sentence.
func (r *reading) readReviewer() {
	rev := &r.letter.Reviewer
	rev.Specialties, rev.SpecialtyNames, rev.LicensedIn = []string{}, []string{}, []string{}
	if text, at, ok := r.labelled(outline.States); ok {
		rev.LicensedIn = splitStates(text)
		r.letter.Places["reviewer.licensed_in"] = at
	}
	if text, at, ok := r.labelled(outline.Certifications); ok {
		rev.Specialties = splitSpecialties(text)
		r.letter.Places["reviewer.specialties"] = at
	}
	if len(rev.Specialties) == 0 || len(rev.LicensedIn) == 0 {
		r.reviewerSentence()
	}
	for _, s := range rev.Specialties {
		if name, ok := lexicon.Specialty(s); ok {
			if !slices.Contains(rev.SpecialtyNames, name) {
				rev.SpecialtyNames = append(rev.SpecialtyNames, name)
			}
		}
	}
}

// labelled returns the text behind a label of the reviewer's credentials,
// up to the next mark or empty line.
func (r *reading) labelled(k outline.Kind) (string, imr.Place, bool) {
	from, to, ok := r.Section(k)
	if !ok {
		return "", imr.Place{}, false
	}
	end := from.Line
	for end < to.Line && (end == from.Line || !r.Lines[end].GapBefore) {
		end++
	}
	if from.Off == 0 && from.Line > 0 && from.Line < len(r.Lines) { // the value stands below
		end = max(end, min(from.Line+1, to.Line))
	}
	p := r.Passage(from, outline.StartOf(end))
	at := imr.Place{Page: p.Page, Line: p.Line}
	if n := len(p.Lines); n > 1 {
		at.EndLine = p.Lines[n-1][2]
	}
	return p.Text, at, p.Text != ""
}

// reviewerSentence reads "is Board Certified in A, has a subspecialty in B
// and is licensed to practice in C."
func (r *reading) reviewerSentence() {
	from, to := r.reviewerSection()
	p := r.Passage(from, to)
	if len(p.Text) > maxReviewer {
		p.Text = strings.ToValidUTF8(p.Text[:maxReviewer], "")
	}
	rev := &r.letter.Reviewer
	if m := boardCertified.FindStringSubmatchIndex(p.Text); m != nil && len(rev.Specialties) == 0 {
		r.reviewerInProse = true
		for _, g := range []int{1, 2} {
			if m[2*g] >= 0 {
				rev.Specialties = append(rev.Specialties, splitSpecialties(p.Text[m[2*g]:m[2*g+1]])...)
			}
		}
		r.letter.Places["reviewer.specialties"] = p.Place(m[2])
		if m[6] >= 0 && len(rev.LicensedIn) == 0 {
			rev.LicensedIn = splitStates(p.Text[m[6]:m[7]])
			r.letter.Places["reviewer.licensed_in"] = p.Place(m[6])
		}
	}
	if len(rev.Specialties) == 0 {
		r.readProfession(p)
	}
	for _, re := range []*pattern.Pattern{practisesIn, licensedIn} {
		if m := re.FindStringSubmatchIndex(p.Text); m != nil && len(rev.LicensedIn) == 0 {
			rev.LicensedIn = splitStates(p.Text[m[2]:m[3]])
			r.letter.Places["reviewer.licensed_in"] = p.Place(m[2])
		}
	}
}

// readProfession reads the field of a reviewer whom no board certifies: "is a
// Doctor of Chiropractic, has a subspecialty in A and is licensed to practice".
func (r *reading) readProfession(p imr.Passage) {
	m := profession.FindStringSubmatchIndex(p.Text)
	if m == nil || unknownSpecialty(p.Text[m[2]:m[3]]) {
		return
	}
	r.reviewerInProse = true
	rev := &r.letter.Reviewer
	for g := 2; g < len(m); g += 2 {
		if m[g] >= 0 {
			rev.Specialties = append(rev.Specialties, splitSpecialties(p.Text[m[g]:m[g+1]])...)
		}
	}
	r.letter.Places["reviewer.specialties"] = p.Place(m[2])
}

// reviewerSection returns where the reviewer is described: in a section of
// its own, else in how the determination was made, else before the first mark.
func (r *reading) reviewerSection() (from, to outline.Cursor) {
	for _, k := range []outline.Kind{outline.Qualifications, outline.How} {
		if from, to, ok := r.Section(k); ok {
			return from, to
		}
	}
	to = outline.StartOf(len(r.Lines))
	for _, m := range r.Marks {
		if m.At.Line > 0 {
			to = m.At
			break
		}
	}
	return outline.Cursor{}, to
}

// splitSpecialties takes a list of specialties apart, each as printed.
func splitSpecialties(s string) []string {
	list := []string{}
	for _, p := range lexicon.SplitSpecialties(strings.Trim(s, " ,.;")) {
		if p = strings.Trim(p, " .;"); p != "" {
			list = append(list, p)
		}
	}
	return list
}

func unknownSpecialty(s string) bool {
	_, ok := lexicon.Specialty(s)
	return !ok
}

var stateSeparator = pattern.New(`(?i)\s*[,;/]\s*(?:and\s+)?|\s+and\s+|\s*&\s*`)

// splitStates takes a list of states apart, each as printed.
func splitStates(s string) []string {
	list := []string{}
	for _, p := range stateSeparator.Split(s, -1) {
		if p = strings.Trim(p, " .\t"); p != "" {
			list = append(list, p)
		}
	}
	return list
}
