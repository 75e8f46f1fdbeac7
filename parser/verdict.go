package parser

import (
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

// trimHeading drops the closing colon and the space around a heading.
func trimHeading(s string) string {
	s = strings.TrimSpace(s)
	return strings.TrimSpace(strings.TrimRight(s, ":; \t"))
}

// titleVerdict reads "... WAS NOT MEDICALLY NECESSARY", scanning errors and all.
func titleVerdict(title string) imr.Outcome {
	outcome, said := imr.Overturned, false
	for _, w := range strings.FieldsFunc(title, func(c rune) bool { return c == ' ' || c == '/' || c == ':' }) {
		if outline.SameWord(w, "not") {
			outcome = imr.Upheld
		}
		said = said || outline.SameWord(w, "necessary")
	}
	if !said {
		return imr.UnknownOutcome
	}
	return outcome
}

// agreedVerdict returns the verdict on which all sentences of necessity agree.
func agreedVerdict(text string) imr.Outcome {
	outcome := imr.UnknownOutcome
	for _, s := range strings.SplitAfter(text, ". ") {
		o := proseVerdict(s)
		if o != imr.UnknownOutcome && outcome != imr.UnknownOutcome && o != outcome {
			return imr.UnknownOutcome
		}
		if o != imr.UnknownOutcome {
			outcome = o
		}
	}
	return outcome
}

// proseVerdicts are the wordings of a verdict in running text; one of which a group
// took part says no.
var proseVerdicts = [...]*pattern.Pattern{
	pattern.New(`(?is)(not\s*|non[\s-]*)?medically\s*(?:necessary|appropriate|indicated)`).Prefixes("not", "non", "medically"),
	pattern.New(`(?is)medical\s+necessity\b[^;]{0,240}?\b(?:is|are|was|were|has|have|had|can|could)\s*(not\b)?\s*(?:be\s+|been\s+)?(?:established|supported|demonstrated|substantiated|shown|met|evident)\b`).Prefixes("medical").Literals("necessity"),
	pattern.New(`(?is)(?:is|are|was|were)\s+(not\s+)?(?:considered\s+|deemed\s+)?(?:necessary|appropriate)\b`).Prefixes("is", "are", "was", "were").Literals("necessary", "appropriate"),
}

// lastProseVerdict returns the last of the closings in s that do not overlap, nil
// when there is none.
func lastProseVerdict(s string) []int {
	var next [len(proseVerdicts)][]int
	for k, p := range proseVerdicts {
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
				next[k] = proseVerdicts[k].FindSubmatchFrom(s, last[1])
			}
		}
	}
}

// proseVerdict reads what the last sentence of a rationale that speaks of
// necessity says.
func proseVerdict(s string) imr.Outcome {
	if !strings.Contains(s, "ecess") && !strings.Contains(s, "ECESS") && !strings.Contains(s, "ppropriate") && !strings.Contains(s, "medically") {
		return imr.UnknownOutcome
	}
	m := lastProseVerdict(s)
	switch {
	case m == nil:
		return imr.UnknownOutcome
	case m[2] >= 0, negated.MatchString(s[max(0, m[0]-40):m[0]]):
		return imr.Upheld
	}
	return imr.Overturned
}

var negated = pattern.New(`(?i)\b(?:not|never|cannot|nor)\b[^.;]*$`).Prefixes("not", "never", "cannot", "nor")

// verdictWords are the words of the layouts C to F behind the heading.
var verdictWords = []struct {
	words   string
	outcome imr.Outcome
}{
	{"Partially Overturned", imr.Modified},
	{"Partially Upheld", imr.Modified},
	{"Overturned in part", imr.Modified},
	{"Upheld in part", imr.Modified},
	{"Modified", imr.Modified},
	{"Upheld", imr.Upheld},
	{"Uphold", imr.Upheld},
	{"Overturned", imr.Overturned},
	{"Overturn", imr.Overturned},
}

// wordVerdict reads the verdict that is a heading's last words.
func wordVerdict(s string) (string, imr.Outcome) {
	trimmed := strings.TrimRight(s, " .\t")
	for _, v := range verdictWords {
		n := strings.Count(v.words, " ") + 1
		at := lastWords(trimmed, n)
		if at < 0 || !outline.SameWord(trimmed[at:], v.words) {
			continue
		}
		if at > 0 && ascii.IsLower(trimmed[at]) && !strings.HasSuffix(strings.TrimRight(trimmed[:at], " "), ":") {
			continue // a verb of the prose
		}
		return trimHeading(trimmed[:at]), v.outcome
	}
	return trimHeading(s), imr.UnknownOutcome
}

// lastWords returns the offset of the last n words of s, which may stand
// close behind a colon or dash; -1 when s has fewer.
func lastWords(s string, n int) int {
	at := len(s)
	for ; n > 0; n-- {
		s = strings.TrimRight(s[:at], " ")
		if s == "" {
			return -1
		}
		at = strings.LastIndexAny(s, " :\t") + 1
	}
	return at
}

var necessity = pattern.New(`(?is)[\s,]*\b(?:(?:is|are|was|were|be|being|been)\s*(?:considered|determined\s+to\s+be|deemed|found\s+to\s+be|found)?\s*(?:as\s+)?(not)?\s*(?:to\s+be\s+)?(?:both\s+)?medically\s*(?:necessary|appropriate)|(not)\s*medically\s*necessary)(?:\s+(?:and|or)\s+(?:medically\s+)?appropriate)?(?:\s+(?:at\s+this\s+time|for\s+this\s+patient))?[\s.:"”]*$`).Literals("medically")

// sentenceVerdict reads "the request for X is (not) medically necessary and
// appropriate" and returns the text before the verdict.
func sentenceVerdict(s string) (string, imr.Outcome) {
	m := necessity.FindStringSubmatchIndex(s)
	if m == nil {
		return wordVerdict(s)
	}
	outcome := imr.Overturned
	if m[2] >= 0 || m[4] >= 0 {
		outcome = imr.Upheld
	}
	return trimHeading(s[:m[0]]), outcome
}

var (
	oneSentence = pattern.New(`(?is)^[^.]{3,240}\b(?:is|are|was|were)\s*(?:not\s*)?medically\s*necessary(?:\s+and\s+appropriate)?\s*\.?$`).Literals("medically")
	conclusion  = pattern.New(`(?i)^(?:as\s+such|therefore|thus|hence|given|based|for\s+(?:this|these)|in\s+(?:this|conclusion|light|summary)|accordingly|consequently|so|because|since|however|without)\b`)
)

// headingVerdict reads the verdict of layouts C to F: a word, or, as in the
// letters before, one sentence that is no conclusion of an argument.
func headingVerdict(s string) (string, imr.Outcome) {
	if text, o := wordVerdict(s); o != imr.UnknownOutcome {
		return text, o
	}
	if oneSentence.MatchString(s) && !conclusion.MatchString(s) {
		return sentenceVerdict(s)
	}
	return trimHeading(s), imr.UnknownOutcome
}

// anyVerdict reads either wording.
func anyVerdict(s string) (string, imr.Outcome) {
	if text, o := wordVerdict(s); o != imr.UnknownOutcome {
		return text, o
	}
	return sentenceVerdict(s)
}
