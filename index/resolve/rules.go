package resolve

// A Rule is a row of the language's reference: how plain words are read, or
// what is made of them. "imr help query" and the help page show the rules
// behind the operators of index/query.
type Rule struct {
	Name  string
	Means string
	// Same are queries that find the same items; the first is the example.
	Same []string
	// Understood are the labels of what is understood from the example's
	// words, in the order in which they are shown.
	Understood []string
}

// Rules returns the rules in the order of help. It must not be changed.
func Rules() []Rule { return rules }

var rules = []Rule{
	{Name: "inflections", Means: "A plain word also finds its plural and its -s, -ed and -ing forms; in quotes and behind # it is that word alone. " +
		"Words like of, the, for are ignored and listed, unless there is nothing else.",
		Same: []string{"the guidelines recommended", "guideline recommend"}},
	{Name: "synonyms", Means: "Brand and generic names, abbreviations and their long forms find each other; a class finds its members, a member never its class. " +
		"What was added is listed and can be taken off with #. Next to connectors and in fields it is offered, not added.",
		Same: []string{"esi", "epidural steroid injection"}, Understood: []string{"epidural steroid injection"}},

	{Name: "doses", Means: "One thing in several spellings is one set, here and in the rows that follow; the answer lists the spellings that were added. " +
		"In quotes and behind # it is what was typed.",
		Same: []string{"tramadol 50 mg", "tramadol 50mg", "tramadol 50 milligrams"}, Understood: []string{"tramadol", "50 mg"}},
	{Name: "strengths", Means: "Of drugs with two parts, with a slash or a hyphen.",
		Same: []string{"5/300", "5-300", "5/300mg"}, Understood: []string{"5/300 mg"}},
	{Name: "quantities", Means: "A number behind # is a quantity: the number alone.",
		Same: []string{"#60", "# 60", "qty 60", "QTY: 60", "quantity of 60"}, Understood: []string{"60"}},
	{Name: "percent", Means: "% behind a number is percent. BUT NOT, or % between other words, leaves out what stands behind it.",
		Same: []string{"lidocaine 5 %", "lidocaine 5%", "lidocaine 5 percent"}, Understood: []string{"lidocaine"}},
	{Name: "levels of the spine", Means: "A level is one thing: both vertebrae, the second with its letter or without.",
		Same: []string{"L4-5", "L4-L5", "L4/5"}, Understood: []string{"L4-L5"}},
	{Name: "compounds", Means: "Written open, closed or with a hyphen: post-operative, follow-up, nonsteroidal, shock wave.",
		Same: []string{"post-operative", "postoperative", "post op", "postop"}},
	{Name: "abbreviations", Means: "With dots or without.",
		Same: []string{"MRI", "M.R.I."}, Understood: []string{"mri"}},
	{Name: "frequencies", Means: "Times a day, week or month.",
		Same: []string{"twice a week", "2x per week", "2x/week", "2 times a week"}},
	{Name: "numbers", Means: "From two to twelve in digits or in words; Roman and Arabic behind type, grade, stage and their like.",
		Same: []string{"type 2", "type II"}},
	{Name: "ages in texts", Means: "They find the texts that say it, and the letters whose worker has that age.",
		Same: []string{"57 year old", "57-year-old", "57 y/o", "57yo"}},
	{Name: "sides", Means: "Right and rt, left and lt, with -sided or without.",
		Same: []string{"right knee", "rt knee", "right-sided knee"}},
	{Name: "American and British", Means: "Spellings of both, by rule.",
		Same: []string{"behavior", "behaviour"}},
	{Name: "case numbers", Means: "In any form: with hyphen, blank or nothing, without leading zeros behind a hyphen or blank, with words before them that say what they are, with /2 behind them for an item.",
		Same: []string{"CM13-0990042", "cm13 990042", "CM130990042", "IMR case number CM13-0990042"}},

	{Name: "outcomes", Means: "Plain words also say what is meant: allowed, approved, granted, necessary, overturned (found necessary in part too); denied, upheld, not necessary. " +
		"What was understood is shown, and each part can be switched off; in quotes, in fields, behind # and next to connectors these are words. An outcome or sex alone is a word.",
		Same: []string{"acupuncture allowed", "acupuncture approved", "acupuncture overturned"}, Understood: []string{"acupuncture", "overturned"}},
	{Name: "age and sex", Means: "Of the worker: women over 50, men under 40, aged 40 to 49, in their 50s, elderly (65 and above).",
		Same: []string{"women over 50", "females older than 50", "sex:female age:>50"}, Understood: []string{"female", "older than 50"}},
	{Name: "reviewers", Means: "By their specialty, as a board or a person is called.",
		Same:       []string{"pain medicine reviewer", "reviewed by a pain specialist", `specialty:"Pain Medicine"`},
		Understood: []string{"reviewer: Pain Medicine"}},
	{Name: "years and priority", Means: "A year is that of the decision: in 2016, since 2016, before 2016; injured in 2012; expedited.",
		Same: []string{"MRI in 2016", "MRI decided in 2016", "MRI decided:2016"}, Understood: []string{"mri", "decided in 2016"}},

	{Name: "reasons", Means: "The reviewer's, in the words of people. Items that give the reason stand first; its words are looked for too. It is shown and can be switched off as the others.",
		Same:       []string{"therapy denied because home exercise is enough"},
		Understood: []string{"upheld", "home exercise is enough"}},

	{Name: "requested or mentioned", Means: "Where the words name a treatment (a drug, therapy, test, device or surgery), the items that ask for it are counted apart from those that only mention it. " +
		"Rates stand on them alone, in the scope all too. --scope requested (scope=requested) finds only them, also where they lack other words of the query. A part of the body, a side, a dose or a level that is named belongs to the request, and so do people and years. Where no treatment is named the scope changes nothing.",
		Same: []string{"acupuncture"}, Understood: []string{"acupuncture"}},
	{Name: "context", Means: "What follows after, before, while, because, without, since, despite, who or takes is said about the case: it is looked for, weighs less and is no part of the request.",
		Same: []string{"physical therapy after surgery"}, Understood: []string{"physical therapy"}},
	{Name: "some of the words", Means: "match=auto, the default: when fewer than 20 items have all plain words, items with some of them are found too, if these weigh enough together (rare words weigh more) and the treatment named is among them; items that request that treatment always. " +
		"All hits stand in one order by score; where an outcome, person or year was understood, those of which it is true, and which ask for the treatment named, stand first. The answer says how many have all words, each of the others says that it has some, and they count in no rate but that of requests. It is decided on the query alone, before filters. " +
		"--match all leaves the others out, --match most always takes them. Operators, quotes and fields are always obeyed.",
		Same: []string{"tramadol 50 mg guideline exceeded"}, Understood: []string{"tramadol", "50 mg"}},
	{Name: "questions", Means: "How often, how many, was ever, why, what is needed, can a: the words of the question are ignored and listed, and where a treatment is named a line on top counts its requests and how many were overturned. A final ? is punctuation.",
		Same: []string{"how often is acupuncture overturned?", "acupuncture overturned"}, Understood: []string{"acupuncture", "overturned"}},

	{Name: "characters", Means: "Case, accents, curly quotes, full-width forms and ligatures do not matter; long dashes are blanks. & and % are operators only between blanks, - only glued to its word behind a blank, AND, OR, NOT only in capitals; w/o is without.",
		Same: []string{"MRI without contrast", "mri w/o contrast"}, Understood: []string{"mri"}},
	{Name: "distance", Means: "The difference of word positions inside one field: /1 is adjacent. Chains go from left to right. Diagnoses and other entries of a list are far apart. A sentence ends at . ? ! before a capital, a blank or the paragraph's end, not inside numbers and abbreviations.",
		Same: []string{"conservative /3 care", "care w/3 conservative"}},
	{Name: "what an item is", Means: "One disputed treatment with its own request, reasons and guidelines, and its letter's diagnoses and summary: never what the letter says of another item. It is the unit of every count. " +
		"Rates are of decided items, with the 95 % Wilson interval, and never of a search that was cut.",
		Same: []string{"outcome:overturned"}},
	{Name: "limits", Means: "A query has at most 4 KiB, 256 words, depth 32; a word with * or ? stands for at most 1,024 words; a search takes at most 2 seconds and says so when it was cut.",
		Same: []string{"hydro*one"}},

	{Name: "what you keep", Means: "@name stands for the saved search of that name with its filters, in brackets, and @3 for the saved search or the search of the history with that number: @3 AND @5, -@name. " +
		"In quotes it is text. tag: and note: find the items that you gave a tag or wrote a note on.",
		Same: []string{`acupuncture -tag:"to cite"`, `acupuncture -tagged:"To Cite"`}, Understood: []string{"acupuncture"}},
}
