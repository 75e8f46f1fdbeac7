package measure

import (
	"strconv"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/lexicon/fold"
	"imrsearch/parser/lexicon/pattern"
)

const (
	number = `(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|sixteen|eighteen|twenty[- ]four|twenty|thirty|once|twice)`
	again  = `(?: ?\(\d{1,3}\))?` // "six (6)"
	every  = `(?:day|daily|week|weekly|wk|wkly|month|monthly|year|yearly|mo)`
)

// numberPrefixes are the beginnings of number.
var numberPrefixes = []string{
	"#", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
	"fifteen", "twenty", "thirty", "once", "twice",
}

var numbers = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
	"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"eighteen": 18, "twenty": 20, "twenty-four": 24, "twenty four": 24, "thirty": 30,
	"once": 1, "twice": 2,
}

// The patterns are tried on the request in lower case.
var (
	// "#60", "Qty: 60", "quantity of 12", "count 30"
	counted = pattern.New(`(?:#|\bqty\b\.?|\bquantity\b|\bcount\b|\bdisp\b\.?) ?(?:of|:|=|\()? ?(\d{1,4})\b`).Literals("#", "qty", "quantity", "count", "disp")
	// "30 tablets"
	pieces = pattern.New(`\b(\d{1,4}) (?:tablets?|tabs?|capsules?|caps?|pills?|patch(?:es)?)\b`).Prefixes("#").Literals("tab", "cap", "pill", "patch")
	// "series of 4"
	series = pattern.New(`\bseries of ` + number + `\b`).Literals("series of")
	// numbers behind these are names: "Tylenol #3", "tooth #30"
	namedByNumber = pattern.New(`(?:tylenol(?: with codeine)?|codeine|tooth|teeth|no\.?) $`)
	// "12 sessions", "six (6) physical therapy visits"
	sessions = pattern.New(`\b`+number+again+`(?: [a-z][a-z/-]*){0,6}? (?:sessions?|visits?|treatments?)\b`).Prefixes(numberPrefixes...).Literals("session", "visit", "treatment")
	// "1 to 2", "2-3" before a rate is a range: groups 1 and 2; then what a
	// time is, group 3; for how long, groups 4 to 6, 5 being a range again
	rate = pattern.New(`\b`+number+again+`(?: ?(?:-|to|or) ?(\d{1,2}|one|two|three|four|five|six)`+again+`)?(?: ?(?:times?|x|visits?|sessions?|days?))?,? ?(?:an? |per |each |every |/ ?|x ?)?(`+every+`)\b(?:,?(?: and)?(?: for| x| times| over| by|x)? ?(?:a total of |the next |a )?`+number+again+`(?: ?(?:-|to) ?(\d{1,2}))? ?(weeks?|wks?|months?|mos?|days?)\b)?`).Prefixes(numberPrefixes...).Literals("da", "we", "wk", "mo", "ye")
	// "2 times 8", "3x4": a number a week, and weeks
	pair = pattern.New(`\b(\d{1,2}) ?(?:x|times) ?(\d{1,2})\b`).Prefixes("#").Literals("x", "times")
	// "times 12", "x 12", "x12"
	times = pattern.New(`(?:\btimes |\bx ?)`+number+`\b`).Prefixes("times ", "x")
	// how often a drug is taken: "twice a day", "q.i.d.", "every 6 hours", "at bedtime"
	intake = pattern.New(`\b(?:\d{1,2} ?(?:hours?|hrs?) ?(?:a|per|/|each) ?day(?:,?(?: x| for)? ?\d days? ?(?:a|per|/) ?week)?|(?:once|twice|(?:one|two|three|four|\d) times?|\dx) ?(?:an? |per |each |/)?(?:day|daily)|every (?:\d{1,2}(?:-\d{1,2})?|four|six|eight|twelve) ?(?:hours?|hrs?)|q ?\d{1,2}(?:-\d{1,2})? ?h(?:rs?|ours?)?|[bt]\.?i\.?d|q\.?i\.?d|q\.?h\.?s|q\.?d|at bedtime|nightly|daily|weekly|monthly|quarterly)\b`).Prefixes("#", "on", "t", "four", "every", "q", "b", "at bedtime", "nightly", "daily", "weekly", "monthly")
	// a number that the request begins with, and the word it counts
	leading = pattern.New(`^(?:purchase of |rental of |retrospective )?` + number + again + ` ([a-z]{3,})`)
)

