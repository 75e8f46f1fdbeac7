package denial

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/citation"
	"imrsearch/parser/dates"
	"imrsearch/parser/diagnosis"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/patient"
)

const dateThere = `((?i:` + dates.Pattern + `))`

var (
	receivedOn = pattern.New(`(?is)\b(?:requests?\b[^.;]{0,80}?\b(?:was|were|we)?\s*received(?:\s+by\s+\S+)?|received\s+(?:your|the|an?)\s+[^.;]{0,60}?|which\s+we\s+received|was\s+received)\s+on\s+` + dateThere).Literals("received")
	injuredOn  = pattern.New(`(?is)\b(?:date\s+of\s+injury|DOI|injur(?:y|ed)|hurt|accident|assaulted|fell)\b[^.;]{0,60}?\b(?:on|of|is|was)?\s*:?\s*`+dateThere).Prefixes("date", "doi", "injur", "hurt", "accident", "assaulted", "fell")
	onInjured  = pattern.New(`(?is)\bon\s+` + dateThere + `[^.;]{0,40}?\b(?:sustained|suffered|was\s+injured|was\s+hurt|injured)\b`).Prefixes("on")
	deniedOn   = pattern.New(`(?is)\b(?:denied|denial|non-certified|UR\s+(?:decision|denial|determination)|utilization\s+review\s+(?:decision|denial|determination))\b[^.;]{0,60}?\b(?:on|of|dated)\s+`+dateThere).Prefixes("denied", "denial", "non", "ur", "utilization")
)

// readDays reads the days that labels tell, else sentences.
func (r *reading) readDays() {
	var signed imr.Date
	for i := range r.parts {
		p := &r.parts[i]
		day := map[role]*imr.Date{isInjury: &r.Injury, isReceived: &r.Received, isDenied: &r.Denied, isSigned: &signed}[p.role]
		if day == nil || len(p.rows) == 0 || !day.IsZero() {
			continue
		}
		if d, ok := dates.Read(strings.TrimLeft(p.rows[0].text, ": "), 0); ok {
			*day = d
		}
	}
	story := r.story()
	for _, s := range []struct {
		day *imr.Date
		of  []*pattern.Pattern
	}{
		{&r.Injury, []*pattern.Pattern{injuredOn, onInjured}},
		{&r.Received, []*pattern.Pattern{receivedOn}},
	} {
		for _, p := range s.of {
			if m := p.FindStringSubmatch(story); m != nil && s.day.IsZero() {
				*s.day, _ = dates.Read(m[1], 0)
			}
		}
	}
	if !r.Denied.IsZero() {
		return
	}
	if r.Kind == Decision {
		if r.Denied = r.openingDay(); r.Denied.IsZero() {
			r.Denied = signed
		}
		return
	}
	if m := deniedOn.FindStringSubmatch(story); m != nil {
		r.Denied, _ = dates.Read(m[1], 0)
	}
}

// openingLines is how many lines a letter's own date stands among.
const openingLines = 15

// openingDay returns the date that stands alone on one of the first lines.
func (r *reading) openingDay() imr.Date {
	for _, l := range r.outline.Lines[:min(openingLines, len(r.outline.Lines))] {
		s := strings.TrimSpace(l.Plain())
		if d, ok := dates.Read(s, 0); ok && dates.Find(s) == strings.TrimRight(s, ".") {
			return d
		}
	}
	return imr.Date{}
}

// story is the running text that may tell of people and days: all but the
// records reviewed and the rights.
func (r *reading) story() string {
	var b strings.Builder
	for i := range r.parts {
		switch r.parts[i].role {
		case isRecords, isEnd, isRequest, isGuideline:
		default:
			b.WriteString(r.parts[i].text())
			b.WriteString(". ")
		}
	}
	return b.String()
}

// readPeople reads age, sex and the reviewer.
func (r *reading) readPeople() {
	var born imr.Date
	for i := range r.parts {
		p := &r.parts[i]
		text := p.text()
		switch p.role {
		case isAge:
			if n, err := strconv.Atoi(strings.TrimSpace(firstWord(text))); err == nil && n > 13 && n < 111 {
				r.Patient.Age = n
			}
		case isSex:
			switch ascii.ToLower((text + " ")[0]) {
			case 'm':
				r.Patient.Sex = "male"
			case 'f':
				r.Patient.Sex = "female"
			}
		case isBirth:
			born, _ = dates.Read(text, 0)
		case isReviewer:
			r.reviewerIn(text)
			for _, row := range p.rows {
				r.reviewerIn(row.text)
			}
		}
	}
	story := r.story()
	age, end, ok := patient.Age(story)
	if ok && r.Patient.Age == 0 {
		r.Patient.Age = age
	}
	if r.Patient.Sex == "" && (ok || r.Kind == Prose) {
		r.Patient.Sex, _ = patient.Sex(story, end, ok)
	}
	if r.Patient.Age == 0 {
		r.Patient.Age = ageOn(born, r.day())
	}
	if len(r.Reviewer.Specialties) == 0 {
		for _, s := range sentences(story) {
			if reviewerSentence.MatchString(s) {
				r.reviewerIn(s)
			}
		}
	}
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return strings.Trim(w, ".,;")
}

