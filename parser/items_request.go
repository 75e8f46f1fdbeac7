package parser

import (
	"strconv"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
)

var (
	regardingStart = pattern.New(`(?i)^(?:(\d{1,2})\s*[).]\s*)?regarding\s+(?:the\s+)?requests?\s+for\b`).Literals("regarding")
	determination  = pattern.New(`(?is)(?:(\d{1,2})\s*[).]\s*)?MAXIMUS\s+Federal\s+Services,?\s*Inc\.?,?\s+has\s+determined\s+(?:that\s+)?the\s+requests?\s+for\s+(.+?)\s*\b(?:is|are|was|were)\s*(not)?\s*medically\s*necessary(?:\s+and\s+appropriate)?`).Literals("determined")
)

// regardingAt finds the opening of an item of layout A: "1) Regarding the
// request for X:".
func regardingAt(lines []line, i int) (found, bool) {
	if !regardingStart.MatchString(lines[i].text) {
		return found{}, false
	}
	return found{regarding, cursor{i, 0}, cursor{i, 0}}, true
}

// A ruling is one sentence of the list of determinations of layout A.
type ruling struct {
	n       int // as printed, 0 when not
	request string
	outcome imr.Outcome
	off     int // in the text
}

// itemsByRequest finds the items of layout A: the list of determinations,
// which stands once or twice, and the blocks that argue them.
func (r *reading) itemsByRequest() {
	rulings := r.rulings()
	var blocks []int // marks
	for i, m := range r.marks {
		if m.kind == regarding {
			blocks = append(blocks, i)
		}
	}
	list := firstListing(rulings)
	for b, i := range blocks {
		next := len(r.marks)
		if b+1 < len(blocks) {
			next = blocks[b+1]
		}
		r.addArgued(i, next, rulings, len(blocks))
	}
	if len(blocks) == 0 || len(list) > len(blocks) && countsApart(list) {
		r.addUnargued(list, len(blocks))
	}
}

// rulings reads the sentences of determination.
func (r *reading) rulings() []ruling {
	var list []ruling
	for _, m := range determination.FindAllStringSubmatchIndex(r.text, -1) {
		v := ruling{request: strings.Join(strings.Fields(r.text[m[4]:m[5]]), " "), outcome: imr.Overturned, off: m[0]}
		if m[2] >= 0 {
			v.n, _ = strconv.Atoi(r.text[m[2]:m[3]])
		}
		if m[6] >= 0 {
			v.outcome = imr.Upheld
		}
		list = append(list, v)
	}
	return list
}

// firstListing returns the list of determinations once, where it is printed
// twice.
func firstListing(all []ruling) []ruling {
	half := len(all) / 2
	if len(all)%2 == 0 && half > 0 {
		for i := range half {
			if ascii.Key(all[i].request) != ascii.Key(all[half+i].request) {
				return all
			}
		}
		return all[:half]
	}
	return all
}

// countsApart reports whether the rulings are numbered 1, 2, 3.
func countsApart(list []ruling) bool {
	for i, v := range list {
		if v.n != 0 && v.n != i+1 {
			return false
		}
	}
	return true
}

// addArgued appends the item of a block "Regarding the request for X:".
func (r *reading) addArgued(mark, next int, rulings []ruling, blocks int) {
	n := len(r.letter.Items) + 1
	start := r.marks[mark].at
	end := cursor{len(r.lines), 0}
	if next < len(r.marks) {
		end = r.marks[next].at
	}
	var section, argument int = -1, -1
	headEnd := end
	for i := mark + 1; i < next && i < len(r.marks); i++ {
		switch m := r.marks[i]; {
		case m.kind == sectionA && section < 0:
			section = i
		case m.kind == rationaleA && argument < 0:
			argument = i
		case m.kind != sectionA && m.kind != rationaleA && before(m.at, end):
			end = m.at
		}
		if before(r.marks[i].at, headEnd) {
			headEnd = r.marks[i].at
		}
	}
	if !before(headEnd, end) && section < 0 && argument < 0 {
		headEnd = r.headEnd(start.line, end)
	}
	at := r.placeOf(start.line)
	it := imr.Item{N: n, Page: at.Page, Line: at.Line}
	it.Heading = trimHeading(r.passage(start, headEnd).Text)
	if argument >= 0 {
		it.Rationale = r.passage(r.marks[argument].after, end)
	} else {
		r.problem("missing-rationale", n, at, "the item has no rationale")
	}
	if section >= 0 {
		to := end
		if argument > section {
			to = r.marks[argument].at
		}
		r.splitSides(&it, r.passage(r.marks[section].after, to))
	} else {
		it.ClaimsAdministrator.Citations, it.ReviewerGuidelines.Citations = []imr.Citation{}, []imr.Citation{}
		r.problem("missing-guideline", n, at, "the guidelines of the item are missing")
	}
	it.Outcome = r.ruled(&it, rulings, blocks)
	r.letter.Items = append(r.letter.Items, it)
}

// headEnd returns where the heading of a block without labels ends.
func (r *reading) headEnd(start int, end cursor) cursor {
	for i := start; i < end.line; i++ {
		if i > start && r.lines[i].gap || strings.HasSuffix(r.lines[i].text, ":") {
			return cursor{min(i+1, end.line), 0}
		}
	}
	return end
}

var reviewerOpens = pattern.New(`(?i)\b(?:the\s+)?(?:expert|physician|professional|medical)\s+reviewer(?:'s|’s)?\b`).Prefixes("the", "expert", "physician", "professional", "medical")

