package citation

import (
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
)

var (
	citedNothing  = pattern.New(`(?i)\bdid\s+not\s+(?:cite|provide|reference|include|identify|give|list|specify)\s+(?:any\s+|an?\s+)?(?:specific\s+)?(?:medical\s+|clinical\s+|evidence[\s-]based\s+)*(?:evidence|guidelines?|citations?|criteria|basis|support)|\bno\s+(?:guidelines?|evidence|citations?)\s+(?:was|were)\s+(?:cited|given|provided)|\bcited\s+no\s+(?:medical\s+)?(?:evidence|guidelines?)`).Prefixes("did", "no", "cited")
	decisionBased = pattern.New(`(?i)^Decisions?\s+(?:is\s+|was\s+)?based\s+(?:up)?on\s+`)
	nonMTUS       = pattern.New(`(?i)^(?:the\s+)?Non[\s-]*MTUS(?:\s+Citations?)?\s*[:,-]?\s*`)
	innerNonMTUS  = pattern.New(`(?i)[\s,;]+(?:and\s+)?(?:the\s+)?Non[\s-]*MTUS\s+Citations?\b\s*[:,-]?\s*`).Literals("mtus citation")
	otherMedical  = pattern.New(`(?i)(?:\s*,?\s*\band\s+|^)Other\s+Medical\s+Treatment\s+Guidelines?(?:\s+or\s+Medical\s+Evidence)?\s*[:,-]?\s*`)
	adopts        = pattern.New(`(?is)\b(?:found|finds|agreed?s?|concur(?:s|red)?|adopt(?:s|ed)?|relied|used?|based)\b.{0,80}?\b(?:guidelines?|citations?|criteria|evidence|sections?)\b.{0,40}?\b(?:used|cited|relied\s+(?:up)?on|applied)\s+by\s+the\s+claims\s+administrator|\b(?:the\s+)?same\s+(?:guidelines?|citations?|sections?)\b.{0,40}?\b(?:as|used|cited)\b.{0,20}?\bclaims\s+administrator|\badopt(?:s|ed)?\s+the\s+claims\s+administrator['’]?s?\s+(?:guidelines?|citations?)|\bagree[sd]?\s+with\s+the\s+guidelines?\b.{0,30}\bclaims\s+administrator`).Prefixes("found", "finds", "agree", "concur", "adopt", "relied", "use", "based", "the", "same").Literals("claims")
	partOfMTUS    = pattern.New(`(?is)\s*,?\s*\(?\b(?:which\s+(?:is|are|was|were)\s+)?(not\s+)?(?:a\s+)?part\s+of\s+(?:the\s+)?(?:California\s+)?(?:MTUS|Medical\s+Treatment\s+Utilization\s+Schedule(?:\s*\(MTUS\))?)\)?`).Literals("part")
	setsAside     = pattern.New(`(?is)\b(?:no|none\s+of\s+the)\s+(?:sections?|parts?|chapters?|guidelines?)\s+(?:of|in)\s+the\s+MTUS\b|\bMTUS(?:[\s/]+ACOEM)?(?:\s+guidelines?)?\s+(?:was|is|were|are|does|do|did)\s+(?:not|silent)\b|\bnot\s+base\s+(?:its|his/her|their|his|her)\s+decision|\boutside\s+of\s+the\s+MTUS\b|\bdid\s+not\s+dispute\b`).Prefixes("mtus", "no", "outside", "did")
	basedOn       = pattern.New(`(?is)\b(?:based\s+(?:his/her|its|their|his|her|the)\s+(?:decisions?|determination|rationale)\s+(?:up)?on|relied\s+(?:up)?on|cited|cites|used|applied|referenced)\s+(?:the\s+(?:following\s+)?)?`).Prefixes("based", "relied", "cite", "used", "applied", "referenced")
)

// A scope says whether the guidelines of a clause are parts of the MTUS.
type scope int

const (
	anyScope    scope = iota // not said
	inMTUS                   // the guidelines cited are parts of the MTUS
	outsideMTUS              // they are not
)

// A clause is a part of a text that cites guidelines of one scope.
type clause struct {
	text  string
	scope scope
}

// clausesOf splits the text of one side. Where it has sentences that begin with
// "Decision based on", only these count.
func clausesOf(text string) []clause {
	starts := decisionStarts(text)
	if len(starts) == 0 {
		return proseClauses(text)
	}
	var list []clause
	for i, m := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		s := text[m[1]:end]
		w := inMTUS
		if n := nonMTUS.FindString(s); n != "" {
			s, w = s[len(n):], outsideMTUS
		}
		if j := innerNonMTUS.FindStringIndex(s); j != nil {
			list = append(list, splitOther(trimClause(s[:j[0]]), w)...)
			s, w = s[j[1]:], outsideMTUS
		}
		list = append(list, splitOther(trimClause(s), w)...)
	}
	return list
}

