package denial

import (
	"strings"
	"unicode/utf8"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
)

// A frame is how running text tells of a request: its first group is the
// treatment, with what follows in the sentence.
type frame struct {
	pattern  *pattern.Pattern
	verdict  Verdict // "" is read from the sentence
	performs bool    // it decides itself
	asks     bool    // it speaks of a request: words count that name a treatment only there
}

const (
	decided  = `(?:conditionally\s+)?(?:non[\s-]?certified|not\s+(?:medically\s+necessary|certified|authorized|approved)|denied|modified|certified|approved|authorized|partially\s+certified|certified\s+in\s+part)`
	whoseOne = `(?:(?:my|our|his|her|their|the|a|an|this|your)\s+(?:(?:client|patient)['’]s\s+)?)?`
)

// frames are the ways in which a sentence says that something was asked for or
// refused; the first that fits a sentence and names a treatment counts.
var frames = []frame{
	{pattern: pattern.New(`(?is)\b(?:requests?|decision|authorization)\s+(?:for|of)\s+(?:authorization\s+(?:of|for)\s+)?(.+?),?\s+(?:is|are)\s+(?:hereby\s+|therefore\s+)?`+decided+`\b`).Literals("request", "decision", "authorization"), performs: true, asks: true},
	{pattern: pattern.New(`(?is)\b(?:requests?|decision|authorization)\s+(?:for|of)\s+(?:authorization\s+(?:of|for)\s+)?(.+?),?\s+(?:was|were|has\s+been|have\s+been)\s+(?:recently\s+)?`+decided+`\b`).Literals("request", "decision", "authorization"), asks: true},
	{pattern: pattern.New(`(?is)\b(?:cannot|can\s+not|unable\s+to|do\s+not|will\s+not)\s+(?:authorize|certify|approve)\s+(.+)`).Literals("authorize", "certify", "approve"), verdict: Denied, performs: true},
	{pattern: pattern.New(`(?is)\b(?:is|are)\s+(?:medically\s+)?(?:not\s+certified|non-certified)\s*:\s*(.+)`).Literals("certified"), verdict: Denied, performs: true},
	{pattern: pattern.New(`(?is)\b(?:denial|refusal|non-certification)\s+of\s+`+whoseOne+`(?:(?:recent\s+)?requests?\s+for\s+(?:authorization\s+(?:of|for)\s+)?)?(.+)`).Literals("denial", "refusal", "non-certification"), verdict: Denied},
	{pattern: pattern.New(`(?is)\b(?:was|were|been|being|got)\s+(?:denied|refused)\s+(?:authorization\s+(?:of|for)\s+|coverage\s+(?:of|for)\s+)?(.+)`).Literals("denied", "refused"), verdict: Denied},
	{pattern: pattern.New(`(?is)\b(?:denied|denies|refused|refuses|rejected|declined|(?:did|does|would|will)\s+not\s+(?:authorize|approve|certify))\s+(?:to\s+(?:authorize|approve|certify|pay\s+for)\s+|authorization\s+(?:of|for)\s+|(?:his|her|my|our|the|their)\s+requests?\s+for\s+|`+whoseOne+`)(.+)`).Literals("denie", "refuse", "rejected", "declined", "not "), verdict: Denied},
	{pattern: pattern.New(`(?is)^(.+?)\s+(?:was|were|has\s+been|have\s+been|that\s+(?:was|were)\s+\S+(?:\s+\S+){0,8}?\s+(?:was|were|has\s+been|have\s+been))\s+`+decided+`\b`).Literals("certified", "necessary", "denied", "modified", "approved", "authorized")},
	{pattern: pattern.New(`(?is)^(.+?)\s+(?:is|are)\s+`+decided+`\b`).Literals("certified", "necessary", "denied", "modified", "approved", "authorized"), performs: true},
	{pattern: pattern.New(`(?is)\b(?:requests?\s+for|requesting|requested|requests|asks?\s+for|asked\s+for|asking\s+for|seeks|seeking|authorization\s+(?:of|for)|RFA\s+for)\s+(?:authorization\s+(?:of|for)\s+)?(.+)`).Literals("request", "ask", "seek", "authorization", "rfa"), asks: true},
}