// splitSides parts a section that tells both sides' guidelines in sentences:
// the reviewer's begin with the sentence that first names the reviewer.
func (r *reading) splitSides(it *imr.Item, p imr.Passage) {
	cut := len(p.Text)
	if m := reviewerOpens.FindStringIndex(p.Text); m != nil {
		cut = sentenceStart(p.Text, m[0])
	}
	left := strings.TrimSpace(p.Text[:cut])
	it.ClaimsAdministrator = imr.Guidelines{Text: left, Citations: []imr.Citation{}}
	if left != "" {
		it.ClaimsAdministrator.Page, it.ClaimsAdministrator.Line = p.Page, p.Line
	}
	right := cutPassage(p, cut)
	if cut == 0 {
		right = p
	}
	if cut == len(p.Text) {
		right = imr.Passage{}
	}
	it.ReviewerGuidelines = imr.Guidelines{Text: right.Text, Page: right.Page, Line: right.Line, Citations: []imr.Citation{}}
}

// sentenceStart returns where the sentence around off begins.
func sentenceStart(s string, off int) int {
	for i := off - 1; i > 0; i-- {
		if strings.IndexByte(".!?", s[i-1]) >= 0 && s[i] == ' ' && (i < 2 || !lexicon.EndsInAbbreviation(s[:i])) {
			return i + 1
		}
	}
	return 0
}

// ruled returns the outcome that the list of determinations tells for an
// item: by its words, else by its number, else by its place. Without a list
// the closing sentence of the rationale tells it.
func (r *reading) ruled(it *imr.Item, rulings []ruling, blocks int) imr.Outcome {
	request := withoutFrame(withoutNumber(it.Heading, false))
	outcome := imr.UnknownOutcome
	same := 0
	for _, v := range rulings {
		if ascii.Key(v.request) == ascii.Key(request) {
			if same++; same > 1 && v.outcome != outcome {
				return r.ruledByPlace(it, rulings, blocks)
			}
			outcome = v.outcome
		}
	}
	if outcome != imr.UnknownOutcome {
		return outcome
	}
	return r.ruledByPlace(it, rulings, blocks)
}

func (r *reading) ruledByPlace(it *imr.Item, rulings []ruling, blocks int) imr.Outcome {
	if len(rulings) >= blocks && len(rulings)%blocks == 0 {
		v := rulings[it.N-1]
		for i := it.N - 1; i < len(rulings); i += blocks {
			if rulings[i].outcome != v.outcome {
				r.problem("verdict-differs", it.N, imr.Place{Page: it.Page, Line: it.Line}, "the list of determinations stands twice and does not agree")
				return imr.UnknownOutcome
			}
		}
		return v.outcome
	}
	if o := closingVerdict(it.Rationale.Text); o != imr.UnknownOutcome {
		return o
	}
	r.problem("missing-verdict", it.N, imr.Place{Page: it.Page, Line: it.Line}, "no determination fits the item")
	return imr.UnknownOutcome
}

// addUnargued keeps the rulings behind the first n that no block argues.
func (r *reading) addUnargued(list []ruling, n int) {
	for _, v := range list[min(n, len(list)):] {
		at := r.placeOfText(v.off)
		it := imr.Item{N: len(r.letter.Items) + 1, Page: at.Page, Line: at.Line, Heading: v.request, Outcome: v.outcome}
		it.ClaimsAdministrator.Citations, it.ReviewerGuidelines.Citations = []imr.Citation{}, []imr.Citation{}
		r.letter.Items = append(r.letter.Items, it)
		r.problem("missing-rationale", it.N, at, "the determination is not argued")
	}
}

// closings are the wordings of a verdict in running text; one of which a group
// took part says no.
var closings = [...]*pattern.Pattern{
	pattern.New(`(?is)(not\s*|non[\s-]*)?medically\s*(?:necessary|appropriate|indicated)`).Prefixes("not", "non", "medically"),
	pattern.New(`(?is)medical\s+necessity\b[^;]{0,240}?\b(?:is|are|was|were|has|have|had|can|could)\s*(not\b)?\s*(?:be\s+|been\s+)?(?:established|supported|demonstrated|substantiated|shown|met|evident)\b`).Prefixes("medical").Literals("necessity"),
	pattern.New(`(?is)(?:is|are|was|were)\s+(not\s+)?(?:considered\s+|deemed\s+)?(?:necessary|appropriate)\b`).Prefixes("is", "are", "was", "were").Literals("necessary", "appropriate"),
}

// lastClosing returns the last of the closings in s that do not overlap, nil
// when there is none.
func lastClosing(s string) []int {
	var next [len(closings)][]int
	for k, p := range closings {
		next[k] = p.FindSubmatchFrom(s, 0)
	}
	var last []int
	for {
		first := -1
		for k, m := range next {
			if m != nil && (first < 0 || m[0] < next[first][0]) {
				first = k
			}
		}
		if first < 0 {
			return last
		}
		last = next[first]
		for k, m := range next {
			if m != nil && m[0] < last[1] {
				next[k] = closings[k].FindSubmatchFrom(s, last[1])
			}
		}
	}
}

// closingVerdict reads what the last sentence of a rationale that speaks of
// necessity says.
func closingVerdict(s string) imr.Outcome {
	if !strings.Contains(s, "ecess") && !strings.Contains(s, "ECESS") && !strings.Contains(s, "ppropriate") && !strings.Contains(s, "medically") {
		return imr.UnknownOutcome
	}
	m := lastClosing(s)
	switch {
	case m == nil:
		return imr.UnknownOutcome
	case m[2] >= 0, negated.MatchString(s[max(0, m[0]-40):m[0]]):
		return imr.Upheld
	}
	return imr.Overturned
}

var negated = pattern.New(`(?i)\b(?:not|never|cannot|nor)\b[^.;]*$`).Prefixes("not", "never", "cannot", "nor")
