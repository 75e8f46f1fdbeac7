package parser

import (
	"strconv"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

var (
	determination = pattern.New(`(?is)(?:(\d{1,2})\s*[).]\s*)?MAXIMUS\s+Federal\s+Services,?\s*Inc\.?,?\s+has\s+determined\s+(?:that\s+)?the\s+requests?\s+for\s+(.+?)\s*\b(?:is|are|was|were)\s*(not)?\s*medically\s*necessary(?:\s+and\s+appropriate)?`).Literals("determined")
)

// A ruling is one sentence of the list of determinations of layout A.
type ruling struct {
	n       int // as printed, 0 when not
	request string
	outcome imr.Outcome
	off     int // in the text
	end     int
}

// itemsByRequest finds the items of layout A: the list of determinations,
// which stands once or twice, and the blocks that argue them.
func (r *reading) itemsByRequest() {
	rulings := r.rulings()
	var blocks []int // marks
	for i, m := range r.Marks {
		if m.Kind == outline.Regarding {
			blocks = append(blocks, i)
		}
	}
	list := firstListing(rulings)
	for b, i := range blocks {
		next := len(r.Marks)
		if b+1 < len(blocks) {
			next = blocks[b+1]
		}
		r.addDiscussed(i, next, rulings, len(blocks))
	}
	if len(blocks) == 0 || len(list) > len(blocks) && numberedInOrder(list) {
		r.addUndiscussed(list, len(blocks))
	}
}

// rulings reads the sentences of determination.
func (r *reading) rulings() []ruling {
	var list []ruling
	for _, m := range determination.FindAllStringSubmatchIndex(r.Text, -1) {
		v := ruling{request: strings.Join(strings.Fields(r.Text[m[4]:m[5]]), " "), outcome: imr.Overturned, off: m[0], end: m[1]}
		if m[2] >= 0 {
			v.n, _ = strconv.Atoi(r.Text[m[2]:m[3]])
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

// numberedInOrder reports whether the rulings are numbered 1, 2, 3.
func numberedInOrder(list []ruling) bool {
	for i, v := range list {
		if v.n != 0 && v.n != i+1 {
			return false
		}
	}
	return true
}

// addDiscussed appends the item of a block "Regarding the request for X:".
func (r *reading) addDiscussed(mark, next int, rulings []ruling, blocks int) {
	n := len(r.letter.Items) + 1
	start := r.Marks[mark].At
	end := outline.StartOf(len(r.Lines))
	if next < len(r.Marks) {
		end = r.Marks[next].At
	}
	var section, argument int = -1, -1
	headEnd := end
	for i := mark + 1; i < next && i < len(r.Marks); i++ {
		switch m := r.Marks[i]; {
		case m.Kind == outline.SectionA && section < 0:
			section = i
		case m.Kind == outline.RationaleA && argument < 0:
			argument = i
		case m.Kind != outline.SectionA && m.Kind != outline.RationaleA && m.At.Before(end):
			end = m.At
		}
		if r.Marks[i].At.Before(headEnd) {
			headEnd = r.Marks[i].At
		}
	}
	if !headEnd.Before(end) && section < 0 && argument < 0 {
		headEnd = r.headEnd(start.Line, end)
	}
	at := r.PlaceOf(start.Line)
	it := imr.Item{N: n, Page: at.Page, Line: at.Line}
	it.Heading = trimHeading(r.Passage(start, headEnd).Text)
	if argument >= 0 {
		it.Rationale = r.Passage(r.Marks[argument].After, end)
	} else {
		r.problem("missing-rationale", n, at, "the item has no rationale")
	}
	if section >= 0 {
		to := end
		if argument > section {
			to = r.Marks[argument].At
		}
		r.splitSides(&it, r.Passage(r.Marks[section].After, to))
	} else {
		it.ClaimsAdministrator.Citations, it.ReviewerGuidelines.Citations = []imr.Citation{}, []imr.Citation{}
		r.problem("missing-guideline", n, at, "the guidelines of the item are missing")
	}
	it.Outcome = r.doubtRuling(&it, r.ruled(&it, rulings, blocks), rulings)
	r.letter.Items = append(r.letter.Items, it)
}

// headEnd returns where the heading of a block without labels ends.
func (r *reading) headEnd(start int, end outline.Cursor) outline.Cursor {
	for i := start; i < end.Line; i++ {
		if i > start && r.Lines[i].GapBefore || strings.HasSuffix(r.Lines[i].Text, ":") {
			return outline.StartOf(min(i+1, end.Line))
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
	right := outline.Behind(p, cut)
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
	if o := proseVerdict(it.Rationale.Text); o != imr.UnknownOutcome {
		return o
	}
	r.problem("missing-verdict", it.N, imr.Place{Page: it.Page, Line: it.Line}, "no determination fits the item")
	return imr.UnknownOutcome
}

// addUndiscussed keeps the rulings behind the first n that no block argues.
func (r *reading) addUndiscussed(list []ruling, n int) {
	for _, v := range list[min(n, len(list)):] {
		at := r.PlaceOfText(v.off)
		it := imr.Item{N: len(r.letter.Items) + 1, Page: at.Page, Line: at.Line, Heading: v.request, Outcome: v.outcome}
		it.ClaimsAdministrator.Citations, it.ReviewerGuidelines.Citations = []imr.Citation{}, []imr.Citation{}
		it.Outcome = r.doubt(it.N, it.Outcome, r.LineOfText(v.off), r.LineOfText(v.end)+1)
		r.letter.Items = append(r.letter.Items, it)
		r.problem("missing-rationale", it.N, at, "the determination is not argued")
	}
}
