package split

import (
	"strings"
	"unicode"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

// headerLabels are the labels of the table at the head of a letter.
var headerLabels = []string{
	"IMR Case Number", "Case Number", "Case No", "Date Assigned", "Decision Date", "Date of Injury", "UR Denial Date",
	"Priority", "Application Received", "Application", "Date of Determination", "Claims Number", "Claim Number", "Employee Name", "Provider Name",
}

var (
	// letterhead is what stands above the table on a letter's own first page.
	letterhead = pattern.New(`(?i)^\W*(?:maximus\b.*|independent medical review.*|p\.?\s*o\.?\s*box.*|.*\b(?:sacramento|folsom)\b.*|(?:telephone|phone|tel|fax)\b.*|\(?\d{3}\)?[ -]\d{3}-\d{4}.*|(?:imr )?final determination(?: letter)?\W*|notice of independent medical review determination.*|dated?:? .{6,24}|dear\b.*|page \d+.*)$`)
	// coverSign stands on the cover page of a letter.
	coverSign = pattern.New(`(?i)final determination\s*:|notice of independent medical review|maximus federal services|treatments?(?:\(s\))? in dispute|imr case number\s*:`)
)

// maxValue is the length of a value in the table; behind a label in a sentence
// more follows.
const maxValue = 32

// isHeader reports whether a line opens with a label of the header, scanning
// errors and all.
func (s *sheet) isHeader(i int) bool {
	l := s.Lines[i]
	if len(l.Text) > 160 || !strings.ContainsAny(l.Text, ":;") {
		return false
	}
	first := outline.FirstLetter(l.Text)
	for _, label := range headerLabels {
		if outline.FirstLetter(label) != first {
			continue
		}
		if _, after, colon, ok := outline.LabelAt(l.Text, label); ok && colon {
			value, _, _ := strings.Cut(l.Text[after:], outline.ColumnGap)
			return len(value) <= maxValue
		}
	}
	return false
}

// tableLines is how many lines a header's table may go over, and minLabels how
// many of them have a label.
const (
	tableLines = 14
	minLabels  = 3
)

// table returns where the table before a line begins, -1 where there is none
// behind the line after.
func (s *sheet) table(line, after int) int {
	for i := line - 1; i > after; i-- {
		if !s.isHeader(i) {
			continue
		}
		labels, first := 0, i
		for k := i; k > after && k > i-tableLines; k-- {
			if s.isHeader(k) {
				labels++
				first = k
			}
		}
		if labels >= minLabels {
			return first
		}
	}
	return -1
}

// start returns the first line of the letter whose first mark is on a line:
// that of its table with the letterhead above, or of its cover pages. What
// stands before, up to the rationale of the letter before, is not its own; but
// the first letter of a file has all that stands before it unless its table
// shows that it begins there.
func (s *sheet) start(mark, before int, another bool) int {
	if mark < 0 {
		return 0
	}
	if before < 0 {
		before = -1
	}
	table := s.table(mark, before)
	if table < 0 {
		if !another {
			return 0
		}
		return s.pageStart(mark, before)
	}
	from := s.letterhead(table, before)
	if !another && from < table && s.PlaceOf(from) == s.PlaceOf(0) {
		return 0
	}
	return s.covers(from, table, before, another)
}

// pageStart returns the first line of the page of a line, behind another line.
func (s *sheet) pageStart(line, after int) int {
	for line-1 > after && s.Lines[line-1].Page == s.Lines[line].Page && !s.Lines[line].PageStart {
		line--
	}
	return line
}

// letterhead returns the first line of the letterhead directly above a line of
// the same page; the line itself where other text stands there.
func (s *sheet) letterhead(line, after int) int {
	from := line
	for i := line - 1; i > after && s.Lines[i].Page == s.Lines[line].Page; i-- {
		if !letterhead.MatchString(s.Lines[i].Plain()) {
			break
		}
		from = i
	}
	return from
}

// covers returns where the letter's cover pages before a line begin: pages that
// have the signs of one and name no other case than the table does.
func (s *sheet) covers(from, table, before int, another bool) int {
	number := s.caseOf(table, table+tableLines)
	start := from
	for start > 0 && start-1 > before {
		page := s.pageStart(start-1, before)
		if page <= before {
			break
		}
		text, own := s.text(page, start), true
		for _, c := range imr.CaseNumbers(text) {
			own = own && (number == "" || c == number || !strings.HasPrefix(string(c), "CM"))
		}
		if !own || !coverSign.MatchString(text) {
			break
		}
		start = page
	}
	return start
}

// caseOf returns the case number in some lines, "" where there is none.
func (s *sheet) caseOf(from, to int) imr.CaseNumber {
	return imr.FindCaseNumber(s.text(from, min(to, len(s.Lines))))
}

func (s *sheet) text(from, to int) string {
	var b strings.Builder
	for _, l := range s.Lines[from:to] {
		b.WriteString(l.Plain())
		b.WriteByte('\n')
	}
	return b.String()
}

// otherPaper opens what is put behind a letter: papers of lawyers, courts,
// claims administrators and doctors.
var otherPaper = pattern.New(`(?i)^\W*(?:proof\s+of\s+service|declaration\b|certificate\s+of\s+(?:service|mailing)|affidavit|exhibits?\b|index\s+of\s+exhibits|attachment\b|enclosures?\b|utilization\s+review\s+(?:determination|decision|denial)|notice\s+of\b|request\s+for\s+authorization|state\s+of\s+california|workers.?\s*compensation\s+appeals\s+board|petition\b|primary\s+treating\s+physician|progress\s+report|operative\s+report|radiology\s+report|medical\s+records?|fax\s+(?:cover|transmittal)|law\s+offices?\b|re:|cc:|i\s+declare\b|i\s+am\s+(?:over|employed)\b|executed\s+on\b|end\s+of\s+(?:document|report|file))`)

// end returns the line behind the last one of the letter whose last rationale
// begins on a line; limit is where the next letter begins. A letter goes on as
// long as it has marks. Its last text ends with a sentence; a line that opens
// another paper, behind a gap or on a new page, is no longer the letter's.
func (s *sheet) end(rationale, limit int) int {
	if rationale < 0 {
		return limit
	}
	last := rationale
	for _, m := range s.Marks {
		if m.At.Line < limit {
			last = max(last, m.At.Line)
		}
	}
	for i := last + 1; i < limit; i++ {
		l := s.Lines[i]
		if !l.GapBefore && !l.PageStart {
			continue
		}
		before := strings.TrimRight(s.Lines[i-1].Text, " ")
		if !outline.EndsSentence(before) && !strings.HasSuffix(before, "ecessary") {
			continue
		}
		if otherPaper.MatchString(l.Plain()) || title(l.Plain()) || l.PageStart && s.records(i) {
			return i
		}
	}
	return limit
}

// title reports whether a line is a title in capitals.
func title(s string) bool {
	letters, words := 0, 0
	for _, w := range strings.Fields(s) {
		word := false
		for _, r := range w {
			if unicode.IsLower(r) {
				return false
			}
			if unicode.IsUpper(r) {
				letters++
				word = true
			}
		}
		if word {
			words++
		}
	}
	return words >= 2 && letters >= 8 && len(s) < 100
}

// formLabel is a label of a form, with its colon.
var formLabel = pattern.New(`^[A-Z][A-Za-z /#.()-]{1,40}:(?:\s|$)`)

// records reports whether a page begins like a form or a record: with labels.
func (s *sheet) records(i int) bool {
	labels := 0
	for k := i; k < len(s.Lines) && k < i+4 && s.Lines[k].Page == s.Lines[i].Page; k++ {
		if formLabel.MatchString(s.Lines[k].Text) {
			labels++
		}
	}
	return labels >= 2
}
