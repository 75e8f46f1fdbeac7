package diagnosis

import (
	"slices"
	"strings"
	"sync"

	"imrsearch/parser/ascii"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
)

var (
	numberedDiag = pattern.New(`^\s*\(?(?:1|[aA])[.)]\s+`)
	numberMark   = pattern.New(`(?:^|[\s,;])\(?(\d{1,2})[.)]\s+`)
)

// sentenceEnd returns the offset behind the first full stop that ends a
// sentence: before a blank, the end, or a capital glued to it.
func sentenceEnd(s string) int {
	for i := range len(s) {
		if s[i] != '.' && s[i] != '?' && s[i] != '!' {
			continue
		}
		if i+1 == len(s) {
			return i + 1
		}
		next := s[i+1]
		switch {
		case next == ' ' && !lexicon.EndsInAbbreviation(s[:i+1]) && !isInitial(s[:i]):
			return i + 1
		case (next == '"' || next == ')') && (i+2 == len(s) || s[i+2] == ' '):
			return i + 2
		case next >= 'A' && next <= 'Z' && i > 1 && ascii.IsLower(s[i-1]) && ascii.IsLower(s[i-2]):
			return i + 1
		}
	}
	return len(s)
}

// isInitial reports whether s ends in a single capital, as in "J.".
func isInitial(s string) bool {
	return len(s) >= 2 && s[len(s)-1] >= 'A' && s[len(s)-1] <= 'Z' && s[len(s)-2] == ' '
}

var (
	icdContinuation     = pattern.New(`(?i)^(?:and\s+|or\s+)?(?:initial\s+encounter|subsequent\s+encounter|sequela|subsequent|initial|unspecified|not\s+specified|not\s+elsewhere|not\s+otherwise|without|with\b|current\s+injury|current|multiple|mild|moderate|severe|chronic|acute|recurrent|single\s+episode|level|site|open|closed|displaced|nondisplaced|uncomplicated|intractable|not\s+intractable|due\s+to|secondary\s+to|other\s+specified|NOS|NEC|confirmed|stable|healed|resolved|improved|worsening|industrial|non-?industrial|type\s+(?:\d+|[ivx]+)$|(?:right|left)\s+(?:greater|more|worse)\s+than\s+(?:right|left)|grade\s+\w+$|(?:mid|lower|upper)[\s-]+\w+\s+region)\b`)
	bareContinuation    = pattern.New(`(?i)^(?:unspecified|current|chronic|acute|multiple|mild|moderate|severe|recurrent|open|closed|displaced|nondisplaced|initial|subsequent|stable|resolved|level|site|with)\s+\w+`)
	sprainEnd           = pattern.New(`(?i)\b(?:sprains?|strains?)\s*$`)
	sprainStart         = pattern.New(`(?i)^(?:sprains?|strains?)\b`)
	genericCondition    = pattern.New(`(?i)^(?:injur(?:y|ies)|sprains?|strains?|spasms?|swelling|stiffness|weakness|numbness|tingling|bursitis|tendinitis|tendonitis|fusion|repair|decompression|debridement|discectomy|laminectomy|synovectomy|acromioplasty|revision|bulges?|protrusions?|tears?|syndromes?|disorders?|disease|sequelae)\b(?:\s+(?:status|with|secondary|due)\b.*)?$`)
	genericConditionOf  = pattern.New(`(?i)^(?:numbness|tingling|weakness|stiffness|swelling|spasms?|sprains?|strains?)\s+(?:of|in|to|at)\b`)
	adjective           = pattern.New(`(?i)(?:\b(?:left|right|bilateral|upper|lower|mid|anterior|posterior|medial|lateral|mixed|and|of|or|the|with|secondary|due|distal|proximal)|(?:[a-z]{3,}(?:al|ic|ed|ous|ive|ular|ary)))$`)
	nounsLikeAdjectives = pattern.New(`(?i)\b(?:fusion|hospital|metatarsal|metacarpal|renal|medial|physical|interval|referral|withdrawal|removal|colic|panic|clinic|critical|trial|arthritic|diabetic|asthmatic)$`)
	andWord             = pattern.New(`(?i)\s+(?:and|&|as\s+well\s+as|along\s+with|plus)\s+`).Literals("and", "&", "well", "along", "plus")
	ofPart              = pattern.New(`(?i)\b(?:of|in|to|at|over|involving|affecting)\s+(?:the\s+|his\s+|her\s+|both\s+)?[^,;]{1,40}$`).Prefixes("of", "in", "to", "at", "over", "affecting")
	sideWord            = pattern.New(`(?i)\b(left|right|bilateral(?:ly)?|both)\b(?:[\s-]+sided\b)?`).Prefixes("left", "right", "both", "bilateral")
	sideFirst           = pattern.New(`(?i)^(?:left|right|bilateral|both)\b`)
	article             = pattern.New(`(?i)^(?:(?:and|or|with|including|also|as\s+well\s+as|a|an|the|following)\s+|[-–•*]\s*|\(?\d{1,2}[.)]\s+|[a-h][.)]\s+)+`)
)

