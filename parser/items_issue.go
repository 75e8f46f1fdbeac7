package parser

import (
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
)

var (
	issueMark    = pattern.New(`(?:^|[\s;,])(?:\(?\d{1,2}[).]|[•*-])\s+`)
	whetherIssue = pattern.New(`(?is)^(?:whether\s+(?:or\s+not\s+)?|(?:is|are|was|were)\s+)?(?:the\s+)?(?:request(?:ed)?\s+(?:for\s+|treatment\s+of\s+)?)?`)
	issueTail    = pattern.New(`(?is)[\s,]*\b(?:is|are|was|were)\s+medically\s+necessary(?:\s+and\s+appropriate)?[\s?.]*$|[\s,]*\bmedically\s+necessary(?:\s+and\s+appropriate)?\s*\?\s*$`).Literals("necessary")
)

// itemsOfIssue reads layout Z: the issue at dispute is the item; a numbered
// issue is several, which share guideline and rationale.
func (r *reading) itemsOfIssue() {
	from, to, ok := r.section(issue)
	if !ok {
		r.problem("missing-heading", 0, imr.Place{}, "the letter names no issue at dispute")
		if r.first(rationaleZ) < 0 {
			return
		}
		from, to = cursor{}, cursor{}
	}
	p := r.passage(from, to)
	var guide, argument imr.Passage
	if a, b, ok := r.section(guidelineZ); ok {
		guide = r.passage(a, b)
	}
	if a, b, ok := r.section(rationaleZ); ok {
		argument = r.passage(a, b)
	}
	issues := splitIssues(p.Text)
	guides, arguments := numberedParts(guide, len(issues)), numberedParts(argument, len(issues))
	byName := verdictsByName(argument.Text, requestsOf(p.Text, issues))
	for i, is := range issues {
		if guides != nil {
			guide = guides[i]
		}
		if arguments != nil {
			argument = arguments[i]
		}
		at := p.Place(is[0])
		text := strings.Trim(p.Text[is[0]:is[1]], " ;,")
		it := imr.Item{N: len(r.letter.Items) + 1, Page: at.Page, Line: at.Line, Heading: trimHeading(text)}
		it.ClaimsAdministrator.Citations = []imr.Citation{}
		it.ReviewerGuidelines = imr.Guidelines{Text: guide.Text, Page: guide.Page, Line: guide.Line, Citations: []imr.Citation{}}
		it.Rationale = argument
		it.Outcome = r.issueOutcome(&it, len(issues), arguments != nil, byName[i])
		if argument.Text == "" {
			r.problem("missing-rationale", it.N, at, "the item has no rationale")
		}
		r.letter.Items = append(r.letter.Items, it)
	}
}

// splitIssues parts a numbered list; a text without numbers is one issue.
func splitIssues(s string) [][2]int {
	marks := issueMark.FindAllStringIndex(s, -1)
	if len(marks) < 2 || strings.TrimSpace(s[:marks[0][0]]) != "" && !strings.HasSuffix(strings.TrimSpace(s[:marks[0][0]]), ":") {
		if len(marks) == 1 && strings.TrimSpace(s[:marks[0][0]]) == "" {
			return [][2]int{{marks[0][1], len(s)}}
		}
		return [][2]int{{0, len(s)}}
	}
	var list [][2]int
	for i, m := range marks {
		end := len(s)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		list = append(list, [2]int{m[1], end})
	}
	return list
}

var slashNot = pattern.New(`(?i)\b(?:is|are)\s*/\s*(?:was|were)\s+not\b`).Prefixes("is", "are")

// issueOutcome reads the verdict of layout Z from the rationale's heading
// ("WAS NOT MEDICALLY NECESSARY") and its sentences. Where the heading is the
// form's own wording (IS/WAS NOT) the sentences decide, and the heading only
// without them.
func (r *reading) issueOutcome(it *imr.Item, issues int, argued bool, byName imr.Outcome) imr.Outcome {
	head := imr.UnknownOutcome
	form := false
	if i := r.first(rationaleZ); i >= 0 {
		title := r.passage(r.marks[i].at, r.marks[i].after).Text
		form = slashNot.MatchString(title)
		head = titleVerdict(title)
	}
	prose := imr.UnknownOutcome
	if argued { // by itself
		prose = closingVerdict(it.Rationale.Text)
	}
	if prose == imr.UnknownOutcome {
		prose = r.issueProse(it, issues, byName)
	}
	switch {
	case prose == imr.UnknownOutcome && head == imr.UnknownOutcome:
		r.problem("missing-verdict", it.N, imr.Place{Page: it.Page, Line: it.Line}, "neither heading nor rationale tell a verdict")
		return imr.UnknownOutcome
	case prose == imr.UnknownOutcome:
		return head
	case head == imr.UnknownOutcome || form || prose == head || issues > 1:
		return prose
	}
	r.problem("verdict-differs", it.N, imr.Place{Page: it.Page, Line: it.Line}, "the heading of the rationale says %s, its last sentence %s", head, prose)
	return imr.UnknownOutcome
}

// titleVerdict reads "... WAS NOT MEDICALLY NECESSARY", scanning errors and all.
func titleVerdict(title string) imr.Outcome {
	outcome, said := imr.Overturned, false
	for _, w := range strings.FieldsFunc(title, func(c rune) bool { return c == ' ' || c == '/' || c == ':' }) {
		if sameWord(w, "not") {
			outcome = imr.Upheld
		}
		said = said || sameWord(w, "necessary")
	}
	if !said {
		return imr.UnknownOutcome
	}
	return outcome
}

// issueProse reads the verdict of one of several issues from the last
// sentence that names it whole, else from those that name it by some of its
// words, and of a single issue from the last of all.
func (r *reading) issueProse(it *imr.Item, issues int, byName imr.Outcome) imr.Outcome {
	text := it.Rationale.Text
	if issues < 2 {
		return closingVerdict(text)
	}
	request := strings.ToLower(issueRequest(it.Heading))
	outcome := imr.UnknownOutcome
	for _, s := range strings.SplitAfter(text, ". ") {
		if strings.Contains(strings.ToLower(s), request) {
			if o := closingVerdict(s); o != imr.UnknownOutcome {
				outcome = o
			}
		}
	}
	if outcome != imr.UnknownOutcome {
		return outcome
	}
	if o := agreedVerdict(text); o != imr.UnknownOutcome {
		return o
	}
	return byName
}

// requestsOf returns what each issue asks about.
func requestsOf(text string, issues [][2]int) []string {
	list := make([]string, len(issues))
	for i, is := range issues {
		list[i] = issueRequest(trimHeading(strings.Trim(text[is[0]:is[1]], " ;,")))
	}
	return list
}

// agreedVerdict returns the verdict on which all sentences of necessity agree.
func agreedVerdict(text string) imr.Outcome {
	outcome := imr.UnknownOutcome
	for _, s := range strings.SplitAfter(text, ". ") {
		o := closingVerdict(s)
		if o != imr.UnknownOutcome && outcome != imr.UnknownOutcome && o != outcome {
			return imr.UnknownOutcome
		}
		if o != imr.UnknownOutcome {
			outcome = o
		}
	}
	return outcome
}

// issueRequest returns the treatment that an issue asks about.
func issueRequest(s string) string {
	s = s[len(whetherIssue.FindString(s)):]
	return strings.TrimRight(issueTail.ReplaceAllString(s, ""), " .?:")
}
