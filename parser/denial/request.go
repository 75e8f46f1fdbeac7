package denial

import (
	"slices"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
)

// A request is a Request while it is read.
type request struct {
	Request
	mark       string // its number or letter in a list
	guidelines []string
	why        []string
	amounts    []string
}

// readKind tells what the text is from its title, else from its labels.
func (r *reading) readKind() {
	for _, p := range r.parts {
		switch p.role {
		case titleRFA:
			if r.Kind != Application {
				r.Kind = Authorization
			}
		case titleIMR:
			r.Kind = Application
			return
		case titleDecision:
			r.Kind = Decision
			return
		case isRequest, isVerdict, isAnswer, isWhy:
			if r.Kind == Prose {
				r.Kind = Decision
			}
		}
	}
}

// readRequests reads the requests of the parts, else those of running text.
func (r *reading) readRequests() {
	g := &group{reading: r}
	for i := range r.parts {
		p := &r.parts[i]
		switch p.role {
		case isItem:
			g.of, g.told = nil, false
			if namesTreatment(p.text()) {
				g.ask(p)
			}
		case isRequest:
			g.ask(p)
		case isQuestion:
			g.of, g.told = nil, false
			g.question(p)
		case isAmount:
			g.amount(p)
		case isVerdict:
			g.decide(p)
		case isAnswer:
			g.decide(p)
			g.explain(p)
		case isWhy:
			g.explain(p)
		case isGuideline:
			g.cite(p)
		case unlabelled, isSummary:
			g.heading(p)
		}
	}
	if len(r.found) == 0 {
		r.readProse()
	}
}

// A group is the requests that the next decision, ground or guideline is for.
type group struct {
	*reading
	of   []*request
	told bool // a decision or ground has followed
}

// ask takes the requests of a part. One that stands in the list already is
// the one that the next parts are for.
func (g *group) ask(p *part) {
	if g.told || len(g.of) == 0 {
		g.of, g.told = nil, false
	}
	for _, e := range entriesOf(p) {
		q := g.known(e)
		if q == nil {
			if len(g.found) >= MaxRequests {
				continue
			}
			q = e
			g.found = append(g.found, q)
		} else {
			q.merge(e)
		}
		if !slices.Contains(g.of, q) {
			g.of = append(g.of, q)
		}
	}
}

// known returns the request that was read already and is the same, nil where
// there is none.
func (g *group) known(e *request) *request {
	key := ascii.Key(e.Text)
	for _, q := range g.found {
		if k := ascii.Key(q.Text); k == key || len(key) > 8 && len(k) > 8 && (strings.HasPrefix(k, key) || strings.HasPrefix(key, k)) {
			return q
		}
	}
	return nil
}

// merge takes over what e says and q does not.
func (q *request) merge(e *request) {
	if len(e.Text) > len(q.Text) {
		q.Text = e.Text
	}
	if e.Verdict != "" {
		q.Verdict = e.Verdict
	}
}

// heading looks for the lines of running text that name one of the requests
// again, and turns to it.
func (g *group) heading(p *part) {
	for _, row := range p.rows {
		if len(row.text) > maxHeading {
			continue
		}
		if q := g.known(&request{Request: Request{Text: withoutMark(row.text)}}); q != nil {
			g.of, g.told = []*request{q}, false
		}
	}
}

// maxHeading is the length of the longest line that may be a heading.
const maxHeading = 200

// amount adds how much of the last request is asked for.
func (g *group) amount(p *part) {
	if len(g.of) == 0 || len(p.rows) == 0 {
		return
	}
	q := g.of[len(g.of)-1]
	text := p.text()
	if len(text) < 60 && !strings.Contains(ascii.Lower(q.Text), ascii.Lower(text)) {
		q.amounts = append(q.amounts, text)
	}
}

// decide reads the decision of a part on the requests that it is for.
func (g *group) decide(p *part) {
	text := p.text()
	if text == "" {
		return
	}
	g.told = true
	if p.role == isAnswer {
		text = firstSentences(text, 2)
	}
	for _, piece := range g.pieces(p, text) {
		v := verdictOf(piece.text)
		if v == "" && p.role == isAnswer {
			v = yesOrNo(piece.text)
		}
		for _, q := range piece.of {
			if v != "" && (q.Verdict == "" || p.role == isVerdict) {
				q.Verdict = v
			}
		}
	}
}

