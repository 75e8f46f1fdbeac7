// Package patient answers one question: how old is the patient, and of which
// sex? It reads summaries of cases, in which other people are named too.
package patient

import (
	"strconv"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/lexicon/pattern"
)

const (
	ageTail   = `(?:[\s-]*(?:years?|yrs?|y)\.?[\s/-]*(?:olds?|o)\b\.?|[\s-]*years?\s+of\s+age\b|[\s-]*yo\b|[\s-]*y\.o\.)`
	ageTens   = `(?:twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)`
	ageUnits  = `(?:one|two|three|four|five|six|seven|eight|nine)`
	ageWords  = ageTens + `(?:[\s-]+` + ageUnits + `)?|(?:four|six|seven|eight|nine|thir|fif)teen|eighteen`
	personTag = `(?:male|female|man|woman|gentleman|lady|patient|worker|claimant|applicant|employee|individual)`
)

var (
	agePattern  = pattern.New(`(?i)\b(?:(\d{2,3})|(` + ageWords + `))` + ageTail + `|\b(?:aged?|age\s+is|age\s+of)[\s:]+(\d{2})\b`)
	bareAge     = pattern.New(`(?i)\b`+personTag+`\s+is\s+(?:now\s+|currently\s+)?(\d{2})\s*(?:[.;]\s|,\s+(?:and|a|an|who|he|she)\b)`).Prefixes("male", "female", "man", "woman", "gentleman", "lady", "patient", "worker", "claimant", "applicant", "employee", "individual")
	personAfter = pattern.New(`(?i)^[^.;]{0,60}?\b` + personTag + `s?\b`)
	ageAtInjury = pattern.New(`(?i)^[^.;]{0,40}?\b(?:at\s+the\s+time\s+(?:of|he|she)|when\s+(?:he|she)\s+was\s+(?:injured|hurt))\b`)
	personNoun  = pattern.New(`(?i)\b(male|female|man|woman|gentleman|lady)\b`).Prefixes("male", "female", "man", "woman", "gentleman", "lady")
	sexLetter   = pattern.New(`^[\s,(/-]*([MF])\b`)
	notPerson   = pattern.New(`(?i)^[\s-]*(?:mri|x-?rays?|son|daughter|child|boy|girl|brother|sister|mother|father|wife|husband|injury|study|report)\b`)
	slashPair   = pattern.New(`(?i)\b(?:s?he/s?he|his/her|her/his|him/her|her/him|s/he|\(s\)he|male/female)\b`).Literals("/", "(s)he")
	pronoun     = pattern.New(`(?i)\b(he|him|his|himself|she|her|hers|herself|mr|mrs|ms|miss)\b`).Prefixes("h", "she", "m")
	otherPerson = pattern.New(`(?i)\b(?:wife|husband|mother|father|son|daughter|sister|brother|spouse|partner|dr\.|doctor|physician)\b`).Prefixes("wife", "husband", "mother", "father", "son", "daughter", "sister", "brother", "spouse", "partner", "dr.", "doctor", "physician")
)

// Age finds the age of the patient and where its wording ends: the first
// that a word for a person follows, else the first that may be an age.
//
// Where no wording of an age is found, "the claimant is 52." counts near the
// beginning, in the first 400 bytes.
func Age(s string) (age, end int, ok bool) {
	if age, end, ok = worded(s); ok {
		return age, end, true
	}
	m := bareAge.FindStringSubmatchIndex(s[:min(len(s), opening)])
	if m == nil {
		return 0, 0, false
	}
	age, _ = strconv.Atoi(s[m[2]:m[3]])
	return age, m[3], age >= youngest
}

// youngest and oldest bound the ages of patients.
const (
	youngest = 14
	oldest   = 110
)

// opening is how much of a summary is looked at for what mostly stands at its
// beginning.
const opening = 400

