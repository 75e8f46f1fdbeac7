package resolve

import (
	"regexp"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/text"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/measure"
)

// A unit is a run of plain words that name one thing in one of several
// spellings: a dose, a quantity, a level of the spine, a compound. All its
// spellings give the same forms, so that they find the same items.
type unit struct {
	from, to int    // words of the run
	kind     string // as index.Understood has it: "dose", "quantity", "level"; else ""
	label    string // the thing in its canonical form, where it has a kind
	forms    []string
	values   []index.Expr // what else says the same
	ignored  bool         // it names nothing by itself ("ICD-9" before a code)
}

// A spelling is a rule that reads a unit from words, in lower case and with
// one blank between them; not ok where the words are no such unit. The first
// of the unit's forms is the one that weighs.
type spelling func(words string) (u unit, ok bool)

// matching is the spelling of what matches a pattern.
func matching(pattern *regexp.Regexp, read func(m []string) (unit, bool)) spelling {
	return func(words string) (unit, bool) {
		if m := pattern.FindStringSubmatch(words); m != nil {
			return read(m)
		}
		return unit{}, false
	}
}

var spellings = []spelling{
	readDose,
	readQuantity,
	readLevel,
	readFrequency,
	matching(whole(`(\d{1,3})[ -]?(?:(?:years?|yrs?)[ -]?olds?|y/?o)`), readAge),
	matching(whole(`(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ -](hour|day|week|month|year)s?`), readDuration),
	matching(whole(`(post|pre|peri|intra)[ -]?(?:op|operative|operatively)`), func(m []string) (unit, bool) {
		return unit{forms: []string{m[1] + "operative", m[1] + " operative", m[1] + "op", m[1] + " op", m[1] + "operatively"}}, true
	}),
	matching(whole(`(`+strings.Join(joinedPrefixes, "|")+`)[ -]([a-z]{3,})`), func(m []string) (unit, bool) {
		return unit{forms: []string{m[1] + m[2], m[1] + " " + m[2]}}, !text.FunctionWord(m[2])
	}),
	matching(whole(`(`+strings.Join(joinedPrefixes, "|")+`)([a-z]{5,})`), func(m []string) (unit, bool) {
		return unit{forms: []string{m[1] + m[2], m[1] + " " + m[2]}}, !seeming[m[1]+m[2][:3]]
	}),
	matching(whole(openCompounds()), readCompound),
	matching(whole(`((?:[a-z]\.){2,}[a-z]?\.?)`), readDotted),
	matching(whole(`(type|grade|stage|class|phase|level|tier|schedule) (i|ii|iii|iv|v|1|2|3|4|5)`), readRoman),
	matching(whole(`(right|rt\.?|left|lt\.?)(?:[ -]sided?)?`), readSide),
	matching(whole(`w/o|without`), func([]string) (unit, bool) { return unit{forms: []string{"without", "w o"}}, true }),
	matching(whole(`icd(?:[ -]?(?:9|10)(?:[ -]?cm)?)?(?: codes?)?`), func([]string) (unit, bool) { return unit{ignored: true}, true }),
	matching(whole(`([a-tv-z]\d{2})\.?(\d{1,4})`), func(m []string) (unit, bool) { return unit{forms: []string{m[1] + "." + m[2], m[1] + m[2]}}, true }),
	matching(whole(`[a-z]{5,}`), readBritish),
	matching(whole(`[2-9]|1[0-2]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve`), readNumber),
	matching(whole(`[a-z]{3,5}`), readAbbreviation),
}

// maxUnitWords is how many words as typed a unit may take.
const maxUnitWords = 5

func whole(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) }

func readDose(words string) (unit, bool) {
	d, ok := measure.ReadDose(words)
	if !ok {
		return unit{}, false
	}
	return unit{kind: "dose", label: d.String(), forms: doseForms(d)}, true
}

