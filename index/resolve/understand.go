package resolve

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/parser/lexicon"
)

// A meaning is what a run of plain words means that is no text to look for: an
// outcome, a sex, an age, a specialty, a year.
type meaning struct {
	kind  string // as index.Understood has it
	label string
	field string // as a query has it
	expr  index.Expr
}

// A phrase is a rule that reads a meaning from words, in lower case and with
// one blank between them.
type phrase struct {
	pattern *regexp.Regexp
	read    func(m []string) (meaning, bool)
}

// maxPhraseWords is how many words a meaning may take.
const maxPhraseWords = 6

var phrases = []phrase{
	{whole(`(?:found |held |deemed )?(?:not (?:medically )?necessary|not (?:approved|allowed|authorized|certified|granted|supported)|non-?certified|denied|upheld|rejected|refused|declined|disallowed|turned down|lost)`), outcomeUpheld},
	{whole(`(?:found |held |deemed )?(?:medically necessary|necessary|approved?|allow(?:ed)?|authoriz(?:e|ed)|certified|granted|overturn(?:ed|s|ing)?|reversed|won)`), outcomeOverturned},
	{whole(`wom[ae]n|females?|lady|ladies`), sexIs("female")},
	{whole(`m[ae]n|males?`), sexIs("male")},
	{whole(`(?:aged? )?(?:under|below|younger than|less than) (\d{2})(?: years?(?: old| of age)?)?`), func(m []string) (meaning, bool) { return ages(math.MinInt, atoi(m[1])-1) }},
	{whole(`(?:aged? )?(?:over|above|older than|more than) (\d{2})(?: years?(?: old| of age)?)?`), func(m []string) (meaning, bool) { return ages(atoi(m[1])+1, math.MaxInt) }},
	{whole(`(?:aged?|ages) (\d{2})(?: ?(?:to|-|and) ?(\d{2}))?`), func(m []string) (meaning, bool) {
		if m[2] == "" {
			return ages(atoi(m[1]), atoi(m[1]))
		}
		return ages(atoi(m[1]), atoi(m[2]))
	}},
	{whole(`(?:in (?:their|her|his) )?([2-9])0s`), func(m []string) (meaning, bool) { return ages(atoi(m[1])*10, atoi(m[1])*10+9) }},
	{whole(`elderly|seniors?`), func([]string) (meaning, bool) { return ages(65, math.MaxInt) }},
	{whole(`(?:reviewed |decided )?by an? (.+)`), func(m []string) (meaning, bool) { return reviewer(m[1], true) }},
	{whole(`(.+?) (?:physician )?reviewers?`), func(m []string) (meaning, bool) { return reviewer(m[1], false) }},
	{whole(`(?:decided |decisions? )?(in|since|after|before|from|of) (20[12]\d)(?: decisions?)?`), decidedIn},
	{whole(`(20[12]\d)(?: decisions?)?`), func(m []string) (meaning, bool) { return decidedIn([]string{"", "in", m[1]}) }},
	{whole(`injured (?:in )?(20[012]\d|19\d\d)|(20[012]\d|19\d\d) injur(?:y|ies)`), func(m []string) (meaning, bool) {
		year := m[1] + m[2]
		return meaning{"injured", "injured in " + year, "injured:" + year, index.Range{Field: "injured", From: atoi(year) * 10000, To: atoi(year)*10000 + 9999}}, true
	}},
	{whole(`expedited`), func([]string) (meaning, bool) {
		return meaning{"priority", "expedited", "priority:expedited", index.Values{Field: "priority", Exact: []string{"expedited"}}}, true
	}},
}

func outcomeUpheld([]string) (meaning, bool) {
	return meaning{"outcome", "upheld", "outcome:upheld", index.Values{Field: "outcome", Exact: []string{"upheld"}}}, true
}

// Necessary in part is a success, too: the item was modified.
func outcomeOverturned([]string) (meaning, bool) {
	return meaning{"outcome", "overturned", "outcome:(overturned OR modified)", index.Values{Field: "outcome", Exact: []string{"overturned", "modified"}}}, true
}

func sexIs(sex string) func([]string) (meaning, bool) {
	return func([]string) (meaning, bool) {
		return meaning{"sex", sex, "sex:" + sex, index.Values{Field: "sex", Exact: []string{sex}}}, true
	}
}

