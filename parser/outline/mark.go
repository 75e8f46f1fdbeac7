package outline

import (
	"strings"
	"sync"

	"imrsearch/parser/ascii"
	"imrsearch/parser/lexicon/pattern"
)

// A Kind says what a mark opens.
type Kind int

// The kinds, in the order in which a letter may have them. A, B, C and Z are
// the layouts that alone use a wording; C stands for D, E and F too.
const (
	None           Kind = iota
	How                 // how the determination was made
	Qualifications      // the reviewer, in a section of prose
	Credentials         // the reviewer, by labels
	States              // in which the reviewer is licensed
	Certifications      // the reviewer's specialties
	Summary             // the clinical case summary
	Documents           // the documents reviewed
	DecisionsA          // the decisions and rationales
	DecisionsB
	DecisionsC
	NoticeA          // the cover letter
	TitleZ           // the title of the letter
	Issue            // the issue at dispute
	GuidelineZ       // the guidelines relied upon
	RationaleZ       // the rationale
	Regarding        // "Regarding the request for": an item of layout A
	SectionA         // the guidelines of both sides of an item
	RationaleA       // the rationale of an item
	Claims           // the label of the claims administrator's guidelines
	Reviewer         // the label of the reviewer's guidelines
	Rationale        // the label of the rationale
	ClaimsSentence   // a sentence in the place of the label Claims
	ReviewerSentence // a sentence in the place of the label Reviewer
	RationaleB       // the rationale of an item
	Closing          // the end of the letter
)

// A style says how a mark stands in its line.
type style int

const (
	heading    style = iota // alone on its line, a colon allowed
	loose                   // before a colon, which may be missing
	both                    // alone on its line, or before a colon
	sentence                // opens a sentence that stays part of the text
	openEnded               // continues in other words up to a colon
	lineOpener              // opens a line that stays part of the text
)

// A wording is a heading or label as letters print it.
type wording struct {
	label string
	kind  Kind
	style style
}