// doseForms are the ways to write a dose.
func doseForms(d measure.Dose) []string {
	n := d.Numbers[0]
	if len(d.Numbers) > 1 {
		b := d.Numbers[1]
		return []string{n + " " + b, n + " " + b + "mg", n + "mg " + b + "mg", n + " mg " + b + " mg"}
	}
	if d.Unit == "%" { // a sign that texts and queries leave out
		forms := []string{n}
		if _, word := numbered(n); word != "" {
			forms = append(forms, word)
		}
		return forms
	}
	var forms []string
	for _, name := range measure.UnitNames(d.Unit) {
		forms = append(forms, n+name, n+" "+name)
	}
	if strings.Contains(n, ".") {
		forms = append(forms, n) // "cyclobenzaprine 7.5": a number so written is a dose
	}
	return forms
}

func readQuantity(words string) (unit, bool) {
	n, ok := measure.ReadQuantity(words)
	return unit{kind: "quantity", label: n, forms: []string{n}}, ok
}

// readLevel reads a level of the spine: both vertebrae, the second with its
// letter or without.
func readLevel(words string) (unit, bool) {
	l, ok := measure.ReadLevel(words)
	if !ok {
		return unit{}, false
	}
	from, to := l.Letter+l.Number, l.ToLetter+l.ToNumber
	forms := []string{from + " " + to}
	if l.Letter == l.ToLetter || l.Letter == "l" && l.ToLetter == "s" { // C7-T1 is no "C7-1"
		forms = append(forms, from+" "+l.ToNumber)
	}
	return unit{kind: "level", label: l.String(), forms: append(forms, from+to)}, true
}

var numbers = map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
	"eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}

// numbered returns a number in digits and in words, the second "" where it is
// not written so.
func numbered(s string) (digits, word string) {
	for w, n := range numbers {
		if s == w || s == n {
			return n, w
		}
	}
	return s, ""
}

func readNumber(m []string) (unit, bool) {
	digits, word := numbered(m[0])
	return unit{forms: []string{digits, word}}, word != ""
}

// readDuration reads a span of time, its number in digits or as a word.
func readDuration(m []string) (unit, bool) {
	digits, word := numbered(m[1])
	if digits == "1" {
		word = "one"
	}
	forms := []string{digits + " " + m[2]}
	if word != "" {
		forms = append(forms, word+" "+m[2])
	}
	return unit{forms: forms}, true
}

func readFrequency(words string) (unit, bool) {
	f, ok := measure.ReadFrequency(words)
	if !ok {
		return unit{}, false
	}
	period := f.Period
	digits, word := numbered(f.Times)
	adverb := map[string]string{"day": "daily", "week": "weekly", "month": "monthly"}[period]
	var forms []string
	for _, count := range []string{digits, word} {
		if count != "" {
			forms = append(forms, count+" times a "+period, count+" times per "+period, count+" times "+adverb, count+" times "+period, count+" time a "+period, count+" time per "+period)
		}
	}
	forms = append(forms, digits+"x a "+period, digits+"x per "+period, digits+"x "+period, digits+"x "+adverb, digits+" x "+period, digits+" x a "+period, digits+" x per "+period)
	if often := map[string]string{"1": "once", "2": "twice"}[digits]; often != "" {
		forms = append(forms, often+" a "+period, often+" per "+period, often+" "+adverb)
	}
	return unit{forms: forms}, true
}

func readAge(m []string) (unit, bool) {
	n := m[1]
	age := atoi(n)
	return unit{forms: []string{n + " year old", n + " y o", n + " yo", n + "yo", n + " yr old"}, values: []index.Expr{index.Range{Field: "age", From: age, To: age}}}, age >= 14 && age < 110
}

// joinedPrefixes begin compounds that are written closed, with a hyphen or
// open.
var joinedPrefixes = []string{"post", "pre", "non", "anti", "electro", "intra", "peri", "multi", "self", "full", "semi"}