// A list whose entries stand in one line: "-Sprain -Strain".
var (
	bulletFirst = pattern.New(`^[-–•*]\s?[^-–•*]+\s[-–•*]\s?\w`)
	bulletNext  = pattern.New(`\s[-–•*]\s?`)
)

// splitDiagnoses splits the list behind a cue into its entries.
func splitDiagnoses(s string) []string {
	s = strings.Trim(s, " .,:;")
	var parts []string
	switch {
	case numberedDiag.MatchString(s):
		parts = cutAt(s, numberMark.FindAllStringIndex(s, -1))
	case bulletFirst.MatchString(s):
		parts = bulletNext.Split(s, -1)
	case hasOutside(s, ';'):
		for _, p := range splitOutside(s, ";") {
			parts = append(parts, splitWhereComplete(p)...)
		}
	default:
		for _, p := range sentenceParts(s) {
			parts = append(parts, splitCommas(p)...)
		}
	}
	var list []string
	for _, p := range parts {
		if p = cleanDiagnosis(p); p != "" {
			list = append(list, p)
		}
	}
	return list
}

// sentenceParts parts a list at the stops between its entries.
func sentenceParts(s string) []string {
	var parts []string
	for {
		n := sentenceEnd(s)
		parts = append(parts, s[:n])
		if s = strings.TrimLeft(s[n:], " "); s == "" {
			return parts
		}
	}
}

func cutAt(s string, marks [][]int) []string {
	var parts []string
	for i, m := range marks {
		end := len(s)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		parts = append(parts, s[m[1]:end])
	}
	return parts
}

func hasOutside(s string, sep byte) bool { return len(splitOutside(s, string(sep))) > 1 }

// splitOutside splits s at sep outside brackets.
func splitOutside(s, sep string) []string {
	var parts []string
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '(' || s[i] == '[':
			depth++
		case s[i] == ')' || s[i] == ']':
			depth = max(0, depth-1)
		case depth == 0 && strings.HasPrefix(s[i:], sep):
			parts = append(parts, s[start:i])
			start = i + len(sep)
		}
	}
	return append(parts, s[start:])
}

// maxEntry is the length of the longest entry that is put together of pieces, in
// bytes.
const maxEntry = 1000

// splitCommas splits at commas and at "and", and joins pieces again that are not
// a diagnosis alone: qualifiers of ICD wordings, and bare parts of the body.
func splitCommas(s string) []string {
	var list []string
	pending := ""
	pieces := splitOutside(s, ",")
	for i, raw := range pieces {
		piece := strings.TrimSpace(raw)
		if pending != "" {
			piece = pending + ", " + piece
			pending = ""
		}
		lead := andLead.FindString(piece)
		core := piece[len(lead):]
		n := len(list)
		if n > 0 && len(list[n-1]) > maxEntry {
			n = 0 // nothing goes on with it
		}
		switch {
		case core == "":
		case n > 0 && continuesEntry(core):
			list[n-1] += ", " + piece
		case onlyBody(core) && n > 0 && (lead != "" || belongsToPrevious(list[n-1], core, i+1 < len(pieces))):
			list[n-1] += ", " + piece
		case onlyBody(core) && i+1 < len(pieces) && len(piece) <= maxEntry:
			pending = piece
		case n > 0 && beginsBodyAnd(core) && ofPart.MatchString(list[n-1]):
			first, rest := cutAnd(core)
			list[n-1] += ", " + lead + first
			list = append(list, splitAnd(rest)...)
		default:
			list = append(list, splitAnd(core)...)
		}
	}
	if pending != "" {
		list = append(list, pending)
	}
	return list
}

