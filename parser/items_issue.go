package parser

import (
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

// verdictsByName reads the verdicts of several issues that one rationale
// argues: a sentence of necessity speaks of the issue that was named last, by
// the most of its words.
func verdictsByName(text string, requests []string) []imr.Outcome {
	outcomes := make([]imr.Outcome, len(requests))
	words := make([]map[string]bool, len(requests))
	for i, request := range requests {
		outcomes[i] = imr.UnknownOutcome
		words[i] = map[string]bool{}
		for _, w := range ascii.Words(request) {
			if len(w) > 2 && !requestStopWords[w] {
				words[i][w] = true
			}
		}
	}
	named := -1
	for _, s := range strings.SplitAfter(text, ". ") {
		if i := bestNamed(ascii.Words(s), words); i >= 0 {
			named = i
		}
		if o := proseVerdict(s); o != imr.UnknownOutcome && named >= 0 {
			outcomes[named] = o
		}
	}
	return outcomes
}

// requestStopWords say nothing of what was asked for.
var requestStopWords = map[string]bool{
	"the": true, "and": true, "for": true, "with": true, "without": true, "was": true, "were": true, "not": true,
	"request": true, "requested": true, "medically": true, "necessary": true, "appropriate": true, "times": true, "week": true, "weeks": true,
}

// bestNamed returns the issue most of whose words stand in a sentence, -1
// when none do or two do alike.
func bestNamed(sentence []string, issues []map[string]bool) int {
	best, most, tie := -1, 0, false
	for i, words := range issues {
		n, seen := 0, map[string]bool{}
		for _, w := range sentence {
			if words[w] && !seen[w] {
				seen[w] = true
				n++
			}
		}
		switch {
		case n > most:
			best, most, tie = i, n, false
		case n == most && n > 0:
			tie = true
		}
	}
	if tie {
		return -1
	}
	return best
}

var issueMark = pattern.New(`(?:^|[\s;,])(?:\(?\d{1,2}[).]|[•*-])\s+`)

// itemsOfIssue reads layout Z: the issue at dispute is the item; a numbered
// issue is several, which share guideline and rationale.
func (r *reading) itemsOfIssue() {
	from, to, ok := r.Section(outline.Issue)
	if !ok {
		r.problem("missing-heading", 0, imr.Place{}, "the letter names no issue at dispute")
		if r.First(outline.RationaleZ) < 0 {
			return
		}
		from, to = outline.Cursor{}, outline.Cursor{}
	}
	p := r.Passage(from, to)
	var guide, argument imr.Passage
	if a, b, ok := r.Section(outline.GuidelineZ); ok {
		guide = r.Passage(a, b)
	}
	if a, b, ok := r.Section(outline.RationaleZ); ok {
		argument = r.Passage(a, b)
	}
	issues := splitIssues(p.Text)
	guides, arguments := outline.Numbered(guide, len(issues)), outline.Numbered(argument, len(issues))
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
		it.Outcome = r.doubtIssue(it.N, r.issueOutcome(&it, len(issues), arguments != nil, byName[i]))
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
	if i := r.First(outline.RationaleZ); i >= 0 {
		title := r.Passage(r.Marks[i].At, r.Marks[i].After).Text
		form = slashNot.MatchString(title)
		head = titleVerdict(title)
	}
	prose := imr.UnknownOutcome
	if argued { // by itself
		prose = proseVerdict(it.Rationale.Text)
	}
	if prose == imr.UnknownOutcome {
		prose = r.issueProseOutcome(it, issues, byName)
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

// doubtIssue makes the outcome unknown where the heading of the rationale, or a
// sentence of it that speaks of necessity, was recognized without certainty.
func (r *reading) doubtIssue(n int, outcome imr.Outcome) imr.Outcome {
	i := r.First(outline.RationaleZ)
	if i < 0 {
		return outcome
	}
	_, to, _ := r.Section(outline.RationaleZ)
	return r.doubt(n, outcome, r.Marks[i].At.Line, to.Line+1)
}

// issueProseOutcome reads the verdict of one of several issues from the last
// sentence that names it whole, else from those that name it by some of its
// words, and of a single issue from the last of all.
func (r *reading) issueProseOutcome(it *imr.Item, issues int, byName imr.Outcome) imr.Outcome {
	text := it.Rationale.Text
	if issues < 2 {
		return proseVerdict(text)
	}
	request := strings.ToLower(issueRequest(it.Heading))
	outcome := imr.UnknownOutcome
	for _, s := range strings.SplitAfter(text, ". ") {
		if strings.Contains(strings.ToLower(s), request) {
			if o := proseVerdict(s); o != imr.UnknownOutcome {
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