// seeming begins words that only seem to begin with one of joinedPrefixes, by
// the prefix and three letters more.
var seeming = wordSet(`
	present presump presumed prescri presenc preserv pressur prevent previo prepar prefer pregna predict predni premis precis
	precau preced presc press premium prelim nonethe antibio anticip antigen antiqu posture postura poster posterio postpon postage
	intract multipl multitu selfish fullest fully semina perimet peripher period periods perineu performe perform permane permit
	postul prepay pretend prevail prejud precip previe nonsens`)

// compounds are pairs of words that are written open, closed or with a hyphen,
// and are one thing.
var compounds = []string{
	"follow up", "shock wave", "x ray", "e stim", "flare up", "check up", "work station", "sit stand", "short term", "long term",
	"in patient", "out patient", "ultra sound", "well being", "weight bearing", "life style", "de quervain",
}

func openCompounds() string {
	var all []string
	for _, c := range compounds {
		a, b, _ := strings.Cut(c, " ")
		all = append(all, a+"[ /-]?"+strings.ReplaceAll(b, " ", "[ -]?")+"(?:'?s)?")
	}
	return strings.Join(all, "|")
}

func readCompound(m []string) (unit, bool) {
	plain := strings.NewReplacer(" ", "", "-", "", "/", "", "'", "").Replace(m[0])
	for _, c := range compounds {
		if closed := strings.ReplaceAll(c, " ", ""); plain == closed || plain == closed+"s" {
			return unit{forms: []string{c, closed}}, true
		}
	}
	return unit{}, false
}

func readDotted(m []string) (unit, bool) {
	letters := strings.Split(strings.Trim(m[1], "."), ".")
	return unit{forms: []string{strings.Join(letters, ""), strings.Join(letters, " ")}}, true
}

// readAbbreviation gives an abbreviation of the lexicon its dotted form.
func readAbbreviation(m []string) (unit, bool) {
	known := slices.ContainsFunc(lexicon.Synonyms(m), func(e lexicon.Expansion) bool { return e.Kind == "abbreviation" })
	return unit{forms: []string{m[0], strings.Join(strings.Split(m[0], ""), " ")}}, known
}

var romans = []string{"", "i", "ii", "iii", "iv", "v"}

func readRoman(m []string) (unit, bool) {
	n := max(slices.Index(romans, m[2]), 0)
	if n == 0 {
		n = atoi(m[2])
	}
	return unit{forms: []string{m[1] + " " + string(rune('0'+n)), m[1] + " " + romans[n]}}, true
}

func readSide(m []string) (unit, bool) {
	if m[1][0] == 'r' {
		return unit{forms: []string{"right", "rt"}}, true
	}
	return unit{forms: []string{"left", "lt"}}, true
}

// britishRules write a word in its other spelling, by turns from American to
// British and back.
var britishRules = []struct {
	pattern *regexp.Regexp
	to      string
}{
	{whole(`(behavi|col|tum|lab|fav|hum|od|vap|vig|rig|hon|harb|neighb|end?eav)or(s|ed|ing|al|ally|able)?`), "${1}our$2"},
	{whole(`(behavi|col|tum|lab|fav|hum|od|vap|vig|rig|hon|harb|neighb|end?eav)our(s|ed|ing|al|ally|able)?`), "${1}or$2"},
	{whole(`(\w{4,})(i|y)z(e|es|ed|ing|ation|ations)`), "${1}${2}s$3"},
	{whole(`(\w{2,}(?:al|it|il|or|im|an|mon|tom|ctu|olog|er|at|yt|ys|ic))(i)s(e|es|ed|ing|ation|ations)`), "${1}${2}z$3"},
	{whole(`(cent|fib|lit|met|theat|calib|millilit|centimet)er(s)?`), "${1}re$2"},
	{whole(`(cent|fib|lit|met|theat|calib|millilit|centimet)re(s)?`), "${1}er$2"},
	{whole(`(program)(s)?`), "${1}me$2"},
	{whole(`(program)me(s)?`), "${1}$2"},
	{whole(`(\w*?)(ed|es)(ema|emas|ematous|ophag\w+|trogen\w*)`), "${1}o$2$3"},
	{whole(`(\w*?)o(ed|es)(ema|emas|ematous|ophag\w+|trogen\w*)`), "${1}$2$3"},
	{whole(`(\w*?)(h|an|orthop|p|gyn|leuk|isch|hypoglyc|par)e(m\w{3,}|sthe\w+|d\w{5,}|col\w+)`), "${1}${2}ae$3"},
	{whole(`(\w*?)(h|an|orthop|p|gyn|leuk|isch|hypoglyc|par)ae(m\w{3,}|sthe\w+|d\w{5,}|col\w+)`), "${1}${2}e$3"},
}

