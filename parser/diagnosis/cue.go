package diagnosis

import (
	"slices"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/lexicon/pattern"
)

var (
	diagnosisCue = pattern.New(`(?i)^(?:diagnos[ei]s\b|dx\b\s*:?|icd[\s-]*(?:9|10)(?:-?cm)?(?:\s+codes?)?\s*:|diagnosed\s+(?:as\s+having|as|with|to\s+have|by\s+[\w\s]{1,30}?\s+with)\b|treated\s+for\b|undergoing\s+(?:\w+\s+)?treatments?\s+for\b|impressions?\b|assessments?\b|(?:suffers?|suffering|suffered)\s+from\b)`)
	treatedLead  = pattern.New(`(?i)\b(?:is|was|been|being|currently|also)\s+$`)
	cueFiller    = pattern.New(`(?i)^[\s,:–-]*(?:(?:are|is|was|were|be|been|has|have|had|noted|documented|listed|given|stated|reported|described|to|include|includes|included|including|of|as|that|follows|following|having|consist|consists|consisted|and[-/ ]or\s+impressions?|and\s+impressions?|at\s+that\s+time|currently|the\s+following(?:\s+(?:conditions?|diagnos[ei]s))?|(?:a|the)\s+diagnos[ei]s|conditions\s+of)\b|(?:per|from|on|in|by|at|as\s+of|according\s+to)\s(?:dr\.\s|[^:;.(]){1,60}:|:)`)
	notCue       = pattern.New(`(?i)(?:electro|differential\s|mri|x-?rays?|ct|scan|study|studies|imaging|radiolog\w+|emg|ncs|objective|initial|psychological|functional|risk|pain|on)\s*$`)
	listStops    = pattern.New(`(?i),?\s+(?:(?:who|which)\s+|reportedly\s+associated\s+with|as\s+a\s+result\s+of|(?:and|,)\s+(?:(?:has|had|have|was|were|is|are|then|later|subsequently|also|he|she|the|they)\s+(?:been\s+|also\s+)?(?:underw\w+|undergone|treated|received|given|prescribed|referred|placed|returned|released|started|advised|seen|working|taking|evaluated|off\s+work|patient|injured|claimant|employee|applicant|worker)|underwent|received|currently)|(?:as\s+)?per\s+the\s+|according\s+to\s+|mechanism\s+of\s+injury|medical\s+records\b|treatments?\s+(?:to\s+date|ha[sv]e?\b|included?))`)
)

// cueStems are what the cues begin with.
var cueStems = []string{"diagnos", "dx", "icd", "treated", "undergoing", "impression", "assessment", "suffer"}

// cuesOf finds the cues in s, in order.
func cuesOf(s string) [][2]int {
	small := ascii.Lower(s)
	var cues [][2]int
	for _, stem := range cueStems {
		for from := 0; ; {
			i := strings.Index(small[from:], stem)
			if i < 0 {
				break
			}
			at := from + i
			from = at + len(stem)
			if at > 0 && ascii.IsAlnum(small[at-1]) {
				continue
			}
			m := diagnosisCue.FindStringIndex(s[at:])
			if m == nil || stem == "treated" && !treatedLead.MatchString(s[max(0, at-12):at]) {
				continue
			}
			cues = append(cues, [2]int{at, at + m[1]})
		}
	}
	slices.SortFunc(cues, func(a, b [2]int) int { return a[0] - b[0] })
	return cues
}

// listStart returns where the list behind a cue begins; ok is false for
// words that only look like a cue.
func listStart(s string, start, end int) (int, bool) {
	cue := strings.ToLower(s[start:end])
	if notCue.MatchString(s[max(0, start-20):start]) && !strings.HasPrefix(cue, "treated") {
		return 0, false
	}
	fillers := 0
	for {
		n := len(cueFiller.FindString(s[end:]))
		if n == 0 {
			break
		}
		end += n
		fillers++
	}
	noun := strings.HasPrefix(cue, "diagnos") && !strings.HasPrefix(cue, "diagnosed") ||
		strings.HasPrefix(cue, "impression") || strings.HasPrefix(cue, "assessment")
	if noun && fillers == 0 {
		return 0, false
	}
	if strings.HasPrefix(cue, "assessment") && !strings.HasSuffix(strings.TrimSpace(s[start:end]), ":") && !includesWord.MatchString(s[start:end]) {
		return 0, false
	}
	return end, !vagueList.MatchString(s[end:])
}

