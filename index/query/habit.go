package query

import (
	"regexp"
	"strings"
)

// A habit is a way of writing that other services understand and this
// language does not, or reads otherwise. What matches the group "it" is at
// fault; write says what to put there, with $1 ... for the other groups.
type habit struct {
	// hints are what the query must hold one of, in small letters and with 9
	// for every digit.
	hints   []string
	pattern *regexp.Regexp
	write   string
	msg     string
	want    string
}

// between builds a pattern for something that stands alone between blanks or
// brackets.
func between(it string) *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[ (])(?P<it>` + it + `)(?:[ )]|$)`)
}

func anywhere(it string) *regexp.Regexp { return regexp.MustCompile(`(?P<it>` + it + `)`) }

const (
	wantNear     = "a /5 b, a +5 b, a w/5 b"
	wantSentence = "a /s b in a sentence, a /p b in a paragraph"
	wantRange    = "age:40..60, decided:>=2016"
)

var habits = []habit{
	// Westlaw, Lexis and Dialog proximity, misspelt.
	{[]string{"not /", "not w/", "not pre/"}, regexp.MustCompile(`(?:^|[ (])(?P<it>([^ ()]+) (?i:not) ((?i:w|pre)?/(?:\d+|s|p)) ([^ ()]+))`), "($1 % ($1 $2 $3))", "NOT with a distance is not known", "a % (a /5 b)"},
	{[]string{"pre/", "pre /", "pre+", "pre-", "pre 9"}, between(`(?i:pre)(?: ?/ |\+|-| )(\d{1,3})`), "+$1", "this connector is written +n or pre/n", wantNear},
	{[]string{"w/i", "within"}, between(`(?i:w/in|within|w/i) ?(\d{1,3})(?i: words?)(?i: of)?`), "/$1", "a distance is written with a connector", wantNear},
	{[]string{"w/i"}, between(`(?i:w/in|w/i) ?(\d{1,3})(?i: of)?`), "/$1", "a distance is written with a connector", wantNear},
	{[]string{"same sentence"}, between(`(?i:w/in|within|in) (?i:the )?(?i:same sentence)(?i: as)?`), "/s", "the same sentence is asked for with /s", wantSentence},
	{[]string{"same paragraph"}, between(`(?i:w/in|within|in) (?i:the )?(?i:same paragraph)(?i: as)?`), "/p", "the same paragraph is asked for with /p", wantSentence},
	{[]string{"/ "}, regexp.MustCompile(`(?:^|[^\d ] +|\()(?P<it>(?i:w|near)?/ (\d{1,3}))(?:[ )]|$)`), "/$1", "a blank stands inside a connector", wantNear},
	{[]string{"w /", "near /"}, between(`(?i:w|near) /(\d{1,3})`), "/$1", "a blank stands inside a connector", wantNear},
	{[]string{"/ s"}, between(`(?i:w|near)?/ (?i:s)`), "/s", "a blank stands inside a connector", wantSentence},
	{[]string{"/ p"}, between(`(?i:w|near)?/ (?i:p)`), "/p", "a blank stands inside a connector", wantSentence},
	{[]string{"+ "}, between(`\+ (\d{1,3})`), "+$1", "a blank stands inside a connector", wantNear},
	{[]string{"near9", "w9", "within9"}, between(`(?i:near|w|within)(\d{1,3})`), "/$1", "a distance is written with a connector", wantNear},
	{[]string{"near 9", "within 9"}, between(`(?:NEAR|WITHIN) (\d{1,3})`), "/$1", "a distance is written with a connector", wantNear},
	{[]string{"pre9", "onear9", "adj9", "before9"}, between(`(?i:pre|onear|adj|before)(\d{1,3})`), "+$1", "a distance is written with a connector", wantNear},
	{[]string{"adj/", "before/"}, between(`(?i:adj|before)/(\d{1,3})`), "+$1", "a distance is written with a connector", wantNear},
	{[]string{"adj"}, between(`ADJ`), "+1", "ADJ is not known", wantNear},
	{[]string{"near"}, between(`NEAR`), "/10", "NEAR needs a number", wantNear},
	{[]string{"(9"}, between(`(?i:around|near|w|within)\((\d{1,3})\)`), "/$1", "a distance is written with a connector", wantNear},
	{[]string{"n/"}, between(`(?i:n)/(\d{1,3})`), "/$1", "this connector is written /n", wantNear},
	{[]string{"/sen"}, between(`(?i:w|near)?/(?i:sent|sentence|sen)`), "/s", "the same sentence is asked for with /s", wantSentence},
	{[]string{"/par"}, between(`(?i:w|near)?/(?i:para|paragraph|par)`), "/p", "the same paragraph is asked for with /p", wantSentence},
	{[]string{"/seg", "/doc"}, between(`(?i:w)?/(?i:seg|segment|doc)`), "AND", "segments are not known; AND asks for both in the item", wantSentence},
	{[]string{"/9"}, between(`(?i:w|near)?/(\d{1,3})(?i:w|words?)`), "/$1", "a distance is a number alone", wantNear},
	{[]string{"/-"}, between(`(?i:w|near)?/-(\d{1,3})`), "/$1", "a distance is a number from 1 to 255", wantNear},
	// Operators of other languages.
	{[]string{"&&"}, anywhere(`&&+`), " AND ", "&& is not known", "a AND b, a & b"},
	{[]string{"%%"}, between(`%%+`), "%", "the sign stands here twice", "a % b"},
	{[]string{"|"}, anywhere(`\|+`), " OR ", "| is not known", "a OR b"},
	{[]string{"andnot", "and-not", "and_not", "butnot", "but-not"}, between(`(?:AND-NOT|ANDNOT|AND_NOT|BUTNOT|BUT-NOT)`), "%", "this operator is written BUT NOT or %", "a % b"},
	{[]string{"xor"}, between(`XOR`), "OR", "XOR is not known", "a OR b"},
	{[]string{"!"}, regexp.MustCompile(`(?:^|[ (])(?P<it>!+)[\pL"(]`), "NOT ", "! stands at a word's end, for any ending", "NOT a, -a"},
	{[]string{"--"}, regexp.MustCompile(`(?:^|[ (])(?P<it>--+)[\pL\pN"(]`), "-", "the sign stands here twice", "-a"},
	{[]string{"+"}, regexp.MustCompile(`(?:^|[ (])(?P<it>\+)(?:["(]|\pL[^ )])`), "", "every word is asked for without +", "a b; #a for exactly this word"},
	{[]string{"# "}, regexp.MustCompile(`(?:^|[ (])(?P<it># +)\pL`), "#", "a blank stands behind #", "#steroids"},
	{[]string{`#"`, "#("}, regexp.MustCompile(`(?:^|[ (])(?P<it>#)["(]`), "", "# stands before one word; words in quotes are exact already", "#steroids"},
	// Lucene and Google.
	{[]string{"^"}, anywhere(`\^\d+(?:\.\d+)?`), "", "weights are not known", "words in the request count most"},
	{[]string{"~"}, regexp.MustCompile(`[\pL](?P<it>~[\d.]+)`), "~", "~ takes no number behind a word", "medicaton~"},
	{[]string{"[", "{"}, regexp.MustCompile(`[\pL\pN]:(?P<it>[\[{] ?([^ \]}]+) (?i:TO) ([^ \]}]+) ?[\]}])`), "$1..$2", "a range is written with two dots", wantRange},
	{[]string{"9 to ", "- to "}, regexp.MustCompile(`[\pL\pN]:(?P<it>\(([\d-]+) (?:TO|to) ([\d-]+)\))`), "$1..$2", "a range is written with two dots", wantRange},
	{[]string{"9 to ", "- to "}, regexp.MustCompile(`[\pL\pN]:(?P<it>([\d-]+) TO ([\d-]+))(?:[ )]|$)`), "$1..$2", "a range is written with two dots", wantRange},
	{[]string{"(<", "(>", "( <", "( >"}, regexp.MustCompile(`[\pL\pN]:(?P<it>\( *([<>]=?) *([\d-]+) *\))`), "$1$2", "a range needs no brackets", wantRange},
	{[]string{"> ", "= ", "< "}, regexp.MustCompile(`[\pL\pN]:(?P<it>([<>]=?) +)[\pL\pN]`), "$1", "a blank stands inside a range", wantRange},
	{[]string{"<", ">"}, regexp.MustCompile(`(?:^|[ (])\pL[\pL_]{2,}(?P<it>([<>]=?) ?)\d`), ":$1", "a colon stands between a field and its range", wantRange},
	{[]string{"="}, regexp.MustCompile(`(?:^|[ (])\pL[\pL_]{2,}(?P<it>==?)[\pL\pN"(]`), ":", "a colon stands between a field and its value", "outcome:overturned"},
	{[]string{"::", " :", ":="}, regexp.MustCompile(`(?:^|[ (])\pL[\pL_]*(?P<it> +:+ ?|:: ?|:=)[\pL\pN"(]`), ":", "a colon stands between a field and its value, without blanks", "outcome:overturned"},
	{[]string{"\\"}, anywhere(`\\`), " ", `\ is not known`, "punctuation needs no escape"},
	// PubMed tags: [tiab], [Title/Abstract], [mh], [tiab:~3].
	{[]string{"["}, anywhere(`\[(?i:pdat|dp|date[^\]]*|crdt)\]`), "", "[tags] are not known", "decided:2016"},
	{[]string{"["}, regexp.MustCompile(`"(?P<it>\[[\pL/ -]*:~(\d+)\])`), "~$1", "[tags] are not known", `"a b c"~5`},
	{[]string{"["}, anywhere(`\[[\pL][\pL /:_~\d-]*\]`), "", "[tags] are not known", "request:mri"},
	// Westlaw and Lexis restrictors.
	{[]string{"da(", "date("}, between(`(?i:da|date)\((?i:aft|after|>|geq|gt) ([\d/-]+)\)`), "decided:>$1", "date restrictors are written as a field", wantRange},
	{[]string{"da(", "date("}, between(`(?i:da|date)\((?i:bef|before|<|leq|lt) ([\d/-]+)\)`), "decided:<$1", "date restrictors are written as a field", wantRange},
	{[]string{"da(", "date("}, between(`(?i:da|date)\((?i:is|=)? ?([\d/-]+)\)`), "decided:$1", "date restrictors are written as a field", wantRange},
	{[]string{"ti(", "title(", "hlead(", "heading("}, regexp.MustCompile(`(?:^|[ (])(?P<it>(?i:ti|title|hlead|heading)\()`), "heading:(", "restrictors are written as fields", "heading:(mri)"},
	{[]string{"sy(", "di(", "syllabus(", "summary("}, regexp.MustCompile(`(?:^|[ (])(?P<it>(?i:sy|di|syllabus|summary)\()`), "summary:(", "restrictors are written as fields", "summary:(mri)"},
	{[]string{"text(", "text:", "te(", "te:"}, regexp.MustCompile(`(?:^|[ (])(?P<it>(?i:allintext|intext|te)(?:\(|: *))`), "", "all texts are searched without a field", "mri"},
	// ATLEAST.
	{[]string{"atleast"}, regexp.MustCompile(`(?:^|[ (])(?P<it>(?i:atleast)[ /-]?(\d{1,3}) *)\(`), "ATLEAST$1", "the number is glued to ATLEAST and its bracket", "ATLEAST3(opioid!)"},
	{[]string{"atleast"}, regexp.MustCompile(`(?:^|[ (])(?P<it>(?i:atleast)[ /-]?(\d{1,3}) +([\pL\pN!*#-]+))`), "ATLEAST$1($2)", "ATLEAST needs brackets", "ATLEAST3(opioid!)"},
	{[]string{"atleast"}, regexp.MustCompile(`(?:^|[ (])(?P<it>(?i:atleast)\((\d{1,3}),? ([\pL\pN!*#-]+)\))`), "ATLEAST$1($2)", "the number is glued to ATLEAST", "ATLEAST3(opioid!)"},
	{[]string{"atl", "at-least"}, regexp.MustCompile(`(?:^|[ (])(?P<it>(?i:atl\d?|atleast|at-least) ?)\(`), "ATLEAST2", "ATLEAST needs a number", "ATLEAST3(opioid!)"},
}

// refuseHabits refuses the first habit of the query that matches, in the order of
// the table; what stands in quotes is looked at by none.
func (l *lexer) refuseHabits() *SyntaxError {
	open := masked(l.text)
	small := hintText(open)
	for i := range habits {
		h := &habits[i]
		if !hinted(small, h.hints) {
			continue
		}
		m := h.pattern.FindStringSubmatchIndex(open)
		if m == nil {
			continue
		}
		if correct(open[m[2]:m[3]], open[m[3]:]) {
			continue
		}
		write := make([]byte, 0, 16)
		for k := 0; k < len(h.write); k++ {
			if h.write[k] != '$' || k+1 == len(h.write) {
				write = append(write, h.write[k])
				continue
			}
			k++
			group := 2 * (int(h.write[k]-'0') + 1)
			write = append(write, l.text[m[group]:m[group+1]]...)
		}
		return l.fault(m[2], m[3], l.replaced(l.span(m[2], m[3]), string(write)), h.msg, h.want)
	}
	return nil
}

// hintText is a query as hints are looked for in it.
func hintText(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '9'
		}
		return r
	}, strings.ToLower(s))
}

// hinted reports whether small holds one of the hints.
func hinted(small string, hints []string) bool {
	for _, hint := range hints {
		if strings.Contains(small, hint) {
			return true
		}
	}
	return false
}

// correct reports whether a habit's match is this language after all.
func correct(it, rest string) bool {
	_, ok := atLeast(it)
	return ok && strings.HasPrefix(rest, "(")
}

// masked replaces what stands in quotes, so that no pattern sees it.
func masked(s string) string {
	b := []byte(s)
	inside := false
	for i, c := range b {
		if c == '"' {
			inside = !inside
		} else if inside {
			b[i] = 'x'
		}
	}
	return string(b)
}
