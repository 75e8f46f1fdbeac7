package query

// An Operator is a row of the language: what is written and what it means.
// The parser's tests, the help page and "imr help query" all read it.
type Operator struct {
	Write   []string // the ways of writing it, the shortest first
	Also    []string // what other services' users write, read the same
	Means   string   // one line
	Example string   // a query that runs
	Differs string   // how Westlaw or Lexis read it otherwise; empty if they do not
}

// Operators returns the language as a table, in the order of help: the
// tightest binding is told in Binding. It must not be changed.
func Operators() []Operator { return operators }

// Binding tells in one line what binds tighter than what.
const Binding = "field: # ! and NOT first, then OR, then /n +n, then /s +s, then /p +p, then AND (written or not), then %"

var operators = []Operator{
	{Write: []string{"opioid taper"}, Means: "both words, anywhere in the item; plurals, -ed and -ing forms too",
		Example: "opioid taper", Differs: "a blank between words is OR in Westlaw; here it is AND"},
	{Write: []string{"a AND b", "a & b"}, Means: "both, obeyed in every match mode", Example: "opioid AND taper"},
	{Write: []string{"a OR b"}, Means: "either", Example: "opioid OR narcotic"},
	{Write: []string{"NOT a", "-a"}, Means: "without the next word, phrase or group", Example: "epidural -cervical"},
	{Write: []string{"a % b", "a BUT NOT b"}, Means: "everything before, without everything behind",
		Example: "opioid taper % methadone", Differs: "% stands between blanks, for 5% is a strength"},
	{Write: []string{`"a b"`}, Means: "these exact words, adjacent, in order; no plural, no synonym",
		Example: `"not medically necessary"`, Differs: "Westlaw and Lexis find plurals and allow ! in quotes"},
	{Write: []string{`"a b c"~5`}, Means: "these exact words in any order, the outer two at most 5 apart",
		Example: `"opioid dose reduction"~5`},
	{Write: []string{"a /5 b"}, Also: []string{"a w/5 b", "a W/5 b", "a NEAR/5 b", "a near/5 b"},
		Means: "within 5 words of each other, in either order", Example: "opioid /5 taper"},
	{Write: []string{"a +5 b"}, Also: []string{"a pre/5 b", "a PRE/5 b", "a onear/5 b"},
		Means: "a first, b at most 5 words later", Example: "epidural +3 injection"},
	{Write: []string{"a /s b"}, Also: []string{"a w/s b", "a near/s b"}, Means: "in the same sentence",
		Example: "opioid /s wean!", Differs: "a true sentence, not a number of words as in Lexis"},
	{Write: []string{"a +s b"}, Also: []string{"a pre/s b"}, Means: "a before b in the same sentence", Example: "failed +s therapy"},
	{Write: []string{"a /p b"}, Also: []string{"a w/p b", "a near/p b"}, Means: "in the same paragraph", Example: "urine /p opioid!"},
	{Write: []string{"a +p b"}, Also: []string{"a pre/p b"}, Means: "a before b in the same paragraph", Example: "guideline! +p therefore"},
	{Write: []string{"opioid*", "opioid!"}, Means: "words that begin so; 3 letters at least",
		Example: "wean!", Differs: "* is one letter in Westlaw and Lexis; here that is ?"},
	{Write: []string{"wom?n"}, Means: "? is one character", Example: "wom?n"},
	{Write: []string{"hydro*one"}, Means: "* inside a word is any run of characters", Example: "hydro*one"},
	{Write: []string{"#steroids"}, Means: "exactly this word: no plural, no synonym", Example: "#steroids"},
	{Write: []string{"medicaton~"}, Means: "this word or one like it; not for words with digits", Example: "medicaton~"},
	{Write: []string{"ATLEAST3(a)"}, Also: []string{"atleast3(a)"}, Means: "at least 3 times in the item's own texts together",
		Example: "ATLEAST3(opioid!)"},
	{Write: []string{"field:a", "field:(a OR b)", `field:"a b"`}, Means: "in that field; of facets, values with that word, in quotes exactly that value",
		Example: "request:(epidural OR esi)", Differs: "Westlaw and Lexis write ti(a), syllabus(a)"},
	{Write: []string{"field:a..b"}, Also: []string{"field:>=a", "field:>a", "field:<=b", "field:<b", "field:a..", "field:..b"},
		Means: "a range of numbers or dates; a year or a month is the whole of it", Example: "age:40..60"},
	{Write: []string{"field:2016"}, Means: "that number, page, day, month or year", Example: "decided:2016"},
	{Write: []string{"cite:(a b)"}, Means: "one citation that has all of it: a side (ur, reviewer), a guideline (acoem, odg, mtus, opioids ...), chapter:12, page:287, year:2004, section:x, title:x, or words of title and section",
		Example: "cite:(ur acoem chapter:12 page:287)"},
	{Write: []string{"CM16-0990412"}, Also: []string{"case:CM16-0990412"}, Means: "that letter", Example: "CM16-0990412"},
	{Write: []string{"CM16-0990412/2"}, Means: "that item of the letter", Example: "CM16-0990412/2"},
	{Write: []string{"(a b)"}, Means: "a group", Example: "(opioid OR narcotic) taper"},
}