// clauseEnd is where the words for a treatment end in a sentence.
var clauseEnd = pattern.New(`(?i)[;:(]|,\s+(?:and\s+(?:the|he|she|they|we|i)\b|but|which|who|that|as|because|although|since|after|while|for\s+(?:his|her|my|our|the)\b|on\b|our\b|with\s+(?:a\s+)?diagnos)|\s+(?:after|because|although|though|since|despite|due\s+to|following|even|which|who|that|whose|when|while|where|but|on\s+the\s+ground|for\s+lack|as\s+(?:not|being|it|the|there)|is|are|was|were|has|have|had|dated|stating|saying|from\s+(?:dr|his|her|the)|by\s+(?:dr|the|his|her|ur|utilization)|in\s+(?:an?\s+)?(?:ur|utilization|letter|decision)|on\s+(?:\d|january|february|march|april|may|june|july|august|september|october|november|december)|under\s+(?:the\s+)?(?:mtus|odg|acoem)|whereas)\b`)

// readProse reads the requests of running text: those that a frame tells, else
// every treatment that is named anywhere.
func (r *reading) readProse() {
	var told []string
	for _, p := range r.parts {
		if !runs[p.role] {
			continue
		}
		text, places := p.places()
		told = append(told, text)
		for _, s := range sentences(text) {
			r.readSentence(places(s), s)
		}
	}
	if len(r.found) == 0 {
		r.readAnywhere()
	}
	if r.performs && r.Kind == Prose {
		r.Kind = Decision
	}
	why := strings.Join(told, " ")
	for _, q := range r.found {
		if len(q.why) == 0 {
			q.why = []string{why}
		}
	}
}

// runs are the roles of running text in which requests may be told.
var runs = map[role]bool{unlabelled: true, isOther: true, isSummary: true, isWhy: true, isAnswer: true, isItem: true, isRequest: true, isSigned: true, titleDecision: true, titleRFA: true}

// places returns the running text of the part, and a function that tells the
// place of the row that one of its sentences begins in. They are asked for in
// their order.
func (p *part) places() (text string, of func(sentence string) imr.Place) {
	text, starts := p.running()
	row, from := 0, 0
	return text, func(sentence string) imr.Place {
		if len(p.rows) == 0 {
			return imr.Place{}
		}
		if i := strings.Index(text[from:], sentence); i >= 0 {
			from += i
		}
		for row+1 < len(starts) && starts[row+1] <= from {
			row++
		}
		at := p.rows[row].place
		from = min(from+len(sentence), len(text))
		return at
	}
}

// readSentence reads the requests that a sentence tells.
func (r *reading) readSentence(at imr.Place, s string) {
	if len(s) > maxSentence {
		s = strings.ToValidUTF8(s[:maxSentence], "")
	}
	for _, f := range frames {
		m := f.pattern.FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		text := s[m[2]:m[3]]
		if loc := clauseEnd.FindStringIndex(text); loc != nil {
			text = text[:loc[0]]
		}
		verdict := f.verdict
		if verdict == "" {
			verdict = verdictOf(s[m[3]:m[1]])
		}
		found := false
		if !f.asks && !lexicon.NamesTreatment(text) {
			continue
		}
		for _, q := range splitRequests(text, at) {
			found = true
			q.Verdict = verdict
			r.addTold(q)
		}
		if found {
			r.performs = r.performs || f.performs && verdict != Certified
			return
		}
	}
}

// maxSentence is how much of a sentence is read: texts without stops have no end.
const maxSentence = 2000

// addTold takes a request of running text, unless it was told before.
func (r *reading) addTold(q *request) {
	t := lexicon.Derive(q.Text, "", "")
	for _, have := range r.found {
		if same(&have.Treatment, &t) {
			if have.Verdict == "" {
				have.Verdict = q.Verdict
			}
			return
		}
	}
	if len(r.found) < MaxRequests {
		q.Treatment = t
		r.found = append(r.found, q)
	}
}