var andTail = pattern.New(`(?i)[\s,;]+(?:and|and/or)$`)

var andLead = pattern.New(`(?i)^(?:and|or|and/or|as\s+well\s+as)\s+`)

// continuesEntry reports whether a piece belongs to the entry before it.
func continuesEntry(s string) bool {
	if !icdContinuation.MatchString(s) {
		return false
	}
	return !bareContinuation.MatchString(s) || fixedContinuation.MatchString(s) || strings.HasPrefix(strings.ToLower(s), "with ")
}

var fixedContinuation = pattern.New(`(?i)^(?:(?:initial|subsequent)\s+encounter|current\s+injury|unspecified(?:\s+(?:site|side|level|laterality|whether|trimester|part|severity|shoulder|knee|hip|wrist|ankle|foot|hand|elbow|limb|region|laterality))?|multiple\s+(?:sites|levels)|single\s+episode|(?:mild|moderate|severe)|chronic|acute|recurrent|open|closed|healed|resolved|stable)\b(?:\s+(?:for|of|on)\b.*|\s*\([^)]*\)|\s+episode.*)?$`)

// belongsToPrevious reports whether a bare part of the body belongs to the entry
// before it ("contusion of face, scalp") and not to what follows ("neck, low
// back, and shoulder pain").
func belongsToPrevious(prev, piece string, more bool) bool {
	if m := ofPart.FindStringIndex(prev); m != nil && onlyBody(strings.TrimSpace(firstWordCut(prev[m[0]:]))) {
		return true
	}
	return !more || sideFirst.MatchString(piece) && !sideWord.MatchString(prev)
}

func firstWordCut(s string) string {
	_, rest, _ := strings.Cut(strings.TrimSpace(s), " ")
	return rest
}

// beginsBodyAnd reports whether a piece is a part of the body, then "and" and
// an entry of its own: "scalp and neck and acute cervical sprain".
func beginsBodyAnd(s string) bool {
	first, rest := cutAnd(s)
	return rest != "" && onlyBody(first)
}

// cutAnd parts a piece at the last "and" before which stand only parts of
// the body.
func cutAnd(s string) (first, rest string) {
	for _, m := range andWord.FindAllStringIndex(s, -1) {
		if onlyBody(s[:m[0]]) && standsAlone(s[m[1]:]) {
			first, rest = s[:m[0]], s[m[1]:]
		}
	}
	return first, rest
}

// standsAlone reports whether s names more than parts of the body.
func standsAlone(s string) bool { return !onlyBody(s) }

// splitAnd splits a piece at the "and" between two entries.
func splitAnd(s string) []string {
	var list []string
	start := 0
	depth := 0
	for _, m := range andWord.FindAllStringIndex(s, -1) {
		depth = strings.Count(s[:m[0]], "(") - strings.Count(s[:m[0]], ")")
		if m[0] < start || depth > 0 {
			continue
		}
		if partsEntries(s[start:m[0]], s[m[1]:]) {
			list = append(list, s[start:m[0]])
			start = m[1]
		}
	}
	return append(list, s[start:])
}