var (
	includesWord = pattern.New(`(?i)\bincludes?d?\b`).Prefixes("include")
	vagueList    = pattern.New(`(?i)^[\s,:]*(?:not\s+(?:provided|given|stated|listed|documented|included|clear|specified)|unknown|unclear|unchanged|deferred|made|based|given|provided|listed|established|confirmed|discussed|reviewed|this\s+(?:injury|condition)|(?:his|her|the|these|those|their|work[\s-]related|industrial)\s+(?:\w+\s+)?(?:injur(?:y|ies)|conditions?|symptoms|complaints)\b\s*[.,]|on\s+\d|in\s+\d{4}|by\s+)`)
)

// maxListBytes is how many bytes of a list of diagnoses are read: several
// times the longest that letters have.
const maxListBytes = 4000

// listText returns the text of the list that begins at start: up to
// the end of the sentence, or of the last numbered entry.
func listText(s string, start int) (text string, end int) {
	rest := s[start:min(len(s), start+maxListBytes)]
	if numberedDiag.MatchString(rest) {
		end = start + numberedEnd(rest)
	} else {
		end = start + sentenceEnd(rest)
		if strings.HasSuffix(strings.TrimRight(s[:start], " "), ":") {
			end = fragmentsEnd(s, end, start+len(rest))
		}
	}
	text = s[start:end]
	if m := listStops.FindStringIndex(text); m != nil && m[0] > 0 {
		text = text[:m[0]]
	}
	return text, end
}

var (
	fragment   = pattern.New(`(?i)^(?:(?:left|right|bilateral|chronic|acute|status|s/p|post|history|rule|r/o|cervical|thoracic|lumbar)\b.*|.*` + conditionWords + `.*)$`)
	clauseVerb = pattern.New(`(?i)\b(?:is|are|was|were|be|been|has|have|had|did|does|includes?|included|shows?|showed|reveals?|revealed|reports?|reported|complain(?:s|ed)|notes?|noted|underwent|undergone|received|states?|stated|sustained|requests?|requested|takes|treated|with\s+pain|plan|mri|x-?rays?|emg|exam(?:ination)?|he|she|patient|worker|applicant|claimant|medications?|treatments?)\b`)
)

// fragmentsEnd returns where a list behind a colon ends whose entries stand
// as sentences without a verb: "Impression: Neck strain. Left knee sprain."
func fragmentsEnd(s string, end, limit int) int {
	for end < limit {
		next := strings.TrimLeft(s[end:limit], " ")
		at := limit - len(next)
		n := sentenceEnd(next)
		if n == 0 || n > 120 || clauseVerb.MatchString(next[:n]) || !fragment.MatchString(strings.Trim(next[:n], " .")) {
			return end
		}
		end = at + n
	}
	return end
}

// numberedEnd returns where a list "1. A. 2. B." ends: at the end of the
// first sentence that no next number follows.
func numberedEnd(s string) int {
	at, want := 0, byte('1')
	for {
		at += sentenceEndAfterNumber(s[at:])
		rest := strings.TrimLeft(s[at:], " ")
		want++
		if want > '9' || !strings.HasPrefix(strings.TrimLeft(rest, "("), string(want)) {
			return at
		}
	}
}

// sentenceEndAfterNumber skips the stop of a leading number.
func sentenceEndAfterNumber(s string) int {
	skip := 0
	if m := numberMark.FindStringIndex(s); m != nil && strings.TrimSpace(s[:m[0]]) == "" {
		skip = m[1]
	}
	for {
		n := skip + sentenceEnd(s[skip:])
		if n < len(s) && n >= 2 && ascii.IsDigit(s[n-2]) && (n < 3 || s[n-3] == ' ' || s[n-3] == '(') && !strings.HasSuffix(s[:n-2], "type ") && nextIsName(s[n:]) {
			skip = n // the stop of the next number
			continue
		}
		return n
	}
}

func nextIsName(s string) bool {
	s = strings.TrimLeft(s, " ")
	return s != "" && (s[0] >= 'A' && s[0] <= 'Z' || s[0] >= 'a' && s[0] <= 'z')
}