// same reports whether two treatments have a name or drug in common, or are of
// one subclass where nothing is named.
func same(a, b *imr.Treatment) bool {
	for _, n := range a.Names {
		for _, m := range b.Names {
			if n == m {
				return true
			}
		}
	}
	for _, n := range a.Drugs {
		for _, m := range b.Drugs {
			if n == m {
				return true
			}
		}
	}
	return len(a.Names)+len(a.Drugs)+len(b.Names)+len(b.Drugs) == 0 && a.Subclass == b.Subclass
}

var joined = pattern.New(`(?i)\s*(?:,\s*and|,|\band\b|;|\bas well as\b|\bplus\b)\s+`)

// splitRequests parts the words of several treatments, each known to the
// lexicon; a piece that is not belongs to the one before.
func splitRequests(text string, at imr.Place) []*request {
	if !namesTreatment(text) {
		return nil
	}
	var pieces []string
	from := 0
	for _, m := range append(joined.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		piece := text[from:m[0]]
		if len(pieces) > 0 && (!namesTreatment(piece) || sameNames(pieces[len(pieces)-1], piece)) {
			pieces[len(pieces)-1] = text[strings.LastIndex(text[:from], pieces[len(pieces)-1]):m[0]]
		} else if namesTreatment(piece) || m[0] == len(text) {
			pieces = append(pieces, piece)
		} else {
			continue // words before the treatment belong to it
		}
		from = m[1]
	}
	var list []*request
	for _, p := range pieces {
		list = append(list, &request{Request: Request{Text: p, Page: at.Page, Line: at.Line}})
	}
	return tidied(list)
}

func sameNames(a, b string) bool {
	x, y := lexicon.Derive(a, "", ""), lexicon.Derive(b, "", "")
	return same(&x, &y)
}

// readAnywhere takes every treatment that running text names.
func (r *reading) readAnywhere() {
	for _, p := range r.parts {
		if !runs[p.role] {
			continue
		}
		running, places := p.places()
		for _, s := range sentences(running) {
			at := places(s)
			for len(s) > 0 {
				text, rest := firstWords(s, maxSentence)
				if loc := clauseEnd.FindStringIndex(text); loc != nil {
					text, rest = s[:loc[0]], s[loc[1]:]
				}
				for _, q := range splitRequests(text, at) {
					if !lexicon.NamesTreatment(q.Text) {
						continue
					}
					r.addTold(q)
				}
				s = rest
			}
		}
	}
}

// firstWords parts s behind its first n bytes, at a blank where one is near.
func firstWords(s string, n int) (first, rest string) {
	if len(s) <= n {
		return s, ""
	}
	if i := strings.LastIndexByte(s[n/2:n], ' '); i >= 0 {
		n = n/2 + i + 1
	}
	for n < len(s) && !utf8.RuneStart(s[n]) {
		n++
	}
	return s[:n], s[n:]
}

// sentences parts running text at the ends of its sentences.
func sentences(text string) []string {
	var list []string
	from := 0
	for i := 0; i < len(text); i++ {
		if !strings.ContainsRune(".?!", rune(text[i])) {
			continue
		}
		next := i + 1
		for next < len(text) && strings.IndexByte(`"')]`, text[next]) >= 0 {
			next++
		}
		if next < len(text) && (text[next] != ' ' || lower(text, next+1)) {
			continue
		}
		if text[i] == '.' && (lexicon.EndsInAbbreviation(text[from:i+1]) || enumerates(text[from:i])) {
			continue
		}
		if s := strings.TrimSpace(text[from:next]); s != "" {
			list = append(list, s)
		}
		from = next
	}
	if s := strings.TrimSpace(text[from:]); s != "" {
		list = append(list, s)
	}
	return list
}

func lower(s string, i int) bool { return i < len(s) && s[i] >= 'a' && s[i] <= 'z' }

// enumerates reports whether s is only the number of an entry.
func enumerates(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && len(s) <= 2 && strings.Trim(s, "0123456789") == ""
}

// firstSentences returns the first n sentences of a text.
func firstSentences(text string, n int) string {
	list := sentences(text)
	return strings.Join(list[:min(n, len(list))], " ")
}