// yesOrNo reads the answer to the question whether a request is necessary.
func yesOrNo(s string) Verdict {
	switch {
	case ascii.HasPrefixFold(s, "no"):
		return Denied
	case ascii.HasPrefixFold(s, "yes"):
		return Certified
	}
	return ""
}

// explain takes the ground that a part gives.
func (g *group) explain(p *part) {
	text := p.text()
	if text == "" {
		return
	}
	g.told = true
	for _, piece := range g.pieces(p, text) {
		for _, q := range piece.of {
			q.why = append(q.why, piece.text)
		}
	}
}

// cite takes the guidelines that a part names.
func (g *group) cite(p *part) {
	text := p.text()
	if text == "" {
		return
	}
	of := g.meant(p.marks)
	if g.told && len(of) < len(g.found) && p.marks == "" && g.shared(p) {
		of = g.found
	}
	for _, q := range of {
		q.guidelines = append(q.guidelines, text)
	}
}

// shared reports whether a part is the only one of its role, so that it speaks
// of all requests.
func (g *group) shared(p *part) bool {
	n := 0
	for i := range g.parts {
		if g.parts[i].role == p.role {
			n++
		}
	}
	return n == 1
}

// meant returns the requests of the group that marks name, all where there are
// none.
func (g *group) meant(marks string) []*request {
	var of []*request
	for _, m := range markWord.FindAllStringSubmatch(ascii.Lower(marks), -1) {
		for _, q := range g.found {
			if q.mark == m[1] && !slices.Contains(of, q) {
				of = append(of, q)
			}
		}
	}
	if of != nil {
		return of
	}
	return g.of
}

var markWord = pattern.New(`\b(\d{1,2}|[a-h])\b`)

// A piece is a stretch of a part and the requests that it is for.
type piece struct {
	text string
	of   []*request
}

// pieces parts the text of a part that speaks of several requests by their
// marks: "a) not certified b) certified".
func (g *group) pieces(p *part, text string) []piece {
	whole := []piece{{text, g.meant(p.marks)}}
	if len(whole[0].of) < 2 || p.marks != "" {
		return whole
	}
	var list []piece
	hits := inlineMark.FindAllStringSubmatchIndex(text, -1)
	for i, m := range hits {
		end := len(text)
		if i+1 < len(hits) {
			end = hits[i+1][0]
		}
		mark := ascii.Lower(text[m[2]:m[3]])
		for _, q := range whole[0].of {
			if q.mark == mark {
				list = append(list, piece{strings.TrimSpace(text[m[1]:end]), []*request{q}})
			}
		}
	}
	if len(list) < len(whole[0].of) {
		return whole
	}
	return list
}

var inlineMark = pattern.New(`(?i)(?:^|\s)\(?#?(\d{1,2}|[a-h])[).:]\s`)

var (
	// whether is how a question leads up to the request that it asks about.
	whether  = pattern.New(`(?is)^.*?\b(?:request\s+for|requested|is|are|was|were)\s+(?:the\s+|an?\s+)?(?:(?:request(?:ed)?|proposed)\s+(?:for\s+|treatment\s+of\s+)?)?(?:authorization\s+(?:of|for)\s+)?`)
	question = pattern.New(`(?is)[\s,]*\b(?:(?:is|are|was|were|be|considered)\s+)?(?:medically\s+)?(?:necessary|appropriate|reasonable|indicated|supported)(?:\s+and\s+(?:appropriate|reasonable|necessary))?\s*\?.*$`)
)

// question reads the request that a question asks about.
func (g *group) question(p *part) {
	text := p.text()
	loc := question.FindStringIndex(text)
	if loc == nil {
		return
	}
	text = text[:loc[0]]
	text = text[len(whether.FindString(text)):]
	q := *p
	q.rows = []row{{text, p.rows[0].place, false}}
	g.ask(&q)
}

// entriesOf returns the requests of a part: rows of a table, entries of a list,
// or the whole.
func entriesOf(p *part) []*request {
	if p.table != nil {
		return tableEntries(p)
	}
	var list []*request
	listed := listsEntries(p)
	for _, row := range p.rows {
		text := row.text
		if end := formText.FindStringIndex(text); end != nil {
			continue
		}
		m := bullet.FindStringSubmatch(text)
		fresh := len(list) == 0 || m != nil || listed && !continues(list[len(list)-1].Text, text)
		mark := ""
		if m != nil {
			text, mark = text[len(m[0]):], ascii.Lower(m[1])
		}
		if fresh {
			list = append(list, &request{Request: Request{Text: text, Page: row.place.Page, Line: row.place.Line}, mark: mark})
			continue
		}
		if last := list[len(list)-1]; len(last.Text) < maxCell {
			last.Text += " " + text
		}
	}
	return tidied(list)
}