// wordings are the headings and labels of all layouts, longer ones before those
// that they begin with.
var wordings = []wording{
	{"HOW THE IMR FINAL DETERMINATION WAS MADE", How, heading},
	{"HOW THE IMR DETERMINATION WAS MADE", How, heading},
	{"Medical Qualifications of the Expert Reviewer", Qualifications, both},
	{"Medical Qualifications of the Professional Reviewer", Qualifications, both},
	{"Medical Qualifications of the Physician Reviewer", Qualifications, both},
	{"MEDICAL REVIEWER QUALIFICATIONS", Qualifications, both},
	{"The Expert Reviewer has the following credentials", Credentials, both},
	{"The Physician Reviewer has the following credentials", Credentials, both},
	{"State(s) of Licensure", States, loose},
	{"States of Licensure", States, loose},
	{"State of Licensure", States, loose},
	{"Certification(s)/Specialty", Certifications, loose},
	{"Certifications/Specialty", Certifications, loose},
	{"Certification/Specialty", Certifications, loose},
	{"Certification(s)/Specialties", Certifications, loose},
	{"CLINICAL CASE SUMMARY", Summary, both},
	{"Expert Reviewer Case Summary", Summary, both},
	{"Physician Reviewer Case Summary", Summary, both},
	{"Professional Reviewer Case Summary", Summary, both},
	{"CASE SUMMARY", Summary, both},
	{"Documents Reviewed for Determination", Documents, both},
	{"DOCUMENTS REVIEWED", Documents, both},
	{"INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE", DecisionsA, heading},
	{"INDEPENDENT MEDICAL REVIEW DECISIONS AND RATIONALES", DecisionsA, heading},
	{"IMR DECISION(S) AND RATIONALE(S)", DecisionsB, heading},
	{"IMR DECISIONS AND RATIONALES", DecisionsB, heading},
	{"IMR DECISION AND RATIONALE", DecisionsB, heading},
	{"IMR ISSUES, DECISIONS AND RATIONALES", DecisionsC, heading},
	{"IMR ISSUE(S), DECISION(S) AND RATIONALE(S)", DecisionsC, heading},
	{"IMR ISSUE, DECISION AND RATIONALE", DecisionsC, heading},
	{"Notice of Independent Medical Review Determination", NoticeA, heading},
	{"MEDICAL PROFESSIONAL REVIEW", TitleZ, heading},
	{"ISSUE AT DISPUTE", Issue, both},
	{"ISSUES AT DISPUTE", Issue, both},
	{"ISSUE(S) AT DISPUTE", Issue, both},
	{"Medical Treatment Guideline(s) Relied Upon by the Expert Reviewer to", SectionA, openEnded},
	{"Medical Treatment Guidelines Relied Upon by the Expert Reviewer to", SectionA, openEnded},
	{"MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY", GuidelineZ, openEnded},
	{"MEDICAL TREATMENT GUIDELINES RELIED UPON BY", GuidelineZ, openEnded},
	{"RATIONALE FOR WHY THE REQUESTED", RationaleZ, openEnded},
	{"Section of the Medical Treatment Utilization Schedule Relied", SectionA, openEnded},
	{"Sections of the Medical Treatment Utilization Schedule Relied", SectionA, openEnded},
	{"Rationale for the Decision", RationaleA, both},
	{"Claims Administrator guidelines", Claims, loose},
	{"Claims Administrator guideline", Claims, loose},
	{"Claims Administrator's guideline", Claims, loose},
	{"MAXIMUS guidelines", Reviewer, loose},
	{"MAXIMUS guideline", Reviewer, loose},
	{"Decision rationale", Rationale, both},
	{"The Physician Reviewer's decision rationale", RationaleB, both},
	{"The Expert Reviewer's decision rationale", RationaleB, both},
	{"Physician Reviewer's decision rationale", RationaleB, both},
	{"The Claims Administrator based", ClaimsSentence, sentence},
	{"The Claims Administrator did not", ClaimsSentence, sentence},
	{"The Claims Administrator cited", ClaimsSentence, sentence},
	{"The Physician Reviewer based", ReviewerSentence, sentence},
	{"The Physician Reviewer did not", ReviewerSentence, sentence},
	{"The Physician Reviewer found", ReviewerSentence, sentence},
	{"The Physician Reviewer relied", ReviewerSentence, sentence},
	{"The Expert Reviewer based", ReviewerSentence, sentence},
	{"The Expert Reviewer did not", ReviewerSentence, sentence},
	{"The Expert Reviewer found", ReviewerSentence, sentence},
	{"The Expert Reviewer relied", ReviewerSentence, sentence},
	{"The Physician Reviewer agreed", ReviewerSentence, sentence},
	{"The Physician Reviewer agrees", ReviewerSentence, sentence},
	{"The Physician Reviewer concurred", ReviewerSentence, sentence},
	{"The Physician Reviewer concurs", ReviewerSentence, sentence},
	{"The Physician Reviewer adopted", ReviewerSentence, sentence},
	{"The Physician Reviewer adopts", ReviewerSentence, sentence},
	{"The Physician Reviewer used", ReviewerSentence, sentence},
	{"The Physician Reviewer cited", ReviewerSentence, sentence},
	{"The Physician Reviewer referenced", ReviewerSentence, sentence},
	{"The Expert Reviewer agreed", ReviewerSentence, sentence},
	{"The Expert Reviewer agrees", ReviewerSentence, sentence},
	{"The Expert Reviewer concurred", ReviewerSentence, sentence},
	{"The Expert Reviewer concurs", ReviewerSentence, sentence},
	{"The Expert Reviewer adopted", ReviewerSentence, sentence},
	{"The Expert Reviewer adopts", ReviewerSentence, sentence},
	{"The Expert Reviewer used", ReviewerSentence, sentence},
	{"The Expert Reviewer cited", ReviewerSentence, sentence},
	{"The Expert Reviewer referenced", ReviewerSentence, sentence},
	{"The Claims Administrator used", ClaimsSentence, sentence},
	{"The Claims Administrator relied", ClaimsSentence, sentence},
	{"The Claims Administrator referenced", ClaimsSentence, sentence},
	{"The MTUS was not applicable", ReviewerSentence, sentence},
	{"The MTUS does not address", ReviewerSentence, sentence},
	{"The MTUS did not address", ReviewerSentence, sentence},
	{"The MTUS is silent", ReviewerSentence, sentence},
	{"Effect of the Decision", Closing, both},
	{"Disclaimer MAXIMUS is providing", Closing, lineOpener},
	{"MAXIMUS is providing an independent review service", Closing, lineOpener},
	{"Sincerely", Closing, heading},
}