// day returns the day of the paper itself: of its decision, else the one on
// which it was signed.
func (r *reading) day() imr.Date {
	if !r.Denied.IsZero() {
		return r.Denied
	}
	for i := range r.parts {
		if p := &r.parts[i]; p.role == isSigned && len(p.rows) > 0 {
			if d, ok := dates.Read(p.rows[0].text, 0); ok && !d.IsZero() {
				return d
			}
		}
	}
	return imr.Date{}
}

// ageOn returns the age on a day of somebody born on another, 0 where one of
// them is not known.
func ageOn(born, day imr.Date) int {
	if born.IsZero() || day.IsZero() {
		return 0
	}
	age := int(day.Year) - int(born.Year)
	if day.Month < born.Month || day.Month == born.Month && day.Day < born.Day {
		age--
	}
	if age < 14 || age > 110 {
		return 0
	}
	return age
}

var (
	reviewerSentence = pattern.New(`(?i)\b(?:reviewer|reviewed\s+by|decision\s+was\s+made\s+by|board[\s-]certified|diplomate|american\s+board)\b`).Literals("reviewe", "decision was made", "board", "diplomate")
	requestingOne    = pattern.New(`(?i)\b(?:requesting|treating|primary)\s+(?:physician|provider|doctor)\b`).Prefixes("requesting", "treating", "primary")
	boardOf          = pattern.New(`(?i)\b(?:board[\s-]+certified\s+(?:in|by\s+the\s+american\s+board\s+of)?|american\s+board\s+of|subspecialty\s+in|specialt(?:y|ies)\s*(?:of|in|is|:)?)\s*`)
	specialtyPart    = pattern.New(`(?i)\s*(?:[,;()/]|\band\b|\bwith\b|\bunder\b|\.\s|\ban?\b|\bthe\b|\blicense[d]?\b)\s*`)
	people           = [][2]string{{"surgeon", "surgery"}, {"ologist", "ology"}, {"psychiatrist", "psychiatry"}, {"chiropractor", "chiropractic"}, {"physiatrist", "physical medicine and rehabilitation"}, {"dentist", "dentistry"}, {"podiatrist", "podiatry"}, {"iatrician", "iatrics"}}
)

// reviewerIn reads the specialties that a text about the reviewer names.
func (r *reading) reviewerIn(text string) {
	if requestingOne.MatchString(text) {
		return
	}
	text = boardOf.ReplaceAllString(text, ", ")
	for _, whole := range lexicon.SplitSpecialties(text) {
		r.addSpecialty(whole)
		for _, piece := range specialtyPart.Split(whole, -1) {
			r.addSpecialty(piece)
		}
	}
}

// addSpecialty takes a text that is the name of a specialty, or of one who
// practises it.
func (r *reading) addSpecialty(s string) {
	s = strings.Trim(s, " .,;:-")
	if len(s) < 4 {
		return
	}
	name, ok := lexicon.Specialty(s)
	if !ok {
		low := ascii.Lower(s)
		for _, p := range people {
			if i := strings.Index(low, p[0]); i >= 0 {
				name, ok = lexicon.Specialty(low[:i] + p[1])
			}
		}
	}
	if ok && !slices.Contains(r.Reviewer.SpecialtyNames, name) {
		r.Reviewer.Specialties = append(r.Reviewer.Specialties, s)
		r.Reviewer.SpecialtyNames = append(r.Reviewer.SpecialtyNames, name)
	}
}

// maxDiagnoses is how many diagnoses are read of one text.
const maxDiagnoses = 40

// readDiagnoses reads the diagnoses of their parts, else those that the text
// names.
func (r *reading) readDiagnoses() {
	for i := range r.parts {
		p := &r.parts[i]
		switch {
		case p.role == isDiagnosis:
			for _, s := range diagnosesIn(p) {
				r.addDiagnosis(s)
			}
		case p.table != nil:
			for _, cells := range p.table {
				r.addDiagnosis(cells[isDiagnosis])
			}
		}
	}
	if len(r.Diagnoses) > 0 {
		return
	}
	for _, s := range diagnosis.Find(r.story()) {
		r.addDiagnosis(s)
	}
}

// diagnosesIn parts the text of a part that lists diagnoses, up to the first
// sentence that tells something else.
func diagnosesIn(p *part) []string {
	var lines []string
	for _, row := range p.rows {
		if n := len(lines); n > 0 && len(lines[n-1]) < maxCell && bullet.FindString(row.text) == "" && (lower(row.text, 0) || strings.Contains(lines[n-1], ";")) {
			lines[n-1] += " " + row.text
			continue
		}
		lines = append(lines, row.text)
	}
	var list []string
	for _, l := range lines {
		for _, s := range sentences(l) {
			if len(list) > 0 && tellsMore.MatchString(s) {
				return list
			}
			list = append(list, diagnosisSplit.Split(codeBehind.ReplaceAllString(s, "; $1"), -1)...)
		}
	}
	return list
}