// worded finds an age that is worded as one.
func worded(s string) (age, end int, ok bool) {
	small := ascii.Lower(s)
	for from := 0; ; {
		i := nextAgeWord(small, from)
		if i < 0 {
			return age, end, ok
		}
		start := max(from, i-ageReach)
		n, stop := ageIn(s[start:min(len(s), i+ageReach)])
		from = i + 1
		if n == 0 {
			continue
		}
		from = max(from, start+stop)
		rest := s[start+stop:]
		if n < youngest || n > oldest || notPerson.MatchString(rest) {
			continue
		}
		if personAfter.MatchString(rest[:min(len(rest), 100)]) && !ageAtInjury.MatchString(rest[:min(len(rest), 100)]) {
			return n, start + stop, true
		}
		if !ok {
			age, end, ok = n, start+stop, true
		}
	}
}

// ageReach is how far from its key word the wording of an age goes.
const ageReach = 30

// ageKeys are the key words of ages; ageIn looks closer.
var ageKeys = []string{"year", "yr", "y/o", "y.o", "yo", "aged", "age "}

// nextAgeWord returns where the next key word stands, -1 when none does.
func nextAgeWord(s string, from int) int {
	for i := from; i < len(s); i++ {
		if s[i] != 'y' && s[i] != 'a' || i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z' {
			continue
		}
		for _, k := range ageKeys {
			if strings.HasPrefix(s[i:], k) {
				return i
			}
		}
	}
	return -1
}

// ageIn reads the age worded in s and where the wording ends; 0 when none is.
func ageIn(s string) (age, end int) {
	m := agePattern.FindStringSubmatchIndex(s)
	switch {
	case m == nil:
		return 0, 0
	case m[2] >= 0:
		age, _ = strconv.Atoi(s[m[2]:m[3]])
	case m[4] >= 0:
		age = numberInWords(s[m[4]:m[5]])
	case m[6] >= 0:
		age, _ = strconv.Atoi(s[m[6]:m[7]])
	}
	return age, m[1]
}

var wordNumbers = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "thirteen": 13,
	"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// numberInWords reads "fifty-three".
func numberInWords(s string) int {
	n := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return c == '-' || c == ' ' }) {
		n += wordNumbers[w]
	}
	return n
}

// Sex returns the sex that the noun beside the age tells, else the one on
// which nouns and pronouns agree, and where it stands. off is positive with
// an empty sex when they do not agree.
func Sex(s string, ageEnd int, hasAge bool) (sex string, off int) {
	if hasAge {
		rest := s[ageEnd:]
		if m := sexLetter.FindStringSubmatch(rest); m != nil {
			return map[string]string{"M": "male", "F": "female"}[m[1]], ageEnd
		}
		if stop := strings.IndexAny(rest, ".;"); stop >= 0 {
			rest = rest[:stop]
		}
		if m := personNoun.FindStringIndex(rest[:min(len(rest), 80)]); m != nil {
			return sexOfWord(rest[m[0]:m[1]]), ageEnd + m[0]
		}
		before := s[max(0, ageEnd-60):ageEnd]
		if m := personNoun.FindStringIndex(before); m != nil {
			return sexOfWord(before[m[0]:m[1]]), max(0, ageEnd-60) + m[0]
		}
	}
	return agreedSex(s)
}

// agreedSex looks at all nouns and pronouns outside sentences about others.
func agreedSex(s string) (sex string, off int) {
	clean := slashPair.ReplaceAllStringFunc(s, func(m string) string { return strings.Repeat(" ", len(m)) })
	start := 0
	for start < len(clean) {
		end := len(clean)
		if i := strings.Index(clean[start:], ". "); i >= 0 {
			end = start + i + 2
		}
		sentence := clean[start:end]
		if !otherPerson.MatchString(sentence) {
			for _, re := range []*pattern.Pattern{personNoun, pronoun} {
				for _, m := range re.FindAllStringIndex(sentence, -1) {
					found := sexOfWord(sentence[m[0]:m[1]])
					switch {
					case sex == "":
						sex, off = found, start+m[0]
					case sex != found:
						return "", start + m[0]
					}
				}
			}
		}
		start = end
	}
	return sex, off
}

func sexOfWord(w string) string {
	switch strings.ToLower(w) {
	case "male", "man", "gentleman", "he", "him", "his", "himself", "mr":
		return "male"
	}
	return "female"
}