// ages reads a span of ages, of people who may work.
func ages(from, to int) (meaning, bool) {
	m := meaning{kind: "age", expr: index.Range{Field: "age", From: from, To: to}}
	switch {
	case from == math.MinInt:
		m.label, m.field = fmt.Sprintf("younger than %d", to+1), "age:<"+strconv.Itoa(to+1)
		return m, to >= 14
	case to == math.MaxInt:
		m.label, m.field = fmt.Sprintf("older than %d", from-1), "age:>"+strconv.Itoa(from-1)
		return m, from > 14
	case from == to:
		m.label, m.field = fmt.Sprintf("aged %d", from), "age:"+strconv.Itoa(from)
	default:
		m.label, m.field = fmt.Sprintf("aged %d to %d", from, to), fmt.Sprintf("age:%d..%d", from, to)
	}
	return m, from >= 14 && from <= to && to < 110
}

func decidedIn(m []string) (meaning, bool) {
	year := atoi(m[2])
	out := meaning{kind: "decided"}
	span := func(label, field string, from, to int) (meaning, bool) {
		out.label, out.field, out.expr = label, field, index.Range{Field: "decided", From: from, To: to}
		return out, year >= 2013
	}
	y := strconv.Itoa(year)
	switch m[1] {
	case "since":
		return span("decided since "+y, "decided:>="+y, year*10000, math.MaxInt)
	case "after":
		return span("decided after "+y, "decided:>"+y, (year+1)*10000, math.MaxInt)
	case "before":
		return span("decided before "+y, "decided:<"+y, math.MinInt, year*10000-1)
	}
	return span("decided in "+y, "decided:"+y, year*10000, year*10000+9999)
}

// people are who reviews, as they are called and as their boards are.
var people = map[string]string{
	"pain": "Pain Medicine", "pain medicine": "Pain Medicine", "pain management": "Pain Medicine", "pain specialist": "Pain Medicine", "pain doctor": "Pain Medicine",
	"orthopedic surgeon": "Orthopaedic Surgery", "orthopedist": "Orthopaedic Surgery", "orthopedic": "Orthopaedic Surgery", "orthopedics": "Orthopaedic Surgery", "ortho": "Orthopaedic Surgery",
	"psychologist": "Psychology", "psychiatrist": "Psychiatry", "chiropractor": "Chiropractic", "neurologist": "Neurology", "neurosurgeon": "Neurological Surgery",
	"physiatrist": "Physical Medicine and Rehabilitation", "pm&r": "Physical Medicine and Rehabilitation", "internist": "Internal Medicine",
	"family doctor": "Family Medicine", "family physician": "Family Medicine", "anesthesiologist": "Anesthesiology", "acupuncturist": "Acupuncture", "hand surgeon": "Surgery of the Hand",
	"occupational doctor": "Occupational Medicine", "dentist": "Dentistry", "podiatrist": "Podiatric Medicine",
}

// reviewer reads who reviewed. Behind "by a", it must be a specialist: a
// treatment is asked for by a doctor, too.
func reviewer(who string, by bool) (meaning, bool) {
	who = strings.TrimSuffix(strings.TrimSpace(who), " reviewer")
	name, ok := people[who]
	if !ok {
		name, ok = people[strings.TrimSuffix(strings.TrimSuffix(who, " specialist"), " doctor")]
	}
	if !ok {
		name, ok = lexicon.Specialty(who)
	}
	if !ok || by && (who == "pain" || who == "orthopedic") {
		return meaning{}, false
	}
	return meaning{"specialty", "reviewer: " + name, `specialty:"` + name + `"`, index.Values{Field: "specialty", Exact: []string{name}}}, true
}

// notAfter are words behind which an outcome word says what was before this
// review.
var notAfter = wordSet("fda previously already prior newly not formally never being")

// contextMarkers stand between what is asked for and what is said about the
// case: what follows is no part of the request.
var contextMarkers = wordSet("after before while because without who takes taking despite since during until following when although")

// silentMarkers are those of them that decide nothing by themselves.
var silentMarkers = wordSet("while because who takes taking despite since when although following during until")

