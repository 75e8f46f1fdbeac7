package lexicon

import (
	"regexp"
	"strconv"
	"strings"
)

const number = `(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|eighteen|twenty|twenty[- ]four|thirty|once|twice)`

var numbers = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
	"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16,
	"eighteen": 18, "twenty": 20, "twenty-four": 24, "twenty four": 24, "thirty": 30,
	"once": 1, "twice": 2,
}

var (
	// "#60", "Qty: 60", "quantity of 12", "count 30"
	counted = regexp.MustCompile(`(?:#|\bqty\.?|\bquantity|\bcount|\bno\.) ?(?:of|:|=|\()? ?(\d{1,4})\b`)
	// "12 sessions", "six (6) physical therapy visits", "2 leg wraps"
	sessions = regexp.MustCompile(`\b` + number + `(?: ?\(\d{1,3}\))?(?: additional| more| initial)?(?: [a-z][a-z/-]*){0,5}? (?:sessions?|visits?|treatments?|tablets?|tabs?|capsules?|caps?|pills?|patch(?:es)?|units?|injections?)\b`)
	// "times 12", "x 12", "x12 sessions"; "2 times 8" is two numbers
	times = regexp.MustCompile(`(?:\btimes|\bx) ?` + number + `\b`)
	// "2 times a week for 3 weeks", "twice weekly x 4 weeks", "3x4", "2xWk x 6Wks"
	rate = regexp.MustCompile(`\b(?:` + number + `(?:(?:-| to | - )(\d{1,2}))?(?: ?\(\d{1,2}\))? ?(?:times?|x|visits?|sessions?)?,? ?(?:an?|per|each|every|/|times|x)? ?)(?:(week|wk|month|mo|day|year)(?:ly|s)?|weekly|monthly|daily)\b(?:,? ?(?:for|x|times|over)?(?: a total of| the next)? ?` + number + `?(?: ?\(\d{1,2}\))? ?(weeks?|wks?|months?|mos?|days?)?)?\b`)
	// "2 times 8", "3x4": a number a week, and weeks
	pair = regexp.MustCompile(`\b(\d{1,2}) ?(?:x|times) ?(\d{1,2})\b`)
	// doses: "twice a day", "q.i.d.", "every 6 hours", "at bedtime"
	dose = regexp.MustCompile(`\b(?:(?:once|twice|one time|(?:two|three|four|\d) times?|\dx) ?(?:a|per|each|/)? ?(?:day|daily)|every (?:\d{1,2}(?:-\d{1,2})?|four|six|eight|twelve) hours?|q ?\d{1,2}(?:-\d{1,2})? ?h(?:rs?|ours?)?|[bt]\.?i\.?d|q\.?i\.?d|q\.?h\.?s|q\.?d|at bedtime|daily|nightly)\b`)
)

// amount reads how many and how often. A range ("2-3 times a week") and what
// is only a stretch of time give no quantity; the frequency is as worded.
func amount(request string) (quantity int, frequency string) {
	lower := asciiLower(request)
	if m := counted.FindStringSubmatch(lower); m != nil {
		quantity, _ = strconv.Atoi(m[1])
	}
	perVisit := 0
	if m := rate.FindStringSubmatchIndex(lower); m != nil {
		frequency = strings.TrimRight(request[m[0]:m[1]], " ,")
		perVisit = rateTotal(lower, m)
	} else if m := pair.FindStringSubmatchIndex(lower); m != nil {
		frequency = request[m[0]:m[1]]
		perVisit = toNumber(lower[m[2]:m[3]]) * toNumber(lower[m[4]:m[5]])
	}
	if m := dose.FindStringIndex(lower); m != nil && frequency == "" {
		frequency = request[m[0]:m[1]]
	}
	for _, q := range []int{quantity, sessionTotal(lower), perVisit} {
		if q > 0 {
			return q, frequency
		}
	}
	if m := times.FindStringSubmatch(lower); m != nil && frequency == "" {
		return toNumber(m[1]), frequency
	}
	return leadingCount(lower), frequency
}

// asciiLower lowers A to Z alone, so that offsets stay those of the source.
func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func toNumber(s string) int {
	if n, ok := numbers[s]; ok {
		return n
	}
	n, _ := strconv.Atoi(s)
	return n
}

// rateTotal multiplies how often by how long; 0 when either is not told, is a
// range, or the units differ.
func rateTotal(lower string, m []int) int {
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return lower[m[2*i]:m[2*i+1]]
	}
	every, length, unit := group(1), group(4), group(5)
	if group(2) != "" || every == "" || length == "" || unit == "" {
		return 0
	}
	per := group(3)
	switch {
	case per == "" && strings.Contains(lower[m[0]:m[1]], "weekly"), per == "wk":
		per = "week"
	case per == "" && strings.Contains(lower[m[0]:m[1]], "monthly"), per == "mo":
		per = "month"
	case per == "":
		per = "day"
	}
	unit = strings.TrimSuffix(unit, "s")
	if unit == "wk" {
		unit = "week"
	}
	if unit == "mo" {
		unit = "month"
	}
	if unit != per {
		return 0
	}
	return toNumber(every) * toNumber(length)
}

// sessionTotal adds the counts of "two ... sessions and eight ... sessions".
// A count behind "to" or a dash is a range: then there is none.
func sessionTotal(lower string) int {
	total := 0
	for _, m := range sessions.FindAllStringSubmatchIndex(lower, -1) {
		before := strings.TrimRight(lower[:m[0]], " ")
		if strings.HasSuffix(before, "-") || strings.HasSuffix(before, " to") {
			return 0
		}
		if strings.Contains(lower[m[0]:m[1]], "times") || strings.Contains(lower[m[0]:m[1]], " a week") {
			continue
		}
		total += toNumber(lower[m[2]:m[3]])
	}
	return total
}

var leading = regexp.MustCompile(`^(?:purchase of |rental of )?(\d{1,2}|one|two|three|four|six) (?:\(\d{1,2}\) )?[a-z]{3,}`)

var notThings = regexp.MustCompile(`^(?:purchase of |rental of )?\S+ (?:\(\d{1,2}\) )?(?:day|week|month|year|hour|view|level|phase|tesla|mg|times|hundred)`)

// leadingCount is the number that a request begins with, when it counts
// things ("2 leg wraps").
func leadingCount(lower string) int {
	if m := leading.FindStringSubmatch(lower); m != nil && !notThings.MatchString(lower) {
		return toNumber(m[1])
	}
	return 0
}