var (
	tellsMore      = pattern.New(`(?i)\b(?:he|she|the\s+(?:patient|claimant|worker|employee)|is|was|were|has|had|have|underwent|treatment|received|complains|reports)\b`)
	diagnosisSplit = pattern.New(`\s*;\s*|(?:^|\s+)#?\(?\d{1,2}[).]\s+`)
	codeBehind     = pattern.New(`,\s+([A-TV-Z]\d[0-9A-Z]\b|\d{3}\.\d)`)
)

func (r *reading) addDiagnosis(s string) {
	s = strings.Trim(s, " .,;:-*•")
	if len(s) < 3 || !ascii.HasLetter(s) || len(s) > 300 || len(r.Diagnoses) >= maxDiagnoses || namesOnlyCode(s) {
		return
	}
	if !slices.ContainsFunc(r.Diagnoses, func(d string) bool { return ascii.Key(d) == ascii.Key(s) }) {
		r.Diagnoses = append(r.Diagnoses, s)
	}
}

// namesOnlyCode reports whether a diagnosis is a code without a name.
func namesOnlyCode(s string) bool {
	return !strings.Contains(s, " ") && len(s) < 8 && ascii.IsDigit(s[len(s)-1])
}

// finish fills what follows from the rest: what the lexicon makes of each
// request, its reasons, the sentence that decides and the guidelines.
func (r *reading) finish() {
	var shared []imr.Citation
	cites := func(q *request) string { return strings.Join(q.guidelines, " ") }
	if !slices.ContainsFunc(r.found, func(q *request) bool { return cites(q) != "" }) {
		shared = citation.Read(r.story(), r.Denied)
	}
	for i, q := range r.found {
		if len(q.amounts) > 0 {
			q.Text += ", " + strings.Join(q.amounts, ", ")
		}
		q.N = i + 1
		q.Treatment = lexicon.Derive(q.Text, "", "")
		q.Why = strings.Join(q.why, " ")
		q.Reasons = []string{}
		if q.Verdict != Certified {
			q.Reasons = reasonsOf(q.Why, q.Text, &q.Treatment)
		}
		q.Sentence = q.decidingSentence()
		q.Citations = imr.Guidelines{Text: cites(q), Citations: citation.Read(cites(q), r.Denied)}
		if q.Citations.Text == "" {
			if q.Verdict != Certified {
				q.Citations.Citations = citation.Read(tailOf(q.Why, maxGround), r.Denied)
			}
			if len(q.Citations.Citations) == 0 && len(shared) > 0 && q.Verdict != Certified {
				q.Citations.Citations = shared
			}
		}
		q.Citations.Cited = len(q.Citations.Citations) > 0
		r.Requests = append(r.Requests, q.Request)
	}
	r.Requests = slices.DeleteFunc(r.Requests, func(q Request) bool {
		return !known(&q.Treatment) && q.Verdict != Certified && q.Why == "" && len(r.Requests) > 1
	})
	if !slices.ContainsFunc(r.Requests, func(q Request) bool { return known(&q.Treatment) }) {
		r.Requests = []Request{}
	}
	for i := range r.Requests {
		r.Requests[i].N = i + 1
	}
}

// decidingSentence returns the sentence of the ground that gives a reason, the
// one with the most, the last of several; else one that concludes; "" where none does. A sentence
// that tells of the request itself counts only where no other does.
func (q *request) decidingSentence() string {
	if q.Verdict == Certified {
		return ""
	}
	best, most, last, told := "", 0, "", ""
	before := 0
	list := sentences(tail(q.Why))
	list = list[max(0, len(list)-tailSentences):]
	for i, s := range list {
		// with what stands before it, which tells a recital from the case
		_, reasons := lexicon.Reasons(strings.Join(list[:i+1], " "), imr.Upheld, &q.Treatment)
		gained := len(reasons) - before
		before = len(reasons)
		switch itself := strings.Contains(s, q.Text); {
		case itself && gained > 0:
			told = cmp.Or(told, s)
		case gained > 0 && gained >= most:
			best, most = s, gained
		case verdictOf(s) == Denied:
			last = s
		}
	}
	return cmp.Or(best, told, last)
}

// tailBytes is how much of a ground is looked at for the sentence that decides,
// from its end: more than nearly all have.
const tailBytes = 6000

// tailSentences is how many sentences that are at most.
const tailSentences = 60

func tail(s string) string { return tailOf(s, tailBytes) }

// maxGround is how much of a ground is read for reasons and guidelines, in bytes
// from its end: many requests may share one.
const maxGround = 32 << 10

func tailOf(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[len(s)-n:], "")
}

// reasonsOf returns the reasons that a ground gives. What a text tells of the
// request itself ("was denied an injection after therapy did not help") counts
// only where nothing else gives one.
func reasonsOf(why, request string, t *imr.Treatment) []string {
	why = tailOf(why, maxGround)
	var rest []string
	for _, s := range sentences(why) {
		if !strings.Contains(s, request) {
			rest = append(rest, s)
		}
	}
	if _, reasons := lexicon.Reasons(strings.Join(rest, " "), imr.Upheld, t); len(reasons) > 0 {
		return reasons
	}
	_, reasons := lexicon.Reasons(why, imr.Upheld, t)
	return reasons
}