// amountNouns follow numbers that are no ages.
var amountNouns = wordSet("mg mcg ml percent % days day weeks week months month hours hour minutes sessions visits units degrees tablets pills pounds lbs kg feet")

// A questionForm is how a natural question begins.
type questionForm struct {
	pattern *regexp.Regexp
	kind    string
}

// The kinds of questions, as index.Reading has them.
var questionForms = []questionForm{
	{head(`how (?:often|frequently|many times)(?: (?:is|are|was|were|do|does|did|have|has|will))?`), "how often"},
	{head(`(?:what|which) (?:percent|percentage|share|portion)(?: of)?`), "how often"},
	{head(`what (?:is|are) (?:the )?(?:odds|chances?|likelihood|rates?)(?: of| for| that)?`), "how often"},
	{head(`how many`), "how often"},
	{head(`(?:has|have|was|were|did|is|are)(?: there)?(?: an?y?| the)? ?ever`), "was ever"},
	{head(`(?:has|have|was|were|did)(?: there)?(?: (?:any|an?|the|someone|anyone|anybody|imr))?`), "was ever"},
	{head(`why(?: (?:is|are|was|were|do|does|did|has|have))?`), "why"},
	{head(`what (?:is|are|do|does|must be|has to be|should be) (?:needed|required|necessary|documented|shown|proven|i need|you need|one need)?(?: (?:to get|to have|for|to))?`), "what is needed"},
	{head(`(?:what|which) (?:evidence|documentation|records|criteria)(?: (?:is|are|do))?(?: (?:i|we|you))?(?: (?:needed?|required))?(?: (?:to get|for|to))?`), "what is needed"},
	{head(`(?:can|could|will|would|should|does|do|is|are)(?: (?:an?|the|i|we|you|my|imr|reviewers?))?`), "can a"},
	{head(`(?:which|what|who|when|where|how)`), "which"},
}