// Amount reads how many a request asks for and how often. A range ("2-3 times a week") and what
// is only a stretch of time give no quantity, which is 0; the frequency is as worded, "" where none is told.
func Amount(request string) (quantity int, frequency string) {
	lower := ascii.Lower(request)
	total := 0
	if hours := intake.FindString(lower); strings.Contains(hours, "hours") || strings.Contains(hours, "hrs") {
		frequency = request[strings.Index(lower, hours):][:len(hours)]
	} else if m := rate.FindStringSubmatchIndex(lower); m != nil && isRate(lower, m) {
		frequency = request[m[0]:m[1]]
		total = rateTotal(lower, m)
	} else if m := intake.FindStringIndex(lower); m != nil {
		frequency = request[m[0]:m[1]]
	} else if m := pair.FindStringSubmatchIndex(lower); m != nil {
		frequency = request[m[0]:m[1]]
		total = toNumber(lower[m[2]:m[3]]) * toNumber(lower[m[4]:m[5]])
	}
	if n := count(lower); n > 0 {
		return n, frequency
	}
	if n, said := sessionTotal(lower); said {
		return n, frequency
	}
	if total > 0 || frequency != "" {
		return total, frequency
	}
	for _, m := range times.FindAllStringSubmatchIndex(lower, -1) {
		next := fold.Words(lower[m[1]:min(len(lower), m[1]+20)])
		if len(next) == 0 || !notCounted[next[0].Key] {
			return toNumber(lower[m[2]:m[3]]), ""
		}
	}
	return leadingCount(lower), ""
}

// count is the number that stands behind "#" or "quantity", before "tablets"
// or behind "series of"; 0 when there is none.
func count(lower string) int {
	for _, m := range counted.FindAllStringSubmatchIndex(lower, -1) {
		if !namedByNumber.MatchString(lower[:m[0]]) {
			return toNumber(lower[m[2]:m[3]])
		}
	}
	for _, form := range []*pattern.Pattern{pieces, series} {
		if m := form.FindStringSubmatch(lower); m != nil {
			return toNumber(m[1])
		}
	}
	return 0
}

func toNumber(s string) int {
	if n, ok := numbers[s]; ok {
		return n
	}
	n, _ := strconv.Atoi(s)
	return n
}

// isRate tells "2 times a week" and "2xWk" from "2 month rental".
func isRate(lower string, m []int) bool {
	if strings.HasSuffix(lower[m[6]:m[7]], "ly") {
		return true
	}
	between := strings.Trim(lower[m[3]:m[6]], " ")
	first := lower[m[2]:m[3]]
	return between != "" && between != "-" || first == "once" || first == "twice"
}

// rateTotal multiplies how often by how long; 0 when either is not told or a
// range, or the units differ.
func rateTotal(lower string, m []int) int {
	if m[4] >= 0 || m[8] < 0 || m[10] >= 0 {
		return 0
	}
	if span(lower[m[6]:m[7]]) != span(lower[m[12]:m[13]]) {
		return 0
	}
	return toNumber(lower[m[2]:m[3]]) * toNumber(lower[m[8]:m[9]])
}

// span names the unit of time that a word begins with.
func span(word string) byte {
	if strings.HasPrefix(word, "wk") {
		return 'w'
	}
	return word[0]
}

// sessionTotal adds the counts of "two ... sessions and eight ... sessions".
// A range ("12-18 sessions") is said, but gives no number.
func sessionTotal(lower string) (total int, said bool) {
	for _, m := range sessions.FindAllStringSubmatchIndex(lower, -1) {
		before := strings.TrimRight(lower[:m[0]], " ")
		if strings.HasSuffix(before, "-") || strings.HasSuffix(before, " to") {
			return 0, true
		}
		if w := lower[m[0]:m[1]]; strings.Contains(w, " time") || strings.Contains(w, " a week") || strings.Contains(w, " per ") {
			continue
		}
		total += toNumber(lower[m[2]:m[3]])
		said = true
	}
	return total, said
}

// notCounted are words that a leading number measures instead of counting.
var notCounted = words("day week month year hour minute view level phase tesla mg ml gm gram mcg time part point panel channel piece lead wheel zone position percent")

// leadingCount is the number that a request begins with when it counts things
// ("2 leg wraps").
func leadingCount(lower string) int {
	m := leading.FindStringSubmatch(lower)
	if m == nil || notCounted[fold.Words(m[2])[0].Key] {
		return 0
	}
	return toNumber(m[1])
}

// words returns the keys of some words.
func words(list string) map[uint64]bool {
	set := map[uint64]bool{}
	for _, w := range fold.Words(list) {
		set[w.Key] = true
	}
	return set
}

// ReadQuantity reads a text that is nothing but a quantity, in lower case:
// "#60", "qty 60", "quantity of 60".
func ReadQuantity(text string) (quantity string, ok bool) {
	m := wholeQuantity().FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	return m[1] + m[2], true
}

var wholeQuantity = whole(`(?:qty|quantity)(?: of|:|\.)? ?#?(\d{1,4})|#(\d{1,4})`)

// Digits returns a number word as digits ("two", "twice": "2"); anything else
// comes back as it is.
func Digits(word string) string {
	if n, ok := numbers[word]; ok {
		return strconv.Itoa(n)
	}
	return word
}
