package parser

import (
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
)

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
		if at < 0 || !sameWord(trimmed[at:], v.words) {
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
	argued      = pattern.New(`(?i)^(?:as\s+such|therefore|thus|hence|given|based|for\s+(?:this|these)|in\s+(?:this|conclusion|light|summary)|accordingly|consequently|so|because|since|however|without)\b`)
)

// headingVerdict reads the verdict of layouts C to F: a word, or, as in the
// letters before, one sentence that is no conclusion of an argument.
func headingVerdict(s string) (string, imr.Outcome) {
	if text, o := wordVerdict(s); o != imr.UnknownOutcome {
		return text, o
	}
	if oneSentence.MatchString(s) && !argued.MatchString(s) {
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