func head(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)(?: |$)`) }

// askedAbout are words of questions that stand for the decisions themselves.
var askedAbout = wordSet(`ever often frequently denials denial decisions decision reviewers reviewer reviews letters letter cases requests request appeals imr determinations
	determination get gets getting got given usually typically likely chances odds many times need needed required any someone anyone`)

// labelWords stand before a case number and say that it is one.
var labelWords = wordSet("imr case cases number no num nr file id letter fdl cm application")

// A part is a conjunct of the query as it is understood.
type part struct {
	node    query.Node
	ignored bool
	taken   bool     // by the meaning of a word before it
	context bool     // said about the case, not asked for
	means   *meaning // of a run of words, its first
	words   int      // how many words the meaning takes
}

// understand reads what the plain words at the top of a query mean.
func (r *resolver) understand(nodes []query.Node) []part {
	parts := make([]part, len(nodes))
	for i, n := range nodes {
		parts[i].node = n
	}
	r.labels(parts)
	first := r.question(parts)
	context := false
	for i := first; i < len(parts); i++ {
		w, ok := wordAt(parts, i)
		if !ok || parts[i].ignored {
			continue
		}
		if !context && i > first && contextMarkers[w] && i+1 < len(parts) && !r.yearBehind(parts, i) {
			context = true
			parts[i].ignored = silentMarkers[w]
		}
		parts[i].context = context
		if m, n := meaningAt(parts, i); n > 0 && !(context && m.kind == "outcome" && i+n < len(parts)) {
			parts[i].means, parts[i].words = &m, n
			for k := i + 1; k < i+n; k++ {
				parts[k].taken = true
			}
			i += n - 1
		}
	}
	r.settle(parts)
	return parts
}

// yearBehind reports whether a marker begins a span of time ("since 2016").
func (r *resolver) yearBehind(parts []part, i int) bool {
	_, n := meaningAt(parts, i)
	return n > 1
}

// settle drops the words of questions where there is a question or an outcome,
// unless nothing else is left, and lists what was understood.
func (r *resolver) settle(parts []part) {
	asks := r.plan.Reading.Question != "" || slices.ContainsFunc(parts, func(p part) bool { return p.means != nil && p.means.kind == "outcome" })
	left := 0
	for i := range parts {
		if w, ok := wordAt(parts, i); !ok || !parts[i].ignored && !parts[i].taken && parts[i].means == nil && !askedAbout[w] && !functionWord(w, r.text) {
			left++
		}
	}
	for i := range parts {
		w, ok := wordAt(parts, i)
		if ok && asks && left > 0 && !parts[i].ignored && !parts[i].taken && parts[i].means == nil && askedAbout[w] {
			parts[i].ignored = true
		}
		if m := parts[i].means; m != nil {
			at := query.Span{Start: parts[i].node.Span().Start, End: parts[i+parts[i].words-1].node.Span().End}
			typed := r.text[at.Start:min(at.End, len(r.text))]
			r.plan.Reading.Understood = append(r.plan.Reading.Understood, index.Understood{
				Kind: m.kind, From: typed, Label: m.label, Field: m.field,
				Off: r.replaced(at, exactly(typed)), Query: r.replaced(at, m.field),
			})
		}
	}
}

// exactly writes words so that they are looked for and mean nothing else.
func exactly(typed string) string {
	words := strings.Fields(typed)
	for i, w := range words {
		words[i] = "#" + strings.Trim(w, "#")
	}
	return strings.Join(words, " ")
}

// wordAt returns a part as a plain word in lower case.
func wordAt(parts []part, i int) (string, bool) {
	w, ok := parts[i].node.(query.Word)
	return plainForm(w.Text), ok
}

// meaningAt returns the meaning of the longest run of words from a place on.
func meaningAt(parts []part, i int) (meaning, int) {
	var words []string
	for k := i; k < len(parts) && len(words) < maxPhraseWords; k++ {
		w, ok := wordAt(parts, k)
		if !ok || parts[k].ignored || parts[k].taken {
			break
		}
		words = append(words, w)
	}
	for n := len(words); n > 0; n-- {
		joined := strings.Join(words[:n], " ")
		for _, p := range phrases {
			m := p.pattern.FindStringSubmatch(joined)
			if m == nil {
				continue
			}
			means, ok := p.read(m)
			if !ok || !fits(means, parts, i, n) {
				continue
			}
			return means, n
		}
	}
	return meaning{}, 0
}

// fits reports whether a meaning suits what stands around its words.
func fits(m meaning, parts []part, i, n int) bool {
	next := ""
	if i+n < len(parts) {
		next, _ = wordAt(parts, i+n)
	}
	switch m.kind {
	case "outcome":
		// Only this review upholds; "denied by" tells of the one before it.
		if w, _ := wordAt(parts, i); next == "by" && m.label == "upheld" && w != "upheld" || next == "for" && n == 1 && m.label == "overturned" && i == 0 {
			return m.label != "upheld"
		}
		if i > 0 {
			if before, ok := wordAt(parts, i-1); ok && notAfter[before] {
				return false
			}
		}
	case "age":
		return !amountNouns[next]
	}
	return len(parts) > n || m.kind != "outcome" && m.kind != "sex" // alone, these are words
}

// labels ignores the words before a case number that say that it is one.
func (r *resolver) labels(parts []part) {
	for i := range parts {
		if _, ok := parts[i].node.(query.ID); !ok {
			continue
		}
		for k := i - 1; k >= 0; k-- {
			w, ok := wordAt(parts, k)
			if !ok || !labelWords[strings.Trim(w, ".:#")] {
				break
			}
			parts[k].ignored = true
		}
	}
}

// question reads how a natural question begins, and returns the first word
// behind it.
func (r *resolver) question(parts []part) int {
	var words []string
	for i := range parts {
		w, ok := wordAt(parts, i)
		if !ok {
			break
		}
		words = append(words, w)
	}
	joined := strings.Join(words, " ")
	for _, f := range questionForms {
		m := f.pattern.FindString(joined)
		n := len(strings.Fields(m))
		if n == 0 || n >= len(parts) || f.kind == "can a" && n == 1 && !strings.HasSuffix(strings.TrimSpace(r.text), "?") {
			continue
		}
		r.plan.Reading.Question = f.kind
		r.plan.Reading.Warnings = slices.DeleteFunc(r.plan.Reading.Warnings, func(n index.Note) bool { return n.Message == query.FinalMark })
		for i := range n {
			parts[i].ignored = true
		}
		return n
	}
	return 0
}
