package parser

import (
	"strings"
	"sync"

	"imrsearch/parser/ascii"
)

// A kind says what a mark of the letter opens.
type kind int

const (
	noKind kind = iota
	how
	qualifications
	credentials
	states
	certifications
	summary
	documents
	decisionsA
	decisionsB
	decisionsC
	noticeA
	titleZ
	issue
	guidelineZ
	rationaleZ
	regarding
	sectionA
	rationaleA
	claims
	reviewer
	rationale
	claimsSentence
	reviewerSentence
	rationaleB
	tail
)

// A style says how a mark stands in its line.
type style int

const (
	heading    style = iota // alone on its line, a colon allowed
	label                   // before a colon
	loose                   // before a colon, which may be missing
	both                    // alone on its line, or before a colon
	sentence                // opens a sentence that stays part of the text
	openEnded               // goes on in words of its own up to a colon
	lineOpener              // opens a line that is kept as it is
)

// A mark is a heading or label of the letters.
type mark struct {
	label string
	kind  kind
	style style
}

// everywhere are the kinds that part letters of every layout.
var everywhere = []kind{how, qualifications, summary, documents, decisionsA, decisionsB, decisionsC, tail}

// marks are the headings and labels of all layouts, longer ones before those
// that they begin with.
var marks = []mark{
	{"HOW THE IMR FINAL DETERMINATION WAS MADE", how, heading},
	{"HOW THE IMR DETERMINATION WAS MADE", how, heading},
	{"Medical Qualifications of the Expert Reviewer", qualifications, both},
	{"Medical Qualifications of the Professional Reviewer", qualifications, both},
	{"Medical Qualifications of the Physician Reviewer", qualifications, both},
	{"MEDICAL REVIEWER QUALIFICATIONS", qualifications, both},
	{"The Expert Reviewer has the following credentials", credentials, both},
	{"The Physician Reviewer has the following credentials", credentials, both},
	{"State(s) of Licensure", states, loose},
	{"States of Licensure", states, loose},
	{"State of Licensure", states, loose},
	{"Certification(s)/Specialty", certifications, loose},
	{"Certifications/Specialty", certifications, loose},
	{"Certification/Specialty", certifications, loose},
	{"Certification(s)/Specialties", certifications, loose},
	{"CLINICAL CASE SUMMARY", summary, both},
	{"Expert Reviewer Case Summary", summary, both},
	{"Physician Reviewer Case Summary", summary, both},
	{"Professional Reviewer Case Summary", summary, both},
	{"CASE SUMMARY", summary, both},
	{"Documents Reviewed for Determination", documents, both},
	{"DOCUMENTS REVIEWED", documents, both},
	{"INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE", decisionsA, heading},
	{"INDEPENDENT MEDICAL REVIEW DECISIONS AND RATIONALES", decisionsA, heading},
	{"IMR DECISION(S) AND RATIONALE(S)", decisionsB, heading},
	{"IMR DECISIONS AND RATIONALES", decisionsB, heading},
	{"IMR DECISION AND RATIONALE", decisionsB, heading},
	{"IMR ISSUES, DECISIONS AND RATIONALES", decisionsC, heading},
	{"IMR ISSUE(S), DECISION(S) AND RATIONALE(S)", decisionsC, heading},
	{"IMR ISSUE, DECISION AND RATIONALE", decisionsC, heading},
	{"Notice of Independent Medical Review Determination", noticeA, heading},
	{"MEDICAL PROFESSIONAL REVIEW", titleZ, heading},
	{"ISSUE AT DISPUTE", issue, both},
	{"ISSUES AT DISPUTE", issue, both},
	{"ISSUE(S) AT DISPUTE", issue, both},
	{"Medical Treatment Guideline(s) Relied Upon by the Expert Reviewer to", sectionA, openEnded},
	{"Medical Treatment Guidelines Relied Upon by the Expert Reviewer to", sectionA, openEnded},
	{"MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY", guidelineZ, openEnded},
	{"MEDICAL TREATMENT GUIDELINES RELIED UPON BY", guidelineZ, openEnded},
	{"RATIONALE FOR WHY THE REQUESTED", rationaleZ, openEnded},
	{"Section of the Medical Treatment Utilization Schedule Relied", sectionA, openEnded},
	{"Sections of the Medical Treatment Utilization Schedule Relied", sectionA, openEnded},
	{"Rationale for the Decision", rationaleA, both},
	{"Claims Administrator guidelines", claims, loose},
	{"Claims Administrator guideline", claims, loose},
	{"Claims Administrator's guideline", claims, loose},
	{"MAXIMUS guidelines", reviewer, loose},
	{"MAXIMUS guideline", reviewer, loose},
	{"Decision rationale", rationale, both},
	{"The Physician Reviewer's decision rationale", rationaleB, both},
	{"The Expert Reviewer's decision rationale", rationaleB, both},
	{"Physician Reviewer's decision rationale", rationaleB, both},
	{"The Claims Administrator based", claimsSentence, sentence},
	{"The Claims Administrator did not", claimsSentence, sentence},
	{"The Claims Administrator cited", claimsSentence, sentence},
	{"The Physician Reviewer based", reviewerSentence, sentence},
	{"The Physician Reviewer did not", reviewerSentence, sentence},
	{"The Physician Reviewer found", reviewerSentence, sentence},
	{"The Physician Reviewer relied", reviewerSentence, sentence},
	{"The Expert Reviewer based", reviewerSentence, sentence},
	{"The Expert Reviewer did not", reviewerSentence, sentence},
	{"The Expert Reviewer found", reviewerSentence, sentence},
	{"The Expert Reviewer relied", reviewerSentence, sentence},
	{"The Physician Reviewer agreed", reviewerSentence, sentence},
	{"The Physician Reviewer agrees", reviewerSentence, sentence},
	{"The Physician Reviewer concurred", reviewerSentence, sentence},
	{"The Physician Reviewer concurs", reviewerSentence, sentence},
	{"The Physician Reviewer adopted", reviewerSentence, sentence},
	{"The Physician Reviewer adopts", reviewerSentence, sentence},
	{"The Physician Reviewer used", reviewerSentence, sentence},
	{"The Physician Reviewer cited", reviewerSentence, sentence},
	{"The Physician Reviewer referenced", reviewerSentence, sentence},
	{"The Expert Reviewer agreed", reviewerSentence, sentence},
	{"The Expert Reviewer agrees", reviewerSentence, sentence},
	{"The Expert Reviewer concurred", reviewerSentence, sentence},
	{"The Expert Reviewer concurs", reviewerSentence, sentence},
	{"The Expert Reviewer adopted", reviewerSentence, sentence},
	{"The Expert Reviewer adopts", reviewerSentence, sentence},
	{"The Expert Reviewer used", reviewerSentence, sentence},
	{"The Expert Reviewer cited", reviewerSentence, sentence},
	{"The Expert Reviewer referenced", reviewerSentence, sentence},
	{"The Claims Administrator used", claimsSentence, sentence},
	{"The Claims Administrator relied", claimsSentence, sentence},
	{"The Claims Administrator referenced", claimsSentence, sentence},
	{"The MTUS was not applicable", reviewerSentence, sentence},
	{"The MTUS does not address", reviewerSentence, sentence},
	{"The MTUS did not address", reviewerSentence, sentence},
	{"The MTUS is silent", reviewerSentence, sentence},
	{"Effect of the Decision", tail, both},
	{"Disclaimer MAXIMUS is providing", tail, lineOpener},
	{"MAXIMUS is providing an independent review service", tail, lineOpener},
	{"Sincerely", tail, heading},
}