// A Mark is a heading or label in its place.
type Mark struct {
	Kind  Kind
	At    Cursor // where it begins
	After Cursor // where the text behind it begins
}

// findMarks returns the marks in the letter's order.
func findMarks(lines []Line) []Mark {
	var all []Mark
	for i := 0; i < len(lines); i++ {
		if m, ok := markAt(lines, i); ok {
			all = append(all, m)
			if m.After.Line > i {
				i = m.After.Line - 1
			}
		} else if m, ok := regardingAt(lines, i); ok {
			all = append(all, m)
		}
	}
	return all
}

// markAt finds the mark that line i begins with.
func markAt(lines []Line, i int) (Mark, bool) {
	first := FirstLetter(lines[i].Text)
	for _, m := range wordingsByLetter()[first] {
		end, ok := matchLabel(lines, i, m.label)
		if !ok {
			continue
		}
		if after, ok := m.style.check(lines, i, end); ok {
			return Mark{m.kind, Cursor{i, 0}, after}, true
		}
	}
	return Mark{}, false
}

// wordingsByLetter returns the wordings by the letters that they may begin with, as
// scanned.
var wordingsByLetter = sync.OnceValue(func() map[rune][]wording {
	by := map[rune][]wording{}
	for _, m := range wordings {
		c := ocrClass(rune(ascii.ToLower(m.label[0])))
		by[c] = append(by[c], m)
		if c == 'm' {
			by['r'] = append(by['r'], m) // rn
		}
	}
	return by
})

// FirstLetter returns the first letter or digit of s, ASCII ones in lower case:
// the same for all letters that scanning confuses, 0 when there is none before
// a colon.
func FirstLetter(s string) rune {
	lines := []Line{{Text: s}}
	r, size, _ := nextLetter(lines, Cursor{}, false)
	if size == 0 {
		return 0
	}
	if r < 0x80 {
		r = rune(ascii.ToLower(byte(r)))
	}
	return ocrClass(r)
}

// check reports whether the line continues behind the label as the style
// demands, and where the text begins.
func (s style) check(lines []Line, start int, end Cursor) (Cursor, bool) {
	after, colon := afterColon(lines, end)
	alone := strings.Trim(lines[end.Line].Text[end.Off:], " \t.,)*_:") == ""
	if alone {
		after = Cursor{end.Line + 1, 0}
	}
	switch s {
	case heading:
		return after, alone
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
		return Cursor{start, 0}, true
	}
	return after, false
}

// upToColon returns the place behind the first colon that ends a line or
// parts it, at most n lines on.
func upToColon(lines []Line, c Cursor, n int) (Cursor, bool) {
	for i := c.Line; i < len(lines) && i <= c.Line+n; i++ {
		s, off := lines[i].Text, 0
		if i == c.Line {
			off = c.Off
		}
		if endsHeading(s) || i > c.Line && endsHeading(lines[i-1].Text+" "+s) {
			return Cursor{i + 1, 0}, true
		}
		if j := strings.IndexByte(s[off:], ':'); j >= 0 {
			rest := strings.TrimLeft(s[off+j+1:], " \t")
			if rest == "" {
				return Cursor{i + 1, 0}, true
			}
			return Cursor{i, len(s) - len(rest)}, true
		}
		if i > c.Line && lines[i].GapBefore { // the heading ended without a colon
			return Cursor{i, 0}, true
		}
	}
	return Cursor{c.Line + 1, 0}, true
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

var regardingStart = pattern.New(`(?i)^(?:(\d{1,2})\s*[).]\s*)?regarding\s+(?:the\s+)?requests?\s+for\b`).Literals("regarding")

// regardingAt finds the opening of an item of layout A: "1) Regarding the
// request for X:".
func regardingAt(lines []Line, i int) (Mark, bool) {
	if !regardingStart.MatchString(lines[i].Text) {
		return Mark{}, false
	}
	return Mark{Regarding, Cursor{i, 0}, Cursor{i, 0}}, true
}