// readBritish gives a word its British or American spelling.
func readBritish(m []string) (unit, bool) {
	for i, rule := range britishRules {
		if rule.pattern.MatchString(m[0]) {
			other := rule.pattern.ReplaceAllString(m[0], rule.to)
			forms := []string{m[0], other}
			if i%2 == 1 {
				forms = []string{other, m[0]} // American first
			}
			return unit{forms: forms}, true
		}
	}
	return unit{}, false
}

func atoi(s string) int {
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

// units finds the units of a run of words, the longest first at each place.
func units(run []query.Word) []unit {
	var out []unit
	for i := 0; i < len(run); {
		n := min(len(run)-i, maxUnitWords)
		for ; n > 0; n-- {
			if u, ok := unitOf(run, i, n); ok {
				u.from, u.to = i, i+n
				out = append(out, u)
				break
			}
		}
		i += max(n, 1)
	}
	return out
}

func unitOf(run []query.Word, i, n int) (unit, bool) {
	words := make([]string, n)
	for k := range words {
		words[k] = plainForm(run[i+k].Text)
	}
	joined := strings.Join(words, " ")
	if n == 1 && i > 0 && strengthAlone.MatchString(joined) && namesDrug(run[i-1].Text) {
		d := measure.Dose{Numbers: []string{joined}, Unit: "mg"}
		return unit{kind: "dose", label: d.String(), forms: append(doseForms(d), joined)}, true
	}
	for _, read := range spellings {
		if u, ok := read(joined); ok {
			return u, true
		}
	}
	if n == 1 && i+1 < len(run) && (run[i].Text == "R" || run[i].Text == "L") && namesPart(run[i+1].Text) {
		return readSide([]string{"", map[string]string{"R": "right", "L": "left"}[run[i].Text]})
	}
	return unit{}, false
}

// strengthAlone is a number that is a strength in mg behind the name of a drug:
// "motrin 600".
var strengthAlone = whole(`\d{2,4}`)

// namesDrug reports whether a word names a drug.
func namesDrug(word string) bool { return len(lexicon.Ask([]string{strings.ToLower(word)}).Drugs) > 0 }

// plainForm is a word as spellings are read: in lower case, of plain letters.
func plainForm(s string) string {
	return strings.Trim(strings.ReplaceAll(text.Fold(s), "’", "'"), ",;:")
}

// namesPart reports whether a word names a part of the body.
func namesPart(word string) bool { return len(lexicon.Ask([]string{strings.ToLower(word)}).Body) > 0 }

// expr returns what finds a unit: any of its forms.
func (u *unit) expr(s scope) index.Expr {
	var all []index.Expr
	for _, form := range u.forms {
		seq := index.Sequence{Fields: s.fields}
		for _, w := range text.Words(form) {
			kind := index.Inflected
			if strings.ContainsAny(w, "0123456789") {
				kind = index.Exact
			}
			seq.Words = append(seq.Words, index.Matcher{Kind: kind, Text: w})
		}
		if len(seq.Words) > 0 {
			all = append(all, seq)
		}
	}
	all = append(all, u.values...)
	if len(all) == 1 {
		return all[0]
	}
	return index.Synonyms{Typed: all[0], Added: all[1:]}
}
