package citation

import (
	"strconv"
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
)

// A part is the words of a clause about one guideline.
type part struct {
	start, end int // of the title, in the clause
	stop       int // where the part ends
	editions   []*lexicon.Guideline
}

var (
	partSign   = pattern.New(`(?i)^[\s,]*(?:\(?(?:19|20)\d\d\b|sections?\s*(?:\(s\))?\s*:|pages?\s*(?:\(s\))?\s*:)`)
	mtusWord   = pattern.New(`(?i)^(?:the\s+)?(?:CA(?:LIFORNIA)?\s+)?(?:MTUS|Medical\s+Treatment\s+Utilization\s+Schedule(?:\s*\(MTUS\))?)\b[\s,:/-]*`)
	sourceWord = pattern.New(`(?i)\b(?:MTUS|ACOEM|ODG|Official\s+Disabilit(?:y|ies)\s+Guidelines?|American\s+College\s+of\s+Occupational|Medical\s+Treatment|Treatment\s+Guidelines?|Chapter\s+\d+)\b`).Prefixes("mtus", "acoem", "odg", "official", "american", "medical", "treatment", "chapter")
)

// isMTUS reports whether a family is part of the MTUS.
func isMTUS(f imr.Family) bool { return strings.HasPrefix(string(f), "MTUS") }

// sectionOf joins a section with the guideline named behind it: "the NSAIDs
// section of the Chronic Pain Medical Treatment Guidelines".
var sectionOf = pattern.New(`(?i)\s+(?:sections?|portions?|topics?)\s+(?:of|in|from)(?:\s+the)?(?:\s+(?:CA|California|MTUS|ODG|ACOEM))*[\s,:]*$`).Literals("section", "portion", "topic")

// acoemWork is the name of the ACOEM Practice Guidelines before one of their
// chapters.
var acoemWork = pattern.New(`(?i)^(?:the\s+)?(?:(?:CA\s+|California\s+)?MTUS[\s/,-]*)?(?:ACOEM|American\s+College\s+of\s+Occupational)[^;]*$`)

func mtusOnly(s string) bool {
	return strings.Trim(mtusWord.ReplaceAllString(s, ""), " ,:-") == ""
}

// partsOf splits a clause at the guidelines that it names.
func partsOf(text string, w scope) []part {
	accept := func(f imr.Family) bool {
		switch w {
		case inMTUS:
			return isMTUS(f)
		case outsideMTUS:
			return !isMTUS(f) || f == imr.MTUSACOEM
		}
		return true
	}
	var parts []part
	for _, m := range lexicon.MatchGuidelines(text, accept) {
		if !citedHere(text, m, w, len(parts) == 0) {
			continue
		}
		if n := len(parts); n > 0 && m.Guideline.Family == imr.OtherFamily && parts[n-1].editions[0] == m.Guideline {
			continue
		}
		parts = append(parts, part{m.Start, closeBracket(text, m.Start, m.End), len(text), m.Editions})
	}
	for i := range parts[:max(0, len(parts)-1)] {
		parts[i].stop = parts[i+1].start
	}
	return parts
}

// closeBracket returns end, moved behind the bracket that closes one opened
// inside text[start:end].
func closeBracket(text string, start, end int) int {
	title := text[start:end]
	if strings.Count(title, "(") > strings.Count(title, ")") && strings.HasPrefix(text[end:], ")") {
		return end + 1
	}
	return end
}

// inProse matches the words before a part of the body that is named in a
// sentence, not as a chapter.
var inProse = pattern.New(`(?i)\b(?:to|of|for|at)\s+the\s+$`)

// inAddress matches the beginning of a web address that is not finished.
var inAddress = pattern.New(`(?i)(?:https?://|www\.)\S*$`).Literals("http", "www")

var (
	separatorBefore       = pattern.New(`(?i)(?:^|[,;:/(]|\band|\bthe|\bplus|\.|[-–]|\bODG\b|Guidelines\b|\(ODG\)|MTUS|\bor)[\s,:"“–-]*$`)
	strongSeparatorBefore = pattern.New(`(?i)(?:^|;|\.|\band|MTUS|\bplus)[\s,:]*$`)
)

// maxHead is how far into a clause, in bytes, its first guideline may begin that
// is cited as a part of the MTUS.
const maxHead = 2048

// citedHere reports whether a title found in a clause is cited there, and is
// no section or topic of another.
func citedHere(text string, m lexicon.GuidelineMatch, w scope, first bool) bool {
	before, after, title := text[max(0, m.Start-60):m.Start], text[m.End:], text[m.Start:m.End]
	if !separatorBefore.MatchString(before) || m.Guideline.Family == imr.ODG && inAddress.MatchString(before) {
		return false
	}
	if m.Guideline.Family == imr.ODG && inProse.MatchString(before) {
		return false // "trauma to the knee" is no chapter
	}
	if head := text[:m.Start]; first && w == inMTUS && len(head) <= maxHead {
		if mtusOnly(head) || m.Guideline.Family == imr.MTUSACOEM && acoemWork.MatchString(head) {
			return true
		}
	}
	named := sourceWord.MatchString(title) || endsInYear(title) || partSign.MatchString(after)
	switch w {
	case inMTUS:
		return named && (sectionOf.MatchString(before) || strongSeparatorBefore.MatchString(before) || endsInYear(title) || strings.Contains(title, "Chapter"))
	case outsideMTUS:
		if m.Guideline.Family == imr.ODG && !named && !odgName.MatchString(before) && !chapterEnds.MatchString(after) {
			return false // "Knee brace" is no chapter
		}
		return named || m.Guideline.Family == imr.ODG || first || strongSeparatorBefore.MatchString(before)
	}
	return named || m.Guideline.Family == imr.ODG && (chapterEnds.MatchString(after) || first) && odgBefore.MatchString(before) ||
		m.Guideline.Family == imr.OtherFamily && len(title) > 4
}

// chapterEnds matches what may follow the name of a chapter of ODG.
var chapterEnds = pattern.New(`(?i)^\s*(?:$|[,;:/().–-]|and\b|&|chapters?\b|sections?\b|guidelines?\b)`)

var odgName = pattern.New(`(?i)(?:\bODG\)?|Disabilit(?:y|ies)\s+Guidelines?(?:\s*\(ODG\))?)[\s,:–-]*$`).Literals("odg", "guideline")

var odgBefore = pattern.New(`(?i)(?:ODG\)?|Disability\s+Guidelines?\s*(?:\(ODG\))?|Chapters?)[\s,:–-]*$`).Literals("odg", "guideline", "chapter")

func endsInYear(s string) bool {
	if len(s) < 4 {
		return false
	}
	n, err := strconv.Atoi(s[len(s)-4:])
	return err == nil && n > 1990 && n < 2100
}