// decisionStarts finds the openings "Decision based on".
func decisionStarts(text string) [][2]int {
	small := ascii.Lower(text)
	var starts [][2]int
	for from := 0; ; {
		i := strings.Index(small[from:], "decision")
		if i < 0 {
			return starts
		}
		at := from + i
		from = at + len("decision")
		if m := decisionBased.FindStringIndex(text[at:]); m != nil && (at == 0 || !ascii.IsAlnum(text[at-1])) {
			starts = append(starts, [2]int{at, at + m[1]})
		}
	}
}

// splitOther splits at "and Other Medical Treatment Guidelines": what follows
// is outside the MTUS.
func splitOther(s string, w scope) []clause {
	var m []int
	if strings.Contains(ascii.Lower(s), "other medical") {
		m = otherMedical.FindStringIndex(s)
	}
	if m == nil {
		return []clause{{s, w}}
	}
	var list []clause
	if head := trimClause(s[:m[0]]); head != "" {
		list = append(list, clause{head, w})
	}
	if rest := trimClause(s[m[1]:]); rest != "" {
		list = append(list, clause{rest, outsideMTUS})
	}
	return list
}

// proseClauses splits running text at the ends of sentences and at "(not) part
// of the MTUS", which says where the guidelines before it belong.
func proseClauses(text string) []clause {
	var list []clause
	if m := journalArticle.FindStringIndex(text); m != nil {
		list = append(proseClauses(text[:m[0]]), clause{trimClause(text[m[0]:m[1]]), outsideMTUS})
		return append(list, proseClauses(text[m[1]:])...)
	}
	for _, s := range sentencesOf(text) {
		if citedNothing.MatchString(s) || adopts.MatchString(s) {
			continue
		}
		if m := setsAside.FindStringIndex(s); m != nil { // what the sentence relies on instead counts
			if s = s[m[1]:]; !basedOn.MatchString(s) {
				continue
			}
		}
		rest := s
		if m := basedOn.FindStringIndex(rest); m != nil {
			rest = rest[m[1]:]
		}
		for {
			m := partOfMTUS.FindStringSubmatchIndex(rest)
			if m == nil {
				break
			}
			w := inMTUS
			if m[2] >= 0 {
				w = outsideMTUS
				if mtusNamed.MatchString(rest[:m[0]]) { // only the last of several is meant
					w = anyScope
				}
			}
			list = append(list, clause{trimClause(leadingAnd.ReplaceAllString(rest[:m[0]], "")), w})
			rest = rest[m[1]:]
		}
		if rest = trimClause(leadingAnd.ReplaceAllString(rest, "")); rest != "" {
			list = append(list, clause{rest, anyScope})
		}
	}
	return list
}

var mtusNamed = pattern.New(`\bMTUS\b`).Literals("mtus")

// journalArticle is an article as the reference lists of journals print it:
// authors, title, journal, year, volume and pages.
var journalArticle = pattern.New(`\b[A-Z][A-Za-z'’-]+ [A-Z]{1,3}\b(?:,? (?:and )?[A-Z][A-Za-z'’-]+ [A-Z]{1,3}\b)*(?:,? et al\.?)?[.,:] [^;]{5,300}?\b(?:19|20)\d\d\b[^;.]{0,12}; ?\d+(?:[\d():–, -]*\d)?\)?`).Literals(";")

var leadingAnd = pattern.New(`(?i)^[\s,;]*(?:and\s+(?:on\s+)?)?(?:the\s+)?`)

// sentencesOf splits text at full stops before a blank and a capital.
func sentencesOf(s string) []string {
	var list []string
	start := 0
	for i := 0; i+2 < len(s); i++ {
		if s[i] == '.' && s[i+1] == ' ' && s[i+2] >= 'A' && s[i+2] <= 'Z' && !lexicon.EndsInAbbreviation(s[:i+1]) && !shortForm(s[:i]) {
			list = append(list, s[start:i+1])
			start = i + 2
		}
	}
	return append(list, s[start:])
}

// shortForm reports whether s ends in a word that is abbreviated with a stop in
// citations, as "pg" or "Ch".
func shortForm(s string) bool {
	switch strings.ToLower(s[strings.LastIndexAny(s, " (,")+1:]) {
	case "pg", "pgs", "p", "pp", "ch", "chap", "ed", "vol", "inc", "et", "al", "sec":
		return true
	}
	return false
}

// trimClause drops the stop and the space around a clause.
func trimClause(s string) string {
	return strings.TrimRight(strings.TrimSpace(s), ".;, ")
}

// fullYear is a year of four digits.
var fullYear = pattern.New(`\b(?:19|20)\d\d\b`).Prefixes("19", "20")
