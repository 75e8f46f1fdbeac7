package parser

import (
	"slices"
	"strconv"
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
)

// dayWords are the days of a month in words, in their order.
var dayWords = strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
	thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
	twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth
	twenty-ninth thirtieth thirty-first`)

const dayWord = `((?:twenty|thirty)[\s-]+(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|(?:fif|six|seven|eigh|nin|ten|eleven|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twentie|thirtie)th)`

// injuryInWords finds a date whose day is a word: "injured on the eighth of
// March 2001", "on March eighth, 2001".
var injuryInWords = pattern.New(`(?i)\b(?:injur(?:y|ies|ed)|accident|hurt|doi|fell)\b[^.;]{0,80}?\b(?:on|of|is|was)\s+(?:the\s+)?(?:`+dayWord+`\s+(?:day\s+)?(?:of\s+)?(`+monthNames+`)|(`+monthNames+`)\s+(?:the\s+)?`+dayWord+`),?\s+(?:of\s+)?((?:19|20)\d\d)\b`).Prefixes("injur", "accident", "hurt", "doi", "fell")

// readInjuryInWords takes a date of injury that is told in words where the
// letter tells no other.
func (r *reading) readInjuryInWords(p imr.Passage) {
	m := injuryInWords.FindStringSubmatchIndex(p.Text)
	if m == nil || !r.letter.DateOfInjury.IsZero() {
		return
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return p.Text[m[2*i]:m[2*i+1]]
	}
	day := strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(group(1)+group(4)), "-", " ")), "-")
	year, _ := strconv.Atoi(group(5))
	d, err := imr.NewDate(year, monthNumber(group(2)+group(3)), slices.Index(dayWords, day)+1)
	if err == nil {
		r.letter.DateOfInjury = d
		r.letter.Places["date_of_injury"] = p.Place(m[0])
	}
}