// partsEntries reports whether "and" between left and right parts two
// entries, and not two words of one.
func partsEntries(left, right string) bool {
	next := right
	if m := andWord.FindStringIndex(right); m != nil {
		next = right[:m[0]]
	}
	lower := strings.ToLower(left)
	switch {
	case strings.HasPrefix(strings.ToLower(right), "or "), strings.TrimSpace(left) == "":
		return false
	case sprainEnd.MatchString(left) && sprainStart.MatchString(right):
		return false
	case genericCondition.MatchString(strings.TrimRight(next, " .")):
		return false
	case genericConditionOf.MatchString(right) && len(strings.Fields(left)) < 3:
		return false // "pain and numbness of the right hand"
	case onlyBody(left), onlyBody(next) && !andWord.MatchString(right), onlyBody(next) && onlyBodyAll(right):
		return false
	case adjective.MatchString(left) && !nounsLikeAdjectives.MatchString(left):
		return false
	case strings.Contains(lower, " with mixed "), strings.HasSuffix(lower, "and/or"):
		return false
	}
	return true
}

func onlyBodyAll(s string) bool {
	for _, p := range andWord.Split(s, -1) {
		if !onlyBody(p) {
			return false
		}
	}
	return true
}

// splitWhereComplete splits an entry of a list with semicolons, whose commas and
// "and" are mostly its own: only between two that each name a condition and
// a part of the body.
func splitWhereComplete(s string) []string {
	for _, pieces := range [][]string{splitCommas(s), splitAnd(s)} {
		if len(pieces) > 1 && !slices.ContainsFunc(pieces, func(p string) bool { return !isComplete(p) }) {
			return pieces
		}
	}
	return []string{s}
}

const conditionWords = `\b(?:pain|strain|sprain|tear|fracture|contusion|stiffness|numbness|weakness|injury|radiculopathy|par(?:a)?esthesias?|syndrome|bursitis|disease|disorder|neuritis|stenosis|spondylosis|DJD|DDD|HNP|CRPS|laceration|dislocation|herniation|impingement|\w{3,}(?:itis|algia|pathy|osis))\b`

var conditionWord = pattern.New(`(?i)` + conditionWords)

// isComplete reports whether s names a condition and a part of the body.
func isComplete(s string) bool {
	if !conditionWord.MatchString(s) {
		return false
	}
	known := bodyWords()
	return slices.ContainsFunc(ascii.Words(s), func(w string) bool { return len(w) > 3 && known[w] })
}

// cleanDiagnosis drops punctuation and words that join an entry to the list.
func cleanDiagnosis(s string) string {
	s = strings.Trim(s, " .,:;")
	s = s[len(article.FindString(s)):]
	if strings.Count(s, "(") < strings.Count(s, ")") {
		s = strings.TrimSuffix(s, ")")
	}
	if strings.Count(s, `"`)%2 == 1 || strings.HasSuffix(s, "”") && !strings.Contains(s, "“") {
		s = strings.Trim(s, `"”`)
	}
	s = strings.TrimRight(s, " ,:;.")
	return strings.Trim(andTail.ReplaceAllString(s, ""), " ,:;.")
}

var bodyWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for _, b := range lexicon.BodyParts() {
		for _, name := range append([]string{b.Name}, b.Aliases...) {
			for _, w := range ascii.Words(name) {
				words[w] = true
			}
		}
	}
	for _, w := range strings.Fields("left right bilateral bilaterally both side sided upper lower mid middle of the and or in at to on region level levels area joint joints limb limbs extremity extremities part parts his her dominant non tunnel body multiple areas") {
		words[w] = true
	}
	for _, w := range strings.Fields("lumbago sciatica sciatic pain with ache burn system backache pad tear carpal-tunnel sleep general internal hearing respiratory blood during vision visual") {
		delete(words, w)
	}
	return words
})

var spineLevel = pattern.New(`^[ctls]\d{1,2}$|^\d$`)

// onlyBody reports whether s names only parts of the body, sides and levels, so
// that it is not a diagnosis alone.
func onlyBody(s string) bool {
	known := bodyWords()
	n := 0
	for _, w := range ascii.Words(s) {
		if !known[w] && !spineLevel.MatchString(w) {
			return false
		}
		n++
	}
	return n > 0
}
