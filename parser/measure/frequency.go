package measure

import "strings"

// A Frequency is how often something is done.
type Frequency struct {
	Times  string // a number in digits
	Period string // "day", "week" or "month"
}

var periods = map[string]string{"day": "day", "daily": "day", "week": "week", "wk": "week", "weekly": "week", "month": "month", "monthly": "month"}

var wholeFrequency = whole(`(\d+|[a-z]+)[ -]?(?:x|times?)[ /]?(?:(?:a|per|each|every) )?/?(` + periodNames + `)|(once|twice)[ /-]?(?:(?:a|per|each|every) )?/?(` + periodNames + `)`)

const periodNames = `day|week|wk|month|daily|weekly|monthly`

// ReadFrequency reads a text that is nothing but a frequency: "3x/week",
// "three times a week", "twice daily".
func ReadFrequency(text string) (Frequency, bool) {
	m := wholeFrequency().FindStringSubmatch(text)
	if m == nil {
		return Frequency{}, false
	}
	times := Digits(m[1] + m[3])
	if strings.Trim(times, "0123456789") != "" {
		return Frequency{}, false
	}
	return Frequency{times, periods[m[2]+m[4]]}, true
}