// formText is what forms print among the requests.
var formText = pattern.New(`(?i)^(?:list each specific|specific page number|up to five|below is insufficient|space below|that were denied or modified|in the (?:below )?space below|below:?$|use additional)|\(see instructions`)

// listsEntries reports whether each line of a part is an entry of its own: all
// name a treatment and are short.
func listsEntries(p *part) bool {
	for _, row := range p.rows {
		if len(row.text) > 120 || !namesTreatment(row.text) {
			return false
		}
	}
	return len(p.rows) > 1 && bullet.FindString(p.rows[0].text) == ""
}

// continues reports whether a line goes on with the text before it.
func continues(before, line string) bool {
	before = strings.TrimRight(before, " ")
	return strings.HasSuffix(before, ",") || strings.HasSuffix(before, " and") || strings.HasSuffix(before, "-") ||
		line[0] >= 'a' && line[0] <= 'z'
}

// tableEntries returns the rows of a table as requests.
func tableEntries(p *part) []*request {
	var list []*request
	for i, cells := range p.table {
		text := cells[isRequest]
		mark := ""
		if m := tableNumber.FindStringSubmatch(text); m != nil {
			text, mark = text[len(m[0]):], m[1]
		}
		q := &request{Request: Request{Text: text, Page: p.rows[i].place.Page, Line: p.rows[i].place.Line}, mark: mark}
		q.Verdict = verdictOf(cells[isVerdict])
		if amount := strings.TrimSpace(cells[isAmount]); amountWord.MatchString(amount) && !strings.Contains(text, amount) {
			q.amounts = append(q.amounts, amount)
		}
		if why := cells[isWhy]; why != "" {
			q.why = append(q.why, why)
		}
		list = append(list, q)
	}
	return tidied(list)
}

var (
	tableNumber = pattern.New(`^#?(\d{1,2})[).]?\s+`)
	// amountWord is an amount that says of what: a bare number in a column is the
	// visits or pieces that the request itself mostly tells.
	amountWord = pattern.New(`(?i)#\s*\d|\d.*[a-z]`)
)

var (
	// verdictTail is a decision at the end of a request.
	verdictTail = pattern.New(`(?i)[\s,;:–—-]*(?:\b(?:is|are|was|were|has been|have been)\s+)?\b(?:modified|non[\s-]?certif(?:y|ied)|not\s+(?:certified|authorized|approved|medically necessary)|denied|certified|approved|authorized)\b[^a-z]*$`)
	requestLead = pattern.New(`(?i)^(?:(?:the|an?|this|his|her)\s+|(?:the\s+)?(?:prospective\s+|retrospective\s+|original\s+)?requests?\s+(?:for|is)\s+(?:authorization\s+(?:of|for)\s+)?|authorization\s+(?:of|for)\s+|an?\s+request\s+for\s+)`)
)

// tidied drops what is no part of a request, and requests of nothing.
func tidied(list []*request) []*request {
	var out []*request
	for _, q := range list {
		if loc := verdictTail.FindStringIndex(q.Text); loc != nil && loc[0] > 0 {
			if q.Verdict == "" {
				q.Verdict = verdictOf(q.Text[loc[0]:])
			}
			q.Text = q.Text[:loc[0]]
		}
		for range 3 { // "the request for a"
			q.Text = q.Text[len(requestLead.FindString(q.Text)):]
		}
		q.Text = strings.Trim(strings.Join(strings.Fields(q.Text), " "), " .;:,-–")
		if !ascii.HasLetter(q.Text) || len(q.Text) > maxRequest {
			continue
		}
		out = append(out, q)
	}
	return out
}

// maxRequest is the length of the longest text that is taken for a request.
const maxRequest = 600

// withoutMark drops the mark of an entry.
func withoutMark(s string) string {
	s = s[len(bullet.FindString(s)):]
	return strings.Trim(s, " .;:,-–")
}

// namesTreatment reports whether the lexicon knows a treatment, a drug or a class
// in s.
func namesTreatment(s string) bool {
	t := lexicon.Derive(s, "", "")
	return known(&t)
}

func known(t *imr.Treatment) bool {
	return len(t.Names) > 0 || len(t.Drugs) > 0 || t.Class != ""
}