// A found is a mark in its place.
type found struct {
	kind  kind
	at    cursor // where the mark begins
	after cursor // where the text behind it begins
}

// findMarks returns the marks in the letter's order.
func findMarks(lines []line) []found {
	var all []found
	for i := 0; i < len(lines); i++ {
		if m, ok := markAt(lines, i); ok {
			all = append(all, m)
			if m.after.line > i {
				i = m.after.line - 1
			}
		} else if m, ok := regardingAt(lines, i); ok {
			all = append(all, m)
		}
	}
	return all
}

// markAt finds the mark that line i begins with.
func markAt(lines []line, i int) (found, bool) {
	first := firstLetter(lines[i].text)
	for _, m := range marksByLetter()[first] {
		end, ok := matchLabel(lines, i, m.label)
		if !ok {
			continue
		}
		if after, ok := m.style.check(lines, i, end); ok {
			return found{m.kind, cursor{i, 0}, after}, true
		}
	}
	return found{}, false
}

// marksByLetter returns the marks by the letters that they may begin with, as
// scanned.
var marksByLetter = sync.OnceValue(func() map[rune][]mark {
	by := map[rune][]mark{}
	for _, m := range marks {
		c := confused(rune(ascii.ToLower(m.label[0])))
		by[c] = append(by[c], m)
		if c == 'm' {
			by['r'] = append(by['r'], m) // rn
		}
	}
	return by
})

func firstLetter(s string) rune {
	lines := []line{{text: s}}
	r, size, _ := nextLetter(lines, cursor{}, false)
	if size == 0 {
		return 0
	}
	if r < 0x80 {
		r = rune(ascii.ToLower(byte(r)))
	}
	return confused(r)
}

// check reports whether the line goes on behind the label as the style
// wants, and where the text begins.
func (s style) check(lines []line, start int, end cursor) (cursor, bool) {
	after, colon := afterColon(lines, end)
	alone := strings.Trim(lines[end.line].text[end.off:], " \t.,)*_:") == ""
	if alone {
		after = cursor{end.line + 1, 0}
	}
	switch s {
	case heading:
		return after, alone
	case label:
		return after, colon
	case both:
		return after, colon || alone
	case loose:
		if !colon && !alone {
			after = end
		}
		return after, true
	case openEnded:
		return upToColon(lines, end, 3)
	case sentence, lineOpener:
		return cursor{start, 0}, true
	}
	return after, false
}

// upToColon returns the place behind the first colon that ends a line or
// parts it, at most n lines on.
func upToColon(lines []line, c cursor, n int) (cursor, bool) {
	for i := c.line; i < len(lines) && i <= c.line+n; i++ {
		s, off := lines[i].text, 0
		if i == c.line {
			off = c.off
		}
		if endsHeading(s) || i > c.line && endsHeading(lines[i-1].text+" "+s) {
			return cursor{i + 1, 0}, true
		}
		if j := strings.IndexByte(s[off:], ':'); j >= 0 {
			rest := strings.TrimLeft(s[off+j+1:], " \t")
			if rest == "" {
				return cursor{i + 1, 0}, true
			}
			return cursor{i, len(s) - len(rest)}, true
		}
		if i > c.line && lines[i].gap { // the heading ended without a colon
			return cursor{i, 0}, true
		}
	}
	return cursor{c.line + 1, 0}, true
}

// headingEnds are the last words of the headings that go on over lines.
var headingEnds = []string{"his/her decision", "their decision", "reviewer and why", "medically necessary"}

// endsHeading reports whether a line ends as such a heading does, its colon
// left out.
func endsHeading(s string) bool {
	s = strings.ToLower(strings.TrimRight(s[max(0, len(s)-24):], " \t"))
	for _, end := range headingEnds {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}
