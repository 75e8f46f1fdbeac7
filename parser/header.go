package parser

import (
	"regexp"
	"strings"

	"imrsearch/parser/dates"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

// yearNear returns the year of the letter: of its decision, else about that
// of its case number; 0 when it tells none.
func (r *reading) yearNear() int {
	l := &r.letter
	for _, d := range []imr.Date{l.DecisionDate, l.DateAssigned, l.ApplicationReceived, l.URDenialDate} {
		if !d.IsZero() {
			return int(d.Year)
		}
	}
	if y := caseYear(l.CaseNumber); y > 0 {
		return int(y) + 1
	}
	return 0
}

// A field is a value of the letter's header.
type headerField struct {
	name   string // JSON name; empty for fields that are read over
	labels []string
	kind   valueKind
}

type valueKind int

const (
	otherValue valueKind = iota
	dateValue
	caseValue
	priorityValue
)

// headerFields are the labels of the headers of all layouts.
var headerFields = []headerField{
	{"case_number", []string{"IMR Case Number", "Case Number", "IMR Case No", "Case No", "Case #"}, caseValue},
	{"date_assigned", []string{"Date Assigned", "Assigned Date", "Assignment Date"}, dateValue},
	{"date_of_injury", []string{"Date of Injury", "Injury Date", "DOI"}, dateValue},
	{"decision_date", []string{"Decision Date", "Date of Decision", "Date of Determination", "Determination Date", "Date of Final Determination", "Dated"}, dateValue},
	{"ur_denial_date", []string{"UR Denial Date", "Date of UR Denial", "UR Decision Date", "Date of UR Decision", "Utilization Review Denial Date"}, dateValue},
	{"priority", []string{"Priority", "IMR Priority"}, priorityValue},
	{"application_received", []string{"Application Received", "Date Application Received", "Application Received Date", "IMR Application Received", "Application"}, dateValue},
	{"", []string{"Received"}, dateValue},
	{"", []string{"Claims Number", "Claim Number", "Employee Name", "Provider Name", "Employer", "Claims Administrator Name", "Employee", "Treatment(s) in Dispute Listed on IMR Application", "Treatment(s) in Dispute", "Treatments in Dispute"}, otherValue},
}

// A token is a label or a value of the header.
type token struct {
	field int // of a label; -1 for a value
	text  string
	line  int
	bare  bool // a label without a colon
}

// readHeader reads the values that stand before the first section.
func (r *reading) readHeader() {
	end := len(r.Lines)
	for _, m := range r.Marks {
		if m.Kind != outline.TitleZ && m.Kind != outline.NoticeA && m.Kind != outline.Closing {
			end = m.At.Line
			break
		}
	}
	h := &headerReader{r: r}
	for i := range end {
		h.line(i)
	}
	h.pair()
	r.readHeaderProse()
	r.completeYears(h)
}

// A headerReader pairs labels with values: a value behind a label on the same
// line is that label's; labels that stand together take, by order, the values
// that follow.
type headerReader struct {
	r      *reading
	labels []token // waiting
	values []token // that came for them
	short  []token // dates with a year of two digits
	// apart tells that the labels of a column came before its values, as some
	// converters write a table; early are dates that then came before their label.
	apart bool
	early []token
	plain map[string]bool // fields whose label had its colon
}

// line takes a line apart into labels and values. A tab may stand for a gap
// of columns or for a blank, so labels are looked for across it.
func (h *headerReader) line(i int) {
	s := h.r.Lines[i].Text
	if rest, ok := strings.CutSuffix(s, " Application"); ok && i+1 < len(h.r.Lines) && startsWithLabel(h.r.Lines[i+1].Text, "Received") {
		s = rest + outline.ColumnGap + "Application" // the label continues on the next line
	}
	last := -1 // the label that the next text belongs to
	for s != "" {
		f, start, end, bare := findField(s)
		text := s
		if f >= 0 {
			text = s[:start]
		}
		for _, v := range strings.Split(text, outline.ColumnGap) {
			if v = strings.TrimSpace(v); v != "" {
				h.value(token{-1, v, i, false}, last)
				last = -1
			}
		}
		if f < 0 {
			return
		}
		h.label(token{f, s[start:end], i, bare})
		last = len(h.labels) - 1
		s = s[end:]
	}
	h.takeEarly(i, last)
}

// takeEarly gives a label that ends line i the date on the line before it, which
// came before its label.
func (h *headerReader) takeEarly(i, last int) {
	n := len(h.early)
	if last < 0 || n == 0 || h.early[n-1].line != i-1 || headerFields[h.labels[last].field].kind != dateValue {
		return
	}
	l := h.labels[last]
	h.labels = h.labels[:last]
	h.take(l, h.early[n-1])
	h.early = h.early[:n-1]
}

// startsWithLabel reports whether s begins with the label.
func startsWithLabel(s, label string) bool {
	_, _, _, ok := outline.LabelAt(s, label)
	return ok
}

func (h *headerReader) label(t token) {
	if len(h.values) > 0 {
		h.pair()
	}
	if headerFields[t.field].name == "" && strings.HasPrefix(t.text, "Received") {
		return // the second half of "Application / Received:"
	}
	h.labels = append(h.labels, t)
}

// value gives a text to the label that stands before it on its line, or
// keeps it for the labels that wait.
func (h *headerReader) value(t token, last int) {
	if last >= 0 && last < len(h.labels) {
		l := h.labels[last]
		k := headerFields[l.field].kind
		if k == otherValue || h.r.fits(k, t.text) {
			h.labels = append(h.labels[:last], h.labels[last+1:]...)
			h.take(l, t)
			return
		}
	}
	switch {
	case len(h.labels) > 0:
		h.values = append(h.values, t)
	case h.apart && h.r.fits(dateValue, t.text):
		h.early = append(h.early, t)
	}
}

// pair pairs the waiting labels with the values that came, kind by kind.
func (h *headerReader) pair() {
	for _, k := range []valueKind{caseValue, priorityValue, dateValue} {
		var labels, values []token
		for _, l := range h.labels {
			if headerFields[l.field].kind == k && !(l.bare && len(h.values) == 0) {
				labels = append(labels, l)
			}
		}
		for _, v := range h.values {
			if h.r.fits(k, v.text) {
				values = append(values, v)
			}
		}
		switch {
		case len(values) == 0:
		case len(labels) == len(values), k == dateValue && len(labels) > 1 && len(labels) < len(values):
			for i := range labels {
				h.take(labels[i], values[i])
			}
			h.apart = h.apart || len(labels) > 1
			h.early = append(h.early, values[len(labels):]...)
		case len(labels) > 0:
			at := h.r.PlaceOf(values[0].line)
			h.r.problem("header-unpaired", 0, at, "%d labels of the header and %d values: none was taken", len(labels), len(values))
		}
	}
	h.labels, h.values = h.labels[:0], h.values[:0]
}

// findField finds the first label of the header in s.
func findField(s string) (f, start, end int, bare bool) {
	for start = 0; start < len(s); {
		if f, end, bare = fieldAt(s, start); f >= 0 {
			return f, start, end, bare
		}
		next := strings.IndexAny(s[start:], " "+outline.ColumnGap)
		if next < 0 {
			break
		}
		start += next + 1
	}
	return -1, 0, 0, false
}

// fieldAt matches the longest label of the header at start. A label without
// its colon counts only when it fills its column, or stands before a date.
func fieldAt(s string, start int) (f, end int, bare bool) {
	f = -1
	first := outline.FirstLetter(s[start:])
	for i, candidate := range headerFields {
		for _, l := range candidate.labels {
			if outline.FirstLetter(l) != first {
				continue
			}
			labelEnd, after, colon, ok := outline.LabelAt(s[start:], l)
			if !ok {
				continue
			}
			if !colon {
				rest := s[start+labelEnd:]
				fills := (start == 0 || s[start-1] == '\t') && (strings.Trim(rest, " ") == "" || strings.HasPrefix(rest, outline.ColumnGap))
				if _, ok := dates.Read(rest, 0); !fills && (!ok || candidate.kind != dateValue) {
					continue
				}
			}
			if e := start + after; e > end {
				f, end, bare = i, e, !colon
			}
		}
	}
	return f, end, bare
}

var priorityWord = pattern.New(`(?i)^(standard|expedited)\b`)

// fits reports whether a text is a value of the kind.
func (r *reading) fits(k valueKind, s string) bool {
	switch k {
	case dateValue:
		_, ok := dates.Read(s, 0)
		return ok
	case caseValue:
		return labelledCase(s) != ""
	case priorityValue:
		return priorityWord.MatchString(s)
	}
	return false
}

// take stores the value of a label. Where a cover page and the letter's own
// table both have one, the table comes later and counts.
func (h *headerReader) take(l, v token) {
	f := headerFields[l.field]
	if f.name == "" || l.bare && h.plain[f.name] {
		return // "dated" in a sentence does not count beside "Dated:"
	}
	at := h.r.PlaceOf(v.line)
	switch f.kind {
	case caseValue:
		h.r.letter.CaseNumber = labelledCase(v.text)
		if printed := strings.ToUpper(strings.ReplaceAll(v.text, " ", "")); misread.MatchString(v.text) && !strings.Contains(printed, string(h.r.letter.CaseNumber)) {
			h.r.problem("case-number-mended", 0, at, "printed %s, read as %s", v.text, h.r.letter.CaseNumber)
		}
	case priorityValue:
		h.r.letter.Priority = strings.ToLower(priorityWord.FindString(v.text))
	case dateValue:
		if shortYear(v.text) {
			h.short = append(h.short, token{l.field, v.text, v.line, false})
		}
		if !h.r.setDate(f.name, v.text, at) {
			return
		}
	}
	h.r.letter.Places[f.name] = at
	if !l.bare {
		if h.plain == nil {
			h.plain = map[string]bool{}
		}
		h.plain[f.name] = true
	}
}

// labelledCase returns the case number behind its label, where blanks beside the
// dash count as none; in prose they do not.
func labelledCase(s string) imr.CaseNumber {
	s = strings.NewReplacer(" - ", "-", "- ", "-", " -", "-").Replace(s)
	return imr.FindCaseNumber(withoutDash.ReplaceAllString(s, "CM$1-$2"))
}

// withoutDash is a case number whose dash was lost.
var withoutDash = regexp.MustCompile(`\bCM(\d{2})[ .]?(\d{7})\b`)

// misread is a case number with letters where digits belong.
var misread = pattern.New(`(?i)\bCM[ -]?[\dOIl]{2} ?[-–—] ?[\dOIl]*[OIl][\dOIl]*\b`)

// setDate stores a date of the header; it reports false when there is no
// such day.
func (r *reading) setDate(name, text string, at imr.Place) bool {
	d, ok := dates.Read(text, r.yearNear())
	if !ok {
		return false
	}
	if d.IsZero() {
		r.problem("date-invalid", 0, at, "%s: there is no day %s", name, dates.Find(text))
		return false
	}
	*r.dateField(name) = d
	return true
}

func (r *reading) dateField(name string) *imr.Date {
	l := &r.letter
	return map[string]*imr.Date{
		"date_assigned": &l.DateAssigned, "date_of_injury": &l.DateOfInjury, "decision_date": &l.DecisionDate,
		"ur_denial_date": &l.URDenialDate, "application_received": &l.ApplicationReceived,
	}[name]
}

var shortYearPattern = pattern.New(`^\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}\b`)

func shortYear(s string) bool {
	m := shortYearPattern.FindString(s)
	return m != ""
}

// completeYears reads years of two digits again, now that the letter's own
// year is known.
func (r *reading) completeYears(h *headerReader) {
	for _, t := range h.short {
		name := headerFields[t.field].name
		near := r.yearNear()
		if name == "decision_date" {
			near = max(near, int(caseYear(r.letter.CaseNumber))+2)
		}
		if d, ok := dates.Read(t.text, near); ok && !d.IsZero() {
			*r.dateField(name) = d
		}
	}
}

// A proseDate is a date that a letter without a header table tells in a
// fixed sentence.
type proseDate struct {
	name string
	cue  string // lower-case words that the sentence contains, checked first
	re   *pattern.Pattern
}

var proseDates = []proseDate{
	{"application_received", "application for", pattern.New(`(?is)application for independent medical review was (?:filed|received)(?:\s+by\s+[\w ,.]{1,40}?)?\s+on\s+(` + dates.Pattern + `)`)},
	{"ur_denial_date", "disputing", pattern.New(`(?is)disputing\s+the\s+utilization\s+review\s+(?:denial|decision|modification|denial/modification)\s+dated\s+(` + dates.Pattern + `)`)},
	{"date_assigned", "notice of", pattern.New(`(?is)notice\s+of\s+assignment\s+and\s+request\s+for\s+information\s+was\s+(?:provided|sent)[^.]{0,60}?\s+on\s+(` + dates.Pattern + `)`)},
}

// readHeaderProse fills what the header table leaves out.
func (r *reading) readHeaderProse() {
	for _, p := range proseDates {
		if !r.dateField(p.name).IsZero() || !strings.Contains(r.Lower, p.cue) {
			continue
		}
		loc := p.re.FindStringSubmatchIndex(r.Text)
		if loc == nil {
			continue
		}
		at := r.PlaceOfText(loc[2])
		if r.setDate(p.name, r.Text[loc[2]:loc[3]], at) {
			r.letter.Places[p.name] = at
		}
	}
}

// footCaseNumber returns the case number that a running head, a running foot
// or a line of its own gives.
func (r *reading) footCaseNumber() imr.CaseNumber {
	for _, l := range r.Furniture {
		if c := imr.FindCaseNumber(l.Plain()); c != "" {
			r.letter.Places["case_number"] = l.Place()
			return c
		}
	}
	for _, l := range r.Lines {
		if aloneCase.MatchString(l.Plain()) {
			r.letter.Places["case_number"] = l.Place()
			return imr.FindCaseNumber(l.Text)
		}
	}
	return ""
}

var aloneCase = pattern.New(`(?i)^(?:imr\s+)?(?:case\s+(?:number|no\.?)\s*:?\s*)?CM\d\d-\d{6,7}$`)

// caseYear returns the year in a case number, 0 when there is none.
func caseYear(c imr.CaseNumber) int16 {
	for i := 0; i+1 < len(c); i++ {
		if c[i] >= '0' && c[i] <= '9' {
			return 2000 + int16(c[i]-'0')*10 + int16(c[i+1]-'0')
		}
	}
	return 0
}
